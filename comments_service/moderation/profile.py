"""What a facilitator sees of a person: what became of what they said, what was decided, what is and was in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from comments_service.moderation.sanction import PersonIsUnknown
from comments_service.records import Decision, Person, Sanction
from comments_service.storage import decisions, people, sanctions, surroundings

_LAST = 20


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as the desk knows them. `states`: how many of their comments are published, held, removed …"""

    person: Person
    states: Mapping[str, int]
    decisions: Sequence[Decision]
    in_force: Sequence[Sanction]
    over: Sequence[Sanction]


@dataclass(frozen=True, slots=True)
class Found:
    """People who were looked for, or for whom something is in force; `is_cut`: there are more than are shown."""

    people: Sequence[tuple[Person, Sequence[Sanction]]]
    is_cut: bool


async def profile(handle: str, *, now: datetime) -> Profile:
    """Read what is known of somebody.

    Raises:
        PersonIsUnknown: there is nobody of this handle.
    """
    if (person := await people.by_handle(handle)) is None:
        raise PersonIsUnknown
    in_force = await sanctions.current(person.id, now=now)
    return Profile(
        person=person,
        states=await surroundings.states_of(person.id),
        decisions=await decisions.of_author(person.id, limit=_LAST),
        in_force=in_force,
        over=[one for one in await sanctions.of_person(person.id) if one not in in_force],
    )


async def find_people(text: str, *, now: datetime) -> Found:
    """Find people by a part of their name or handle; with no text, those for whom something is in force."""
    in_force = await sanctions.in_force(now=now)
    if text:
        found = await people.named(text)
    else:
        known = await people.some({one.person_id for one in in_force})
        found = sorted(known.values(), key=lambda person: person.name)
    shown = [(person, [one for one in in_force if one.person_id == person.id]) for person in found]
    return Found(shown, is_cut=bool(text) and len(found) == people.MOST_NAMED)
