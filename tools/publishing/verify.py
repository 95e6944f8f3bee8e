"""Whether a built site may be shown: its manifest, its links, and that nothing in it tells what is not public yet.

The plugins see to all three while they build. This looks at what came out, whoever is to blame.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from plugins.content_index import Entry
from plugins.link_checks import SERVICE
from tools.failure import Failure
from tools.publishing.words_in import CannotBeRead, words_in

MANIFEST = "threads.json"
AT_MOST = 20  # complaints are told; the rest are counted
_LONG_ENOUGH = 3  # words of a title: a shorter one may well be said by chance


class SiteIsWrong(Failure):
    """The site must not be shown; the message says what is wrong, a line each. Readers see what they saw before."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A page that is not public: who it is to its author, and what must not be found of it."""

    file: str
    words: tuple[str, ...]
    slug: str


def secrets(entries: Iterable[Entry], now: datetime) -> list[Secret]:
    """What must not be found. What a public page says of itself by the same name is no secret."""
    entries = list(entries)
    public = [one for one in entries if one.public_from is not None and one.public_from <= now]
    said = {one.source.text("title").casefold() for one in public} | {one.slug for one in public}
    found = []
    for one in entries:
        if one.public_from is None or one.public_from > now:
            title = one.source.text("title").strip()
            words = [*(one.values["embargo_terms"] or ()), *([title] if len(title.split()) >= _LONG_ENOUGH else [])]
            kept = tuple(word for word in words if word.casefold() not in said)
            found.append(Secret(one.file, kept, "" if one.slug in said else one.slug))
    return found


def verify(site: Path, withheld: Iterable[Secret]) -> None:
    """Look at all of a built site; raises `SiteIsWrong`."""
    found = [*wrong_manifest(site), *dead_links(site), *leaks(site, list(withheld))]
    if found:
        more = [f"… and {len(found) - AT_MOST} more"] if len(found) > AT_MOST else []
        raise SiteIsWrong("\n".join(["The site was built, and is not shown:", *found[:AT_MOST], *more]))


def wrong_manifest(site: Path) -> Iterator[str]:
    """Threads of pages that are not there."""
    try:
        manifest = json.loads((site / MANIFEST).read_bytes())
        threads = [(thread["uid"], thread.get("url")) for thread in manifest["threads"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield f"{MANIFEST}: cannot be read ({error!r})"
        return
    base = _base(site)
    for uid, url in threads:
        if url is not None and not _is_there(site, _path_of(url, base)):
            yield f'{MANIFEST}: the discussion "{uid}" belongs to {url}, where there is no page'


def dead_links(site: Path) -> Iterator[str]:
    """Links, pictures, scripts and styles of this site that lead to no file."""
    base, known = _base(site), dict[str, bool]()
    origin = urlsplit(base).scheme + "://" + urlsplit(base).netloc if base else "http://here.invalid"
    for page in sorted(site.rglob("*.html")):
        address = origin + urlsplit(base).path + "/" + page.relative_to(site).as_posix()
        for target in sorted(targets(page.read_text(encoding="utf-8"))):
            full = urljoin(address, target)
            if full.startswith(f"{origin}/"):
                path = _path_of(full, base)
                if not known.setdefault(path, path.startswith(SERVICE) or _is_there(site, path)):
                    yield f"{page.relative_to(site)}: {target} leads to nothing"


class _Targets(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name in ("href", "src") and value}
        for name, value in attrs:
            if name == "srcset" and value:
                self.found |= {one.split()[0] for one in value.split(",") if one.split()}


def targets(html: str) -> set[str]:
    """What a page points to, as it says it."""
    reader = _Targets()
    reader.feed(html)
    return reader.found


def leaks(site: Path, withheld: list[Secret]) -> Iterator[str]:
    """Words and names of pages that are not public."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site)
        for one in withheld:
            if one.slug and one.slug in (path.stem, path.name):
                yield f"{name}: is named as {one.file}, which is not public"
        if withheld and path.is_file():
            try:
                text = words_in(path).casefold()
            except CannotBeRead as why:
                yield f"{name}: cannot be read, so nobody can tell what it says ({why})"
                continue
            for one in withheld:
                for word in one.words:
                    if re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", text):
                        yield f'{name}: says "{word}" of {one.file}, which is not public'


def _base(site: Path) -> str:
    """The site's own address, as its manifest says it."""
    try:
        return str(json.loads((site / MANIFEST).read_bytes())["site"].get("url") or "").rstrip("/")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""


def _path_of(url: str, base: str) -> str:
    path = unquote(urlsplit(url).path)
    return path.removeprefix(urlsplit(base).path) or "/"


def _is_there(site: Path, path: str) -> bool:
    place = site / path.lstrip("/")
    return place.is_file() or (place / "index.html").is_file()
