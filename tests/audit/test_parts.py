"""Who reads which part of what happened: each role and each kind of event, in sentences and in the file."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

import pytest

from comments_service import events
from comments_service.audit.export import export
from comments_service.audit.parts import KINDS, PARTS, kinds_in, parts_of
from comments_service.audit.telling import NEVER_SHOWN
from comments_service.audit.trail import Asked, trail
from comments_service.events import Ledger
from comments_service.people.roles import ROLES
from comments_service.records import Person
from comments_service.refusals import NotAllowed, SignInRequired
from comments_service.storage import connection
from comments_service.storage.chain import canonical
from comments_service.storage.events import Among, Wanted, newest, with_previous
from tests.audit.conftest import tamper
from tests.support.company import AMAL, CAST, DANA, ELI, HANNA, INES, LOTTE, NOOR, OWEN, PRIYA, TOM

pytestmark = pytest.mark.anyio
SAFETY: Final = Person(AMAL.id, "beata", "Beata Krol", "", "Leeds", "", ("safety",), active=True)
BOTH: Final = Person(DANA.id, "dana", "Dana Reyes", "", "Leeds", "", ("facilitator", "works-council"), active=True)

SEALED = {"sealed-case.read", "sealed-case.noted", "sealed-case.closed"}
HOLDS = {"hold.placed", "hold.ended", "hold.read"}
UNSEALINGS = {"unsealing.asked", "unsealing.opened", "unsealing.declined", "unsealing.withdrawn", "unsealing.read"}
MODERATION = {
    "comment.reported", "comment.hidden-by-reports", "comment.decided", "comment.appealed", "comment.redacted",
    "case.settled", "note.added", "comment.marked", "comment.unmarked", "thread.closed", "thread.reopened",
    "thread.slowed", "rule.added", "rule.changed", "rule.turned-on", "rule.ended", "person.sanctioned",
    "person.sanction-ended", "audit.exported",
}  # fmt: skip
REPORTS = {"comment.reported"}
# Of what Dana did, and of what Eli did, who reads which kinds. What Dana escalated went to human resources, what Eli
# did to legal.
ALL = set(KINDS)
READERS: Mapping[str, tuple[Person, set[str], set[str]]] = {
    "an administrator": (NOOR, ALL, ALL),
    "the facilitator who did it": (DANA, ALL - REPORTS, set()),
    "another facilitator": (ELI, set(), ALL - REPORTS),
    "the works council": (LOTTE, MODERATION | UNSEALINGS, MODERATION | UNSEALINGS),
    "human resources": (HANNA, {"comment.decided"} | SEALED | HOLDS | UNSEALINGS, HOLDS | UNSEALINGS),
    "legal": (OWEN, HOLDS | UNSEALINGS, {"comment.decided"} | SEALED | HOLDS | UNSEALINGS),
    "health and safety": (SAFETY, set(), set()),
    "a facilitator of the works council": (BOTH, ALL, MODERATION | UNSEALINGS),
}


@pytest.fixture
async def happened(ledger: Ledger) -> Mapping[int, tuple[str, str]]:
    """Every kind of event there is, done by Dana and by Eli: by number, who and what."""
    async with ledger.note() as change:
        for who, role in ((DANA, "hr"), (ELI, "legal")):
            for kind in (*KINDS, *NEVER_SHOWN):
                change.record(kind, person=who.id, to=role, role=role)
    doings = [(who, kind) for who in ("dana", "eli") for kind in (*KINDS, *NEVER_SHOWN)]
    return dict(enumerate(doings, start=2))  # the pages were brought in first


async def read_by(reader: Person) -> list[int]:
    """The numbers of all that somebody is shown, page after page."""
    parts, found, before = parts_of(reader), [], None
    while True:
        page = await trail(Asked(), by=reader, parts=parts, before=before)
        found += [one.number for one in page.entries]
        if (before := page.next_before) is None:
            return found


async def taken_by(reader: Person, ledger: Ledger, *, since: int = 1) -> list[dict[str, Any]]:
    lines = await export(since=since, by=reader, parts=parts_of(reader), ledger=ledger)
    return [json.loads(line) async for line in lines]


@pytest.mark.parametrize("who", READERS)
async def test_each_role_reads_its_part_and_nothing_else(who: str, happened: Mapping[int, tuple[str, str]]) -> None:
    reader, of_dana, of_eli = READERS[who]
    found = {happened[one] for one in await read_by(reader) if one in happened}

    assert found == {("dana", kind) for kind in of_dana} | {("eli", kind) for kind in of_eli}


@pytest.mark.parametrize("who", READERS)
async def test_the_file_has_the_same_but_nobodys_report(
    who: str, happened: Mapping[int, tuple[str, str]], ledger: Ledger
) -> None:
    reader, of_dana, of_eli = READERS[who]
    if who == "an administrator":
        of_dana, of_eli = ({*ALL, *NEVER_SHOWN} for _ in range(2))
    else:
        of_dana, of_eli = of_dana - REPORTS, of_eli - REPORTS
    *lines, last = await taken_by(reader, ledger)

    found = {happened[one["number"]] for one in lines if one["number"] in happened}
    assert found == {("dana", kind) for kind in of_dana} | {("eli", kind) for kind in of_eli}
    assert (last["kind"], last["person"]) == ("audit.exported", str(reader.id))


@pytest.mark.parametrize("reader", [DANA, LOTTE, HANNA, BOTH])
async def test_each_line_of_a_part_can_be_checked_by_itself_and_stands_in_the_whole(
    reader: Person, happened: Mapping[int, tuple[str, str]], ledger: Ledger
) -> None:
    part = await taken_by(reader, ledger, since=0)
    whole = {one["number"]: one for one in await taken_by(NOOR, ledger, since=0)}

    assert len(part) > 3
    for line in part:
        previous, own = line.pop("previous"), line.pop("hash")
        assert own == hashlib.sha256(f"{previous}\n{canonical(line)}".encode()).hexdigest()
        assert {**line, "hash": own} == whole[line["number"]]
        assert previous == (whole[line["number"] - 1]["hash"] if line["number"] > 1 else "0" * 64)


async def test_a_part_goes_on_from_a_number(happened: Mapping[int, tuple[str, str]], ledger: Ledger) -> None:
    since = max(happened) - 10
    numbers = [one["number"] for one in await taken_by(LOTTE, ledger, since=since)]

    assert numbers
    assert min(numbers) > since


async def test_that_a_part_was_taken_says_which(ledger: Ledger) -> None:
    await taken_by(HANNA, ledger)
    (told, *_) = (await trail(Asked(), by=NOOR, parts=parts_of(NOOR), before=None)).entries

    assert told.told
    parts = "the part about their cases and the part about legal holds and the part about who wrote a comment"
    assert told.told.more == f"{parts}, from number 2 on"


@pytest.mark.parametrize("person", [AMAL, INES, PRIYA, TOM])
async def test_nobody_else_reads_any(person: Person) -> None:
    with pytest.raises(NotAllowed):
        parts_of(person)
    with pytest.raises(SignInRequired):
        parts_of(None)


async def test_every_kind_and_every_role_is_thought_of() -> None:
    assert {role for person in CAST for role in person.roles} | {"safety"} == set(ROLES)
    assert kinds_in(PARTS) == list(KINDS)
    assert all(set(part.kinds) <= ALL for part in PARTS)


async def test_a_row_whose_facts_are_damaged_stops_nobody(
    happened: Mapping[int, tuple[str, str]], ledger: Ledger
) -> None:
    if connection.is_postgres():
        pytest.skip("PostgreSQL keeps only what can be read")
    await tamper("UPDATE event SET facts = 'nonsense' WHERE kind = 'sealed-case.read'")

    assert {happened[one][1] for one in await read_by(HANNA)} == {"comment.decided", *HOLDS, *SEALED, *UNSEALINGS} - {
        "sealed-case.read"
    }
    assert await taken_by(HANNA, ledger)


async def test_nothing_is_among_nothing(happened: Mapping[int, tuple[str, str]]) -> None:
    nothing: list[Wanted] = [
        Wanted(among=[]),
        Wanted(among=[Among(kinds=())]),
        Wanted(among=[Among((events.COMMENT_DECIDED,), fact="to", fact_is=())]),
    ]
    for wanted in nothing:
        assert await newest(wanted, before=None, limit=9) == []
        assert await with_previous(wanted, after=0, until=99, limit=9) == []
