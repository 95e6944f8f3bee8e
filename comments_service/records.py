"""The plain values that rooms hand each other: what the database keeps, without the database. They decide nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.block_records import Anchor
from comments_service.pseudonyms import Pseudonyms


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may speak. The handle is how front matter, mentions and sign-in name them. `unnamed`: the pseudonym
    of somebody, in one discussion. `origin`: where somebody spoke who was never here. `pseudonyms` and `language`
    (which they chose): for whoever they are of alone."""

    id: UUID
    handle: str
    name: str
    title: str
    site: str
    department: str
    roles: tuple[str, ...]
    active: bool
    level: str = ""
    unnamed: bool = False
    origin: str = ""
    language: str = field(default="", compare=False)
    pseudonyms: Pseudonyms | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser and who sits before it: since when, last used when, signed in by which way. `roles_then`:
    what roles they had when its token was made; None where that was not noted."""

    id: UUID
    person: Person
    created: datetime
    seen: datetime
    way: str = ""
    roles_then: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """The discussion of one page. `facts` is its entry in the manifest; `version` moves with every change in it.

    `switches` is what a facilitator has set over it: `closed` and `slow` (see discussion/thread_rules.py).
    """

    uid: str
    url: str
    title: str
    lang: str
    facts: Mapping[str, Any]
    version: int
    archived: bool
    switches: Mapping[str, Any] = field(default_factory=dict)


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
    """A comment with who said it, the words that were asked for (None where there are none to show), and of what."""

    comment: Comment
    author: Person
    revision: Revision | None
    anchor: Anchor | None = None

    @property
    def edited(self) -> datetime | None:
        """When these words were written, if they are not the first. A change that waits shows by nothing."""
        return self.revision.created if self.revision and self.revision.number > 1 else None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a comment stands and what it is, without its words or its author."""

    id: UUID
    root_id: UUID
    kind: str
    state: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """Something that needs a human. `why` names the causes by code; `due` is when it should have been looked at.

    `kind` is hold, report, edit or appeal (a decision is needed), or question or first (an answer is). `waits_for` is
    None while it is the facilitators' turn, `author` while it is with its author, or a role that it was escalated to.
    `outcome` says how it was closed: the decision's action, or withdrawn, edited, answered, settled.
    """

    id: UUID
    comment_id: UUID
    kind: str
    why: Sequence[str]
    opened: datetime
    due: datetime
    waits_for: str | None = None
    closed: datetime | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a facilitator decided about one version of a comment. `message` goes to the author, `note` to colleagues.

    `from_public_number` says which revision was public before, so that undo can bring it back. `marked` are the words
    that its author is asked to look at. `silent`: it was undone before its author was told, and they never are.
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
    marked: Sequence[str] = ()
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `facts` must be JSON-serialisable and hold no text that people wrote."""

    kind: str
    thread_uid: str | None
    comment_id: UUID | None
    person_id: UUID | None
    at: datetime
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """Who is looking at a comment now, and until when that is so unless renewed."""

    comment_id: UUID
    person_id: UUID
    person_name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """What a facilitator tells the others about a comment."""

    id: UUID
    comment_id: UUID
    by_id: UUID
    by_name: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Appeal:
    """An author's words against the removal of a comment, and the decision that they are about."""

    id: UUID
    comment_id: UUID
    decision_id: UUID
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sanction:
    """What somebody may do only in part for a time. `kind` is review (read first) or mute (may not post)."""

    id: UUID
    person_id: UUID
    kind: str
    reason: str
    by_id: UUID
    by_name: str
    at: datetime
    until: datetime
    ended: datetime | None = None
    ended_by_name: str | None = None


@dataclass(frozen=True, slots=True)
class SealedCase:
    """What was escalated to a role. `why`, `body` and notes are that role's alone; `told` is for facilitators too."""

    id: UUID
    comment_id: UUID
    role: str
    why: str
    body: str
    by_id: UUID
    by_name: str
    opened: datetime
    closed: datetime | None = None
    closed_by_name: str | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What was said about a comment for everybody to see.

    `kind` and its facts: pinned {}, featured {}, endorsed {role}, official {}, accuracy {status, source, text},
    acknowledged {due: a day}, outcome {step, before, text, and reason, of or until}. `named` is whom it names beside
    `by`: who finds out, or who drafted the response.
    """

    id: UUID
    comment_id: UUID
    kind: str
    facts: Mapping[str, Any]
    by_id: UUID
    by_name: str
    at: datetime
    named_id: UUID | None = None
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What was heard in a whole discussion, as somebody sums it up; a version without words takes it back."""

    id: UUID
    thread_uid: str
    number: int
    body: str
    html: str
    by_id: UUID
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OfficialDraft:
    """An official response written for a named person: waiting, approved, declined or withdrawn."""

    id: UUID
    thread_uid: str
    parent_id: UUID | None
    body: str
    speaker: Person
    by: Person
    at: datetime
    state: str
    answer: str = ""
