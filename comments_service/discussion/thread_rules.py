"""What a page's front matter says about its discussion, read from the manifest entry, and what a facilitator has set
over it.

Pure; asked by the actions and pages.
"""

from dataclasses import dataclass
from datetime import date, datetime

from comments_service.languages import N_
from comments_service.records import Thread
from comments_service.refusals import Refusal


class ThreadIsUnknown(Refusal):
    """No page with this uid has a discussion; nobody can invent one."""

    code = "thread-is-unknown"

    def __init__(self, uid: str) -> None:
        super().__init__(N_("There is no discussion of that name."), thread=uid[:100])


class ThreadIsClosed(Refusal):
    """The discussion can be read, and takes nothing new."""

    code = "thread-is-closed"

    def __init__(self, thread: Thread) -> None:
        super().__init__(N_("This discussion is closed. You can still read it."), thread=thread.uid)


# The kind of a page where people ask and leaders answer, from a day until another.
SESSION = "ama"


@dataclass(frozen=True, slots=True)
class Closed:
    """Who closed a discussion, and what they tell its readers."""

    by: str
    said: str


def moderation(thread: Thread) -> str:
    """`screened`, `first` or `review`: what is held before it is public."""
    return str(thread.facts["moderation"])


def kind(thread: Thread) -> str:
    """What sort of discussion this is: `discussion`, `questions`, `ideas`, `ama` or `board`."""
    return str(thread.facts["kind"])


def takes_unnamed(thread: Thread) -> bool:
    """Whether people may speak without their names here."""
    return thread.facts.get("anonymous") is True


def closes(thread: Thread) -> date | None:
    """The day on which the discussion closes by itself; it is open until that day ends, in UTC."""
    day = thread.facts.get("closes")
    return date.fromisoformat(str(day)) if day else None


def opens(thread: Thread) -> date | None:
    """The day on which the discussion opens by itself, in UTC."""
    day = thread.facts.get("opens")
    return date.fromisoformat(str(day)) if day else None


def closed(thread: Thread) -> Closed | None:
    """What a facilitator said when they closed the discussion, while it is closed by one."""
    set_so = thread.switches.get("closed")
    return Closed(str(set_so["by"]), str(set_so["said"])) if set_so else None


def is_open(thread: Thread, *, now: datetime) -> bool:
    """Say whether the discussion takes comments now."""
    first, last, today = opens(thread), closes(thread), now.date()
    if closed(thread) or (first and today < first):
        return False
    return not thread.archived and thread.facts["comments"] == "open" and (last is None or today <= last)


def require_known(thread: Thread | None, uid: str) -> Thread:
    """Return the thread; one that is archived can still be read.

    Raises:
        ThreadIsUnknown: there is none.
    """
    if thread is None:
        raise ThreadIsUnknown(uid)
    return thread


def require_open(thread: Thread | None, uid: str, *, now: datetime) -> Thread:
    """Return the thread.

    Raises:
        ThreadIsUnknown: there is none.
        ThreadIsClosed: it takes nothing new.
    """
    known = require_known(thread, uid)
    if not is_open(known, now=now):
        raise ThreadIsClosed(known)
    return known
