"""Who may do what on one page: beside what a role allows everywhere, what its owner and responders may do on theirs.

Pure; asked by actions and by the pages that offer them.
"""

from comments_service.people.roles import may, require
from comments_service.records import Person, Thread
from comments_service.refusals import SignInRequired
from comments_service.subjects import answer_for, subjects_of

# What answering for a page allows on it.
THEIRS_TOO = frozenset(
    {
        "respond",
        "endorse",
        "note-accuracy",
        "acknowledge",
        "summarise",
        "correct",
        "decide-ideas",
        "see-completion",
    }
)
LOOKING_AFTER = ("lift", "switch-threads", "draft-responses", *sorted(THEIRS_TOO))


def answers_for(thread: Thread, person: Person) -> bool:
    """Say whether somebody is the owner of a page or named on it as one who answers."""
    return person.active and person.handle in answer_for(thread.facts)


def may_here(person: Person | None, permission: str, thread: Thread) -> bool:
    """Say whether somebody may do something on this page."""
    if person is None:
        return False
    return may(person, permission, subjects_of(thread.facts)) or (
        permission in THEIRS_TOO and answers_for(thread, person)
    )


def looks_after(person: Person | None, thread: Thread) -> bool:
    """Say whether somebody may do anything in a discussion that others may not."""
    return any(may_here(person, permission, thread) for permission in LOOKING_AFTER)


def require_here(person: Person | None, permission: str, thread: Thread) -> Person:
    """Return the person if they may do something on this page.

    Raises:
        SignInRequired: nobody is signed in.
        NotAllowed: somebody is, and may not.
    """
    if person is None:
        raise SignInRequired
    return person if may_here(person, permission, thread) else require(person, permission)
