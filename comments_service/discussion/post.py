"""Posting a comment. The client makes the id and may send the same comment again: it stays one comment."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from comments_service.block_records import Anchor, Asked
from comments_service.discussion import thread_rules, unnamed, wording
from comments_service.discussion.deadlines import Deadlines
from comments_service.discussion.guidelines import is_current
from comments_service.discussion.hang import hang
from comments_service.discussion.hold import hold
from comments_service.discussion.kinds import kind_of
from comments_service.discussion.lifecycle import HELD, PUBLISHED
from comments_service.discussion.pace import Limit, require_pace, slowed
from comments_service.discussion.unnamed import UNNAMED, ids_anywhere, pseudonym_id, sent_before, take
from comments_service.events import COMMENT_POSTED, Change, Ledger
from comments_service.languages import N_
from comments_service.people.anonymity import Anonymity
from comments_service.people.authorship import ids_in, wrote
from comments_service.people.standing import Standing
from comments_service.records import Comment, Person, Revision, Spoken, Thread
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.screening.screen import Rules
from comments_service.storage import cases, comments, letters, pace, people, threads
from comments_service.storage.comments import CommentIsThere


class IdIsTaken(Refusal):
    """Another comment has this id: somebody else's, or one with other words. Nothing of it is told."""

    code = "id-is-taken"

    def __init__(self) -> None:
        super().__init__(N_("Another comment has this id. Send yours with a new one."))


