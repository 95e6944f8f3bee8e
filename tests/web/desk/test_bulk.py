"""POST /admin/bulk: many at once from a plain form, each with its own result and its own undo."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from tests.conftest import Visitor

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]
WORDS = ("Who checks the seals?", "My neighbour saw the truck.", "Nobody called us on Sunday.")


@pytest.fixture
def held(visitor: Visitor, say: Say) -> list[str]:
    amal = visitor("amal")
    return [say(amal, words, thread="incident") for words in WORDS]


def sent(facilitator: TestClient, **fields: Any) -> Any:
    token = facilitator.get("/admin/").text.partition('name="_token" value="')[2][:64]
    headers = {"accept": "text/html"}
    return facilitator.post("/admin/bulk", data={"_token": token, "queue": "held", **fields}, headers=headers)


def states(visitor: Visitor, ids: list[str]) -> list[str]:
    amal = visitor("amal")
    return [amal.get(f"/api/v1/comments/{one}").json()["state"] for one in ids]


def test_each_is_decided_and_what_could_not_be_says_why(visitor: Visitor, say: Say, held: list[str]) -> None:
    dana = visitor("dana")
    own = say(dana, "My own words.", thread="incident")
    picked = [f"{held[0]}:1", f"{held[1]}:7", f"{own}:1", f"{held[2]}:1", f"{held[2]}:1"]
    page = sent(dana, action="approve", pick=picked)

    assert page.status_code == 200
    assert "2 of 4 are decided" in page.text
    assert "another facilitator decides about it" in page.text
    assert states(visitor, held) == ["published", "held", "published"]


def test_the_same_form_sent_twice_decides_once(visitor: Visitor, held: list[str]) -> None:
    dana = visitor("dana")
    picked = [f"{one}:1" for one in held]
    fields = {"action": "remove", "reason": "off-topic", "pick": picked}
    pages = [sent(dana, **fields), sent(dana, **fields)]

    assert ["3 of 3 are decided" in page.text for page in pages] == [True, True]
    assert states(visitor, held) == ["removed"] * 3
    assert visitor("amal").get(f"/api/v1/comments/{held[0]}").json()["version"] == 2


def test_one_is_undone_and_the_others_are_still_listed(visitor: Visitor, held: list[str]) -> None:
    dana = visitor("dana")
    sent(dana, action="approve", pick=[f"{one}:1" for one in held])
    page = sent(dana, undo=f"{held[1]}:2", done=[*held, "nothing"])

    assert all(f'id="result-{one}"' in page.text for one in held)
    assert states(visitor, held) == ["published", "held", "published"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"action": "approve"}, "Nothing is selected"),
        ({"action": "hide"}, "Approve or remove what is selected."),
        ({"action": "remove"}, "Removing needs a reason"),
        ({"action": "remove", "reason": "other", "message": " "}, "say in your own words why"),
        ({"action": "approve", "pick": ["nothing:1"]}, "This is not a comment’s id."),
        ({"action": "approve", "pick": [f"{uuid4()}:1" for _ in range(101)]}, "Select at most 100 at once."),
    ],
)
def test_what_each_would_be_refused_for_is_refused_as_a_whole(
    visitor: Visitor, held: list[str], untouched: Untouched, fields: dict[str, Any], words: str
) -> None:
    dana = visitor("dana")
    picked = [f"{one}:1" for one in held] if fields["action"] != "approve" else []
    with untouched():
        page = sent(dana, **{"pick": picked, "message": "Kept all the same", **fields})

    assert (page.status_code, words in page.text) == (422, True)


def test_a_hundred_go_at_once(visitor: Visitor, held: list[str]) -> None:
    unknown = [f"{uuid4()}:1" for _ in range(97)]
    page = sent(visitor("dana"), action="approve", pick=[*[f"{one}:1" for one in held], *unknown])

    assert "3 of 100 are decided" in page.text


def test_only_facilitators_and_only_with_the_token_of_their_session(
    visitor: Visitor, held: list[str], untouched: Untouched
) -> None:
    fields = {"action": "approve", "pick": [f"{held[0]}:1"]}
    people = [visitor(one) for one in ("dana", "ines", "amal", None)]
    with untouched():
        statuses = [one.post("/admin/bulk", data=fields).status_code for one in people]

    assert statuses == [403, 403, 403, 401]
