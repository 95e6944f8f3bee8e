"""Reporting a comment.

Enough different people, or one report of private or confidential things, hide it until it is read.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from comments_service.discussion.deadlines import Deadlines
from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import HIDDEN, PUBLISHED, move
from comments_service.discussion.pace import Limit, require_pace
from comments_service.discussion.remarks import require_remark
from comments_service.events import COMMENT_HIDDEN_BY_REPORTS, COMMENT_REPORTED, Change, Ledger
from comments_service.languages import N_
from comments_service.people.authorship import wrote
from comments_service.records import Case, Comment, Person
from comments_service.refusals import FieldIsWrong, NotAllowed
from comments_service.storage import cases, comments, decisions, events, pace, reports

# What readers may say is wrong, and how a page words it. `worried` is about the person, not about the words.
REASONS: Final = {
    "confidential": N_("It says something confidential"),
    "personal-data": N_("It shows somebody’s personal data"),
    "hurtful": N_("It is hurtful, or harasses somebody"),
    "wrong-information": N_("It is wrong in a way that matters"),
    "worried": N_("I am worried about this person"),
    "other": N_("Something else"),
}
# What may do harm while it waits is hidden by a single report.
HIDES_AT_ONCE: Final = frozenset({"confidential", "personal-data"})
LONGEST_DETAIL: Final = 1000


async def report(
    comment_id: UUID,
    *,
    reason: str,
    detail: str,
    by: Person,
    hides_at: int,
    ledger: Ledger,
    deadlines: Deadlines,
    new_id: Callable[[], UUID],
    now: datetime,
    limit: Limit | None = None,
) -> Comment:
    """Report a comment and return it as it is afterwards. Reporting again changes one's own report.

    Args:
        hides_at: how many different people's reports hide a comment.
        limit: how many one person may make; None for what is brought in.

    Raises:
        CommentIsUnknown, NotAllowed, FieldIsWrong, TooSoon.
    """
    if reason not in REASONS:
        raise FieldIsWrong("reason", N_("Say what is wrong with it."), allowed=list(REASONS))
    require_remark("detail", detail, longest=LONGEST_DETAIL)
    comment = await comments.get(comment_id)
    if comment is None or comment.state not in (PUBLISHED, HIDDEN):
        raise CommentIsUnknown
    if wrote(by, comment):
        raise NotAllowed(N_("This is your own comment. You can edit or withdraw it."))
    if await _was_judged_already(comment_id, by=by, reason=reason):
        return comment
    if limit:
        await _wait_ones_turn(limit, comment_id, by, now=now)
    async with ledger.change(comment.thread_uid) as change:
        if limit:
            # Once more, where whatever one person writes takes turns.
            await pace.take_turn(by.id)
            await _wait_ones_turn(limit, comment_id, by, now=now)
        await reports.put(reports.Report(new_id(), comment_id, by.id, reason, detail, now))
        change.record(COMMENT_REPORTED, comment=comment_id, person=by.id, reason=reason)
        return await _brought_to_the_desk(
            comment_id, change=change, hides_at=hides_at, deadlines=deadlines, new_id=new_id
        )


async def _wait_ones_turn(limit: Limit, comment_id: UUID, by: Person, *, now: datetime) -> None:
    first = await pace.first_report(by.id, limit.most, since=now - limit.within, but=comment_id)
    require_pace(limit, first=first, now=now)


async def _was_judged_already(comment_id: UUID, *, by: Person, reason: str) -> bool:
    """Say whether this person gave this reason before, and a facilitator has decided since."""
    decided = (await decisions.latest([comment_id])).get(comment_id)
    if decided is None:
        return False
    # By the events: the table has only the last reason of each, and two given in turn would hide it for ever.
    return any(
        event.kind == COMMENT_REPORTED and event.person_id == by.id and event.facts["reason"] == reason
        for event in await events.of_comment(comment_id)
        if event.at <= decided.at
    )


async def _brought_to_the_desk(
    comment_id: UUID, *, change: Change, hides_at: int, deadlines: Deadlines, new_id: Callable[[], UUID]
) -> Comment:
    # Read again inside the transaction: a decision may have come between.
    comment = await comments.get(comment_id)
    assert comment is not None, "comments are never deleted"
    decided = (await decisions.latest([comment_id])).get(comment_id)
    # What was reported before the last decision has been judged; only what came since can hide.
    since = [one for one in (await reports.of_comments([comment_id]))[comment_id] if not decided or one.at > decided.at]
    # What waits for its author, or for a role, is with no facilitator: a report of it must be.
    is_at_the_desk = any(case.waits_for is None for case in await cases.open_of(comment_id))
    if comment.state in (PUBLISHED, HIDDEN) and not is_at_the_desk:
        due = deadlines.due("report", change.now)
        await cases.add(Case(new_id(), comment_id, "report", ["reported"], change.now, due))
    urgent = any(one.reason in HIDES_AT_ONCE for one in since)
    if comment.state != PUBLISHED or not (urgent or len(since) >= hides_at):
        return comment
    after = replace(comment, state=move(comment.state, "reports"), version=comment.version + 1)
    await comments.change(after)
    change.record(COMMENT_HIDDEN_BY_REPORTS, comment=comment_id, reports=len(since))
    return after
