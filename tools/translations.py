"""The catalogues of translations: what is to be translated, in service and theme, and the files that say how.

Called by `inv translations`, and by the test that finds none missing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from babel.messages import Catalog, extract, pofile

LANGUAGES: Final = ("fr", "de", "nl", "pl", "ar")
KEYWORDS: Final[Mapping[str, Any]] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "N_": None,
    "N_many": (1, 2),
    # The theme's: see plugins/languages.py.
    "w": None,
    "counted": (2, 3),
}
# Blanks at the ends of lines are no part of a sentence, as in the templates' environment.
_JINJA: Final = {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
# What a catalogue's head says of days, tools and people: the file changes when a word does, and only then.
_PASSING: Final = re.compile(rb'^"(?:Project|Report|POT|PO|Last|Generated|Language-Team)[^\n]*\n', re.MULTILINE)
# What a sentence of a script looks like: `key: "words"`, or an arrow that puts something into words, or counts it.
SENTENCE: Final = re.compile(
    r'^  (?P<key>\w+): "(?P<plain>(?:\\.|[^"\\])*)",$'
    r"|^  (?P<with>\w+): \((?P<what>\w+)\) => `(?P<template>[^`]*)`,$"
    r"|^  (?P<counts>\w+): \((?P<count>\w+)\) =>\s*"
    r"\((?P=count) === 1 \? [\"`](?P<one>[^\"`]*)[\"`] : `(?P<many>[^`]*)`\),$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Half:
    """A half of Townhall with catalogues of its own: where its sentences are, and where their translations."""

    root: Path
    domain: str
    sources: tuple[str, ...]

    def catalogue_file(self, lang: str) -> Path:
        """Where the translations into a language are."""
        return self.root / "locale" / lang / "LC_MESSAGES" / f"{self.domain}.po"


def halves(root: Path) -> list[Half]:
    """The service and the theme: neither knows the other's words."""
    service = Half(
        root / "comments_service",
        "townhall",
        ("**/*.py", "web/templates/*.html", "web/templates/*.txt", "widget/*words.js", "desk/*words.js"),
    )
    return [service, Half(root / "theme", "theme", ("templates/*.html",))]


def update(root: Path) -> list[str]:
    """Bring all catalogues in line with the sources; what is new in them has no translation yet.

    Returns:
        Each catalogue that lacks something, with what.
    """
    lacking = []
    for half in halves(root):
        template = extracted(half)
        for lang in LANGUAGES:
            catalogue = read(half, lang)
            catalogue.update(template, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            write(half, lang, catalogue)
            missing = [message.id for message in catalogue if message.id and not all(_strings(message.string))]
            lacking += [f"{half.catalogue_file(lang).relative_to(root)} lacks {len(missing)}"] if missing else []
    return lacking


def read(half: Half, lang: str) -> Catalog:
    """The catalogue as it stands; an empty one where there is none."""
    path = half.catalogue_file(lang)
    if not path.is_file():
        return Catalog(locale=lang, domain=half.domain, fuzzy=False)
    with path.open("rb") as file:
        return pofile.read_po(file, locale=lang, domain=half.domain)


def write(half: Half, lang: str, catalogue: Catalog) -> None:
    """Write a catalogue so that the same words are the same bytes."""
    catalogue.header_comment = "# The words of Townhall in another language: see CONTRIBUTING.md."
    catalogue.fuzzy = False
    path = half.catalogue_file(lang)
    path.parent.mkdir(parents=True, exist_ok=True)
    written = BytesIO()
    pofile.write_po(written, catalogue, width=120, include_lineno=False)
    path.write_bytes(_PASSING.sub(b"", written.getvalue()))


def extracted(half: Half) -> Catalog:
    """What is to be translated, with where it stands."""
    found = Catalog(domain=half.domain, fuzzy=False)
    for path in sorted({path for pattern in half.sources for path in half.root.glob(pattern)}):
        place = path.relative_to(half.root).as_posix()
        for _, message, comments, _ in _messages(path):
            found.add(message, None, [(place, 0)], auto_comments=comments)
    return found


def _messages(path: Path) -> Iterable[Any]:
    if path.suffix == ".js":
        return _in_script(path.read_text("utf-8"))
    with path.open("rb") as file:
        if path.suffix == ".py":
            return list(extract.extract("python", file, KEYWORDS, ["Translators:"]))
        return list(extract.extract("jinja2.ext:babel_extract", file, KEYWORDS, ["Translators:"], options=_JINJA))


def _in_script(text: str) -> Iterator[tuple[int, str | tuple[str, str], list[str], None]]:
    for found in SENTENCE.finditer(text):
        if found["key"] in SETTINGS:
            continue
        if found["counts"]:
            yield 0, (_msgid(found["one"], "count"), _msgid(found["many"], found["count"])), [], None
        else:
            yield 0, _msgid(found["plain"] or found["template"], found["what"]), [], None


# What a script has among its words that is no word.
SETTINGS: Final = frozenset({"lang", "locale"})


def _msgid(template: str, what: str | None) -> str:
    return template.replace(f"${{{what}}}", f"%({what})s") if what else template


def _strings(string: Any) -> Iterable[str]:
    return string if isinstance(string, list | tuple) else (string,)
