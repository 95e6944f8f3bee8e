"""What somebody may do only in part for a time: `review` (read first) or `mute` (may not post). They are told both.

Asked by post and edit, by the composer, and by the desk. Nobody is ever made to believe that they are heard when not.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from comments_service.languages import N_
from comments_service.records import Sanction
from comments_service.refusals import Refusal
from comments_service.storage import sanctions

REVIEW, MUTE = "review", "mute"
KINDS = (REVIEW, MUTE)
REVIEWED = "author-is-reviewed"  # why a comment is held


class MutedUntil(Refusal):
    """A facilitator has muted this person; it says until when, and why."""

    code = "muted"

    def __init__(self, sanction: Sanction) -> None:
        super().__init__(
            N_(
                "You cannot post until %(day)s. A facilitator decided that, because: %(reason)s",
                day=sanction.until,
                reason=sanction.reason,
            ),
            until=sanction.until.isoformat(),
            reason=sanction.reason,
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in force for somebody now, if anything."""

    muted: Sanction | None = None
    reviewed: Sanction | None = None

    @property
    def why_held(self) -> list[str]:
        """Why what they say is held, as a case's `why` has it."""
        return [REVIEWED] if self.reviewed else []

    def require_voice(self) -> "Standing":
        """Check that they may post; return the same.

        Raises:
            MutedUntil: they may not.
        """
        if self.muted:
            raise MutedUntil(self.muted)
        return self


async def standing(person_id: UUID, *, now: datetime) -> Standing:
    """Read what is in force for somebody now."""
    by_kind = {one.kind: one for one in await sanctions.current(person_id, now=now)}
    return Standing(muted=by_kind.get(MUTE), reviewed=by_kind.get(REVIEW))


def day_of(moment: datetime) -> str:
    """The day of a moment in words, in UTC."""
    utc = moment.astimezone(UTC)
    return f"{utc.day} {utc:%B %Y}"
