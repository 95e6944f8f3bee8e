"""A decision at the desk in another language: what it says, and that its usual words are everybody’s in theirs."""

import re

import pytest

from comments_service.settings import Settings
from tests.conftest import Visitor
from tests.support.time_passes import time_passes
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


@pytest.mark.parametrize(
    ("reads", "usual", "how"),
    [
        ("ar", "تعليقك لا يخص هذه الصفحة.", "السبب: خارج الموضوع"),
        ("de", "Ihr Kommentar gehört nicht zu dieser Seite.", "Grund: Nicht zum Thema"),
        ("en", "Your comment is not about this page.", "Reason: off topic"),
    ],
)
def test_whose_comment_was_removed_in_german_reads_why_in_their_own_language_once_it_stands(
    visitor: Visitor, say: Say, settings: Settings, reads: str, usual: str, how: str
) -> None:
    amal, dana, own = visitor("amal"), visitor("dana"), {"accept-language": reads}
    held = say(amal, "Nobody asked us.", thread="incident")
    page = dana.get(f"/admin/comments/{held}", headers=GERMAN).text
    token, of_reason = (
        re.search(r'name="_token" value="([^"]+)"', page),
        re.search(r'value="off-topic" data-message="([^"]+)"', page),
    )
    assert token
    assert of_reason
    sent = {"_token": token[1], "comment": held, "version": "1", "action": "remove", "reason": "off-topic"}
    dana.post("/admin/decisions", data={**sent, "message": of_reason[1]}, headers=GERMAN)

    # For some seconds it can be taken back as if it had never been: until then its author is told nothing of it.
    (yet,) = amal.get("/api/v1/threads/incident/me", headers=own).json()["mine"]
    assert (yet["state"], yet["decisions"]) == ("held", [])
    time_passes(settings.database_url)

    (mine,) = amal.get("/api/v1/threads/incident/me", headers=own).json()["mine"]
    assert (mine["state"], mine["decision"]["message"]) == ("removed", usual)
    assert usual in mine["html"]
    assert how in mine["html"]
    assert usual in amal.get("/me/contributions", headers=own).text
