"""When a question or an idea moves: it has an answer, or somebody is finding out. Those who share it by a reaction are
told: called by outbox.py, and by letters.py, which looks again when it is delivered.

Nobody learns who they are: a notice is theirs, and so is their mail.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.marks import ACKNOWLEDGED, ENDORSED, OFFICIAL, SOLVED
from comments_service.discussion.outcomes import OUTCOME
from comments_service.discussion.react import SHARED_BY
from comments_service.records import Mark, Spoken
from comments_service.storage import comments, marks

# What a reply must be to answer it.
_ANSWERED_BY: Final[Mapping[str, Sequence[str]]] = {"question": (OFFICIAL, SOLVED, ENDORSED), "idea": (OFFICIAL,)}


@dataclass(frozen=True, slots=True)
class Move:
    """That a question or an idea, `about`, has an answer; or, where there is none, who is finding out; or that
    somebody said what becomes of it."""

    about: Spoken
    answer: Spoken | None = None
    acknowledged: Mark | None = None
    step: Mark | None = None


async def move_by(comment_id: UUID) -> Move | None:
    """What a comment is a move of, as everybody sees it now: an answer of what it stands under, or a question that
    somebody is finding out about. None where it is neither."""
    here, kinds = await comments.get(comment_id), {mark.kind: mark for mark in await _marks_on(comment_id)}
    # Mostly there are none, and then nothing else is read.
    if here is None or here.state != PUBLISHED or not kinds:
        return None
    branch = {one.comment.id: one for one in await comments.branches([here.root_id])}
    spoken = branch[comment_id]
    if ACKNOWLEDGED in kinds and spoken.comment.kind == "question":
        return Move(spoken, acknowledged=kinds[ACKNOWLEDGED])
    about = _asked_above(spoken, branch)
    if about is None or about.comment.state != PUBLISHED or not kinds.keys() & set(_ANSWERED_BY[about.comment.kind]):
        return None
    return Move(about, answer=spoken)


async def step_of(comment_id: UUID) -> Move | None:
    """What somebody said becomes of a question or an idea, as everybody sees it now; None where nobody did."""
    taken = next((mark for mark in await _marks_on(comment_id) if mark.kind == OUTCOME), None)
    spoken = (await comments.spoken([comment_id], words="public")).get(comment_id) if taken else None
    return Move(spoken, step=taken) if spoken and spoken.comment.state == PUBLISHED else None


def _asked_above(spoken: Spoken, branch: Mapping[UUID, Spoken]) -> Spoken | None:
    """The nearest question or idea that something stands under."""
    above = branch.get(spoken.comment.parent_id) if spoken.comment.parent_id else None
    if above is None or above.comment.kind in SHARED_BY:
        return above
    return _asked_above(above, branch)


async def _marks_on(comment_id: UUID) -> Sequence[Mark]:
    return (await marks.of_comments([comment_id])).get(comment_id, ())
