"""What happened to what I said: the trail of each of my comments, by name or without, as its author may know it.

Called by the page of one's contributions, for nobody else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from comments_service.block_records import Led
from comments_service.discussion.fate import Fate, fate
from comments_service.discussion.marks import (
    ACCEPTED,
    ACKNOWLEDGED,
    CORRECTION,
    DECLINED,
    ENDORSED,
    FEATURED,
    OFFICIAL,
    SOLVED,
)
from comments_service.discussion.outcomes import OUTCOME, step
from comments_service.discussion.unnamed import ids_anywhere
from comments_service.languages import N_
from comments_service.records import Comment, Decision, Mark, Person, Spoken, Thread
from comments_service.storage import citations, comments, decisions, marks, reactions, threads
from comments_service.storage import contributions as said
from comments_service.storage.contributions import Answer

# What its author is told of a decision, by the action: no facilitator is named to them.
_DECIDED: Final[Mapping[str, str]] = {
    "approve": N_("A facilitator let it appear."),
    "remove": N_("A facilitator removed it."),
    "return": N_("A facilitator asked you for other words."),
    "hide": N_("It was hidden while a facilitator checked it."),
    "restore": N_("A facilitator checked it, and everybody sees it again."),
    "undo": N_("A facilitator took back an earlier decision about it."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a comment. `note`: what somebody wrote to it; `comment`: where it can be read."""

    at: datetime
    words: str
    note: str = ""
    comment: UUID | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """One of my comments: what happened to it, the oldest first, and the pages that say that it led to a change."""

    thread: Thread
    spoken: Spoken
    fate: Fate
    steps: Sequence[Step]
    replies: int
    reactions: Mapping[str, int]
    led: Sequence[Led]


async def contributions(
    person: Person, *, after: UUID | None, size: int, now: datetime
) -> tuple[list[Contribution], UUID | None]:
    """Read a page of what somebody said, the newest first, and what the next page begins after.

    Args:
        after: the last comment of the page before.
        size: how many a page has.
    """
    ids = await said.page(await ids_anywhere(person), after=after, limit=size + 1)
    shown = ids[:size]
    found = await comments.spoken(shown, words="latest")
    mine = [found[one].comment for one in shown]
    about = await _about(mine)
    known = await threads.some({one.thread_uid for one in mine})
    told = [await _told(found[one.id], known[one.thread_uid], about, now=now) for one in mine]
    return told, shown[-1] if len(ids) > size else None


@dataclass(frozen=True, slots=True)
class _About:
    """What there is to tell of some comments, each by its id."""

    decided: Mapping[UUID, Sequence[Decision]]
    marked: Mapping[UUID, Sequence[Mark]]
    answers: Sequence[Answer]
    replies: Mapping[UUID, int]
    reactions: Mapping[UUID, Mapping[str, int]]
    led: Mapping[UUID, Sequence[Led]]


async def _about(mine: Sequence[Comment]) -> _About:
    ids, roots = [one.id for one in mine], list({one.root_id for one in mine})
    marked = await marks.of_comments(ids)
    became = {one.thread_uid for one in mine if any(mark.kind == OUTCOME for mark in marked.get(one.id, ()))}
    earlier = [mark for uid in sorted(became) for mark in await marks.ever_in_thread(uid, OUTCOME)]
    return _About(
        await decisions.of_comments(ids),
        {one: _with_earlier(one, marked.get(one, ()), earlier) for one in ids},
        await said.answers(ids, roots=roots),
        await said.replies(ids, roots=roots),
        await reactions.of_comments(ids),
        await citations.of_comments(ids),
    )


def _with_earlier(about: UUID, standing: Sequence[Mark], earlier: Sequence[Mark]) -> list[Mark]:
    """The marks on a comment, and each step that became of it instead of the last one alone."""
    return [
        *(one for one in standing if one.kind != OUTCOME),
        *(one for one in earlier if one.comment_id == about),
    ]


async def _told(spoken: Spoken, thread: Thread, about: _About, *, now: datetime) -> Contribution:
    comment = spoken.comment
    become = await fate(comment, about.decided.get(comment.id, ()), now=now)
    steps = [
        Step(comment.created, N_("You said it.")),
        *_decided(become.told),
        *(_marked(one, comment) for one in about.marked[comment.id]),
        *(_answered(one) for one in about.answers if one.to == comment.id),
    ]
    return Contribution(
        thread,
        spoken,
        become,
        sorted((one for one in steps if one), key=lambda one: one.at),
        about.replies.get(comment.id, 0),
        about.reactions.get(comment.id, {}),
        about.led.get(comment.id, ()),
    )


def _decided(told: Iterable[Decision]) -> list[Step]:
    return [Step(one.at, _DECIDED[one.action], one.message) for one in told if one.action in _DECIDED]


def _marked(mark: Mark, comment: Comment) -> Step | None:
    """What was said about it for everybody to see; None for what is no news to its author."""
    note = str(mark.facts.get("text") or "")
    match mark.kind, mark.facts.get("outcome"):
        case kind, _ if kind == OUTCOME:
            return Step(mark.at, step(comment.kind, mark.facts["step"]).words, note)
        case kind, outcome if kind == CORRECTION and outcome == ACCEPTED:
            return Step(mark.at, N_("Your correction was accepted."), note)
        case kind, outcome if kind == CORRECTION and outcome == DECLINED:
            return Step(mark.at, N_("Your correction was declined: the reply says why."))
        case kind, _ if kind == ACKNOWLEDGED:
            return Step(mark.at, N_("%(name)s said that they find out.", name=mark.named or mark.by_name))
        case kind, _ if kind == FEATURED:
            return Step(mark.at, N_("It was featured on its page."))
        case kind, _ if kind == ENDORSED:
            return Step(mark.at, N_("%(name)s endorsed it.", name=mark.by_name))
        case kind, _ if kind == SOLVED:
            return Step(mark.at, N_("%(name)s said that it is the answer.", name=mark.by_name))
    return None


def _answered(answer: Answer) -> Step:
    words = {
        OFFICIAL: N_("%(name)s answered officially.", name=answer.name),
        ENDORSED: N_("What %(name)s answers was endorsed.", name=answer.name),
        SOLVED: N_("You chose what %(name)s says as the answer.", name=answer.name),
    }
    return Step(answer.at, words[answer.kind], comment=answer.comment_id)