class ParentIsElsewhere(FieldIsWrong):
    """The comment to be answered is not in this discussion, or is not there for everybody to see."""

    code = "parent-is-elsewhere"

    def __init__(self) -> None:
        super().__init__(
            "parent", N_("The comment you are answering is not in this discussion, or is no longer there.")
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to post. `kind` None means "as usual here"; `ask_review` follows advice they have seen;
    `guidelines` is the version that stood above it; `nudge`: ask them first if it is heated; `unnamed`: leave their
    name out; `from_letterbox`: it was in the letterbox, so `id` is the one that it is kept under, and nobody waits;
    `about`: the part of the page that it asks about."""

    id: UUID
    thread_uid: str
    body: str
    parent_id: UUID | None = None
    kind: str | None = None
    ask_review: bool = False
    guidelines: str = ""
    nudge: bool = False
    unnamed: bool = False
    from_letterbox: bool = False
    about: Asked | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of it: the comment with its latest words, whether this call made it, and why it waits, if it does."""

    spoken: Spoken
    is_new: bool
    why_held: list[str]


async def post(
    draft: Draft,
    *,
    by: Person,
    ledger: Ledger,
    rules: Rules,
    deadlines: Deadlines,
    site_host: str,
    new_id: Callable[[], UUID],
    now: datetime,
    limit: Limit | None = None,
    officially: Callable[[Change], Awaitable[object]] | None = None,
    anonymity: Anonymity | None = None,
) -> Posted:
    """Post a comment, published at once or held for a facilitator.

    Args:
        limit: how much one person may post anywhere; None for what is brought in.
        officially: what makes it an official response, in the same transaction; those are never slowed.
        anonymity: what seals who speaks without their name; None where nobody can.

    Raises:
        IdIsTaken, ParentIsElsewhere, AnchorIsGone, ThreadIsUnknown, ThreadIsClosed, MutedUntil, TooSoon, FieldIsWrong,
        NamesAreNeeded; those of wording.cleaned and screened.
    """
    body = wording.cleaned(draft.body)
    if before := await sent_before(draft.id, by):
        return await _the_same_again(before, draft, body, by)
    thread = thread_rules.require_open(await threads.get(draft.thread_uid), draft.thread_uid, now=now)
    voice = await _voice(draft, by, thread)
    stands = (await unnamed.stands(by, voice.author_id, now=now)).require_voice()
    limits = [one for one in (limit, slowed(thread)) if one and not (officially or draft.from_letterbox)]
    await _wait_ones_turn(limits, voice.comment_id, by, now=now)
    parent, kind = await _parent(draft), _kind(draft, thread)
    recent = await wording.of_late(voice.author_id, but=voice.comment_id, now=now)
    screening = wording.screened(
        body, rules, as_sent=draft.body, ask_review=draft.ask_review, lang=thread.lang, recent=recent, nudge=draft.nudge
    )
    why = [*await _policy_holds(thread, draft, by, stands), *wording.needs_review(screening)]
    revision = await wording.revision(body, screening, number=1, now=now, site_host=site_host)
    comment = _comment(draft, kind, voice, parent, held=bool(why), now=now)
    try:
        async with ledger.change(thread.uid) as change:
            author = await take(voice.author_id, by, thread.uid, anonymity=anonymity) if draft.unnamed else by
            await _keep(comment, revision, why, change=change, deadlines=deadlines, new_id=new_id)
            anchor = await _hang(comment, draft, thread)
            await _take_ones_turn(limits, comment.id, by, now=now)
            if officially:
                await officially(change)
            if is_current(draft.guidelines, thread):
                await people.see_guidelines(by.id, draft.guidelines)
    except CommentIsThere:
        # The same comment was sent twice at once, and the other one was first.
        return await _the_same_again(await sent_before(draft.id, by), draft, body, by)
    return Posted(Spoken(comment, author, revision, anchor), is_new=True, why_held=why)


@dataclass(frozen=True, slots=True)
class _Voice:
    """By which id somebody speaks, and under which the comment is kept."""

    author_id: UUID
    comment_id: UUID


async def _voice(draft: Draft, by: Person, thread: Thread) -> _Voice:
    if not draft.unnamed:
        # Sent without a name and then with one, it would say whose it is: it stays what it was at first.
        if by.pseudonyms and await letters.about(by.pseudonyms.comment_ids(draft.id)):
            raise IdIsTaken
        return _Voice(by.id, draft.id)
    author_id = await pseudonym_id(by, thread)
    assert by.pseudonyms, "asked for above"
    return _Voice(author_id, draft.id if draft.from_letterbox else by.pseudonyms.comment_ids(draft.id)[0])


def _comment(draft: Draft, kind: str, voice: _Voice, parent: Comment | None, *, held: bool, now: datetime) -> Comment:
    return Comment(
        id=voice.comment_id,
        thread_uid=draft.thread_uid,
        parent_id=draft.parent_id,
        root_id=parent.root_id if parent else voice.comment_id,
        author_id=voice.author_id,
        kind=kind,
        state=HELD if held else PUBLISHED,
        version=1,
        public_number=None if held else 1,
        latest_number=1,
        created=now,
        edited=None,
    )


async def _the_same_again(before: Comment | None, draft: Draft, body: str, by: Person) -> Posted:
    if before is None or not wrote(by, before):
        raise IdIsTaken
    said = (await comments.spoken([before.id], words="latest"))[before.id]
    # Sent once with a name and once without, it would say whose it is: it stays what it was at first.
    is_same = (before.thread_uid, before.parent_id, said.author.unnamed) == (
        draft.thread_uid,
        draft.parent_id,
        draft.unnamed,
    )
    if not is_same or not await comments.was_said(before.id, body):
        raise IdIsTaken
    waiting = [reason for case in await cases.open_of(before.id) for reason in case.why] if before.state == HELD else []
    return Posted(said, is_new=False, why_held=waiting)


async def _parent(draft: Draft) -> Comment | None:
    if draft.parent_id is None:
        return None
    parent = await comments.get(draft.parent_id)
    if parent is None or parent.thread_uid != draft.thread_uid or parent.state != PUBLISHED:
        raise ParentIsElsewhere
    return parent


def _kind(draft: Draft, thread: Thread) -> str:
    how = {"is_reply": draft.parent_id is not None, "is_anchored": draft.about is not None}
    return kind_of(draft.kind, thread_kind=thread_rules.kind(thread), **how)


async def _hang(comment: Comment, draft: Draft, thread: Thread) -> Anchor | None:
    return await hang(comment, draft.about, thread, was_found=draft.from_letterbox) if draft.about else None


async def _policy_holds(thread: Thread, draft: Draft, by: Person, stands: Standing) -> list[str]:
    policy = thread_rules.moderation(thread)
    if draft.unnamed:  # whether it would be their first is not to be known
        return [UNNAMED, *stands.why_held]
    if policy == "review":
        return ["page-is-reviewed", *stands.why_held]
    if policy == "first" and not await comments.anything_published_by(by.id):
        return ["first-comment", *stands.why_held]
    return stands.why_held


async def _wait_ones_turn(limits: Sequence[Limit], id: UUID, by: Person, *, now: datetime) -> None:
    for limit in limits:
        since, where = now - limit.within, limit.thread_uid
        authors = ids_in(by, where) if where else await ids_anywhere(by)
        # What is in the letterbox counts as said just now, since nobody knows when it was.
        unread = [one for one in await letters.of_authors(authors[1:], thread_uid=where) if not one.problem]
        left = limit.most - len(unread)
        if left > 0:
            first = await pace.first_comment(authors, left, since=since, thread_uid=where, but=id)
        else:
            first = unread[-1].due - limit.within
        require_pace(limit, first=first, now=now)


async def _take_ones_turn(limits: Sequence[Limit], id: UUID, by: Person, *, now: datetime) -> None:
    """Once more, where whatever one person writes takes turns: two comments at once are one too many."""
    if limits:
        await pace.take_turn(by.id)
        await _wait_ones_turn(limits, id, by, now=now)


async def _keep(
    comment: Comment,
    revision: Revision,
    why: list[str],
    *,
    change: Change,
    deadlines: Deadlines,
    new_id: Callable[[], UUID],
) -> None:
    await comments.add(comment, revision, revision_id=new_id())
    if why:
        await hold(comment, revision, "hold", why, change=change, deadlines=deadlines, new_id=new_id)
    change.record(COMMENT_POSTED, comment=comment.id, person=comment.author_id, state=comment.state, why=why)
