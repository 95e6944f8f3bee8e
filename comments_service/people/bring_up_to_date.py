"""Bringing in who works here, and what they may do: whoever gains or loses a role, it is an event; whoever is
deactivated is signed out at once."""

from collections.abc import Iterable

from comments_service.events import ROLES_CHANGED, SIGNED_OUT, Change, Ledger
from comments_service.people.leavers import has_left
from comments_service.records import Person
from comments_service.storage import leavers, mailboxes, people, sessions


async def bring_up_to_date(company: Iterable[Person], *, ledger: Ledger, secret: str) -> list[str]:
    """Add people, or bring what is known of them up to date. A handle says who it is; somebody known keeps their id.

    Args:
        secret: the key by which those are known again whose names were taken off: they are not brought back.

    Returns:
        The handles that were left out so.
    """
    left_out: list[str] = []
    async with ledger.note() as change:
        for person in company:
            if await has_left(person.handle, secret=secret):
                left_out.append(person.handle)
                continue
            known = await people.by_handle(person.handle)
            before, after = sorted(known.roles) if known else [], sorted(person.roles)
            await people.put(person)
            if before != after:
                about = str((known or person).id)
                change.record(ROLES_CHANGED, about=about, before=before, after=after)
            if known and _looks(known) != _looks(person):
                change.touch(await leavers.threads_with(known.id))
            if known and not person.active:
                await _sign_out(known, change)
    return left_out


def _looks(person: Person) -> tuple[object, ...]:
    """What stands beside everything that somebody said: where it changes, kept pages are old."""
    return person.name, person.site, person.department, sorted(person.roles)


async def _sign_out(person: Person, change: Change) -> None:
    """End their sessions for good: should they be activated again, an old cookie signs nobody in. Nor is mail sent to
    where they may read none of it any more."""
    await mailboxes.put_address(person.id, "")
    if ended := await sessions.remove_of(person.id):
        change.record(SIGNED_OUT, about=str(person.id), sessions=ended)
