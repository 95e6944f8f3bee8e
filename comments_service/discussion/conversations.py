"""What is being talked about across all pages, chosen as a reader wants it. Called by the page of the latest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from comments_service.discussion.post_first import may_read_others
from comments_service.discussion.thread_rules import kind
from comments_service.discussion.topics import BOARD
from comments_service.discussion.unnamed import ids_anywhere
from comments_service.records import Person, Spoken, Thread
from comments_service.storage import comments, conversations, following, threads
from comments_service.storage.conversations import Wanted

LATEST, UNANSWERED, FOLLOWED, MINE = "", "unanswered", "following", "mine"
VIEWS: Final = (LATEST, UNANSWERED, FOLLOWED, MINE)
# What is chosen for one person.
PERSONAL: Final = frozenset({FOLLOWED, MINE})
_COMMUNITIES: Final = "communities"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader wants to see. What is empty does not matter; `after`: where the page before ended."""

    view: str = LATEST
    kind: str = ""
    site: str = ""
    lang: str = ""
    community: str = ""
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """What began it, on which page, and what was said last."""

    thread: Thread
    root: Spoken
    last: Spoken
    replies: int


@dataclass(frozen=True, slots=True)
class Conversations:
    """A page of them, and where the next one begins; with what can be chosen among."""

    shown: Sequence[Conversation]
    next_after: UUID | None
    communities: Sequence[Thread]
    languages: Sequence[str]
    sites: Sequence[str]


async def latest(choice: Choice, *, reader: Person | None, size: int) -> Conversations:
    """Read a page of conversations on the pages that there are. What everybody sees of them, and nothing else.

    Args:
        reader: who reads, and whose `following` and `mine` are asked for.
        size: how many a page has.
    """
    pages = [one for one in await threads.all_threads() if not one.archived]
    uids, topics = await _threads(choice, pages, reader)
    wanted = Wanted(
        threads=uids,
        but=[one.uid for one in pages if not await may_read_others(one, reader)],
        topics=topics,
        kind=choice.kind or None,
        site=choice.site or None,
        with_any_of=await ids_anywhere(reader) if reader and choice.view == MINE else None,
        waiting=choice.view == UNANSWERED,
        after=choice.after,
    )
    found = await conversations.page(wanted, limit=size + 1)
    shown = found[:size]
    said = await comments.spoken([about for one in shown for about in (one.root, one.last)], words="public")
    by_uid = {one.uid: one for one in pages}
    return Conversations(
        # A page that came in between the two queries is there the next time.
        [
            Conversation(by_uid[said[one.root].comment.thread_uid], said[one.root], said[one.last], one.replies)
            for one in shown
            if said[one.root].comment.thread_uid in by_uid
        ],
        shown[-1].last if len(found) > size else None,
        communities=sorted((one for one in pages if _is_community(one)), key=lambda one: one.title),
        languages=sorted({lang for one in pages for lang in _languages(one)}),
        sites=await conversations.sites(),
    )


async def _threads(
    choice: Choice, pages: Sequence[Thread], reader: Person | None
) -> tuple[list[str] | None, list[UUID]]:
    """The discussions that are chosen, None for all; of what a reader follows, the topics on those pages as well."""
    if not (choice.lang or choice.community or choice.view == FOLLOWED):
        return None, []
    uids = [
        one.uid
        for one in pages
        if (not choice.lang or choice.lang in _languages(one)) and choice.community in ("", one.uid)
    ]
    if reader is None or choice.view != FOLLOWED:
        return uids, []
    followed = set(await following.threads_of(reader.id))
    stand_in = await comments.threads_of(await following.topics_of(reader.id))
    return [uid for uid in uids if uid in followed], [one for one, uid in stand_in.items() if uid in uids]


def _is_community(thread: Thread) -> bool:
    return kind(thread) == BOARD or thread.facts.get("category") == _COMMUNITIES


def _languages(thread: Thread) -> set[Any]:
    return {thread.lang, *(one["lang"] for one in thread.facts.get("translations", ()))}
