"""Saying which reply answered one's question: its asker does, by name or without. One reply, until they say another."""

from collections.abc import Callable, Sequence
from uuid import UUID

from comments_service.discussion.answers import QUESTION, solutions
from comments_service.discussion.edit import own
from comments_service.discussion.lifecycle import PUBLISHED, MoveIsImpossible
from comments_service.discussion.marks import SOLVED
from comments_service.discussion.unnamed import shown_since
from comments_service.events import COMMENT_MARKED, COMMENT_UNMARKED, Ledger
from comments_service.languages import N_
from comments_service.records import Comment, Mark, Person, Spoken
from comments_service.refusals import FieldIsWrong
from comments_service.storage import comments, marks, people


async def solve(
    question_id: UUID, answer_id: UUID | None, *, by: Person, ledger: Ledger, new_id: Callable[[], UUID]
) -> Comment:
    """Say which reply answered a question of one's own; None takes that back. The same twice is once.

    Raises:
        CommentIsUnknown, NotAllowed: it is somebody else's.
        MoveIsImpossible: it is no question, or not public.
        FieldIsWrong: what is said to answer it is no reply to it, or answers another question.
    """
    question = await asked(question_id, by)
    if answer_id and answer_id not in {one.comment.id for one in await replies_to(question)}:
        raise FieldIsWrong("answer", N_("Choose one of the replies to your question."))
    if await solved_by(question) == answer_id:
        return question
    async with ledger.change(question.thread_uid) as change:
        # Read again, where writers take turns. Its author is named as everybody sees them, with a name or without.
        before, author = await solved_by(question), question.author_id
        told = {"mark": SOLVED, "question": str(question_id)}
        if before and before != answer_id and await marks.end(before, SOLVED, by_id=author, now=change.now):
            change.record(COMMENT_UNMARKED, comment=before, person=author, **told)
        if answer_id and before != answer_id:
            await _require_free(answer_id)
            asker = (await people.some([author]))[author]
            facts, at = {"question": str(question_id)}, shown_since(change.now, asker)
            await marks.add(Mark(new_id(), answer_id, SOLVED, facts, author, asker.name, at))
            change.record(COMMENT_MARKED, comment=answer_id, person=author, **told)
    return question


async def asked(question_id: UUID, by: Person) -> Comment:
    """Return a question of somebody's own that everybody sees.

    Raises:
        CommentIsUnknown, NotAllowed, MoveIsImpossible.
    """
    question = await own(question_id, by)
    if not is_question(question):
        raise MoveIsImpossible(N_("Only to a question that is public a reply can be the answer."), state=question.state)
    return question


def is_question(comment: Comment) -> bool:
    """Say whether something is a question that everybody sees."""
    return comment.kind == QUESTION and comment.state == PUBLISHED


async def replies_to(question: Comment) -> Sequence[Spoken]:
    """What everybody sees under a question, in order of time."""
    found, inside = [], {question.id}
    # By who answers whom, not by where it stands: what is deep stands beside what it answers.
    for one in await comments.branches([question.root_id]):
        if one.comment.parent_id in inside:
            inside.add(one.comment.id)
            found.append(one)
    return [one for one in found if one.comment.state == PUBLISHED]


async def solved_by(question: Comment) -> UUID | None:
    """The reply that its asker said answered it, whether everybody sees that or not; None if they said nothing."""
    return solutions(await marks.of_thread(question.thread_uid)).get(question.id)


async def _require_free(answer_id: UUID) -> None:
    if any(mark.kind == SOLVED for mark in (await marks.of_comments([answer_id])).get(answer_id, ())):
        raise FieldIsWrong("answer", N_("This reply is the answer to another question already."))
