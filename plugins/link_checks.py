"""Whether what a page points to is there: pages, files and people of this site. Other sites are not asked.

Called by front_matter. A link to a page that becomes public only later counts as a link to nothing.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from plugins.anchors import is_heading
from plugins.body_links import Link, find_links
from plugins.content_index import Entry, Site, slug_of
from plugins.problems import Problem, did_you_mean
from plugins.schema import SECTIONS
from plugins.site_checks import LISTINGS

# What the comment service answers on the same site.
SERVICE = ("/auth/", "/admin/", "/me/", "/embed/", "/api/", "/insight/", "/latest/", "/privacy/now", "/t/")
# And what the theme owns, and what Pelican writes beside the pages. Of the threads each has a name, which is looked at.
ELSEWHERE = (*SERVICE[:-1], "/theme/", "/feeds/")
# Places on a page that its template makes.
BY_THE_THEME = ("content", "discussion", "comment-", "from-the-discussion", "baked-", "lessons", "house-rules")
ALIKE = 0.8  # of addresses and files: they share their folders, so that 0.6 finds a neighbour for anything
_MARKED = re.compile(r"[{|](?P<what>[a-z]+)[}|](?P<path>.*)", re.DOTALL)
_OTHER_SITE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
FORMS = "Allowed: {filename}page.md, {static}/images/picture.svg, /section/page/ or https://…."
WHEN_PUBLIC = "Allowed: links to pages that are public when this one is."


def check_links(site: Site) -> list[Problem]:
    """Every link, picture and file that leads nowhere."""
    found: list[Problem] = []
    for entry in site.entries:
        path = entry.values["image"]
        if path and not (site.content / path).is_file():
            found.append(entry.problem("image", f"there is no file {site.content.name}/{path}.{_near(site, path)}"))
        for link in _links(entry):
            message = _wrong(site, entry, link.target) or _wrong_place(site, entry, link.target)
            found += [Problem(entry.file, link.line, "", message)] if message else []
    return found


def _wrong_place(site: Site, entry: Entry, target: str) -> str:
    """Whether the part of a page that a link names is there; a page that is not there is told of elsewhere."""
    address, mark, fragment = target.partition("#")
    if not mark or not fragment:
        return ""
    page = entry if not address else _page_at(site, entry, address)
    name = unquote(fragment)
    if page is None or name.startswith(BY_THE_THEME) or is_heading(name, page.source.body):
        return ""
    if name in site.places(page):
        return ""
    hint = did_you_mean(name, site.places(page))
    return f'there is no "#{fragment}" on {page.file}.{hint} Allowed: the id of one of its headings.'


def _page_at(site: Site, entry: Entry, address: str) -> Entry | None:
    if marked := _MARKED.fullmatch(address):
        folder = site.content if marked["path"].startswith("/") else (site.content / entry.source.name).parent
        return site.by_file.get((folder / _path(marked["path"]).lstrip("/")).resolve())
    return site.pages.get(_path(address))


def _links(entry: Entry) -> Iterator[Link]:
    """Those of the text, and of the summary, which is Markdown too."""
    yield from find_links(entry.source.body, entry.source.body_line)
    if summary := entry.source.fields.get("summary"):
        for line, text in summary.lines:
            yield from find_links(text, line)


def _wrong(site: Site, entry: Entry, target: str) -> str:
    if not target or target.startswith("#") or _OTHER_SITE.match(target):
        return ""
    if marked := _MARKED.fullmatch(target):
        return _wrong_marked(site, entry, marked["what"], _path(marked["path"]))
    if not target.startswith("/"):
        return f'"{target}" is not a full address. {FORMS}'
    return _wrong_address(site, entry, _path(target))


def _path(target: str) -> str:
    return unquote(re.split(r"[?#]", target)[0])


def _wrong_marked(site: Site, entry: Entry, what: str, path: str) -> str:
    if what in {"filename", "static", "attach"}:
        folder = site.content if path.startswith("/") else (site.content / entry.source.name).parent
        return _wrong_file(site, entry, what, (folder / path.lstrip("/")).resolve())
    if what == "author":
        return "" if path in site.people else f'"{path}" is nobody in people.toml.{did_you_mean(path, site.people)}'
    if what == "tag":
        return (
            "" if slug_of(path) in site.tags else f'no public page has the tag "{path}".{did_you_mean(path, site.tags)}'
        )
    if what in {"category", "index"}:
        return ""
    return f"{{{what}}} is not a kind of link. {FORMS}"


def _wrong_file(site: Site, entry: Entry, what: str, full: Path) -> str:
    content = site.content.resolve()
    name = full.relative_to(content).as_posix() if full.is_relative_to(content) else full.name
    if not full.is_relative_to(content) or not full.is_file():
        return f"there is no file {site.content.name}/{name}.{_near(site, name)}"
    page = site.by_file.get(full)
    if what != "filename":
        return "" if page is None else f"{page.file} is a page. Allowed: {{filename}} for pages."
    if page is None:
        return f"{site.content.name}/{name} is not a page. Allowed: {{static}} for files."
    return _not_yet(site, entry, page)


def _wrong_address(site: Site, entry: Entry, path: str) -> str:
    if path in site.pages:
        return _not_yet(site, entry, site.pages[path])
    known = LISTINGS | {f"/{section}/" for section in SECTIONS[:3]} | site.aliases
    if path in known or path.startswith(ELSEWHERE) or (site.content / path.lstrip("/")).is_file():
        return ""
    folder, _, name = path.strip("/").partition("/")
    if name in {"t": {other.uid for other in site.entries}, "tags": site.tags, "authors": site.people}.get(folder, ()):
        return ""
    return f'there is no page "{path}" on this site.{did_you_mean(path, [*site.pages, *known], likeness=ALIKE)}'


def _not_yet(site: Site, entry: Entry, target: Entry) -> str:
    """A page must not link to what becomes public after it: a dead link, and a hint that something is coming."""
    if entry.public_from is None or site.is_public(target):
        return ""
    if target.public_from is None:
        return f"{target.file} is a draft. {WHEN_PUBLIC}"
    if target.public_from > max(entry.public_from, site.now):
        return f"{target.file} is not public before {target.public_from:%Y-%m-%d %H:%M}. {WHEN_PUBLIC}"
    return ""


def _near(site: Site, path: str) -> str:
    alike = (found for found in site.content.rglob(f"*{Path(path).suffix}") if found.is_file())
    return did_you_mean(path, (found.relative_to(site.content).as_posix() for found in alike), likeness=ALIKE)
