"""What these tests share: marks put on comments by the real actions, and what is on a comment."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from comments_service.moderation.marks.acknowledge import acknowledge
from comments_service.moderation.marks.end import end_mark
from comments_service.moderation.marks.endorse import endorse
from comments_service.moderation.marks.feature import feature
from comments_service.moderation.marks.note_accuracy import Note, note_accuracy
from comments_service.moderation.marks.pin import pin
from comments_service.records import Comment, Mark, Person
from comments_service.storage import marks, threads
from tests.support.talking import Talk

SOURCE = "/news/rota/"


class Marker:
    """Puts marks on comments in a conversation."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self._how: dict[str, Any] = {"ledger": talk.ledger, "new_id": talk.new_id}

    async def pins(self, by: Person | None, comment: Comment) -> Mark:
        """Somebody pins a comment."""
        return await pin(comment.id, by=by, **self._how)

    async def features(self, by: Person | None, comment: Comment) -> Mark:
        """Somebody features a comment."""
        return await feature(comment.id, by=by, **self._how)

    async def endorses(self, by: Person | None, comment: Comment) -> Mark:
        """Somebody endorses a comment."""
        return await endorse(comment.id, by=by, **self._how)

    async def notes(
        self, by: Person | None, comment: Comment, status: str = "corrected", source: str = SOURCE, text: str = ""
    ) -> Mark:
        """Somebody notes whether a comment is accurate."""
        return await note_accuracy(comment.id, Note(status, source, text), by=by, **self._how)

    async def acknowledges(
        self, by: Person | None, comment: Comment, owner: str = "ines", due: str = "2026-11-26"
    ) -> Mark:
        """Somebody says who finds out, and by when."""
        return await acknowledge(comment.id, owner, due, by=by, today=self.talk.now.date(), **self._how)

    async def ends(self, by: Person | None, comment: Comment, kind: str) -> Comment:
        """Somebody takes a mark off a comment."""
        return await end_mark(comment.id, kind, by=by, ledger=self.talk.ledger)


Put = Callable[[Marker, Person | None, Comment], Awaitable[Mark]]
# Each kind with somebody who may, and somebody who may not. The comments are Amal's.
PUTTING: dict[str, Put] = {
    "pinned": Marker.pins,
    "featured": Marker.features,
    "endorsed": Marker.endorses,
    "accuracy": Marker.notes,
    "acknowledged": Marker.acknowledges,
}


@pytest.fixture
def marker(talk: Talk) -> Marker:
    """Marks in a conversation, on SQLite and on PostgreSQL."""
    return Marker(talk)


async def on(comment: Comment) -> dict[str, Mark]:
    """The marks on a comment, by kind."""
    return {mark.kind: mark for mark in (await marks.of_comments([comment.id])).get(comment.id, [])}


async def version(uid: str = "rota") -> int:
    """A thread's version."""
    found = await threads.version(uid)
    assert found is not None
    return found
