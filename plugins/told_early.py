"""Words that a page keeps until its day must not stand in anything that is public before it.

Called by site_checks. Looked at are the public pages, the files that these show (name and content), and people.toml.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from plugins.body_links import find_links
from plugins.content_index import Entry, Site
from plugins.embargo import files_named
from plugins.problems import Problem

_READABLE = {".svg", ".txt", ".csv", ".md", ".toml", ".json", ".vtt"}

Lines = list[tuple[int, str]]


def check_told_early(site: Site) -> list[Problem]:
    """Every line of a public file that says what a page still keeps."""
    keepers = [entry for entry in site.entries if not site.is_public(entry)]
    secrets = [(_pattern(term), term, keeper) for keeper in keepers for term in keeper.values["embargo_terms"]]
    if not secrets:
        return []
    return [
        Problem(file, line, "", _message(term, keeper), rule="told-early")
        for file, lines in _published(site)
        for pattern, term, keeper in secrets
        for line in dict.fromkeys(number for number, text in lines if pattern.search(text))
    ]


def _message(term: str, keeper: Entry) -> str:
    return f'says "{term}", which {keeper.file} keeps until it is public (Embargo_terms).'


def _pattern(term: str) -> re.Pattern[str]:
    # In names of files, words stand between hyphens.
    words = r"[\s_-]+".join(re.escape(word) for word in term.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _published(site: Site) -> Iterator[tuple[str, Lines]]:
    public = [entry for entry in site.entries if site.is_public(entry)]
    for entry in public:
        yield entry.file, _lines_of(entry)
    for path in ["people.toml", *sorted(_shown(site, public))]:
        full = site.content / path
        if full.is_file():
            yield f"{site.content.name}/{path}", [(1, Path(path).stem), *_text_of(full)]


def _lines_of(entry: Entry) -> Lines:
    lines = [line for field in entry.source.fields.values() for line in field.lines]
    return [*lines, *enumerate(entry.source.body.split("\n"), entry.source.body_line)]


def _text_of(path: Path) -> Lines:
    if path.suffix.lower() not in _READABLE:
        return []
    return list(enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), 1))


def _shown(site: Site, public: Iterable[Entry]) -> set[str]:
    """The files that public pages point to, as paths below the content folder."""
    pages = {entry.source.name for entry in site.entries}
    found: set[str] = set()
    for entry in public:
        folder = entry.source.name.rpartition("/")[0]
        for link in find_links(entry.source.body):
            found |= files_named(f'src="{link.target}"', folder)
        if entry.values["image"]:
            found.add(entry.values["image"])
    return {path for path in found - pages if (site.content / path).is_file()}
