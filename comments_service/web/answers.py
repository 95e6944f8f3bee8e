"""What the API answers, as types: for the OpenAPI document, and for the tests that hold real answers to it.

Handlers make the same as plain dictionaries in payloads.py; nothing here runs on a request.
"""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from comments_service.privacy.export_mine import IN_WORDS
from comments_service.web.mark_answer import Mark

Reaction = Literal["thanks", "same-here", "smile"]
State = Literal["held", "published", "hidden", "removed", "withdrawn", "purged"]

# How many of each name; those that nobody chose are left out.
Reactions = dict[Reaction, int]


class Author(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who says something, as everybody may know."""

    name: str
    site: str
    department: str
    badges: list[str]


class Comment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A comment. One that is not public says nothing of its author or words, except to its author."""

    id: UUID
    thread: str
    parent: UUID | None
    kind: Literal["comment", "question", "idea", "tip", "correction"]
    state: State
    version: int
    author: Author | None
    body: str | None
    html: str | None
    created: datetime
    edited: datetime | None
    reactions: Reactions
    marks: list[Mark]
    solution: UUID | None
    replies: int


class CommentRead(Comment, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A comment, and after which root the page of its thread begins on which it stands; null for the first page."""

    after: UUID | None


class CommentHeld(Comment, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A comment whose words wait for a facilitator: why, in sentences, and how long that usually takes."""

    why: list[str]
    usual_wait: str


class CommentAgain(Comment, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A comment that was there already, as it is now; if it waits, why, and how long that usually takes."""

    why: list[str] | UnsetType = UNSET
    usual_wait: str | UnsetType = UNSET


class Reacted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the reactions to a comment stand, and which are mine."""

    comment: UUID
    reactions: Reactions
    mine: list[Reaction]


class CommentChanged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of a comment."""

    id: UUID
    state: State
    version: int


class Thread(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page of a thread, each comment before its replies; `next` is the next `after`."""

    uid: str
    url: str
    title: str
    lang: str
    kind: str
    moderation: Literal["screened", "first", "review"]
    version: int
    open: bool
    count: int
    comments: list[Comment]
    next: UUID | None


class AsReadersSee(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data of an event `version`: a name for all that readers see of a thread now, which is the event's id as well,
    and how many comments it has."""

    version: str
    count: int


class Myself(Author, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whoever is signed in."""

    handle: str


class MayComment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether I may comment here; if not, why (a problem's code), and where to sign in or until when that is so."""

    comment: bool
    why: str | UnsetType = UNSET
    sign_in: str | UnsetType = UNSET
    until: datetime | UnsetType = UNSET
    reason: str | UnsetType = UNSET


class DecisionOnMine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was decided about a comment of mine, and what I am told about it: where the rule stands, what I can do."""

    action: str
    reason: str | None
    message: str
    marked: list[str]
    guideline: str | None
    next: str | None
    at: datetime


class AppealOfMine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an appeal of mine stands, and by when somebody should have answered it."""

    words: str
    at: datetime
    due: datetime | None
    outcome: Literal["upheld", "declined"] | None


class Appealed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An appeal was made; by when another facilitator should have answered it, unless one has."""

    id: UUID
    state: State
    version: int
    at: datetime
    due: datetime | None


class LetterOfMine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What I did without my name and nobody else knows of yet: until when, or why it could not be taken then."""

    action: Literal["post", "edit", "withdraw", "appeal", "solve"]
    body: str
    due: datetime
    problem: str | None


class Mine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A comment of mine with its latest words: its state, why it waits, what I may do."""

    id: UUID
    parent: UUID | None
    state: State
    version: int
    why: list[str]
    ahead: int | None
    can: list[str]
    editable_until: datetime
    body: str
    html: str
    returned: bool
    anonymous: bool
    decisions: list[DecisionOnMine]
    decision: DecisionOnMine | UnsetType = UNSET
    appeal: AppealOfMine | UnsetType = UNSET
    letter: LetterOfMine | UnsetType = UNSET


class MyView(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is personal in a thread. `composer` and each `html` are ready to be shown; `token` says whom for;
    `reactions` are mine, by comment."""

    thread: str
    version: int
    person: Myself | None
    token: str
    may: MayComment
    usual_wait: str | None
    composer: str
    reactions: dict[str, list[Reaction]]
    mine: list[Mine]


class MyAccount(Myself, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whoever is signed in, with title and roles."""

    title: str
    roles: list[str]


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The day on which I said that I have read a page."""

    confirmed: date


class Me(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who I am and what I may do."""

    person: MyAccount
    can: dict[str, bool]


# All that is kept of one person, by section: see privacy/export_mine.py.
Export = msgspec.defstruct(
    "Export",
    [
        ("made", str),
        ("person", dict[str, Any]),
        *((name, list[dict[str, Any]]) for name in IN_WORDS if name != "person"),
        ("left_out", list[str]),
    ],
    frozen=True,
    forbid_unknown_fields=True,
)


class Finding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that screening found, and where: code points of the text that was sent. `mask`: it can do without."""

    detector: str
    message: str
    start: int
    end: int
    mask: bool


class Screened(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What screening would say of a text."""

    outcome: Literal["publish", "advise", "hold", "block"]
    findings: list[Finding]


class Previewed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text as it would be shown."""

    html: str


class FieldError(msgspec.Struct, frozen=True):
    """What is wrong with a field; with a text, also what was found in it and where."""

    field: str
    message: str
    detector: str | UnsetType = UNSET
    start: int | UnsetType = UNSET
    end: int | UnsetType = UNSET
    mask: bool | UnsetType = UNSET


class Problem(msgspec.Struct, frozen=True):
    """Why nothing was done (RFC 9457); `type` ends in a stable code. Further members depend on that."""

    type: str
    title: str
    status: int
    errors: list[FieldError] | UnsetType = UNSET
    sign_in: str | UnsetType = UNSET


Counts = dict[str, int]
