"""The plain values of rules of screening and words under embargo, as records.py has those of everything else."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Rule:
    """A word or a few that the company looks out for. On while `turned_on` is set, and neither ended nor expired."""

    id: UUID
    term: str
    lang: str
    outcome: str
    why: str
    owner_id: UUID
    owner_name: str
    added: datetime
    expires: datetime
    turned_on: datetime | None = None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class EmbargoedTerm:
    """A word of a page that is not public yet, the page, and when it will be. The title is for facilitators alone."""

    uid: str
    title: str
    term: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Hits:
    """How often a rule or a detector had comments held: in all, decided meanwhile, and approved after all."""

    held: int = 0
    decided: int = 0
    approved: int = 0
