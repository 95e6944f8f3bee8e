"""What is personal in a thread: may I speak here, which comments are mine, which of them wait and why.

Beside the fragment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from comments_service.discussion import letterbox, reading, thread_rules
from comments_service.discussion.edit import can_be_edited, editable_until
from comments_service.discussion.fate import Fate, fate, unread
from comments_service.discussion.follow_discussion import follows, topics_followed
from comments_service.discussion.guidelines import Card, card
from comments_service.discussion.letterbox import EDIT, SOLVE, WAITING, words_of
from comments_service.discussion.lifecycle import HELD, PUBLISHED, PURGED, REMOVED, WITHDRAWN
from comments_service.discussion.marks import ACKNOWLEDGED, is_answered
from comments_service.discussion.page_people import may_here
from comments_service.discussion.post_first import is_post_first, may_read_others
from comments_service.discussion.react import SHARED_BY
from comments_service.discussion.reply_tree import Node, tree
from comments_service.discussion.solve import is_question
from comments_service.discussion.unnamed import Offer, offer
from comments_service.discussion.unsealed import told
from comments_service.people.authorship import ids_in
from comments_service.people.standing import Standing, standing
from comments_service.records import Comment, Decision, Mark, Person, Spoken, Thread
from comments_service.storage import comments, decisions, marks, people, reactions
from comments_service.storage.letters import Letter
from comments_service.storage.unsealings import Unsealing

_Opened = Mapping[UUID, Sequence[Unsealing]]


@dataclass(frozen=True, slots=True)
class Mine:
    """One of my comments, with my latest words, and what I may do with it; `unsealed`: that two people learned that I
    wrote it; `letter`: what I did about it that nobody else knows of yet."""

    spoken: Spoken
    why_waiting: Sequence[str]
    decision: Decision | None
    can: Sequence[str]
    editable_until: datetime
    fate: Fate
    marks: Sequence[Mark] = ()
    unsealed: Sequence[Unsealing] = ()
    letter: Letter | None = None
    reactions: Mapping[str, int] = field(default_factory=dict)
    solution: Spoken | None = None

    @property
    def is_public(self) -> bool:
        """Whether everybody sees it, in the words that passed."""
        return self.spoken.comment.state == PUBLISHED

    @property
    def waits(self) -> bool:
        """Whether it, or an edit of it, waits for a facilitator."""
        return bool(self.why_waiting)


@dataclass(frozen=True, slots=True)
class MyView:
    """What is personal in a thread. `person` None means that nobody is signed in; `may_respond`: officially.

    `standing` is what is in force for them: they are told. `guidelines`: what they are to read before they write.
    `unnamed`: how they may speak without their name, where they can. `unsealed`: that two people learned that they
    wrote what is no longer among `mine`. `reactions`: what of mine is on which comment of others.
    `following`: whether they are told of what is new here. `covered`: whether they are to answer before they read.
    """

    person: Person | None
    is_open: bool
    mine: Sequence[Mine]
    may_respond: bool = False
    standing: Standing = field(default_factory=Standing)
    guidelines: Card | None = None
    unnamed: Offer | None = None
    unsealed: Sequence[Unsealing] = ()
    reactions: Mapping[UUID, Sequence[str]] = field(default_factory=dict)
    following: bool = False
    covered: bool = False

    @property
    def usually_unnamed(self) -> bool:
        """Whether they have left their name out here before: by mistake they should not put it in."""
        return any(one.spoken.author.unnamed for one in self.mine)

    @property
    def may_comment(self) -> bool:
        """Whether something new of theirs would be taken."""
        return self.is_open and self.person is not None and self.standing.muted is None


async def my_view(thread: Thread, person: Person | None, *, edit_window: timedelta, now: datetime) -> MyView:
    """Read what is personal to somebody in a thread."""
    is_open = thread_rules.is_open(thread, now=now)
    if person is None:
        return MyView(None, is_open, [], covered=is_post_first(thread))
    theirs = await comments.of_authors(ids_in(person, thread.uid), thread_uid=thread.uid)
    said = [one for one in theirs if one.comment.state not in (WITHDRAWN, PURGED)]
    stands = await standing(person.id, now=now)
    opened = await told([one.comment.id for one in theirs], today=now.date())
    mine = await _mine(said, opened, may_write=is_open and not stands.muted, edit_window=edit_window, now=now)
    return MyView(
        person,
        is_open,
        await _with_letters(mine, person, thread, window=edit_window),
        may_respond=may_here(person, "respond", thread),
        standing=stands,
        guidelines=card(thread, seen=await people.guidelines_seen(person.id)),
        unnamed=await offer(person, thread, now=now),
        unsealed=_gone(opened, said),
        reactions=await reactions.of_person(person.id, thread_uid=thread.uid),
        following=await follows(thread, person),
        covered=not await may_read_others(thread, person),
    )


async def my_branches(person: Person, thread: Thread) -> set[UUID]:
    """The roots of the branches in which somebody spoke, by name or without, and has not taken it back."""
    theirs = await comments.of_authors(ids_in(person, thread.uid), thread_uid=thread.uid)
    return {one.comment.root_id for one in theirs if one.comment.state not in (WITHDRAWN, PURGED)}


async def followed_branches(person: Person, thread: Thread) -> set[UUID]:
    """The roots of the branches that somebody follows: the topics of a board by themselves, and whatever has a question
    or an idea that they share by a reaction. When it moves, they are told."""
    reacted = await reactions.to_in_thread(person.id, thread_uid=thread.uid)
    shared = {root for root, kind, name in reacted if name in SHARED_BY.get(kind, ())}
    return shared.union(await topics_followed(person))


async def _with_letters(mine: Sequence[Mine], person: Person, thread: Thread, *, window: timedelta) -> list[Mine]:
    """My comments with what lies in the letterbox: what I did about one of them, and what is not there yet."""
    by_comment = {one.comment_id: one for one in await letterbox.of(person, thread.uid)}
    there = [_as_in(by_comment.pop(one.spoken.comment.id, None), one) for one in mine]
    for letter in by_comment.values():
        if spoken := await letterbox.posting(letter.comment_id, person):
            until = editable_until(spoken.comment, window=window)
            there.append(
                Mine(spoken, [WAITING], None, ["edit", "withdraw"], until, unread(HELD, WAITING), letter=letter)
            )
    return there


def _as_in(letter: Letter | None, one: Mine) -> Mine:
    if letter is None or letter.problem:
        return replace(one, letter=letter)
    if letter.action == EDIT:
        spoken = replace(one.spoken, revision=words_of(letter, number=one.spoken.comment.latest_number + 1))
        return replace(one, spoken=spoken, letter=letter)
    return replace(one, can=one.can if letter.action == SOLVE else [], letter=letter)


async def _mine(
    said: Sequence[Spoken], opened: _Opened, *, may_write: bool, edit_window: timedelta, now: datetime
) -> list[Mine]:
    ids = [one.comment.id for one in said]
    decided, marked = await decisions.of_comments(ids), await marks.of_comments(ids)
    reacted = await reactions.of_comments(ids)
    solved = await reading.solutions_to([one.comment for one in said if is_question(one.comment)])
    mine = []
    for one in said:
        own_id = one.comment.id
        become = await fate(one.comment, decided.get(own_id, ()), now=now)
        may_edit = may_write and can_be_edited(one.comment, now=now, window=edit_window)
        mine.append(
            Mine(
                spoken=one,
                why_waiting=become.why,
                decision=become.last,
                can=[*_can(one.comment, become, may_edit=may_edit), *await _may_solve(one.comment)],
                editable_until=editable_until(one.comment, window=edit_window),
                fate=become,
                marks=await _marks_that_hold(one, marked.get(own_id, ())),
                unsealed=opened.get(own_id, ()),
                reactions=reacted.get(own_id, {}),
                solution=solved.get(own_id),
            )
        )
    return mine


async def _may_solve(comment: Comment) -> list[str]:
    return ["solve"] if is_question(comment) and await comments.replies(comment.id) else []


def _gone(opened: _Opened, said: Sequence[Spoken]) -> list[Unsealing]:
    there = {one.comment.id for one in said}
    return [one for about, each in opened.items() if about not in there for one in each]


async def _marks_that_hold(spoken: Spoken, marked: Sequence[Mark]) -> Sequence[Mark]:
    """The marks on a comment but for the promise of an answer that has come: that is seen by what stands under it."""
    promised = next((mark for mark in marked if mark.kind == ACKNOWLEDGED), None)
    if promised is None:
        return marked
    branch = await comments.branches([spoken.comment.root_id])
    marked_there = await marks.of_comments([one.comment.id for one in branch])
    roots = tree(branch, is_content=lambda _: True, marks=marked_there)
    is_kept = not any(is_answered(node, promised) for node in _found(roots, spoken))
    return [mark for mark in marked if is_kept or mark is not promised]


def _found(nodes: Sequence[Node], spoken: Spoken) -> list[Node]:
    here = [node for node in nodes if node.spoken.comment.id == spoken.comment.id]
    return here or [found for node in nodes for found in _found(node.replies, spoken)]


def _can(comment: Comment, become: Fate, *, may_edit: bool) -> list[str]:
    if comment.state == REMOVED:
        return ["appeal"] if become.may_appeal else []
    # What was returned is its author's to change, whenever they come to it.
    return ["edit", "withdraw"] if may_edit or become.returned else ["withdraw"]
