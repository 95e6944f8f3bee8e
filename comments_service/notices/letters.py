"""What a notice says, read when it is delivered: only what its reader would see on the page at that moment.

Of a comment that was removed or returned none of its words are told: mail is kept where nobody can take them out again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from comments_service.discussion.course_experts import experts_of, waits_for_experts
from comments_service.discussion.fate import Fate, fate
from comments_service.discussion.lifecycle import PUBLISHED, PURGED, WITHDRAWN
from comments_service.discussion.marks import CORRECTION, PERMISSION
from comments_service.discussion.markup import called
from comments_service.discussion.outcomes import OUTCOME
from comments_service.discussion.page_people import may_here
from comments_service.discussion.post_first import may_read_others
from comments_service.discussion.react import SHARED_BY
from comments_service.discussion.reply_tree import Node
from comments_service.discussion.told import FRESH_FOR, is_fresh
from comments_service.languages import N_
from comments_service.notices.digest import heard
from comments_service.notices.moving import Move, move_by, step_of
from comments_service.notices.outbox import TOLD
from comments_service.notices.sentences import (
    Said,
    of_accepting,
    of_change,
    of_correction,
    of_decision,
    of_declining,
    of_followed,
    of_mention,
    of_move,
    of_reply,
    of_step,
    of_taking_back,
    of_waiting,
)
from comments_service.records import Comment, Decision, Mark, Spoken, Thread
from comments_service.storage import citations, comments, decisions, marks, notices, people, reactions, threads
from comments_service.storage.mailboxes import Mailbox
from comments_service.storage.notices import Notice


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said to somebody.

    Attributes:
        about: the comment that it is about: theirs, or the one that calls them.
        said: in which words.
        node: the reply to it, or that one, as the fragment shows it, where it tells of one.
        others: in how many other discussions something is new as well.
        decision: what was decided about it, where it tells of that: its reason and its message are said as well.
    """

    thread: Thread
    about: Comment
    said: Said
    node: Node | None = None
    decision: Decision | None = None
    others: int = 0


@dataclass(frozen=True, slots=True)
class NotYet:
    """It may still be taken back unnoticed: ask again then."""

    until: datetime


# What is told only to whom wants to hear what becomes of what they said.
_OF_DECISIONS: Final = (notices.DECISION, notices.CORRECTED, notices.BECAME, notices.LED)


async def letter(notice: Notice, *, now: datetime) -> Letter | NotYet | None:
    """Return what is to be said; None if there is nothing to say any more."""
    if notice.kind == notices.REPLY:
        return await _of_reply(notice)
    if notice.kind == notices.MENTION:
        return await _of_mention(notice)
    if notice.kind == notices.CORRECTION:
        return await _of_correction(notice)
    if notice.kind == notices.WAITS:
        return await _of_waiting(notice)
    if notice.kind == notices.CORRECTED:
        return await _of_accepting(notice)
    if notice.kind == notices.BECAME:
        return await _of_step(notice)
    if notice.kind == notices.LED:
        return await _of_change(notice)
    if notice.kind == notices.MOVED:
        return await _of_move(notice)
    if notice.kind == notices.FOLLOWED:
        return await _of_followed(notice)
    return await _of_decision(notice, now=now)


def wants(mailbox: Mailbox, kind: str) -> bool:
    """Say whether somebody wants mail of a kind, and can have it."""
    if kind in (notices.MOVED, notices.FOLLOWED):
        return bool(mailbox.address) and mailbox.followed
    return bool(mailbox.address) and (mailbox.decisions if kind in _OF_DECISIONS else mailbox.replies)


async def _of_reply(notice: Notice) -> Letter | None:
    reply = (await comments.spoken([notice.comment_id], words="public")).get(notice.comment_id)
    if reply is None or reply.comment.state != PUBLISHED or reply.revision is None or not reply.comment.parent_id:
        return None
    about = await comments.get(reply.comment.parent_id)
    # Whoever took back what they said is not told how the talk about it goes on.
    if about is None or about.author_id != notice.to or about.state in (WITHDRAWN, PURGED):
        return None
    decided = await _decided(about)
    declines = decided is not None and decided.facts.get("reply") == str(reply.comment.id)
    said = of_declining(reply) if declines else of_reply(reply)
    return Letter(await _thread_of(about), about, said, node=await _shown(reply))


async def _of_mention(notice: Notice) -> Letter | None:
    spoken = (await comments.spoken([notice.comment_id], words="public")).get(notice.comment_id)
    to = (await people.some([notice.to])).get(notice.to)
    if spoken is None or spoken.comment.state != PUBLISHED or spoken.revision is None or to is None:
        return None
    if to.handle not in called(spoken.revision.body):
        return None
    thread = await _thread_of(spoken.comment)
    if not await may_read_others(thread, to):
        return None
    return Letter(thread, spoken.comment, of_mention(spoken), node=await _shown(spoken))


async def _of_correction(notice: Notice) -> Letter | None:
    spoken = (await comments.spoken([notice.comment_id], words="public")).get(notice.comment_id)
    if spoken is None or spoken.comment.state != PUBLISHED or spoken.revision is None:
        return None
    if await _decided(spoken.comment):
        return None
    thread, to = await _thread_of(spoken.comment), (await people.some([notice.to])).get(notice.to)
    # The page may be somebody else's by now.
    if to is None or not may_here(to, PERMISSION[CORRECTION], thread):
        return None
    return Letter(thread, spoken.comment, of_correction(spoken), node=await _shown(spoken))


