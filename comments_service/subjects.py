"""What a page is about, and who answers for it, by its entry in the manifest. Pure; asked where a role or a name counts
on some pages alone.
"""

from collections.abc import Mapping
from typing import Any


def subjects_of(facts: Mapping[str, Any]) -> frozenset[str]:
    """Return a page's topics, and the course that it belongs to."""
    return frozenset({*facts.get("topics", ()), facts.get("course")} - {None, ""})


def answer_for(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the handles of those who are named to answer for a page: its responders, then its owner."""
    named = (*facts.get("responders", ()), facts.get("owner"))
    return tuple(dict.fromkeys(one for one in named if one))
