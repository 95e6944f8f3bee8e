"""What the API says of a mark on a comment: a part of answers.py, by itself since each kind has fields of its own."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType


class Mark(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What somebody said about a comment for everybody to see. `endorsed` has a role, `accuracy` a status, a source (an
    address, or a path of this site) and a text, `acknowledged` an owner and the day that is due, `official` who drafted
    it, if anybody did, `redacted` the reason why words were taken out, `solved` the question, `correction` what
    became of it: accepted in which words, or declined in which reply. `outcome` is the step at which an idea, a
    question or a rumour stands, the one before, why, and what it needs: a reason, the id of the other one, or a day."""

    kind: Literal[
        "pinned",
        "featured",
        "official",
        "endorsed",
        "accuracy",
        "acknowledged",
        "redacted",
        "solved",
        "correction",
        "outcome",
    ]
    by: str
    at: datetime
    role: Literal["expert", "leader", "page"] | UnsetType = UNSET
    status: Literal["confirmed", "needs-context", "corrected", "out-of-date"] | UnsetType = UNSET
    source: str | UnsetType = UNSET
    text: str | UnsetType = UNSET
    owner: str | UnsetType = UNSET
    due: date | UnsetType = UNSET
    drafted_by: str | UnsetType | None = UNSET
    reason: str | UnsetType = UNSET
    question: UUID | UnsetType = UNSET
    outcome: Literal["accepted", "declined"] | UnsetType = UNSET
    day: date | UnsetType = UNSET
    reply: UUID | UnsetType = UNSET
    step: str | UnsetType = UNSET
    before: str | UnsetType = UNSET
    of: UUID | UnsetType = UNSET
    until: date | UnsetType = UNSET
