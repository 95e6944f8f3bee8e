"""Who may do what: one table of roles and permissions, read by the actions and by the pages that offer them."""

import re
from collections.abc import Collection, Mapping

from comments_service.languages import N_
from comments_service.records import Person
from comments_service.refusals import NotAllowed, SignInRequired

AUTHOR, LEADER, EXPERT, FACILITATOR = "author", "leader", "expert", "facilitator"
WORKS_COUNCIL, ADMIN = "works-council", "admin"
# Who cases are escalated to. What they are told is theirs alone: no other role holds "see-sealed".
HR, LEGAL, SAFETY = "hr", "legal", "safety"
CASE_ROLES: Mapping[str, str] = {HR: N_("Human resources"), LEGAL: N_("Legal"), SAFETY: N_("Health and safety")}
ROLES = (AUTHOR, LEADER, EXPERT, FACILITATOR, WORKS_COUNCIL, ADMIN, HR, LEGAL, SAFETY)
_SUBJECT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# Two gaps are meant: administrators do not moderate, so that technical power and power over speech stay apart, and
# leaders cannot remove comments, because a leader who deletes criticism destroys the safe space.
PERMISSIONS: Mapping[str, frozenset[str]] = {
    "moderate": frozenset({FACILITATOR}),
    "lift": frozenset({FACILITATOR}),  # pin and feature a comment
    "switch-threads": frozenset({FACILITATOR}),  # close and slow a discussion
    "summarise": frozenset({FACILITATOR}),  # what was heard in a discussion; so do those who answer for its page
    "respond": frozenset({LEADER}),  # officially; a page's owner and responders may on their page
    "draft-responses": frozenset({AUTHOR, FACILITATOR}),  # for a named person, who approves
    "endorse": frozenset({EXPERT, LEADER}),
    "note-accuracy": frozenset({EXPERT, FACILITATOR}),
    "acknowledge": frozenset({FACILITATOR, EXPERT, LEADER}),
    "see-completion": frozenset({LEADER}),  # of courses; by name only where everybody has to take one
    "decide-ideas": frozenset({LEADER}),  # say what becomes of an idea; so do those who answer for the page
    "correct": frozenset({FACILITATOR}),  # accept and decline corrections; so do those who answer for the page
    "see-sealed": frozenset({HR, LEGAL, SAFETY}),  # each only what was escalated to that role
    "hold-for-legal": frozenset({HR, LEGAL}),  # keep words whatever retention says, and read what is kept so
    "anonymise": frozenset({ADMIN}),  # take the name of somebody who left off what they said
    # Who wrote a comment without their name: one of the administrators and one of the others, never one alone.
    "unseal": frozenset({ADMIN, HR, LEGAL}),
    "see-unsealings": frozenset({ADMIN, HR, LEGAL, WORKS_COUNCIL}),  # that it was asked, and what came of it
    "write-rules": frozenset({FACILITATOR, ADMIN}),
    # What is in each part is audit/parts.py's to say. The whole, as a file, has everybody's id, or its hashes could not
    # be checked: who reported a comment could be told from it, and so it is for nobody who decides or watches over it.
    "read-audit": frozenset({ADMIN}),
    "read-own-audit": frozenset({FACILITATOR}),
    "read-moderation-audit": frozenset({WORKS_COUNCIL}),
    "read-case-audit": frozenset({HR, LEGAL, SAFETY}),
}
# For whom a page is, in the words of a refusal.
_FOR_WHOM: Mapping[str, str] = {
    "see-sealed": N_("the people to whom cases are escalated"),
    "hold-for-legal": N_("human resources and legal"),
    "anonymise": N_("administrators"),
    "unseal": N_("administrators, human resources and legal"),
    "see-unsealings": N_("administrators, human resources, legal and the works council"),
    "write-rules": N_("facilitators and administrators"),
    "read-audit": N_("administrators, and in part for facilitators, the works council and those who read sealed cases"),
    "summarise": N_("facilitators, and the people named on the page"),
    "respond": N_("leaders, and the people named on the page"),
    "draft-responses": N_("the newsroom and facilitators"),
    "endorse": N_("experts, leaders, and the people named on the page"),
    "note-accuracy": N_("experts, facilitators, and the people named on the page"),
    "acknowledge": N_("facilitators, experts, leaders, and the people named on the page"),
    "see-completion": N_("leaders, and the people named on the page"),
    "decide-ideas": N_("leaders, and the people named on the page"),
    "correct": N_("facilitators, and the people named on the page"),
}
BADGES: Mapping[str, str] = {
    LEADER: N_("Leader"),
    EXPERT: N_("Expert"),
    FACILITATOR: N_("Facilitator"),
    AUTHOR: N_("Newsroom"),
    WORKS_COUNCIL: N_("Works council"),
}


# Experts may be so in some subjects only, as `expert:food-safety`: a topic or a course. Elsewhere they are colleagues.
SCOPED = frozenset({EXPERT})


def is_role(text: str) -> bool:
    """Say whether somebody can have this role."""
    role, colon, subject = text.partition(":")
    return role in ROLES if not colon else role in SCOPED and _SUBJECT.fullmatch(subject) is not None


def roles_in(roles: Collection[str], subjects: Collection[str] = ()) -> frozenset[str]:
    """The roles that count where some subjects are talked of; without any, those that count everywhere."""
    parted = (role.partition(":") for role in roles)
    return frozenset(role for role, colon, subject in parted if not colon or (role in SCOPED and subject in subjects))


def may(person: Person | None, permission: str, subjects: Collection[str] = ()) -> bool:
    """Say whether somebody holds a permission of the table, where some subjects are talked of."""
    if person is None or not person.active:
        return False
    return not PERMISSIONS[permission].isdisjoint(roles_in(person.roles, subjects))


def require(person: Person | None, permission: str) -> Person:
    """Return the person if they hold the permission.

    Raises:
        SignInRequired: nobody is signed in.
        NotAllowed: somebody is, without the permission.
    """
    signed_in = require_somebody(person)
    if not may(signed_in, permission):
        whom = _FOR_WHOM.get(permission, N_("facilitators"))
        raise NotAllowed(
            N_("This is for %(whom)s. You are signed in as %(name)s.", whom=whom, name=signed_in.name), needs=permission
        )
    return signed_in


def require_somebody(person: Person | None) -> Person:
    """Return the person.

    Raises:
        SignInRequired: nobody is signed in.
    """
    if person is None:
        raise SignInRequired
    return person


def badges(person: Person, subjects: Collection[str] | None = None) -> list[str]:
    """The words shown beside somebody's name, in the order of the table: role, and of what; of who was never here, from
    where what they said came.

    Args:
        subjects: what is talked of there; an expert in something else is none. None where the person is meant.
    """
    found: list[str] = [N_("From %(system)s", system=person.origin)] if person.origin else []
    for role, words in BADGES.items():
        scopes = [held.partition(":")[2] for held in person.roles if role in SCOPED and held.startswith(f"{role}:")]
        found += [words] if role in person.roles else []
        found += [
            N_("%(role)s: %(subject)s", role=words, subject=one.replace("-", " "))
            for one in scopes
            if subjects is None or one in subjects
        ]
    return found
