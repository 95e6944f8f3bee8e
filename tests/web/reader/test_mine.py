"""Everybody's own copy, as a file and to be read; what is recorded here; and who takes part."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from comments_service.privacy.notice import ROLES, SEEN
from comments_service.privacy.retention import IN_WORDS
from tests.conftest import Visitor

Say = Callable[..., str]


def test_my_copy_is_a_file_and_a_page_with_the_same_in_it(visitor: Visitor, say: Say) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    mine, bens = say(amal, "Words of <b>Amal</b>."), say(ben, "Words of Ben alone.")

    file, page = amal.get("/api/v1/me/export"), amal.get("/me/export")

    assert file.headers["content-disposition"] == 'attachment; filename="townhall-export.json"'
    assert file.headers["cache-control"] == page.headers["cache-control"] == "private, no-store"
    assert [one["id"] for one in file.json()["comments"]] == [mine]
    assert mine in page.text
    assert "Words of &lt;b&gt;Amal&lt;/b&gt;." in page.text
    for answer in (file, page):
        assert bens not in answer.text
        assert "Ben" not in answer.text.replace("Benefit", "")


def test_the_page_says_pages_by_their_titles_times_as_times_and_codes_as_words(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    asked = say(visitor("ben"), "Who fills it on Sundays?")
    mine = say(amal, "I do.", parent=asked)
    assert amal.put(f"/api/v1/comments/{asked}/report", json={"reason": "personal-data"}).status_code == 200
    page = re.sub(r"\s+", " ", amal.get("/me/export").text)
    shown = unescape(re.sub(r"<[^>]+>", "", page))

    assert f'<a href="/t/rota#comment-{mine}"><bdi>Rota</bdi></a>' in page
    assert f'href="/t/rota#comment-{asked}"><bdi>a comment there</bdi></a>' in page
    assert re.search(r"\d{4}-\d\d-\d\dT|[0-9a-f]{8}-[0-9a-f]{4}-", shown) is None
    assert re.search(r"<time datetime=[^>]+ data-exact>\d{1,2} \w{3} \d{4}, \d\d:\d\d UTC</time>", page)
    assert "personal data" in shown
    assert "comment posted" in shown
    assert amal.get("/api/v1/me/export").json()["reports"][0]["reason"] == "personal-data"


def test_nobody_has_a_copy_without_signing_in(visitor: Visitor) -> None:
    assert visitor().get("/api/v1/me/export").status_code == 401
    assert visitor().get("/me/export", headers={"accept": "text/html"}).status_code == 303
    assert visitor().get("/insight/", headers={"accept": "text/html"}).status_code == 303


def test_what_is_recorded_is_told_to_everybody_from_what_is_set(visitor: Visitor) -> None:
    page = visitor().get("/privacy/now").text

    assert all(words.replace("’", "&#8217;") in page or words in page for words in IN_WORDS.values())
    assert "<td>30 days</td>" in page
    assert "<td>14 days</td>" in page
    assert "<td>you, facilitators</td>" in page
    assert "Which version of the guidelines stood above your box when you last wrote" in page
    assert "<td>you</td>" in page
    assert "<td>human resources, legal, health and safety</td>" in page


def test_every_role_that_sees_something_has_a_name_there() -> None:
    assert all(one.roles for one in SEEN if one.needs)
    assert set(ROLES.values()) >= {role for one in SEEN for role in one.roles}


def test_who_takes_part_is_for_whoever_works_here_and_says_what_it_means(visitor: Visitor) -> None:
    page = visitor("ben").get("/insight/").text

    assert "not shown" in page
    assert "Nobody’s own figures" in page


@pytest.mark.parametrize("address", ["/me/export", "/privacy/now", "/insight/", "/api/v1/me/export"])
def test_these_addresses_only_tell(visitor: Visitor, address: str) -> None:
    assert visitor("amal").post(address, json={}).status_code == 405
