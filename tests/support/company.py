"""The fixed cast of the tests, and a few pages for them to talk about.

Amal reads and comments. Ben reads, and has no claim on Amal's comments. Dana and Eli facilitate. Ines leads: she may
not remove what others say. Noor administers the service: she may not moderate. Priya is an expert. Tom writes for the
newsroom. Hanna (human resources) and Owen (legal) read what is escalated to them. Lotte is of the works council.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from comments_service.records import Person

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def _person(number: int, handle: str, name: str, site: str, department: str, *roles: str) -> Person:
    return Person(UUID(int=number), handle, name, "", site, department, roles, active=True)


AMAL = _person(1, "amal", "Amal Haddad", "Casablanca", "Warehouse")
BEN = _person(2, "ben", "Ben Carter", "Leeds", "Transport")
DANA = _person(3, "dana", "Dana Reyes", "Leeds", "Communications", "facilitator")
ELI = _person(4, "eli", "Eli Brandt", "Rotterdam", "Customer desk", "facilitator")
INES = _person(5, "ines", "Ines Okafor", "Leeds", "Leadership", "leader")
NOOR = _person(6, "noor", "Noor van Dam", "Rotterdam", "IT", "admin")
PRIYA = _person(7, "priya", "Priya Shah", "Rotterdam", "Food safety", "expert")
TOM = _person(8, "tom", "Tom de Vries", "Rotterdam", "Communications", "author")
HANNA = _person(9, "hanna", "Hanna Vermeer", "Rotterdam", "Human resources", "hr")
OWEN = _person(10, "owen", "Owen Price", "Leeds", "Legal", "legal")
LOTTE = _person(11, "lotte", "Lotte Bakker", "Rotterdam", "Warehouse", "works-council")
CAST = (AMAL, BEN, DANA, ELI, INES, NOOR, PRIYA, TOM, HANNA, OWEN, LOTTE)


def entry(uid: str, **about: Any) -> dict[str, Any]:
    """What a manifest says about a page with a discussion: open and screened, unless said otherwise."""
    usual: dict[str, Any] = {
        "uid": uid,
        "url": f"/news/{uid}/",
        "title": uid.replace("-", " ").capitalize(),
        "lang": "en",
        "kind": "discussion",
        "comments": "open",
        "moderation": "screened",
        "category": "news",
        "closes": None,
        "prompt": None,
        "responders": [],
        "translations": [],
    }
    return {**usual, **about}


# One page of each kind that the rules know.
PAGES = [
    entry("rota"),
    entry("incident", moderation="review"),
    entry("rumours", moderation="first"),
    entry("heard", comments="closed"),
    entry("last-week", closes="2026-11-16"),
    entry("ask-ines", kind="ama"),
    entry("answered", owner="tom", responders=["ben"]),
]


def manifest(*entries: dict[str, Any]) -> dict[str, Any]:
    """A manifest that names some pages."""
    return {"site": {"url": "", "title": "Meridale", "built": "2026-11-23T12:00:00+00:00"}, "threads": list(entries)}
