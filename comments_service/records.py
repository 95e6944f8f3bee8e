"""The plain values that rooms hand each other: what the database keeps, without the database. They decide nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may speak. The handle is how front matter, mentions and sign-in name them."""

    id: UUID
    handle: str
    name: str
    title: str
    site: str
    department: str
    roles: tuple[str, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser and who sits before it."""

    id: UUID
    person: Person
    created: datetime
    seen: datetime


@dataclass(frozen=True, slots=True)
class Thread:
    """The discussion of one page. `facts` is its entry in the manifest; `version` moves with every change in it."""

    uid: str
    url: str
    title: str
    lang: str
    facts: Mapping[str, Any]
    version: int
    archived: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment's place and state. `version` moves with every change of its state or its words."""

    id: UUID
    thread_uid: str
    parent_id: UUID | None
    root_id: UUID
    author_id: UUID
    kind: str
    state: str
    version: int
    public_number: int | None
    latest_number: int
    created: datetime
    edited: datetime | None


@dataclass(frozen=True, slots=True)
class Revision:
    """The words of a comment at one time. `html` is sanitised; `body` never is, and is never shown as HTML."""

    number: int
    body: str
    html: str
    markup_version: int
    findings: Sequence[Mapping[str, Any]]
    created: datetime


@dataclass(frozen=True, slots=True)
class Spoken:
    """A comment with who said it and the words that were asked for (None where there are none to show)."""

    comment: Comment
    author: Person
    revision: Revision | None


@dataclass(frozen=True, slots=True)
class Case:
    """Something that needs a human. `kind` is hold, report or edit; `why` names the causes by code."""

    id: UUID
    comment_id: UUID
    kind: str
    why: Sequence[str]
    opened: datetime
    closed: datetime | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a facilitator decided about one version of a comment. `message` goes to the author, `note` to colleagues.

    `from_public_number` says which revision was public before, so that undo can bring it back.
    """

    id: UUID
    comment_id: UUID
    judged_version: int
    action: str
    from_state: str
    to_state: str
    from_public_number: int | None
    reason: str | None
    message: str
    note: str
    by_id: UUID
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody's report of a comment."""

    id: UUID
    comment_id: UUID
    by_id: UUID
    reason: str
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `facts` must be JSON-serialisable and hold no text that people wrote."""

    kind: str
    thread_uid: str | None
    comment_id: UUID | None
    person_id: UUID | None
    at: datetime
    facts: Mapping[str, Any]
