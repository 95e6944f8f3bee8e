"""Bringing in who works here, and what they may do: whoever gains or loses a role, it is an event."""

from collections.abc import Iterable

from comments_service.events import ROLES_CHANGED, Ledger
from comments_service.records import Person
from comments_service.storage import people


async def bring_up_to_date(company: Iterable[Person], *, ledger: Ledger) -> None:
    """Add people, or bring what is known of them up to date. A handle says who it is; somebody known keeps their id."""
    async with ledger.note() as change:
        for person in company:
            known = await people.by_handle(person.handle)
            before, after = sorted(known.roles) if known else [], sorted(person.roles)
            await people.put(person)
            if before != after:
                about = str((known or person).id)
                change.record(ROLES_CHANGED, about=about, before=before, after=after)
