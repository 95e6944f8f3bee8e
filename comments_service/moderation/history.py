"""What a facilitator should know of a comment's author: how much they said, what became of it, whether they are new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comments_service.records import Decision, Person, Sanction
from comments_service.storage import decisions, sanctions, surroundings

_LAST = 5


@dataclass(frozen=True, slots=True)
class History:
    """A person's comments, counted by what became of them, the last decisions about them, and what is in force."""

    comments: int
    published: int
    removed: int
    decisions: Sequence[Decision]
    sanctions: Sequence[Sanction]

    @property
    def first_timer(self) -> bool:
        """Whether nothing that they said is public yet."""
        return self.published == 0


async def history(person: Person, *, now: datetime) -> History:
    """Read what is known of a person."""
    by_state = await surroundings.states_of(person.id)
    return History(
        comments=sum(by_state.values()),
        published=by_state.get("published", 0),
        removed=by_state.get("removed", 0),
        decisions=await decisions.of_author(person.id, limit=_LAST),
        sanctions=await sanctions.current(person.id, now=now),
    )
