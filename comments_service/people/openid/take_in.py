"""Taking in somebody who signed in at the provider: the person they are here, brought up to date, or a new one.

Who somebody is, is issuer and subject, and nothing else: names and addresses are given to others when people leave.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from comments_service.events import IDENTITY_LINKED, Ledger
from comments_service.people.bring_up_to_date import bring_up_to_date
from comments_service.people.openid.failures import PersonIsDeactivated
from comments_service.people.openid.profile import Profile, made_up_handle
from comments_service.records import Person
from comments_service.storage import identities, mailboxes, people
from comments_service.storage.connection import transaction


async def take_in(
    about: Profile, *, issuer: str, subject: str, secret: str, ledger: Ledger, new_id: Callable[[], UUID]
) -> Person:
    """Return who this is, as the provider describes them now.

    Somebody new becomes the person whom the company named by their handle (in people.toml, on a page), if the provider
    says that handle in a claim that a setting trusts with it, and nobody of this provider is that person yet.

    Args:
        secret: the key by which those are known again whose names were taken off.

    Raises:
        PersonIsDeactivated: it is one of those. An administrator can let them in again, as somebody new.
    """
    async with transaction():
        known = await identities.person_of(issuer, subject)
        if known is None:
            await identities.take_turns()
            known = await identities.person_of(issuer, subject)
        person = known or await _newcomer(about.handle, issuer, subject, new_id=new_id)
        described = _described(person, about)
        if described != known and await bring_up_to_date([described], ledger=ledger, secret=secret):
            raise PersonIsDeactivated
        if about.mail is not None:
            await mailboxes.put_address(person.id, about.mail)
        if known is None:
            async with ledger.note() as change:
                await identities.add(id=new_id(), issuer=issuer, subject=subject, person_id=person.id, now=change.now)
                change.record(IDENTITY_LINKED, about=str(person.id))
    return described


async def _newcomer(handle: str, issuer: str, subject: str, *, new_id: Callable[[], UUID]) -> Person:
    named = await people.by_handle(handle) if handle else None
    if named and not await identities.is_known_to(issuer, named.id):
        return named
    free = handle if handle and not named else made_up_handle(issuer, subject)
    return Person(new_id(), free, "", "", "", "", (), active=True)


def _described(person: Person, about: Profile) -> Person:
    """The person as described, still called what they were where the provider does not say."""
    said: dict[str, Any] = dict(about.words)
    said["name"] = said.get("name") or person.name or person.handle
    return replace(person, **said, roles=person.roles if about.roles is None else about.roles)
