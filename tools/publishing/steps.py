"""The steps of a publish and of the way back, in their order. What each of them is, is told by who calls."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tools.failure import Failure
from tools.publishing.compress import compress
from tools.publishing.releases import Releases, moment_of, name_at
from tools.sync import ServiceAway

WAITS = (1.0, 4.0, 15.0)  # seconds before the service is told once more


class NotTold(Failure):
    """Readers see the pages, and the service does not know of them yet; the message says what to do."""


@dataclass(frozen=True, slots=True)
class How:
    """What a publish needs of the rest of the house.

    Attributes:
        build: builds the site into an empty folder.
        verify: raises where it must not be shown.
        deliver: brings a release, by its folder, to where it is served, if that is elsewhere.
        tell: tells the service of the pages in a manifest, and returns what changed in a sentence.
    """

    build: Callable[[Path], object]
    verify: Callable[[Path], object]
    deliver: Callable[[Path], object]
    tell: Callable[[Path], str]


def publish(releases: Releases, how: How, *, now: datetime, stop: threading.Event) -> str:
    """Build, verify, compress, deliver, switch, tell; returns what happened.

    Whatever goes wrong before the switch, readers see what they saw before.

    Raises:
        AnotherIsAtWork, NotTold, and what the steps raise.
    """
    with releases.alone():
        site = releases.begin(name_at(now))
        how.build(site)
        how.verify(site)
        compress(site)
        releases.adopt(site)
        _show(releases, site.name, how)
        (releases.folder / "held").unlink(missing_ok=True)
        releases.prune()
        return f"Published as {site.name}. {tell(releases, how, stop)}"


def rollback(releases: Releases, how: How, *, to: str, stop: threading.Event) -> str:
    """Show the release before the current one, or the one that is named, and tell the service of its pages.

    What falls due meanwhile is held back until somebody publishes again: it would bring back what was taken away.

    Raises:
        AnotherIsAtWork, NothingToGoBackTo, NotTold.
    """
    with releases.alone():
        shown = releases.current()
        back = releases.named(to) if to else releases.before(shown)
        releases.note("held", back)
        _show(releases, back, how)
        said = f"Back to {back}, built {moment_of(back):%Y-%m-%d %H:%M} UTC, from {shown}."
        held = "What falls due is held until the next `inv publish`."
        return f"{said} {tell(releases, how, stop)}\n{held}"


def _show(releases: Releases, name: str, how: How) -> None:
    how.deliver(releases.path(name))
    releases.switch(name)


def tell(releases: Releases, how: How, stop: threading.Event) -> str:
    """Tell the service of the current release; a service that is away is told again a few times.

    Raises:
        NotTold: it did not hear, or refused.
    """
    name = releases.current() or ""
    for wait in (*WAITS, None):
        try:
            said = how.tell(releases.path(name) / "threads.json")
        except ServiceAway as away:
            if wait is None or stop.wait(wait):
                raise _not_told(name, away) from away
        except Failure as refused:
            raise _not_told(name, refused) from refused
        else:
            releases.note("told", name)
            return said
    raise AssertionError


def _not_told(name: str, why: Failure) -> NotTold:
    return NotTold(
        f"Readers see {name}, whole; the service was not told of its pages:\n{why}\n"
        "Mend that and run `inv sync`; or `inv rollback` goes back to the release before."
    )
