"""Which part of what happened each role reads, on the page and in the export alike, and why.

Pure; read by trail.py, export.py, the desk's page and the table in docs/ROLES.md. people/roles.py says who holds which.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from comments_service import events
from comments_service.audit.telling import BY_SOMEBODY, NEVER_SHOWN
from comments_service.people.roles import CASE_ROLES, may, require
from comments_service.records import Person
from comments_service.storage.events import Among

# Every kind that can be read, in the order of events.py.
KINDS: Final = tuple(
    kind for name, kind in vars(events).items() if name.isupper() and isinstance(kind, str) and kind not in NEVER_SHOWN
)
_MODERATION: Final = (
    events.COMMENT_REPORTED,
    events.COMMENT_HIDDEN_BY_REPORTS,
    events.COMMENT_DECIDED,
    events.COMMENT_APPEALED,
    events.COMMENT_REDACTED,
    events.CASE_SETTLED,
    events.NOTE_ADDED,
    events.COMMENT_MARKED,
    events.COMMENT_UNMARKED,
    events.THREAD_CLOSED,
    events.THREAD_REOPENED,
    events.THREAD_SLOWED,
    events.RULE_ADDED,
    events.RULE_CHANGED,
    events.RULE_TURNED_ON,
    events.RULE_ENDED,
    events.SANCTIONED,
    events.SANCTION_ENDED,
    events.AUDIT_EXPORTED,  # whoever watches over moderation is to know who took what away
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what happened.

    Attributes:
        needs: the permission of people/roles.py that gives it.
        words: what it is, in a table.
        told: what its readers are told of it, and why it is that.
        kinds: what is in it.
        own: whether only what the reader did is.
        role_in: of some kinds, the fact that names a case role: only what names one of the reader's is in it.
    """

    name: str
    needs: str
    words: str
    told: str
    kinds: Sequence[str] = KINDS
    own: bool = False
    role_in: Mapping[str, str] | None = None


WHOLE: Final = Part(
    "whole",
    "read-audit",
    "All of it",
    "You read all of it, because you answer for the service. Who reported a comment, and when people come and go, "
    "is not shown to anybody.",
)
PARTS: Final = (
    WHOLE,
    Part(
        "own",
        "read-own-audit",
        "What they did themselves",
        "You read what you did here yourself. What a colleague decided stands with the comment; nobody at the desk "
        "follows a colleague’s day.",
        # What somebody reported is no work at the desk, and stands among what is kept of them.
        kinds=tuple(kind for kind in KINDS if kind not in BY_SOMEBODY),
        own=True,
    ),
    Part(
        "moderation",
        "read-moderation-audit",
        "What moderation did",
        "You read the part about moderation: what was reported, decided, appealed and marked, the rules, and who is "
        "read first or muted. What people say and change by themselves is not in it, so that nobody’s day can be "
        "followed here.",
        kinds=_MODERATION,
    ),
    Part(
        "cases",
        "read-case-audit",
        "What was escalated to their own role",
        "You read the part about cases: what was escalated to you, and who read, noted or closed it. What was "
        "escalated to others is theirs alone.",
        kinds=(events.COMMENT_DECIDED, events.SEALED_CASE_READ, events.SEALED_CASE_NOTED, events.SEALED_CASE_CLOSED),
        role_in={
            events.COMMENT_DECIDED: "to",
            events.SEALED_CASE_READ: "role",
            events.SEALED_CASE_NOTED: "role",
            events.SEALED_CASE_CLOSED: "role",
        },
    ),
    Part(
        "holds",
        "hold-for-legal",
        "Legal holds",
        "You read who placed and ended legal holds, and who read what they keep, because you answer for them.",
        kinds=(events.HOLD_PLACED, events.HOLD_ENDED, events.HOLD_READ),
    ),
    Part(
        "unsealings",
        "see-unsealings",
        "Who was asked after without their name",
        "You read who asked and opened who wrote a comment without their name, because nobody is to do so unseen. "
        "Neither who it was nor which comment is in it.",
        kinds=(
            events.UNSEALING_ASKED,
            events.UNSEALING_OPENED,
            events.UNSEALING_DECLINED,
            events.UNSEALING_WITHDRAWN,
            events.UNSEALING_READ,
        ),
    ),
)
READING: Final = tuple(part.needs for part in PARTS)


def parts_of(person: Person | None) -> tuple[Part, ...]:
    """The parts that somebody reads; whoever reads the whole needs no other.

    Raises:
        SignInRequired: nobody is signed in.
        NotAllowed: somebody is, and reads none.
    """
    found = tuple(part for part in PARTS if may(person, part.needs))
    if not found:
        require(person, WHOLE.needs)
    return (WHOLE,) if WHOLE in found else found


def kinds_in(parts: Collection[Part]) -> list[str]:
    """The kinds of event that some parts have, in the order of events.py."""
    return [kind for kind in KINDS if any(kind in part.kinds for part in parts)]


def among(parts: Collection[Part], reader: Person) -> list[Among]:
    """What a row must be to be read by somebody: any one of these."""
    roles = tuple(role for role in CASE_ROLES if role in reader.roles)
    found = []
    for part in parts:
        if part.role_in is None:
            # The whole is all but what is never shown, so that a kind from a later version is read as well.
            kinds = None if part is WHOLE else part.kinds
            found.append(Among(kinds, but_not=NEVER_SHOWN, person=reader.id if part.own else None))
        else:
            facts = ((kind, name) for kind, name in part.role_in.items())
            found += [Among((kind,), fact=name, fact_is=roles) for kind, name in facts]
    return found
