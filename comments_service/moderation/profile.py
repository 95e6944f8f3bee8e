"""What a facilitator sees of a person: what became of what they said, what was decided, what is and was in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from comments_service.moderation.sanction import PersonIsUnknown, known_here
from comments_service.records import Decision, Person, Sanction
from comments_service.storage import decisions, people, sanctions, surroundings, threads
from comments_service.subjects import subjects_of

_LAST = 20


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as the desk knows them. `states`: how many of their comments are published, held, removed …

    `of_no_page`: what they are an expert in that no page is about, mistyped perhaps: there they are none.
    """

    person: Person
    states: Mapping[str, int]
    decisions: Sequence[Decision]
    in_force: Sequence[Sanction]
    over: Sequence[Sanction]
    of_no_page: Sequence[str]


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
    if (person := await known_here(handle)) is None:
        raise PersonIsUnknown
    in_force = await sanctions.current(person.id, now=now)
    return Profile(
        person=person,
        states=await surroundings.states_of(person.id),
        decisions=await decisions.of_author(person.id, limit=_LAST),
        in_force=in_force,
        over=[one for one in await sanctions.of_person(person.id) if one not in in_force],
        of_no_page=await _of_no_page(person),
    )


async def _of_no_page(person: Person) -> list[str]:
    subjects = [role.partition(":")[2] for role in person.roles if ":" in role]
    if not subjects:
        return []
    known = frozenset[str]().union(*(subjects_of(thread.facts) for thread in await threads.all_threads()))
    return [one for one in subjects if one not in known]


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
