"""What the API answers of whoever asks, in a thread, as answers.py has the rest: for the document and for the tests."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from comments_service.web.answers import Myself, Reaction, State


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
    following: bool
    reactions: dict[str, list[Reaction]]
    mine: list[Mine]
