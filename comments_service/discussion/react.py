"""Reacting to what somebody else said, one of each kind a person, and taking it back. Nobody is told who did.

So there is no event of it either: whoever reads the audit would learn who thanked whom. It is always by the named
person, whatever they said there without their name.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from comments_service.discussion import thread_rules
from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.pace import Limit, TooSoon
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
# By which of them somebody shares what was asked or suggested, and follows it: of an idea, thanks say as much as
# "same here".
SHARED_BY: Final[Mapping[str, Sequence[str]]] = {"question": (SAME_HERE,), "idea": (SAME_HERE, "thanks")}


class ReactedTooOften(TooSoon):
    """This person has reacted as often as one may for now."""

    @staticmethod
    def in_words(rule: str, wait: str) -> str:
        """What was too often, and when it is not any more."""
        return N_("%(rule)s Try it again in %(wait)s.", rule=rule, wait=wait)


class Presses:
    """How often each person has reacted of late, in this process alone: nobody is to learn when somebody did, so it is
    kept nowhere. To take a reaction back is not counted, yet who goes to and fro reacts each time."""

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._made: dict[UUID, deque[datetime]] = {}

    def note(self, person_id: UUID, *, now: datetime) -> None:
        """Count one more.

        Raises:
            ReactedTooOften.
        """
        made = self._made.setdefault(person_id, deque(maxlen=self._limit.most))
        if len(made) == self._limit.most and now < made[0] + self._limit.within:
            raise ReactedTooOften(self._limit, made[0] + self._limit.within, now=now)
        made.append(now)


@dataclass(frozen=True, slots=True)
class Reacted:
    """How many reactions of each name are on a comment, and which of them are one's own."""

    comment_id: UUID
    counts: Mapping[str, int]
    mine: Sequence[str]


async def react(
    comment_id: UUID, name: str, *, by: Person, ledger: Ledger, now: datetime, presses: Presses | None = None
) -> Reacted:
    """React to a comment. The same twice is one reaction.

    Args:
        presses: counts it, where it is not to be done too often.

    Raises:
        FieldIsWrong: there is no such reaction.
        CommentIsUnknown: there is no such comment that is public.
        NotAllowed: it is their own.
        ThreadIsClosed, MutedUntil: nothing new is taken, there or from them.
        ReactedTooOften: nothing new is taken from them for a while.
    """
    _require_name(name)
    comment = await _public(comment_id)
    if name not in await reactions.of_person_on(comment_id, person_id=by.id):
        await _require_may(comment, by, now=now)
        if presses:
            presses.note(by.id, now=now)
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
