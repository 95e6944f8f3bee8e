"""The content files of a site with their typed front matter, and where each will be; the checks look things up here."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from plugins.anchors import places_in
from plugins.problems import Problem
from plugins.schema import BY_NAME
from plugins.source_file import SourceFile

Name = TypeVar("Name")


@dataclass(frozen=True)
class Entry:
    """A content file. `file` is how to name it to its author; `public_from` (aware) is None for a draft."""

    source: SourceFile
    file: str
    values: dict[str, Any]
    lang: str
    public_from: datetime | None

    @cached_property
    def slug(self) -> str:
        return self.values["slug"] or slug_of(self.source.text("title"))

    @property
    def uid(self) -> str:
        return self.values["uid"] or self.slug

    def problem(self, key: str, message: str) -> Problem:
        """A problem with one of the file's keys."""
        return Problem(self.file, self.source.line_of(key), BY_NAME[key].name, message)


@dataclass(frozen=True)
class Site:
    """Every page, and everything else that a page may name. `now` (aware) decides what is public."""

    content: Path
    entries: list[Entry]
    people: Collection[str]
    now: datetime
    default_lang: str = "en"

    @cached_property
    def pages(self) -> dict[str, Entry]:
        """The pages by address; where two claim one, the first file."""
        return self.first_with(self.address)

    @cached_property
    def aliases(self) -> set[str]:
        return {alias for entry in self.entries for alias in entry.values["aliases"]}

    @cached_property
    def tags(self) -> set[str]:
        """The tags of public pages, as their addresses have them."""
        public = (entry for entry in self.entries if self.is_public(entry))
        return {slug_of(tag) for entry in public for tag in entry.values["tags"] or ()}

    @cached_property
    def by_file(self) -> dict[Path, Entry]:
        content = self.content.resolve()
        return {content / entry.source.name: entry for entry in self.entries}

    def places(self, entry: Entry) -> frozenset[str]:
        """What a link to a part of a page may name. Rendered once, and only where that is needed."""
        if entry.file not in self._places:
            self._places[entry.file] = places_in(entry.source.body)
        return self._places[entry.file]

    @cached_property
    def _places(self) -> dict[str, frozenset[str]]:
        return {}

    def address(self, entry: Entry) -> str:
        """Root relative, as Pelican's settings of this site will have it."""
        lang = "" if entry.lang == self.default_lang else f"/{entry.lang}"
        section = "" if entry.source.section == "pages" else f"/{entry.source.section}"
        return f"{lang}{section}/{entry.slug}/"

    def is_public(self, entry: Entry) -> bool:
        return entry.public_from is not None and entry.public_from <= self.now

    def first_with(self, name: Callable[[Entry], Name]) -> dict[Name, Entry]:
        """The first entry with each name."""
        found: dict[Name, Entry] = {}
        for entry in self.entries:
            found.setdefault(name(entry), entry)
        return found


def slug_of(title: str) -> str:
    """The slug that Pelican makes of a title."""
    made: str = slugify(title, regex_subs=DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"])
    return made
