"""POST /admin/api/decisions: up to a hundred at once, each with a result of its own."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest

from comments_service.settings import Settings
from tests.conftest import Visitor
from tests.support.contents import contents

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]
WHERE = "/admin/api/decisions"


def verdict(comment: str, action: str = "approve", version: int = 1, **about: object) -> dict[str, object]:
    return {"comment": comment, "version": version, "action": action, **about}


def test_each_decision_has_its_result_in_the_order_sent(visitor: Visitor, say: Say) -> None:
    amal, dana = visitor("amal"), visitor("dana")
    approved, removed = (say(amal, f"Reading {number}.", thread="incident") for number in (1, 2))
    own = say(dana, "My own words.", thread="incident")

    answer = dana.post(
        WHERE,
        json=[
            verdict(approved),
            verdict(str(uuid4())),
            verdict(removed, "remove", reason="off-topic"),
            verdict(own),
            verdict(approved, "shout"),
            verdict(removed, "approve"),
        ],
    )

    results = answer.json()["results"]
    assert [one["status"] for one in results] == [200, 404, 200, 403, 422, 409]
    assert [one["comment"] for one in results][:3:2] == [approved, removed]
    assert (results[0]["state"], results[0]["version"]) == ("published", 2)
    assert (results[5]["decided_by"], results[5]["decision"]) == ("Dana Reyes", "remove")
    assert results[5]["decided_at"]
    assert visitor().get(f"/api/v1/comments/{approved}").status_code == 200
    assert visitor().get(f"/api/v1/comments/{removed}").status_code == 404


def test_a_second_facilitator_is_told_who_decided_and_nothing_changes(
    visitor: Visitor, say: Say, untouched: Untouched
) -> None:
    held, dana, eli = say(visitor("amal"), thread="incident"), visitor("dana"), visitor("eli")
    dana.post(WHERE, json=[verdict(held)])

    with untouched():
        result = eli.post(WHERE, json=[verdict(held, "remove", reason="other", message="No.")]).json()["results"][0]

    assert (result["status"], result["decided_by"], result["decision"]) == (409, "Dana Reyes", "approve")


def test_the_same_decision_sent_again_is_one_decision(visitor: Visitor, say: Say, settings: Settings) -> None:
    held, dana = say(visitor("amal"), thread="incident"), visitor("dana")

    statuses = [dana.post(WHERE, json=[verdict(held)]).json()["results"][0]["status"] for _ in range(3)]

    assert statuses == [200, 200, 200]
    assert len(contents(settings.database_url)["decision"]) == 1


def test_only_facilitators_decide(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    held = say(visitor("amal"), thread="incident")
    asking = [visitor(), *(visitor(handle) for handle in ("amal", "ben", "ines", "noor"))]

    with untouched():
        statuses = [one.post(WHERE, json=[verdict(held)]).status_code for one in asking]
        pages = [one.get("/admin/").status_code for one in asking]

    assert statuses == pages == [401, 403, 403, 403, 403]


@pytest.mark.parametrize("count", [0, 101])
def test_none_and_more_than_a_hundred_are_refused(visitor: Visitor, untouched: Untouched, count: int) -> None:
    dana = visitor("dana")

    with untouched():
        answer = dana.post(WHERE, json=[verdict(str(uuid4()))] * count)

    assert answer.status_code == 422


def test_a_hundred_are_decided_in_one_request(visitor: Visitor, say: Say) -> None:
    # By two: nobody may post so many in so short a time.
    readers, dana = (visitor("amal"), visitor("ben")), visitor("dana")
    held = [say(readers[number % 2], f"Reading {number}.", thread="incident") for number in range(100)]

    results = dana.post(WHERE, json=[verdict(one) for one in held]).json()["results"]

    assert [(one["comment"], one["status"]) for one in results] == [(one, 200) for one in held]


def test_what_a_facilitator_writes_must_be_text_of_a_length(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    held, dana = say(visitor("amal"), thread="incident"), visitor("dana")
    wrong = [
        verdict(held, "remove"),
        verdict(held, "remove", reason="boring"),
        verdict(held, "remove", reason="other"),
        verdict(held, "remove", reason="hurtful", message="x" * 2001),
        verdict(held, "remove", reason="hurtful", note="\x00"),
    ]

    with untouched():
        results = dana.post(WHERE, json=wrong).json()["results"]

    assert [(one["status"], one["errors"][0]["field"]) for one in results] == [
        (422, "reason"),
        (422, "reason"),
        (422, "message"),
        (422, "message"),
        (422, "note"),
    ]
