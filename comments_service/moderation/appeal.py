"""Appealing a removal: once, by the comment's author, in their own words. Another facilitator decides (decide.py)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from comments_service.discussion.deadlines import Deadlines
from comments_service.discussion.edit import ChangedMeanwhile, own
from comments_service.discussion.lifecycle import REMOVED, move
from comments_service.discussion.remarks import require_remark
from comments_service.discussion.told import told
from comments_service.events import COMMENT_APPEALED, Ledger
from comments_service.languages import N_
from comments_service.records import Appeal, Case, Comment, Person
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.storage import appeals, cases, comments, decisions

LONGEST_APPEAL = 2000


class AppealedAlready(Refusal):
    """There was an appeal about this comment, and there is one a comment."""

    code = "appealed-already"

    def __init__(self, appeal: Appeal) -> None:
        super().__init__(
            N_("You have appealed about this comment already, and can do so once."), at=appeal.at.isoformat()
        )


class NothingToAppeal(Refusal):
    """The comment is not removed, or its author has not been told yet."""

    code = "nothing-to-appeal"


@dataclass(frozen=True, slots=True)
class Appealed:
    """The comment and the appeal, and by when another facilitator should have answered (None once one has)."""

    comment: Comment
    appeal: Appeal
    due: datetime | None


async def appeal(
    comment_id: UUID,
    words: str,
    *,
    by: Person,
    ledger: Ledger,
    deadlines: Deadlines,
    new_id: Callable[[], UUID],
    now: datetime,
) -> Appealed:
    """Appeal. The same words sent again change nothing and are answered the same.

    Raises:
        CommentIsUnknown, NotAllowed, FieldIsWrong, AppealedAlready, NothingToAppeal, ChangedMeanwhile.
    """
    said = _said(words)
    before = await own(comment_id, by)
    if earlier := (await appeals.of_comments([comment_id])).get(comment_id):
        return await _the_same_again(earlier, said, comment_id)
    removal = await _removal(before, now=now)
    # Its version moves, so that nobody takes the removal back without having seen the appeal.
    after = replace(before, state=move(before.state, "appeal"), version=before.version + 1)
    made = Appeal(new_id(), comment_id, removal, said, now)
    due = deadlines.due("appeal", now)
    async with ledger.change(before.thread_uid) as change:
        if await comments.change(after):
            await appeals.add(made)
            await cases.add(Case(new_id(), comment_id, "appeal", ["appealed"], now, due))
            change.record(COMMENT_APPEALED, comment=comment_id, person=before.author_id)
            return Appealed(after, made, due)
    if earlier := (await appeals.of_comments([comment_id])).get(comment_id):
        return await _the_same_again(earlier, said, comment_id)
    raise ChangedMeanwhile(after.version)


def _said(words: str) -> str:
    require_remark("words", words, longest=LONGEST_APPEAL)
    said = words.strip()
    if not said:
        raise FieldIsWrong("words", N_("Say in your own words why it should be public again."))
    return said


async def _removal(comment: Comment, *, now: datetime) -> UUID:
    """The decision that is appealed."""
    known = told(await decisions.of_comment(comment.id), now=now)
    if comment.state != REMOVED:
        raise NothingToAppeal(N_("There is nothing to appeal: this comment is not removed."))
    if not known or known[-1].to_state != REMOVED:
        raise NothingToAppeal(N_("A facilitator is looking at this comment just now. Come back in a moment."))
    return next(one.id for one in reversed(known) if one.action == "remove")


async def as_it_stands(comment_id: UUID) -> Appealed:
    """The appeal that there is about a comment, and by when it should be answered if it is not."""
    comment, made = await comments.get(comment_id), (await appeals.of_comments([comment_id]))[comment_id]
    assert comment is not None, "it was appealed about"
    open_case = next((case for case in await cases.open_of(comment_id) if case.kind == "appeal"), None)
    return Appealed(comment, made, open_case.due if open_case else None)


async def _the_same_again(earlier: Appeal, said: str, comment_id: UUID) -> Appealed:
    if earlier.words != said:
        raise AppealedAlready(earlier)
    return await as_it_stands(comment_id)
