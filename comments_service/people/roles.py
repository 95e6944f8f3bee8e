"""Who may do what: one table of roles and permissions, read by the actions and by the pages that offer them."""

from collections.abc import Mapping

from comments_service.records import Person
from comments_service.refusals import NotAllowed, SignInRequired

AUTHOR, LEADER, EXPERT, FACILITATOR = "author", "leader", "expert", "facilitator"
WORKS_COUNCIL, ADMIN = "works-council", "admin"

# Two gaps are meant: administrators do not moderate, so that technical power and power over speech stay apart, and
# leaders cannot remove comments, because a leader who deletes criticism destroys the safe space.
PERMISSIONS: Mapping[str, frozenset[str]] = {
    "moderate": frozenset({FACILITATOR}),
}
BADGES: Mapping[str, str] = {
    LEADER: "Leader",
    EXPERT: "Expert",
    FACILITATOR: "Facilitator",
    AUTHOR: "Newsroom",
    WORKS_COUNCIL: "Works council",
}


def may(person: Person | None, permission: str) -> bool:
    """Say whether somebody holds a permission of the table."""
    return person is not None and person.active and not PERMISSIONS[permission].isdisjoint(person.roles)


def require(person: Person | None, permission: str) -> Person:
    """Return the person if they hold the permission.

    Raises:
        SignInRequired: nobody is signed in.
        NotAllowed: somebody is, without the permission.
    """
    signed_in = require_somebody(person)
    if not may(signed_in, permission):
        raise NotAllowed(f"This is for facilitators. You are signed in as {signed_in.name}.", needs=permission)
    return signed_in


def require_somebody(person: Person | None) -> Person:
    """Return the person.

    Raises:
        SignInRequired: nobody is signed in.
    """
    if person is None:
        raise SignInRequired
    return person


def badges(person: Person) -> list[str]:
    """The words shown beside somebody's name, in the order of the table."""
    return [words for role, words in BADGES.items() if role in person.roles]
