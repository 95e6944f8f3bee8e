"""Whether the feeds of a built site are what readers of feeds expect: Atom, RFC 4287. Called by `inv check`.

Made for our own feeds: what the standard asks of every feed and entry is looked at, not every extension of it.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from plugins.problems import Problem

ATOM = "{http://www.w3.org/2005/Atom}"
# RFC 4287, 4.1.1 and 4.1.2: exactly one of each.
ONCE = ("id", "title", "updated")


def check_feeds(output: Path) -> list[Problem]:
    """Everything wrong with the feeds below an output folder."""
    found: list[Problem] = []
    for path in sorted((output / "feeds").glob("*.xml")):
        name = f"feeds/{path.name}"
        found += [Problem(name, 1, "", f"{what}.", rule="feed") for what in _wrong(path.read_bytes())]
    return found


def _wrong(data: bytes) -> Iterator[str]:
    try:
        feed = ET.fromstring(data)
    except ET.ParseError as error:
        yield f"is not XML: {error}"
        return
    if feed.tag != f"{ATOM}feed":
        yield "is not an Atom feed"
        return
    entries = feed.findall(f"{ATOM}entry")
    yield from _element(feed, "the feed")
    for number, entry in enumerate(entries, 1):
        yield from _element(entry, f"entry {number}")
        # 4.1.2: where the feed has no author, each entry needs one.
        if feed.find(f"{ATOM}author") is None and entry.find(f"{ATOM}author") is None:
            yield f"entry {number} has no author. Allowed: Authors in the page's front matter"
    for name, count in Counter(entry.findtext(f"{ATOM}id") for entry in entries).items():
        if count > 1:
            yield f"{count} entries have the id {name}. Allowed: an id for each"


def _element(element: ET.Element, name: str) -> Iterator[str]:
    for wanted in ONCE:
        texts = [(child.text or "").strip() for child in element.findall(f"{ATOM}{wanted}")]
        if len(texts) != 1 or not texts[0]:
            yield f"{name} has {wanted} {len([text for text in texts if text])} times. Allowed: once"
        elif wanted == "updated" and not _is_date(texts[0]):
            yield f'{name} was updated "{texts[0]}". Allowed: a date of RFC 3339, such as 2026-03-02T09:00:00+00:00'
    for link in element.findall(f"{ATOM}link"):
        if not urlsplit(link.get("href", "")).scheme:
            yield f'{name} links to "{link.get("href", "")}". Allowed: an address with https://'


def _is_date(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
