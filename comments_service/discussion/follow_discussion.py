"""Following a discussion: whoever does is told of what is new in it, and nobody else learns that they do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comments_service.discussion import thread_rules
from comments_service.events import Ledger
from comments_service.records import Person, Thread
from comments_service.storage import comments, following, threads


async def follow(uid: str, *, by: Person, ledger: Ledger) -> None:
    """Follow a discussion, one that is closed too. Twice is once.

    Raises:
        ThreadIsUnknown.
    """
    thread = thread_rules.require_known(await threads.get(uid), uid)
    # No event: what somebody follows is nobody else's to know, and nobody's page changes.
    async with ledger.note():
        await following.put(thread.uid, by.id)


async def unfollow(uid: str, *, by: Person, ledger: Ledger) -> None:
    """Follow it no more. Where nobody did, nothing happens.

    Raises:
        ThreadIsUnknown.
    """
    thread = thread_rules.require_known(await threads.get(uid), uid)
    async with ledger.note():
        await following.remove(thread.uid, by.id)


async def follows(thread: Thread, person: Person | None) -> bool:
    """Say whether somebody follows a discussion."""
    return person is not None and await following.is_followed(thread.uid, person.id)


@dataclass(frozen=True, slots=True)
class Followed:
    """A discussion that somebody follows: how many comments are public in it, and when the newest was made."""

    thread: Thread
    count: int
    latest: datetime | None


async def followed_by(person: Person) -> Sequence[Followed]:
    """What somebody follows, where something was said last first."""
    uids = await following.threads_of(person.id)
    known, latest = await threads.some(uids), await following.latest_in(uids)
    counts = await comments.counts(uids) if uids else {}
    found = [Followed(known[uid], counts[uid], latest.get(uid)) for uid in uids]
    said = sorted((one for one in found if one.latest), key=lambda one: str(one.latest), reverse=True)
    return [*said, *(one for one in found if not one.latest)]
