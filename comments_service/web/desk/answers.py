"""What the desk's own calls answer, as types; beside web/answers.py, and for the same use."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from comments_service.web.answers import State


class Result(msgspec.Struct, frozen=True):
    """What became of one decision: 200 with the comment's state and version, or a problem's members."""

    comment: UUID
    status: Literal[200, 403, 404, 409, 422]
    state: State | UnsetType = UNSET
    version: int | UnsetType = UNSET
    type: str | UnsetType = UNSET
    title: str | UnsetType = UNSET
    decided_by: str | UnsetType = UNSET
    decided_at: datetime | UnsetType = UNSET
    decision: str | UnsetType = UNSET


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is looking at a comment now, and until when that is so unless renewed; whether that is me."""

    comment: UUID
    mine: bool
    by: str
    until: datetime


class Results(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of each decision, in the order sent."""

    results: list[Result]
