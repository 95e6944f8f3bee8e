"""What is new in the discussions that somebody follows, in one mail a working day at most. Called by letters.py."""

from dataclasses import dataclass

from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.marks import OFFICIAL
from comments_service.discussion.post_first import may_read_others
from comments_service.records import Thread
from comments_service.storage import comments, following, marks, people, threads
from comments_service.storage.notices import Notice


@dataclass(frozen=True, slots=True)
class Heard:
    """A discussion that somebody follows: how many comments are new, and how many of them are official responses."""

    thread: Thread
    count: int
    official: int


async def heard(notice: Notice) -> list[Heard]:
    """Return what is new since the comment that a notice is of, as it is public now; what is official comes first."""
    uids, topics = await following.threads_of(notice.to), await following.topics_of(notice.to)
    about = [*uids, *(await comments.threads_of(topics)).values()]
    ids = await following.made_public_since(about, comment_id=notice.comment_id, made=notice.made)
    said = [one.comment for one in (await comments.many_public(ids)).values()]
    wanted = [one for one in said if one.thread_uid in uids or one.root_id in topics]
    new = [one for one in wanted if one.state == PUBLISHED and one.author_id != notice.to]
    marked = await marks.of_comments([one.id for one in new])
    official = {about for about, each in marked.items() if any(mark.kind == OFFICIAL for mark in each)}
    found = []
    to = (await people.some([notice.to])).get(notice.to)
    for thread in (await threads.some({one.thread_uid for one in new})).values():
        if not await may_read_others(thread, to):
            continue
        here = [one.id for one in new if one.thread_uid == thread.uid]
        found.append(Heard(thread, len(here), len(official.intersection(here))))
    return sorted(found, key=lambda one: (-one.official, -one.count, one.thread.title))
