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


class Anchor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What part of its page a comment is about: the page's words as they were, whether it says something `earlier` than
    the page does now, and where that part is now; null where nothing there is like it any more."""

    block: str | None
    quote: str
    earlier: bool
    url: str | None


class LedTo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page that says that a comment led to a change; `url` is a path of the site."""

    url: str
    title: str


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
    anchor: Anchor | None
    solution: UUID | None
    led_to: list[LedTo]
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


class Questions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many questions of a page end how; together they are all of them."""

    answered: int
    merged: int
    later: int
    declined: int
    open: int


class Promise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Within how many working days an answer is promised, and how that is kept: of `owed` so many are answered, half of
    them within `usual` working days; so many are open and `late`."""

    days: int
    owed: int
    answered: int
    usual: int | None
    late: int


class Thread(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page of a thread, each comment before its replies; `next` is the next `after`. `covered`: that I am to answer
    before I read what others say."""

    uid: str
    url: str
    title: str
    lang: str
    kind: str
    moderation: Literal["screened", "first", "review"]
    version: int
    open: bool
    covered: bool
    count: int
    questions: Questions | None
    promise: Promise | None
    comments: list[Comment]
    next: UUID | None


class AsReadersSee(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data of an event `version`: a name for all that readers see of a thread now, which is the event's id as well,
    and how many comments it has."""

    version: str
    count: int


class Myself(Author, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whoever is signed in; the language that they chose to be spoken to in, "" for none."""

    handle: str
    language: str


class MyAccount(Myself, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whoever is signed in, with title and roles."""

    title: str
    roles: list[str]


class PulseAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is answered to the closed question of a page: the question as it was shown, and one of its choices."""

    question: str
    choice: str


class PulseAnswered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """My answer, and how many gave each, in steps of five people or more; null before there are five."""

    choice: str
    result: dict[str, int] | None


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The day on which I said that I have read a page."""

    confirmed: date


class Skipped(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether others' words are still covered from me."""

    covered: bool


class Following(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether I follow a discussion."""

    following: bool


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


class Similar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The questions that ask for the same as a text, the nearest first, and the same ready to be shown; "" for none."""

    questions: list[UUID]
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
