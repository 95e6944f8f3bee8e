"""Taking the name of somebody who left off what they said. It cannot be undone, and says what it does not reach.

Names that others wrote into their own words, pages of the site, mail and screenshots are out of its reach.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from comments_service.events import PERSON_ANONYMISED, Ledger
from comments_service.moderation.legal_hold import HeldForLegal
from comments_service.moderation.sanction import PersonIsUnknown
from comments_service.people import leavers as handles
from comments_service.people.roles import require
from comments_service.privacy.purge import LEAVER, Due, leave_no_trace, purge_comments
from comments_service.records import Person
from comments_service.refusals import NotAllowed
from comments_service.storage import leavers, legal_holds, people, purging, reactions, threads


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who loses their name; `words`: what they said goes too, and what they reacted with."""

    handle: str
    words: bool = False


async def leaving(handle: str, *, by: Person | None) -> Person:
    """Find whose name is to be taken off.

    Raises:
        SignInRequired, NotAllowed: this is for administrators, and not about themselves.
        PersonIsUnknown.
    """
    admin = require(by, "anonymise")
    person = await people.by_handle(handle.strip().lower())
    if person is None or await people.is_anonymised(person.id):
        raise PersonIsUnknown
    if person.id == admin.id:
        raise NotAllowed("Nobody takes their own name off. Another administrator can.")
    return person


async def anonymise(
    asked: Leaving, *, by: Person | None, ledger: Ledger, secret: str, new_id: Callable[[], UUID]
) -> Person:
    """Take a name off, deactivate whose it was, and sign them out; return what is left of them.

    Raises:
        SignInRequired, NotAllowed, PersonIsUnknown: as `leaving`.
        HeldForLegal: who said it must be known for now. Nothing was changed.
    """
    person = await leaving(asked.handle, by=by)
    admin, handle = require(by, "anonymise"), f"former-{new_id().hex[-16:]}"
    async with ledger.note() as change:
        await legal_holds.let_none_begin()
        if await legal_holds.holds_person(person.id):
            raise HeldForLegal
        change.touch([*await leavers.threads_with(person.id), *await _take_off_closed(person)])
        if asked.words:
            change.touch(await reactions.threads_with(person.id))
            await reactions.remove_all_of(person.id)
        await leavers.add(handles.mark_of(person.handle, secret=secret))
        await leavers.take_name_off(person.id, name=handles.NAME, handle=handle)
        words = "to go" if asked.words else "kept"
        change.record(PERSON_ANONYMISED, person=admin.id, about=str(person.id), words=words)
    if asked.words:
        said = await purging.said_by(person.id)
        await purge_comments([Due(comment_id, uid, LEAVER) for comment_id, uid in said], ledger=ledger)
    await leave_no_trace()
    nobody = replace(person, title="", site="", department="", level="", roles=(), active=False)
    return replace(nobody, name=handles.NAME, handle=handle)


async def _take_off_closed(person: Person) -> list[str]:
    """Take a name off the discussions that they closed, where it stands in words."""
    closed = await leavers.closed_by(person.name)
    for uid, switches in closed.items():
        await threads.switch(uid, {**switches, "closed": {**switches["closed"], "by": handles.NAME}})
    return list(closed)