async def _of_waiting(notice: Notice) -> Letter | None:
    spoken = (await comments.spoken([notice.comment_id], words="public")).get(notice.comment_id)
    to = (await people.some([notice.to])).get(notice.to)
    if spoken is None or spoken.revision is None or to is None:
        return None
    thread = await _thread_of(spoken.comment)
    if to.handle not in await experts_of(thread) or not await waits_for_experts(spoken.comment, thread):
        return None
    return Letter(thread, spoken.comment, of_waiting(spoken), node=await _shown(spoken))


async def _of_accepting(notice: Notice) -> Letter | None:
    about, turns = await comments.get(notice.comment_id), notice.judged_version
    if about is None or about.author_id != notice.to or about.state != PUBLISHED:
        return None
    # Whatever came after it has a notice of its own.
    if turns != await marks.turns(about.id, CORRECTION):
        return None
    decided = await _decided(about)
    if decided:
        return Letter(await _thread_of(about), about, of_accepting(decided, about))
    # Nobody who was not told that it was accepted is told that it is not any more.
    told = await notices.was_told(notices.CORRECTED, about.id, judged_version=turns - 1)
    return Letter(await _thread_of(about), about, of_taking_back(about)) if told else None


async def _of_move(notice: Notice) -> Letter | None:
    move = await (_step_told_by(notice) if notice.judged_version else move_by(notice.comment_id))
    if move is None:
        return None
    about = move.about.comment
    # Whoever has taken their reaction back meanwhile does not share it any more.
    if not set(SHARED_BY[about.kind]) & set(await reactions.of_person_on(about.id, person_id=notice.to)):
        return None
    thread, to = await _thread_of(about), (await people.some([notice.to])).get(notice.to)
    if not await may_read_others(thread, to):
        return None
    node = await _shown(move.answer) if move.answer else None
    return Letter(thread, about, of_move(move), node=node)


async def _of_step(notice: Notice) -> Letter | None:
    move = await _step_told_by(notice)
    if move is None or move.step is None or move.about.comment.author_id != notice.to:
        return None
    about = move.about.comment
    what = N_("Your idea") if about.kind == "idea" else N_("Your question")
    return Letter(await _thread_of(about), about, of_step(move.step, about, what))


async def _of_change(notice: Notice) -> Letter | None:
    about = await comments.get(notice.comment_id)
    if about is None or about.author_id != notice.to or about.state != PUBLISHED:
        return None
    pages = (await citations.of_comments([about.id])).get(about.id)
    return Letter(await _thread_of(about), about, of_change(pages, about)) if pages else None


async def _step_told_by(notice: Notice) -> Move | None:
    """The step that a notice tells of: whatever came after it has a notice of its own."""
    if notice.judged_version != await marks.turns(notice.comment_id, OUTCOME):
        return None
    return await step_of(notice.comment_id)


async def _of_followed(notice: Notice) -> Letter | None:
    new, first = await heard(notice), await comments.get(notice.comment_id)
    if not new or first is None:
        return None
    return Letter(new[0].thread, first, of_followed(new), others=len(new) - 1)


async def _decided(correction: Comment) -> Mark | None:
    """What became of a correction, if it is one and anything has."""
    found = (await marks.of_comments([correction.id])).get(correction.id, ())
    return next((mark for mark in found if mark.kind == CORRECTION), None)


async def _shown(spoken: Spoken) -> Node:
    """A comment as the fragment shows it."""
    marked = (await marks.of_comments([spoken.comment.id])).get(spoken.comment.id, ())
    return Node(spoken, 1, marks=marked)


async def _of_decision(notice: Notice, *, now: datetime) -> Letter | NotYet | None:
    about, made = await comments.get(notice.comment_id), await decisions.of_comment(notice.comment_id)
    decision = next((one for one in made if one.judged_version == notice.judged_version), None)
    if about is None or about.author_id != notice.to or decision is None:
        return None
    later = [one for one in made if one.judged_version > decision.judged_version and one.action != "escalate"]
    fresh = [one for one in (decision, *later) if not one.silent and is_fresh(one, now=now)]
    if fresh and not decision.silent:
        return NotYet(max(one.at for one in fresh) + FRESH_FOR)
    become = await fate(about, made, now=now)
    is_over = any(one.action in TOLD and not one.silent for one in later)
    if is_over or decision not in become.told or not _is_so(decision, about, become):
        return None
    return Letter(await _thread_of(about), about, of_decision(decision, about, become), decision=decision)


def _is_so(decision: Decision, about: Comment, become: Fate) -> bool:
    """Say whether a comment is still as a decision left it, and whether that is any news to its author."""
    if about.state != decision.to_state:
        return False
    match decision.action:
        case "approve":
            # Approving what had only been reported changes nothing that its author knew of.
            return decision.from_state != PUBLISHED or decision.from_public_number != about.public_number
        case "return":
            return become.returned == decision
        case "undo":
            return _undone(decision, become.told) in TOLD
        case _:
            return True


def _undone(undo: Decision, known: Sequence[Decision]) -> str:
    before = [one for one in known if one.judged_version < undo.judged_version]
    return before[-1].action if before else ""


async def _thread_of(about: Comment) -> Thread:
    thread = await threads.get(about.thread_uid)
    assert thread is not None, "threads are never deleted"
    return thread
