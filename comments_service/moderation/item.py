"""One comment at the desk, with everything to decide by: what was said, where, by whom, and what happened to it so far.

Read by the desk's pages, for a comment of a queue or any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from comments_service.discussion.lifecycle import PURGED
from comments_service.moderation.difference import DiffPiece, difference
from comments_service.moderation.history import History, history
from comments_service.moderation.marking import Piece, marked
from comments_service.moderation.possible import possible, situation
from comments_service.moderation.rules import names as names_of_rules
from comments_service.people.authorship import wrote
from comments_service.people.roles import require
from comments_service.records import (
    Appeal,
    Case,
    Claim,
    Comment,
    Decision,
    Mark,
    Note,
    Person,
    Revision,
    SealedCase,
    Spoken,
    Thread,
)
from comments_service.storage import (
    cases,
    claims,
    comments,
    marks,
    notes,
    people,
    reports,
    sealed_cases,
    surroundings,
    threads,
)
from comments_service.storage.reports import Report

_SIBLINGS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What screening found: the words, the sentence that says what is the matter with them, and whose rule it was.

    `rule` names the company's rule, or the page that is not out yet; "" where a detector found it by itself.
    """

    words: str
    message: str
    rule: str


@dataclass(frozen=True, slots=True)
class Around:
    """Where a comment stands: what it answers, what stands beside it, and the page."""

    parent: Spoken | None
    siblings: Sequence[Spoken]
    replies: int
    thread: Thread
    page_by: Sequence[str]
    page_owner: str


@dataclass(frozen=True, slots=True)
class Item:
    """One comment at the desk.

    Attributes:
        case: what is open about it and due first; None where nothing is.
        spoken: its latest words.
        public: the words that readers see, if any.
        pieces: the latest words cut where screening found something.
        difference: what the latest words change in the public ones; empty where they are the same.
        escalated: without what is the role's alone.
        can: what this facilitator may decide now; `why_not` says why not more.
    """

    case: Case | None
    cases: Sequence[Case]
    spoken: Spoken
    public: Spoken
    pieces: Sequence[Piece]
    found: Sequence[Found]
    difference: Sequence[DiffPiece]
    around: Around
    author_history: History
    reports: Sequence[Report]
    notes: Sequence[Note]
    decisions: Sequence[Decision]
    marks: Sequence[Mark]
    appeal: Appeal | None
    escalated: Sequence[SealedCase]
    claim: Claim | None
    can: Sequence[str]
    why_not: str

    @property
    def parent(self) -> Spoken | None:
        """What it answers."""
        return self.around.parent

    @property
    def siblings(self) -> Sequence[Spoken]:
        """What stands beside it."""
        return self.around.siblings

    @property
    def replies(self) -> int:
        """How many public comments answer it."""
        return self.around.replies

    @property
    def thread(self) -> Thread:
        """The discussion in which it stands."""
        return self.around.thread

    @property
    def page_by(self) -> Sequence[str]:
        """Who wrote the page."""
        return self.around.page_by

    @property
    def page_owner(self) -> str:
        """Who answers for the page; "" for nobody."""
        return self.around.page_owner


async def item(comment_id: UUID, *, by: Person | None, now: datetime) -> Item | None:
    """Return a comment with everything to decide by, or None if there is no such comment.

    Raises:
        SignInRequired, NotAllowed: this is for facilitators.
    """
    facilitator = require(by, "moderate")
    spoken = (await comments.spoken([comment_id], words="latest")).get(comment_id)
    # What is purged is nobody's to decide about; words that a legal hold keeps are for that role alone.
    if spoken is None or spoken.revision is None or spoken.comment.state == PURGED:
        return None
    public = (await comments.spoken([comment_id], words="public"))[comment_id]
    stands = await situation(spoken.comment)
    can, why_not = possible(stands, by=facilitator)
    open_now = sorted(await cases.all_open_of(comment_id), key=lambda case: (case.waits_for is not None, case.due))
    one = [comment_id]
    return Item(
        case=open_now[0] if open_now else None,
        cases=open_now,
        spoken=spoken,
        public=public,
        pieces=marked(spoken.revision.body, spoken.revision.findings),
        found=await _found(spoken.revision),
        difference=_difference(public.revision, spoken.revision),
        around=await _around(spoken.comment),
        author_history=await history(spoken.author, now=now),
        reports=(await reports.of_comments(one)).get(comment_id, []),
        notes=[] if wrote(facilitator, spoken.comment) else (await notes.of_comments(one)).get(comment_id, []),
        decisions=stands.decisions,
        marks=(await marks.of_comments(one)).get(comment_id, []),
        appeal=stands.appeal,
        escalated=[_unread(case) for case in (await sealed_cases.of_comments(one)).get(comment_id, [])],
        claim=(await claims.of_comments(one, now=now)).get(comment_id),
        can=can,
        why_not=why_not,
    )


def _unread(case: SealedCase) -> SealedCase:
    """A sealed case as facilitators may know it."""
    return replace(case, why="", body="")


def _difference(public: Revision | None, latest: Revision) -> list[DiffPiece]:
    if public is None or public.number == latest.number:
        return []
    return difference(public.body, latest.body)


async def _around(comment: Comment) -> Around:
    beside = await surroundings.siblings(comment, each_way=_SIBLINGS)
    parent_id = [comment.parent_id] if comment.parent_id else []
    near = await comments.spoken([*beside, *parent_id], words="public")
    thread = (await threads.some([comment.thread_uid]))[comment.thread_uid]
    owner = str(thread.facts.get("owner") or "")
    written_by = [str(handle) for handle in thread.facts.get("authors", [])]
    names = await people.names(frozenset((*written_by, owner)) - {""})
    return Around(
        parent=near.get(comment.parent_id) if comment.parent_id else None,
        siblings=[near[one] for one in beside],
        replies=await comments.replies(comment.id),
        thread=thread,
        page_by=[names.get(handle, handle) for handle in written_by],
        page_owner=names.get(owner, owner),
    )


async def _found(said: Revision) -> list[Found]:
    named = await names_of_rules({str(one.get("rule", "")) for one in said.findings})
    return [
        Found(said.body[one["start"] : one["end"]], str(one["message"]), named.get(str(one.get("rule", "")), ""))
        for one in said.findings
    ]
