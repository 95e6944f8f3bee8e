"""A discussion for those who look after it: what is marked in it, what is asked, what is about to be said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from comments_service.discussion import thread_rules
from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.marks import ACKNOWLEDGED, by_comment, by_kind
from comments_service.discussion.outcomes import IDEA, OUTCOME, SETTLED, permission, step, step_of
from comments_service.discussion.page_people import looks_after, may_here, require_here
from comments_service.moderation.responses.draft_response import speakers
from comments_service.people.roles import may
from comments_service.records import Mark, OfficialDraft, Person, Spoken, Summary, Thread
from comments_service.storage import cases, comments, marks, official_drafts, summaries, threads
from comments_service.storage.placed import in_thread


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is open, who is finding out, if anybody is, and by when it should have an answer."""

    spoken: Spoken
    acknowledged: Mark | None
    due: datetime


@dataclass(frozen=True, slots=True)
class LookedAfter:
    """A discussion, with what concerns those who look after it.

    Attributes:
        answerable: what a response may answer: the open questions, and the comment that was asked for.
        summaries: each version of what was heard in it, the newest first; one without words takes it back.
        corrections: those that wait, for whoever may decide about them.
        ideas: those that are not settled, each with where it stands, for whoever may say what becomes of them.
        speakers: in whose names the person who looks may write: their own, and those they may draft for.
    """

    thread: Thread
    marked: Sequence[tuple[Spoken, Sequence[Mark]]]
    questions: Sequence[Question]
    drafts: Sequence[OfficialDraft]
    answerable: Sequence[Spoken]
    speakers: Sequence[Person]
    summaries: Sequence[Summary] = ()
    corrections: Sequence[Spoken] = ()
    ideas: Sequence[tuple[Spoken, str]] = ()


async def look_after(uid: str, *, by: Person | None, reply: UUID | None = None) -> LookedAfter:
    """Read a discussion for somebody who looks after it.

    Args:
        reply: a comment that they want to answer.

    Raises:
        ThreadIsUnknown, SignInRequired, NotAllowed.
    """
    thread = thread_rules.require_known(await threads.get(uid), uid)
    person = by if by is not None and looks_after(by, thread) else require_here(by, "acknowledge", thread)
    found = by_comment(await marks.of_thread(uid))
    asked = await cases.with_open(uid, kind="question")
    put_right = await cases.with_open(uid, kind="correction") if may_here(person, "correct", thread) else []
    ideas = await _ideas(uid) if may_here(person, permission(IDEA), thread) else []
    wanted = {*found, *asked, *put_right, *ideas, *([reply] if reply else [])}
    said = await comments.many_public([*wanted])
    public = {key: one for key, one in said.items() if one.comment.state == PUBLISHED and one.comment.thread_uid == uid}
    questions = [await _question(public[one], found.get(one, ())) for one in asked if one in public]
    drafting = may(person, "draft-responses")
    return LookedAfter(
        thread=thread,
        marked=[(public[one], marked) for one, marked in found.items() if one in public],
        questions=questions,
        drafts=await official_drafts.waiting_in(uid) if drafting or may_here(person, "respond", thread) else (),
        answerable=[public[one] for one in dict.fromkeys([*asked, reply]) if one in public],
        speakers=[
            *([person] if may_here(person, "respond", thread) else []),
            *(await speakers(thread, but=person) if drafting else []),
        ],
        summaries=await summaries.history(uid),
        corrections=[public[one] for one in put_right if one in public],
        ideas=_standing([public[one] for one in ideas if one in public], found),
    )


async def _question(spoken: Spoken, marked: Sequence[Mark]) -> Question:
    (due,) = [one.due for one in await cases.all_open_of(spoken.comment.id) if one.kind == "question"]
    return Question(spoken, _acknowledged(marked), due)


async def _ideas(uid: str) -> list[UUID]:
    return [one.id for one in await in_thread(uid) if one.kind == IDEA]


def _standing(ideas: Sequence[Spoken], marked: Mapping[UUID, Sequence[Mark]]) -> list[tuple[Spoken, str]]:
    steps = [(one, step_of(by_kind(marked.get(one.comment.id, ()))[OUTCOME])) for one in ideas]
    return [(one, step(IDEA, at).words) for one, at in steps if step(IDEA, at).stage != SETTLED]


def _acknowledged(marked: Sequence[Mark]) -> Mark | None:
    return next((mark for mark in marked if mark.kind == ACKNOWLEDGED), None)
