"""Names to choose from while writing, over HTTP: to whom, whose, and how often."""

import pytest

from comments_service.people.find import MOST_ASKED, MOST_FOUND, WITHIN, LookUps, TooManyLookUps
from comments_service.storage import people, tables
from tests.conftest import Visitor
from tests.support.company import AMAL, BEN, NOON


def names(client: object, begins: str) -> list[str]:
    found = client.get("/api/v1/people", params={"begins": begins}).json()["people"]  # type: ignore[attr-defined]
    return [one["name"] for one in found]


def test_any_name_of_somebody_and_their_handle_may_begin_so(visitor: Visitor) -> None:
    ben = visitor("ben")

    assert names(ben, "ama") == names(ben, "HADD") == names(ben, " amal  h") == ["Amal Haddad"]
    assert [*names(ben, "mal"), *names(ben, ""), *names(ben, "%"), *names(ben, "_mal")] == []
    assert names(ben, "\x00") == names(ben, "a" * 999) == []


def test_of_somebody_it_is_told_what_stands_beside_their_comments_and_no_address(visitor: Visitor) -> None:
    answer = visitor("ben").get("/api/v1/people?begins=amal")

    about = {"handle": "amal", "name": AMAL.name, "site": AMAL.site, "department": AMAL.department}
    assert answer.json() == {"people": [about]}
    assert answer.headers["cache-control"] == "private, no-store"


def test_nobody_finds_themselves_and_only_who_is_signed_in_finds_anybody(visitor: Visitor) -> None:
    assert names(visitor("amal"), "amal") == []
    assert visitor().get("/api/v1/people?begins=amal").status_code == 401


def test_there_are_never_more_than_a_few(visitor: Visitor) -> None:
    ben = visitor("ben")

    assert max(len(names(ben, letter)) for letter in "abcdefghijklmnopqrstuvwxyz") <= MOST_FOUND


@pytest.mark.anyio
async def test_pseudonyms_and_whoever_left_are_not_found(database: str) -> None:
    gone = {"id": BEN.id}
    assert [one.handle for one in await people.beginning("ben", limit=8)] == ["ben"]
    for change in ({"active": False}, {"active": True, "anonymised": True}, {"anonymised": False, "unnamed": True}):
        await tables.Person.filter(**gone).update(**change)
        assert await people.beginning("ben", limit=8) == []


def test_more_often_than_anybody_types_is_refused_for_a_minute_and_for_that_person_alone() -> None:
    asked = LookUps()
    for _ in range(MOST_ASKED):
        asked.note(AMAL, now=NOON)

    with pytest.raises(TooManyLookUps) as refused:
        asked.note(AMAL, now=NOON + WITHIN / 2)
    assert refused.value.facts == {"seconds": 30}
    asked.note(BEN, now=NOON)
    asked.note(AMAL, now=NOON + WITHIN)


def test_over_http_too(visitor: Visitor) -> None:
    ben = visitor("ben")
    answers = [ben.get("/api/v1/people?begins=x") for _ in range(MOST_ASKED + 1)]

    assert {answer.status_code for answer in answers[:-1]} == {200}
    refused = answers[-1]
    assert (refused.status_code, refused.json()["type"].endswith("/too-many-look-ups")) == (429, True)
    assert 1 <= int(refused.headers["retry-after"]) <= 60
