"""Keeping words for the law: who may, what must be said, and that a redaction leaves them whole."""

from dataclasses import replace

import pytest

from comments_service.moderation.legal_hold import (
    HeldForLegal,
    HoldIsUnknown,
    Wanted,
    end,
    every,
    place,
    read,
    review_is_due,
    scope,
)
from comments_service.moderation.redact import Redaction, redact
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, NotAllowed, SignInRequired
from tests.support.company import AMAL, BEN, DANA, HANNA, INES, NOOR, OWEN
from tests.support.talking import Talk, everything

pytestmark = pytest.mark.anyio

WANTED = Wanted(
    person="amal", page="rota", since="2026-11-01", until="2026-11-30", reason="A claim.", review="2027-03-01"
)


async def test_a_hold_says_what_why_and_when_somebody_looks_again(talk: Talk) -> None:
    placed = talk.new_id()
    await place(placed, WANTED, by=OWEN, ledger=talk.ledger)
    await place(placed, replace(WANTED, reason="Another."), by=OWEN, ledger=talk.ledger)

    (hold,) = await every(HANNA)

    assert scope(hold) == {"of": "Amal Haddad", "on": "Rota", "from": "2026-11-01", "until": "2026-11-30"}
    assert (hold.reason, hold.by_name, hold.review.isoformat()) == ("A claim.", OWEN.name, "2027-03-01")
    assert review_is_due(hold, today=hold.review)
    await end(placed, by=HANNA, ledger=talk.ledger)
    await end(placed, by=HANNA, ledger=talk.ledger)
    (over,) = await every(HANNA)
    assert (over.ended, over.ended_by_name) == (talk.now, HANNA.name)
    assert not review_is_due(over, today=hold.review)
    recorded = [(row["kind"], row["person_id"]) for row in (await everything())["event"] if "hold." in str(row["kind"])]
    assert [kind for kind, _ in recorded] == ["hold.placed", "hold.ended"]


@pytest.mark.parametrize("by", [AMAL, DANA, INES, NOOR, None])
async def test_nobody_else_places_reads_or_ends_one(talk: Talk, by: Person | None) -> None:
    placed = (await place(talk.new_id(), WANTED, by=OWEN, ledger=talk.ledger)).id
    before = await everything()

    for attempt in (
        place(talk.new_id(), WANTED, by=by, ledger=talk.ledger),
        read(placed, by=by, ledger=talk.ledger),
        end(placed, by=by, ledger=talk.ledger),
        every(by),
    ):
        with pytest.raises(NotAllowed if by else SignInRequired):
            await attempt
    assert await everything() == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"person": "", "page": "", "since": "", "until": ""}, "person"),
        ({"person": "nobody"}, "person"),
        ({"page": "no-such-page"}, "page"),
        ({"since": "soon"}, "since"),
        ({"since": "2026-12-01"}, "until"),
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 1001}, "reason"),
        ({"review": ""}, "review"),
        ({"review": "2026-11-23"}, "review"),
        ({"review": "9999-12-31"}, "review"),
    ],
)
async def test_what_says_too_little_is_refused_by_its_field(talk: Talk, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(FieldIsWrong) as refused:
        await place(talk.new_id(), replace(WANTED, **wrong), by=OWEN, ledger=talk.ledger)

    assert refused.value.field == field
    assert await every(OWEN) == []


async def test_a_hold_that_is_not_there_is_neither_read_nor_ended(talk: Talk) -> None:
    for attempt in (read(talk.new_id(), by=OWEN, ledger=talk.ledger), end(talk.new_id(), by=OWEN, ledger=talk.ledger)):
        with pytest.raises(HoldIsUnknown):
            await attempt


async def test_no_redaction_touches_what_is_held(talk: Talk) -> None:
    held, free = await talk.says(AMAL, "Call 0770 090."), await talk.says(BEN, "Call 0770 090.")
    await place(talk.new_id(), WANTED, by=OWEN, ledger=talk.ledger)
    how = {"by": DANA, "ledger": talk.ledger, "site_host": "", "new_id": talk.new_id}

    with pytest.raises(HeldForLegal):
        await redact(Redaction(held.id, 1, ["0770"], "personal-data"), **how)  # type: ignore[arg-type]
    await redact(Redaction(free.id, 1, ["0770"], "personal-data"), **how)  # type: ignore[arg-type]

    assert await talk.words_of(held) == ("Call 0770 090.",) * 2
