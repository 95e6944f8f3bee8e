"""The pages of the desk, and who may open which. Pure; the templates ask, so that nobody is offered what is refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from comments_service.audit.parts import READING
from comments_service.languages import N_
from comments_service.people.roles import may
from comments_service.records import Person


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the desk, and the permissions of which one leads to it."""

    path: str
    label: str
    needs: Sequence[str]


QUEUES_PLACE = Place("/admin/", N_("The desk"), ("moderate",))
PLACES: Sequence[Place] = (
    Place("/admin/search", N_("Search"), ("moderate",)),
    Place("/admin/people/", N_("People"), ("moderate",)),
    Place("/admin/rules", N_("Rules"), ("write-rules",)),
    Place("/admin/responses", N_("Responses"), ("respond", "draft-responses")),
    Place("/admin/corrections/", N_("Corrections"), ("correct",)),
    Place("/admin/sealed/", N_("Sealed"), ("see-sealed",)),
    Place("/admin/holds", N_("Legal holds"), ("hold-for-legal",)),
    Place("/admin/unsealings/", N_("Who wrote it"), ("see-unsealings",)),
    Place("/admin/audit", N_("Audit"), READING),
    Place("/admin/leavers", N_("Leavers"), ("anonymise",)),
)


def places_of(person: Person | None) -> list[Place]:
    """The pages beside the queues that somebody may open."""
    return [place for place in PLACES if _is_open_to(place, person)]


def desk_of(person: Person | None) -> Place | None:
    """Where the desk begins for somebody: with the queues, or with the first page that is theirs."""
    return next((place for place in (QUEUES_PLACE, *PLACES) if _is_open_to(place, person)), None)


def _is_open_to(place: Place, person: Person | None) -> bool:
    return any(may(person, permission) for permission in place.needs)
