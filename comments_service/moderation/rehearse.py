"""Trying a rule on what people said in the last 90 days, before it is turned on: what it would have had held.

Reads and writes nothing down. A batch at a time, each looked through beside the event loop.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from comments_service.discussion.lifecycle import PUBLISHED, REMOVED
from comments_service.discussion.rule_book import watch_word
from comments_service.moderation.marking import Piece, marked
from comments_service.rule_records import Rule
from comments_service.screening.finding import Finding
from comments_service.screening.reading import read
from comments_service.screening.watch_words import Watched, find
from comments_service.storage.said import Said, said_since

DAYS = 90
MOST_EXAMPLES = 20
# What a person waits for at once: about five seconds. They may look further back from there.
MOST_LOOKED_AT = 50_000
_BATCH = 500
_BEFORE, _AFTER = 60, 120  # characters of an example around what was found
_IN_ONE_LINE = str.maketrans("\r\n", "  ")


@dataclass(frozen=True, slots=True)
class Example:
    """A comment that the rule would have found, cut around the place."""

    comment_id: UUID
    thread_uid: str
    state: str
    created: datetime
    pieces: Sequence[Piece]


@dataclass(slots=True)
class Rehearsal:
    """What a rule would have found.

    Attributes:
        looked_at: how many comments it was tried on.
        last: the comment that it came to, where there are more before it; None where there are not.
        back_to: when that was said.
        states: how many of the found are in each state now.
        examples: some of them, about the newest first.
    """

    looked_at: int = 0
    last: UUID | None = None
    back_to: datetime | None = None
    states: Counter[str] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)

    @property
    def found(self) -> int:
        """How many it would have found."""
        return self.states.total()

    @property
    def left_public(self) -> int:
        """How many of those people approved, or left as they were."""
        return self.states[PUBLISHED]

    @property
    def removed(self) -> int:
        """How many of those were removed."""
        return self.states[REMOVED]


async def _always() -> bool:
    return True


async def rehearse(
    rule: Rule,
    *,
    now: datetime,
    before: UUID | None = None,
    still_wanted: Callable[[], Awaitable[bool]] = _always,
    most: int = MOST_LOOKED_AT,
) -> Rehearsal:
    """Try a rule on the comments of the last 90 days.

    Args:
        before: the `last` of the rehearsal that this goes on from.
        still_wanted: asked between batches; once it says no, what is known so far is returned.
        most: how many comments are looked at.
    """
    seen, watched = Rehearsal(), Watched((watch_word(rule),))
    came_to: Said | None = None
    async with aclosing(said_since(now - timedelta(days=DAYS), before=before, batch=_BATCH)) as batches:
        async for batch in batches:
            if came_to and (seen.looked_at >= most or not await still_wanted()):
                seen.last, seen.back_to = came_to.id, came_to.created
                break
            for said, finding in await asyncio.to_thread(_found, watched, batch):
                _note(seen, said, finding)
            seen.looked_at, came_to = seen.looked_at + len(batch), batch[-1]
    return seen


def _found(watched: Watched, batch: Sequence[Said]) -> list[tuple[Said, Finding]]:
    first = ((said, next(find(read(said.body), watched, said.lang), None)) for said in batch)
    return [(said, finding) for said, finding in first if finding]


def _note(seen: Rehearsal, said: Said, finding: Finding) -> None:
    seen.states[said.state] += 1
    if len(seen.examples) < MOST_EXAMPLES:
        seen.examples.append(Example(said.id, said.thread_uid, said.state, said.created, _excerpt(said.body, finding)))


def _excerpt(body: str, finding: Finding) -> list[Piece]:
    start, end = max(0, finding.start - _BEFORE), finding.end + _AFTER
    place: Mapping[str, int] = {"start": finding.start - start, "end": finding.end - start}
    pieces = marked(body[start:end].translate(_IN_ONE_LINE), [place])
    more = Piece("…", found=False)
    return [*([more] if start else []), *pieces, *([more] if end < len(body) else [])]
