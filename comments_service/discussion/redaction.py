"""Taking words out of a text for good: what stands in their place, and where findings are afterwards. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# Always as long, so that its length tells nothing of what it covers.
BAR = "▇▇▇"
# What may stand between two of the words in a text: spaces, line breaks, and the signs that Markdown emphasises with.
_BETWEEN = r"[\s*_~`>]{1,20}"


def redacted(text: str, words: Sequence[str]) -> str:
    """Return the text with a bar in place of each occurrence of the words, in whatever case and spacing they stand."""
    return _pattern(words).sub(BAR, text)


def holds(text: str, words: Sequence[str]) -> bool:
    """Say whether any of the words stands in the text."""
    return _pattern(words).search(text) is not None


def moved(findings: Iterable[Mapping[str, Any]], text: str, words: Sequence[str]) -> list[dict[str, Any]]:
    """Return the findings of a text as they are in the redacted one; those that touched what is gone are gone."""
    gone = [found.span() for found in _pattern(words).finditer(text)]
    kept = []
    for finding in findings:
        start, end = int(finding["start"]), int(finding["end"])
        if any(first < end and start < last for first, last in gone):
            continue
        shift = sum(len(BAR) - (last - first) for first, last in gone if last <= start)
        kept.append({**finding, "start": start + shift, "end": end + shift})
    return kept


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    # The longest first: "Jo Smith" must not leave "Smith" behind because "Jo" was found.
    asked = sorted({unicodedata.normalize("NFC", one.strip()) for one in words if one.strip()}, key=len, reverse=True)
    return re.compile("|".join(_BETWEEN.join(map(re.escape, one.split())) for one in asked) or r"(?!)", re.IGNORECASE)
