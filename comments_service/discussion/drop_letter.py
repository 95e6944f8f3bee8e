"""Putting into the letterbox what somebody does without their name: posting, editing, withdrawing, appealing.

Each is rehearsed first, so that whatever would refuse it refuses it now; then it is written where nobody else reads.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from comments_service.discussion import letterbox, thread_rules, wording
from comments_service.discussion.edit import ChangedMeanwhile, Edited
from comments_service.discussion.guidelines import is_current
from comments_service.discussion.letterbox import APPEAL, EDIT, POST, SOLVE, WAITING, WITHDRAW
from comments_service.discussion.post import Draft, IdIsTaken, Posted
from comments_service.discussion.unnamed import take
from comments_service.events import Change, Ledger
from comments_service.people.anonymity import Anonymity
from comments_service.records import Comment, Person, Spoken
from comments_service.storage import comments, letters, people, threads
from comments_service.storage.letters import Letter

Outcome = TypeVar("Outcome")
Seen = TypeVar("Seen")
Act = Callable[[Ledger], Awaitable[Outcome]]


async def drop_post(
    draft: Draft, act: Act[Posted], *, by: Person, ledger: Ledger, anonymity: Anonymity | None, due: datetime
) -> Posted:
    """Put a new comment in, or give one that is in it other words (`draft.from_letterbox`).

    Args:
        act: posts it, with the ledger that it is given.
        due: when the letterbox is emptied.

    Raises:
        IdIsTaken: another letter was sent with this id; and what `act` raises.
    """
    if not draft.from_letterbox and (before := await letterbox.posting(draft.id, by)):
        return _the_same_again(before, draft)
    done = await ledger.rehearse(act, _latest)
    if isinstance(done, Posted):
        return done
    letter = _letter(POST, done, due, parent_id=draft.parent_id, kind=draft.kind, **_about(done))
    async with ledger.unseen(draft.thread_uid):
        author = await take(letter.author_id, by, draft.thread_uid, anonymity=anonymity)
        await letters.put(letter)
        thread = thread_rules.require_known(await threads.get(draft.thread_uid), draft.thread_uid)
        if is_current(draft.guidelines, thread):
            await people.see_guidelines(by.id, draft.guidelines)
    return Posted(letterbox.as_spoken(letter, author), is_new=not draft.from_letterbox, why_held=[WAITING])


def _about(done: Spoken) -> dict[str, str]:
    """The part of the page that it is about, as it was found there just now."""
    anchor = done.anchor
    return {"block": anchor.block or "", "quote": anchor.quote} if anchor else {}


def _the_same_again(before: Spoken, draft: Draft) -> Posted:
    said = (before.comment.thread_uid, before.comment.parent_id, before.revision and before.revision.body)
    if said != (draft.thread_uid, draft.parent_id, wording.cleaned(draft.body)):
        raise IdIsTaken
    return Posted(before, is_new=False, why_held=[WAITING])


async def drop_edit(comment: Comment, act: Act[Edited], *, ledger: Ledger, due: datetime) -> Edited:
    """Put in other words for a comment, in the place of other words that were in it.

    Raises:
        ChangedMeanwhile: something else about the comment is in it; and what `act` raises.
    """
    before = await letters.about([comment.id])
    if before and not before.problem and before.action != EDIT:
        raise ChangedMeanwhile(comment.version)
    done = await ledger.rehearse(act, _latest)
    assert isinstance(done, Spoken), "an edit changes something"
    await _keep(_letter(EDIT, done, due), ledger)
    return Edited(replace(done, comment=comment), why_held=[WAITING])


async def drop_withdrawal(comment: Comment, act: Act[Comment], *, ledger: Ledger, due: datetime) -> Comment:
    """Put in that a comment is withdrawn. It is what it was until then; withdrawing twice is withdrawing once."""
    done = await ledger.rehearse(act, _latest)
    if isinstance(done, Comment):
        return done
    await _keep(Letter(comment.id, comment.author_id, comment.thread_uid, WITHDRAW, due), ledger)
    return comment


async def drop_appeal(
    comment: Comment,
    words: str,
    act: Act[Seen],
    see: Callable[[Change], Awaitable[Seen]],
    *,
    ledger: Ledger,
    due: datetime,
) -> Seen:
    """Put in that its author appeals against a removal; another appeal that is in it is not sent then.

    Args:
        see: reads the appeal as it was made, before it is taken back.
    """
    made = await ledger.rehearse(act, see)
    await _keep(Letter(comment.id, comment.author_id, comment.thread_uid, APPEAL, due, body=words.strip()), ledger)
    return made


async def drop_solution(
    question: Comment, answer_id: UUID | None, act: Act[Comment], *, ledger: Ledger, due: datetime
) -> Comment:
    """Put in which reply answered a question, or that none did. What else is in it about the question comes first.

    Raises:
        ChangedMeanwhile: something else about the question is in it; and what `act` raises.
    """
    before = await letters.about([question.id])
    if before and not before.problem and before.action != SOLVE:
        raise ChangedMeanwhile(question.version)

    async def see(_: Change) -> None:
        return None

    if await ledger.rehearse(act, see) is None:
        words = str(answer_id) if answer_id else ""
        await _keep(Letter(question.id, question.author_id, question.thread_uid, SOLVE, due, body=words), ledger)
    elif before:
        await take_back(before, ledger=ledger)
    return question


async def take_back(letter: Letter, *, ledger: Ledger) -> None:
    """Take out what nobody has seen: it leaves no trace."""
    async with ledger.unseen(letter.thread_uid):
        await letters.take_out(letter)


async def _keep(letter: Letter, ledger: Ledger) -> None:
    async with ledger.unseen(letter.thread_uid):
        await letters.put(letter)


def _letter(action: str, said: Spoken, due: datetime, **about: Any) -> Letter:
    about_comment, words = said.comment, said.revision
    assert words is not None, "it was written just now"
    letter = Letter(about_comment.id, about_comment.author_id, about_comment.thread_uid, action, due)
    return replace(letter, body=words.body, html=words.html, **about)


async def _latest(change: Change) -> Spoken:
    """What was said by the action that is rehearsed, as its author sees it."""
    about = change.recorded[0].comment_id
    assert about is not None, "it is about a comment"
    return (await comments.spoken([about], words="latest"))[about]
