"""Which discussion here a page of the other system has: by its address now or before, or as somebody says. Pure."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from urllib.parse import unquote, urlsplit

from comments_service.moving_in.elsewhere import ExportIsWrong
from comments_service.records import Thread

_NUMBERED = re.compile(r"(?:^|&)((?:p|page_id)=\d+)(?:&|$)")


def where(address: str) -> str:
    """What of an address says which page it is: the path without its end, and a number of WordPress where it is that.

    Neither the host, which is another one mostly, nor what else stands behind a question mark.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    path = re.sub(r"/(?:index\.(?:html?|php))?$", "", unquote(parts.path))
    number = _NUMBERED.search(parts.query)
    return (path if path.startswith("/") or not path else f"/{path}") + (f"?{number[1]}" if number else "")


class Pages:
    """Finds the discussion of an address.

    Args:
        threads: those that are here; `aliases` of the manifest are addresses that they had before.
        said: discussions by address, over all others.

    Raises:
        ExportIsWrong: `said` names a discussion that is not here.
    """

    def __init__(self, threads: Iterable[Thread], said: Mapping[str, str]) -> None:
        here = {thread.uid: thread for thread in threads if not thread.archived}
        if strangers := sorted(set(said.values()) - here.keys()):
            raise ExportIsWrong(f"There is no discussion of a page with the Uid {', '.join(strangers[:5])}.")
        # An address that is one page's now is no other's from before.
        found = [(where(address), uid) for uid, thread in here.items() for address in _before(thread)]
        found += [(where(address), uid) for uid, thread in here.items() for address in _now(thread)]
        self._uids = dict(found) | {where(address): uid for address, uid in said.items()}

    def uid(self, address: str) -> str | None:
        """The discussion of a page; None where it has none here."""
        return self._uids.get(where(address)) if address else None


def _now(thread: Thread) -> Iterator[str]:
    yield thread.url
    yield from (one["url"] for one in thread.facts.get("translations", ()))


def _before(thread: Thread) -> Iterator[str]:
    for page in (thread.facts, *thread.facts.get("translations", ())):
        yield from page.get("aliases", ())


def read_pages(text: str) -> dict[str, str]:
    """Discussions by address, from lines of an address, a comma and a uid.

    Raises:
        ExportIsWrong: a line is no such.
    """
    found = {}
    for number, row in enumerate(csv.reader(StringIO(text)), start=1):
        if row and len(row) != 2:
            raise ExportIsWrong(f"Line {number} of the pages: write an address, a comma and the page’s Uid.")
        if row:
            found[row[0].strip()] = row[1].strip()
    return found
