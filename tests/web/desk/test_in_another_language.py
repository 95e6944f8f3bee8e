"""A decision at the desk in another language: what it says, and that its usual words are everybody’s in theirs."""

import re

from tests.conftest import Visitor
from tests.web.conftest import Say

ARABIC, GERMAN = {"accept-language": "ar-MA"}, {"accept-language": "de"}


def test_a_comment_is_removed_in_arabic_and_what_was_said_to_its_author_is_read_in_german(
    visitor: Visitor, say: Say
) -> None:
    held, dana = say(visitor("amal"), "Nobody asked us.", thread="incident"), visitor("dana")
    page = dana.get(f"/admin/comments/{held}", headers=ARABIC).text
    token = re.search(r'name="_token" value="([^"]+)"', page)
    usual = re.search(r'value="off-topic" data-message="([^"]+)"', page)
    assert token
    assert usual
    assert usual[1] == "تعليقك لا يخص هذه الصفحة."
    assert "إزالة ما يقوله Amal Haddad" in page

    sent = {"_token": token[1], "comment": held, "version": "1", "action": "remove", "reason": "off-topic"}
    decided = dana.post(
        "/admin/decisions", data={**sent, "message": usual[1]}, headers=ARABIC, follow_redirects=True
    ).text

    assert "<strong>مُزال</strong>" in decided
    assert "خارج الموضوع" in decided
    # Kept as such, and not as Arabic: whoever reads it next reads it in a language of their own.
    assert "<q>Your comment is not about this page.</q>" in dana.get(f"/admin/comments/{held}").text
    assert (
        "<q>Ihr Kommentar gehört nicht zu dieser Seite.</q>" in dana.get(f"/admin/comments/{held}", headers=GERMAN).text
    )
