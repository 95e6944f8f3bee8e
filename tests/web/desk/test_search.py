"""/admin/search: a plain form whose answers lead to the comments, and which changes and remembers nothing."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.conftest import Visitor

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]
WHERE = "/admin/search"


def test_what_is_found_has_its_words_marked_and_leads_to_the_comment(visitor: Visitor, say: Say) -> None:
    said = say(visitor("amal"), "The <b>rota</b> at the café.")
    page = visitor("dana").get(WHERE, params={"words": "cafe rota"}).text

    assert f'href="/admin/comments/{said}"' in page
    assert "The &lt;b&gt;<mark>rota</mark>&lt;/b&gt; at the <mark>café</mark>." in page
    assert visitor("dana").get(f"/admin/comments/{said}").status_code == 200


def test_before_anything_is_looked_for_nothing_is_listed(visitor: Visitor, say: Say) -> None:
    say(visitor("amal"))
    page = visitor("dana").get(WHERE).text

    assert "th-search__found" not in page
    assert "Nothing was found" not in page


def test_what_is_not_there_is_said_kindly(visitor: Visitor, say: Say) -> None:
    say(visitor("amal"))

    assert "Nothing was found" in visitor("dana").get(WHERE, params={"words": "heron"}).text


def test_held_and_removed_comments_are_found_with_their_state(visitor: Visitor, say: Say) -> None:
    dana, held = visitor("dana"), say(visitor("amal"), "Seven degrees.", thread="incident")
    assert "Held" in dana.get(WHERE, params={"words": "degrees"}).text
    verdict = {"comment": held, "version": 1, "action": "remove", "reason": "off-topic"}
    dana.post("/admin/api/decisions", json=[verdict])
    page = dana.get(WHERE, params={"words": "degrees", "state": "removed", "reason": "off-topic"}).text

    assert "Removed, off topic" in page


def test_further_pages_keep_what_was_asked(visitor: Visitor, say: Say) -> None:
    amal, dana = visitor("amal"), visitor("dana")
    said = {say(amal, f"Rota, number {number} & more.", review=True) for number in range(27)}
    first = dana.get(WHERE, params={"words": "rota & more", "person": "amal"}).text
    (more,) = re.findall(r'href="([^"]+)">Show earlier comments', first)
    second = dana.get(more.replace("&amp;", "&")).text
    listed = [re.findall(r'th-search__who" href="/admin/comments/([^"]+)"', page) for page in (first, second)]

    assert [len(one) for one in listed] == [25, 2]
    assert {*listed[0], *listed[1]} == said


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"since": "x"}, "year-month-day"),
        ({"state": "gone"}, "one of the states"),
        ({"words": "x" * 201}, "at most 200"),
    ],
)
def test_what_cannot_be_looked_for_is_said_beside_the_form(
    visitor: Visitor, asked: dict[str, str], message: str
) -> None:
    answer = visitor("dana").get(WHERE, params=asked)

    assert answer.status_code == 422
    assert message in answer.text
    assert 'aria-invalid="true"' in answer.text


@pytest.mark.parametrize("hostile", ['"', "*", 'a" OR "b', "x NEAR/3 y", "'; DROP TABLE comment; --", "\x00", "a:*|!&"])
def test_hostile_texts_are_only_texts(visitor: Visitor, say: Say, untouched: Untouched, hostile: str) -> None:
    say(visitor("amal"))
    dana = visitor("dana")
    with untouched():
        for field in ("words", "person", "page", "after"):
            assert dana.get(WHERE, params={field: hostile}).status_code == 200


def test_searching_is_for_facilitators(visitor: Visitor) -> None:
    assert [visitor(who).get(WHERE).status_code for who in ("amal", "ines", "noor")] == [403] * 3
    assert visitor().get(WHERE).status_code == 401
