"""What a page is about, by its entry in the manifest. Pure; for whoever asks where an expert in one subject is one."""

from collections.abc import Mapping
from typing import Any


def subjects_of(facts: Mapping[str, Any]) -> frozenset[str]:
    """Return a page's topics, and the course that it belongs to."""
    return frozenset({*facts.get("topics", ()), facts.get("course")} - {None, ""})
