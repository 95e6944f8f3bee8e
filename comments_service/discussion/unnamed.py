"""Speaking without a name, where a page allows it: as a pseudonym that is the same throughout one discussion.

Nobody learns whose it is, facilitators included. What tells is the settings' key: see people/anonymity.py.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from comments_service.discussion import thread_rules
from comments_service.people.anonymity import Anonymity
from comments_service.people.authorship import ids_in
from comments_service.people.standing import Standing, standing
from comments_service.records import Comment, Person, Sanction, Thread
from comments_service.refusals import Refusal
from comments_service.storage import comments, pseudonyms

# Why what is said without a name waits, whoever says it: nobody answers for it but a facilitator.
UNNAMED: Final = "posted-without-a-name"
# Fewer than these at a place, and naming it would name somebody.
FEWEST: Final = 5
_BY_NAME: Final = "Here everybody speaks with their name. Nothing was posted."


class NamesAreNeeded(Refusal):
    """Nobody can speak without their name there, or not so."""

    code = "name-is-needed"


@dataclass(frozen=True, slots=True)
class Offer:
    """That somebody may speak without their name in a discussion.

    Attributes:
        called: what they are called there; "" before they have spoken so.
        place: what others see of where they work; "" for nothing.
        muted: what keeps their pseudonym from speaking, if something does.
    """

    called: str
    place: str
    muted: Sanction | None


async def offer(by: Person, thread: Thread, *, now: datetime) -> Offer | None:
    """Return how somebody may speak without their name; None where nobody can."""
    if by.pseudonyms is None or not thread_rules.takes_unnamed(thread):
        return None
    known = await pseudonyms.first_of(by.pseudonyms.in_thread(thread.uid))
    seen = known or await _seen(by)
    muted = (await standing(known.id, now=now)).muted if known else None
    place = " · ".join(part for part in (seen.site, seen.department) if part)
    return Offer(known.name if known else "", place, muted)


async def pseudonym_id(by: Person, thread: Thread) -> UUID:
    """The id that somebody speaks by without their name.

    Raises:
        NamesAreNeeded: the page does not allow it, or no key is set.
    """
    if not thread_rules.takes_unnamed(thread) or by.pseudonyms is None:
        raise NamesAreNeeded(_BY_NAME)
    derived = by.pseudonyms.in_thread(thread.uid)
    known = await pseudonyms.first_of(derived)
    return known.id if known else derived[0]


async def take(id: UUID, by: Person, thread_uid: str, *, anonymity: Anonymity | None) -> Person:
    """Return the person that a pseudonym is to others, made if it is new. Inside the transaction of its thread, where
    two take turns: their numbers are not the same.

    Raises:
        NamesAreNeeded: no key is set.
    """
    if anonymity is None:
        raise NamesAreNeeded(_BY_NAME)
    if known := await pseudonyms.first_of([id]):
        return known
    number, seen = await pseudonyms.next_number(thread_uid), await _seen(by)
    made = Person(
        id=id,
        # From the id, which is worked out with the key: it leads to nobody.
        handle=f"colleague-{id.hex[-16:]}",
        name=f"Colleague {number}",
        title="",
        site=seen.site,
        department=seen.department,
        roles=(),
        active=False,
        unnamed=True,
    )
    sealed = anonymity.seal(by.id, pseudonym=id)
    await pseudonyms.add(made, thread_uid=thread_uid, number=number, sealed=sealed)
    return made


async def _seen(by: Person) -> Person:
    """What others may know of where somebody works: no place at which there are too few."""
    here, beside = await pseudonyms.colleagues(by.site, by.department)
    site = by.site if here >= FEWEST else ""
    department = by.department if site and beside >= FEWEST else ""
    return Person(by.id, "", "", "", site, department, (), active=False, unnamed=True)


async def stands(by: Person, author_id: UUID, *, now: datetime) -> Standing:
    """What is in force for somebody where they speak by an id.

    Who is muted is so without their name as well. That somebody is read first is not said of their pseudonym: it is
    read first anyway, and facilitators would know one of few.
    """
    own = await standing(by.id, now=now)
    if author_id == by.id:
        return own
    theirs = await standing(author_id, now=now)
    return Standing(own.muted or theirs.muted, theirs.reviewed)


async def ids_anywhere(by: Person) -> list[UUID]:
    """All ids that somebody may be the author of anything by."""
    if by.pseudonyms is None:
        return [by.id]
    found = [one for uid in await pseudonyms.threads() for one in ids_in(by, uid)[1:]]
    return [by.id, *found]


async def sent_before(sent: UUID, by: Person) -> Comment | None:
    """The comment that was sent with an id: the one that has it, or what its author said with it without their name."""
    derived = by.pseudonyms.comment_ids(sent) if by.pseudonyms else ()
    for one in (sent, *derived):
        if found := await comments.get(one):
            return found
    return None


def shown_since(moment: datetime, author: Person) -> datetime:
    """When something was said, as readers may know: without a name only the day, in UTC. Shifts tell people apart."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) if author.unnamed else moment
