"""Whom somebody may mean who types the beginning of a name: people who are here, no pseudonym, and nobody who left.

Who works here is no secret among colleagues, yet nobody is to copy it letter by letter: see LookUps.
"""

import math
from collections import deque
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from comments_service.languages import N_
from comments_service.records import Person
from comments_service.refusals import Refusal
from comments_service.storage import people

MOST_FOUND: Final = 8
# Far from what somebody types who writes to colleagues.
MOST_ASKED: Final = 120
WITHIN: Final = timedelta(minutes=1)


class Colleague(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who can be mentioned, as `@handle`: what stands beside their comments."""

    handle: str
    name: str
    site: str
    department: str


class Colleagues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """At most eight, by name."""

    people: list[Colleague]


class TooManyLookUps(Refusal):
    """This person has looked for names and questions as often as one may for now."""

    code = "too-many-look-ups"

    def __init__(self, seconds: int) -> None:
        super().__init__(
            N_("You have looked for very much at once. Wait a little, and write on meanwhile."), seconds=seconds
        )


class LookUps:
    """How often each person has looked for names and questions of late, in this process alone; none of it is kept."""

    def __init__(self) -> None:
        self._asked: dict[UUID, deque[datetime]] = {}

    def note(self, person: Person, *, now: datetime) -> None:
        """Count one more.

        Raises:
            TooManyLookUps.
        """
        asked = self._asked.setdefault(person.id, deque())
        while asked and asked[0] <= now - WITHIN:
            asked.popleft()
        if len(asked) >= MOST_ASKED:
            raise TooManyLookUps(math.ceil((asked[0] + WITHIN - now).total_seconds()))
        asked.append(now)


async def find(begins: str, *, by: Person) -> Colleagues:
    """Return the people one of whose names begins so, or whose handle does; nobody finds themselves."""
    wanted = " ".join(begins.split())
    found = await people.beginning(wanted, limit=MOST_FOUND + 1) if wanted else []
    others = [one for one in found if one.id != by.id][:MOST_FOUND]
    return Colleagues([Colleague(one.handle, one.name, one.site, one.department) for one in others])
