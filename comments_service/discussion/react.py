"""Reacting to what somebody else said, one of each kind a person, and taking it back. Nobody is told who did.

So there is no event of it either: whoever reads the audit would learn who thanked whom. It is always by the named
person, whatever they said there without their name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from comments_service.discussion import thread_rules
from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.thread_rules import ThreadIsClosed
from comments_service.events import Ledger
from comments_service.languages import N_
from comments_service.people.authorship import wrote
from comments_service.people.standing import MutedUntil, standing
from comments_service.records import Comment, Person
from comments_service.refusals import FieldIsWrong, NotAllowed, Refusal
from comments_service.storage import comments, reactions, threads

# Each with what a button says. There is none against anybody.
SAME_HERE: Final = "same-here"
REACTIONS: Final[Mapping[str, str]] = {
    "thanks": N_("Thanks"),
    SAME_HERE: N_("Same here"),
    "smile": N_("Made me smile"),
}


@dataclass(frozen=True, slots=True)
class Reacted:
    """How many reactions of each name are on a comment, and which of them are one's own."""

    comment_id: UUID
    counts: Mapping[str, int]
    mine: Sequence[str]


async def react(comment_id: UUID, name: str, *, by: Person, ledger: Ledger, now: datetime) -> Reacted:
    """React to a comment. The same twice is one reaction.

    Raises:
        FieldIsWrong: there is no such reaction.
        CommentIsUnknown: there is no such comment that is public.
        NotAllowed: it is their own.
        ThreadIsClosed, MutedUntil: nothing new is taken, there or from them.
    """
    _require_name(name)
    comment = await _public(comment_id)
    if name not in await reactions.of_person_on(comment_id, person_id=by.id):
        await _require_may(comment, by, now=now)
        async with ledger.change(comment.thread_uid):
            # Once more, where writers take turns: it may have been taken back meanwhile.
            await _public(comment_id)
            await reactions.put(comment_id, name, person_id=by.id)
    return await reacted(comment_id, by=by)


async def take_back(comment_id: UUID, name: str, *, by: Person, ledger: Ledger) -> Reacted:
    """Take a reaction back, also where nothing new is taken. Where there is none, nothing happens.

    Raises:
        FieldIsWrong, CommentIsUnknown.
    """
    _require_name(name)
    comment = await _public(comment_id)
    if name in await reactions.of_person_on(comment_id, person_id=by.id):
        async with ledger.change(comment.thread_uid):
            await reactions.remove(comment_id, name, person_id=by.id)
    return await reacted(comment_id, by=by)


async def why_not(comment: Comment, *, by: Person, now: datetime) -> Refusal | None:
    """Return what keeps somebody from reacting to a comment; None where nothing does."""
    try:
        await _require_may(comment, by, now=now)
    except (NotAllowed, ThreadIsClosed, MutedUntil) as refusal:
        return refusal
    return None


async def _require_may(comment: Comment, by: Person, *, now: datetime) -> None:
    if wrote(by, comment):
        raise NotAllowed(N_("This is your own comment. Reactions are for what others say."))
    thread_rules.require_open(await threads.get(comment.thread_uid), comment.thread_uid, now=now)
    # As the named person that they are: how their pseudonym stands is between them and facilitators.
    (await standing(by.id, now=now)).require_voice()


async def reacted(comment_id: UUID, *, by: Person) -> Reacted:
    """Return how the reactions to a comment stand, for somebody."""
    counts = (await reactions.of_comments([comment_id])).get(comment_id, {})
    return Reacted(comment_id, counts, await reactions.of_person_on(comment_id, person_id=by.id))


async def _public(comment_id: UUID) -> Comment:
    comment = await comments.get(comment_id)
    if comment is None or comment.state != PUBLISHED:
        raise CommentIsUnknown
    return comment


def _require_name(name: str) -> None:
    if name not in REACTIONS:
        raise FieldIsWrong("name", f"Allowed: {', '.join(REACTIONS)}.", allowed=list(REACTIONS))
