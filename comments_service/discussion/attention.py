"""What needs an answer: questions nobody has answered who should, corrections that nobody has accepted or declined, and
first comments that nobody has answered at all.

Kept true inside every transaction, whatever it did: see `Ledger.keep_true`. Recomputed from what is there, so that a
removed answer asks again, and doing it twice is doing it once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from uuid import UUID

from comments_service.discussion.deadlines import Deadlines
from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.marks import ACKNOWLEDGED, due
from comments_service.discussion.outcomes import OUTCOME, needs_answer, until
from comments_service.discussion.questions import promised_days
from comments_service.events import Change
from comments_service.people.roles import AUTHOR, EXPERT, FACILITATOR, LEADER, roles_in
from comments_service.records import Case, Mark
from comments_service.storage import attention, marks
from comments_service.storage.attention import Asked, Reply

QUESTION, CORRECTION, FIRST = "question", "correction", "first"
KINDS = (QUESTION, CORRECTION, FIRST)
# A facilitator said that it needs no answer: it is not asked again.
SETTLED = "settled"
_ANSWERERS = frozenset({LEADER, EXPERT, FACILITATOR})
# Who looks after the place does not wait to be welcomed to it.
_AT_HOME = _ANSWERERS | {AUTHOR}


def needs(asked: Asked) -> set[str]:
    """Return which kinds of answer a comment waits for. Pure.

    A question waits for somebody who answers for its page, for a leader, an expert or a facilitator, or for a reply
    that was endorsed or that its asker said solved it; unless somebody said what becomes of it, which may settle it. In
    a session only the first and what is marked will do. A correction waits until somebody accepts or declines it.
    Somebody's first comment waits for anybody at all, unless they look after the place themselves.
    """
    if asked.state != PUBLISHED:
        return set()
    others = [reply for reply in asked.replies if reply.author_id != asked.author_id]
    found = set()
    if asked.kind == "question" and _waits(asked, others):
        found.add(QUESTION)
    if asked.kind == CORRECTION and not asked.is_decided:
        found.add(CORRECTION)
    if asked.is_first and not others and not _AT_HOME & roles_in(asked.author_roles, asked.subjects):
        found.add(FIRST)
    return found


def _waits(question: Asked, replies: Sequence[Reply]) -> bool:
    said = needs_answer(question.step)
    if said is not None:
        return said
    return not question.is_solved and not any(
        reply.is_answer
        or reply.handle in question.answer_for_page
        or (not question.is_session and _ANSWERERS & roles_in(reply.roles, question.subjects))
        for reply in replies
        if not (question.since and reply.said and reply.said < question.since)
    )


@dataclass(frozen=True, slots=True)
class Attention:
    """Keeps the cases that ask for an answer true; given to the ledger once."""

    deadlines: Deadlines
    new_id: Callable[[], UUID]

    async def __call__(self, change: Change) -> None:
        """Look again at every comment that something was recorded about, and at those that they answer."""
        touched = list(dict.fromkeys(event.comment_id for event in change.recorded if event.comment_id))
        for asked in await attention.asked(touched) if touched else ():
            await self._keep(asked, now=change.now)

    async def _keep(self, asked: Asked, *, now: datetime) -> None:
        needed = needs(asked)
        if not needed and not asked.is_first and asked.kind not in (QUESTION, CORRECTION):
            return
        before = await attention.latest_cases(asked.id, kinds=KINDS)
        for kind in KINDS:
            case = before.get(kind)
            if kind in needed:
                await self._open(kind, asked, case, now=now)
            elif case and case.closed is None:
                outcome = "answered" if asked.state == PUBLISHED else asked.state
                await attention.close_case(case.id, outcome=outcome, now=now)

    async def _open(self, kind: str, asked: Asked, before: Case | None, *, now: datetime) -> None:
        if before and before.outcome == SETTLED:
            return
        case = before or Case(self.new_id(), asked.id, kind, [kind], now, now)
        days = promised_days(asked.promise) if kind == QUESTION else None
        due = self.deadlines.hours.after_days(case.opened, days) if days else self.deadlines.due(kind, case.opened)
        if kind == QUESTION and (promised := await _promised(asked.id)):
            due = promised
        if before is None or before.closed is not None or before.due != due:
            await attention.open_case(replace(case, due=due))


async def _promised(question: UUID) -> datetime | None:
    """The end of the day by which somebody said that they would answer."""
    found = (await marks.of_comments([question])).get(question, [])
    days = [day for mark in found if (day := due(mark) if mark.kind == ACKNOWLEDGED else _until(mark))]
    return datetime.combine(max(days), time(23, 59, 59), UTC) if days else None


def _until(mark: Mark) -> date | None:
    return until(mark) if mark.kind == OUTCOME else None
