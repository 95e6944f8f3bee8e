"""Following a discussion: whoever does is told of what is new in it, and nobody else learns that they do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from comments_service.discussion import reading, thread_rules
from comments_service.events import Ledger
from comments_service.records import Person, Spoken, Thread
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


async def follow_topic(about: UUID, uid: str, *, by: Person, ledger: Ledger) -> UUID:
    """Follow the topic of a board in which a comment stands, and return which that is. Twice is once.

    Raises:
        ThreadIsUnknown, CommentIsUnknown.
    """
    topic = await _topic(about, uid, by)
    async with ledger.note():
        await following.put_topic(topic, by.id)
    return topic


async def unfollow_topic(about: UUID, uid: str, *, by: Person, ledger: Ledger) -> UUID:
    """Follow it no more.

    Raises:
        ThreadIsUnknown, CommentIsUnknown.
    """
    topic = await _topic(about, uid, by)
    async with ledger.note():
        await following.remove_topic(topic, by.id)
    return topic


async def _topic(about: UUID, uid: str, by: Person) -> UUID:
    thread = thread_rules.require_known(await threads.get(uid), uid)
    return (await reading.topic(about, thread, reader=by)).comment.id


async def topics_followed(person: Person) -> Sequence[UUID]:
    """The topics that somebody follows by themselves, whether they follow the board or not."""
    return await following.topics_of(person.id)


async def follows(thread: Thread, person: Person | None) -> bool:
    """Say whether somebody follows a discussion."""
    return person is not None and await following.is_followed(thread.uid, person.id)


@dataclass(frozen=True, slots=True)
class Followed:
    """A discussion that somebody follows: how many comments are public in it, and when the newest was made. Or a
    `topic` of a board, of which neither is told."""

    thread: Thread
    count: int
    latest: datetime | None
    topic: Spoken | None = None


async def followed_by(person: Person) -> Sequence[Followed]:
    """What somebody follows, where something was said last first."""
    uids = await following.threads_of(person.id)
    known, latest = await threads.some(uids), await following.latest_in(uids)
    counts = await comments.counts(uids) if uids else {}
    found = [Followed(known[uid], counts[uid], latest.get(uid)) for uid in uids]
    said = sorted((one for one in found if one.latest), key=lambda one: str(one.latest), reverse=True)
    return [*said, *(one for one in found if not one.latest), *await _topics_of(person)]


async def _topics_of(person: Person) -> list[Followed]:
    said = await comments.many_public(await following.topics_of(person.id))
    boards = await threads.some({one.comment.thread_uid for one in said.values()})
    return [Followed(boards[one.comment.thread_uid], 0, None, topic=one) for one in said.values()]
