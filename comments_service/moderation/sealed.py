"""Sealed cases: what was escalated to a role, read, noted in and closed by that role alone.

Nobody reads one about their own words, and no event says what is in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from comments_service.discussion.remarks import require_remark
from comments_service.events import SEALED_CASE_CLOSED, SEALED_CASE_NOTED, SEALED_CASE_READ, Ledger
from comments_service.languages import N_
from comments_service.moderation.escalate import hand_back
from comments_service.people.authorship import wrote
from comments_service.people.roles import CASE_ROLES, require
from comments_service.records import Note, Person, SealedCase, Spoken, Thread
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.storage import comments, sealed_cases, threads

LONGEST_NOTE = 5000
_MOST_LISTED = 200


class SealedCaseIsUnknown(Refusal):
    """There is no such case, or none that this person may know of."""

    code = "sealed-case-is-unknown"

    def __init__(self) -> None:
        super().__init__(N_("There is no such case."))


class SealedCaseIsClosed(Refusal):
    """The case was closed: nothing more goes into it."""

    code = "sealed-case-is-closed"

    def __init__(self, case: SealedCase) -> None:
        facts = {"closed_by": case.closed_by_name, "closed_at": case.closed.isoformat() if case.closed else None}
        super().__init__(
            N_("%(name)s has closed this case. Nothing was changed by you.", name=case.closed_by_name), **facts
        )


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed case with what one must know to judge it. `case.body` is the comment as it was; `spoken` as it is."""

    case: SealedCase
    notes: Sequence[Note]
    spoken: Spoken
    thread: Thread


async def mine(by: Person | None) -> list[tuple[SealedCase, Spoken]]:
    """What was escalated to the roles of somebody, the open ones first.

    Raises:
        SignInRequired, NotAllowed.
    """
    person = require(by, "see-sealed")
    roles = [role for role in CASE_ROLES if role in person.roles]
    found = await sealed_cases.of_roles(roles, limit=_MOST_LISTED)
    spoken = await comments.spoken([case.comment_id for case in found], words="latest")
    return [(case, about) for case in found if not wrote(person, (about := spoken[case.comment_id]).comment)]


async def read(case_id: UUID, *, by: Person | None, ledger: Ledger) -> Sealed:
    """Open a sealed case; that it was read, and by whom, is recorded.

    Raises:
        SignInRequired, NotAllowed, SealedCaseIsUnknown.
    """
    case, spoken, person = await _known(case_id, by)
    async with ledger.note() as change:
        change.record(SEALED_CASE_READ, comment=case.comment_id, person=person.id, **_facts(case))
    thread = await threads.get(spoken.comment.thread_uid)
    assert thread is not None, "threads are never deleted"
    return Sealed(case, await sealed_cases.notes(case), spoken, thread)


async def add_note(
    case_id: UUID,
    body: str,
    *,
    id: UUID,
    by: Person | None,
    ledger: Ledger,
    now: datetime,
) -> None:
    """Write into a sealed case. The same note sent again stays one.

    Args:
        id: made by the form, so that it is known when it comes twice.

    Raises:
        SignInRequired, NotAllowed, SealedCaseIsUnknown, FieldIsWrong, SealedCaseIsClosed.
    """
    case, _, person = await _known(case_id, by)
    said = _said("note", body, N_("Write what the others of your role should know."))
    if any(note.id == id for note in await sealed_cases.notes(case)):
        return
    if case.closed:
        raise SealedCaseIsClosed(case)
    async with ledger.note() as change:
        note = Note(id, case.comment_id, person.id, person.name, said, now)
        if await sealed_cases.add_note(note, case_id=case.id):
            change.record(SEALED_CASE_NOTED, comment=case.comment_id, person=person.id, **_facts(case))


async def close(case_id: UUID, told: str, *, by: Person | None, ledger: Ledger, now: datetime) -> SealedCase:
    """Close a sealed case, telling facilitators what they may know; it is their turn again.

    Raises:
        SignInRequired, NotAllowed, SealedCaseIsUnknown, FieldIsWrong, SealedCaseIsClosed.
    """
    case, spoken, person = await _known(case_id, by)
    said = _said("told", told, N_("Say what the facilitators may know, and what you ask of them."))
    async with ledger.change(spoken.comment.thread_uid) as change:
        if await sealed_cases.close(case.id, by_id=person.id, told=said, now=now):
            await hand_back(case.comment_id, case.role)
            change.record(SEALED_CASE_CLOSED, comment=case.comment_id, person=person.id, **_facts(case))
    closed = await sealed_cases.get(case.id)
    assert closed is not None, "sealed cases are never deleted"
    if (closed.closed_by_name, closed.told) != (person.name, said):
        raise SealedCaseIsClosed(closed)
    return closed


async def _known(case_id: UUID, by: Person | None) -> tuple[SealedCase, Spoken, Person]:
    person = require(by, "see-sealed")
    case = await sealed_cases.get(case_id)
    if case is None or case.role not in person.roles:
        raise SealedCaseIsUnknown
    spoken = (await comments.spoken([case.comment_id], words="latest"))[case.comment_id]
    if wrote(person, spoken.comment):
        raise SealedCaseIsUnknown
    return case, spoken, person


def _said(field: str, words: str, if_none: str) -> str:
    require_remark(field, words, longest=LONGEST_NOTE)
    if not words.strip():
        raise FieldIsWrong(field, if_none)
    return words.strip()


def _facts(case: SealedCase) -> dict[str, str]:
    return {"sealed_case": str(case.id), "role": case.role}
