"""The guidelines above the box to write in: the first time, and once more in each new version. Pure.

At the moment of posting is when they help newcomers (../docs/ARCHITECTURE.md). Their lines are written by comms, in the
front matter of the guidelines page; the manifest brings them with each thread.
"""

from dataclasses import dataclass

from comments_service.records import Thread


@dataclass(frozen=True, slots=True)
class Card:
    """What stands above the box.

    Attributes:
        version: which version of the guidelines this is, as comms calls it.
        points: a line each; one line where the page asks for the short form.
    """

    version: str
    points: tuple[str, ...]


def card(thread: Thread, *, seen: str) -> Card | None:
    """What somebody is to read before they write here; None if they have.

    Args:
        seen: the version that they read last, "" for none.
    """
    said = _said(thread)
    return said if said and said.version != seen else None


def is_current(version: str, thread: Thread) -> bool:
    """Whether this is the version of the guidelines that stands above the box now."""
    said = _said(thread)
    return said is not None and said.version == version


def _said(thread: Thread) -> Card | None:
    said, form = thread.facts.get("guidelines_card"), thread.facts.get("guidelines", "full")
    if not said or form == "off":
        return None
    points = tuple(said["points"])
    return Card(said["version"], points[:1] if form == "short" else points)
