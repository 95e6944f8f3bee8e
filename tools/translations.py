"""The catalogues of translations: what is to be translated, in service, desk and theme, and the files that say how.

Called by `inv translations`, and by the test that finds none missing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
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
class Part:
    """A part of Townhall with catalogues of its own: where its sentences are, and where their translations.

    Attributes:
        root: whose `locale` has the catalogues.
        domain: how they are called there.
        sources: what it says, as patterns below the root.
        but: what of that another part says.
        beside: whose catalogues are read together with these: what they have is not in these once more.
    """

    root: Path
    domain: str
    sources: tuple[str, ...]
    but: tuple[str, ...] = ()
    beside: "Part | None" = None

    def catalogue_file(self, lang: str) -> Path:
        """Where the translations into a language are."""
        return self.root / "locale" / lang / "LC_MESSAGES" / f"{self.domain}.po"


# What only those read who work at the desk.
_AT_THE_DESK: Final = (
    "audit/*.py",
    "moderation/**/*.py",
    "web/desk/*.py",
    "desk/*words.js",
    *(
        f"web/templates/{name}.html"
        for name in (
            *("audit", "bulk", "correction", "corrections", "decided", "desk*", "hold", "holds", "item*"),
            *("leavers", "marks", "outcome", "people", "person", "queue*", "redacted", "redaction", "respond_form"),
            *(
                "responses",
                "rule",
                "rule_form",
                "rules",
                "sealed*",
                "search",
                "summary_form",
                "thread_desk",
                "unsealing*",
            ),
        )
    ),
)


def parts(root: Path) -> list[Part]:
    """The service with its desk, and the theme, of which neither knows the other's words."""
    whole = ("**/*.py", "web/templates/*.html", "web/templates/*.txt", "widget/*words.js")
    service = Part(root / "comments_service", "townhall", whole, but=_AT_THE_DESK)
    desk = Part(service.root, "desk", _AT_THE_DESK, beside=service)
    return [service, desk, Part(root / "theme", "theme", ("templates/*.html",))]


def update(root: Path) -> list[str]:
    """Bring all catalogues in line with the sources; what is new in them has no translation yet.

    Returns:
        Each catalogue that lacks something, with what.
    """
    lacking = []
    for part in parts(root):
        template = extracted(part)
        for lang in LANGUAGES:
            catalogue = read(part, lang)
            catalogue.update(template, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            write(part, lang, catalogue)
            missing = [message.id for message in catalogue if message.id and not all(_strings(message.string))]
            lacking += [f"{part.catalogue_file(lang).relative_to(root)} lacks {len(missing)}"] if missing else []
    return lacking


def read(part: Part, lang: str) -> Catalog:
    """The catalogue as it stands; an empty one where there is none."""
    path = part.catalogue_file(lang)
    if not path.is_file():
        return Catalog(locale=lang, domain=part.domain, fuzzy=False)
    with path.open("rb") as file:
        return pofile.read_po(file, locale=lang, domain=part.domain)


def write(part: Part, lang: str, catalogue: Catalog) -> None:
    """Write a catalogue so that the same words are the same bytes."""
    catalogue.header_comment = "# The words of Townhall in another language: see CONTRIBUTING.md."
    catalogue.fuzzy = False
    path = part.catalogue_file(lang)
    path.parent.mkdir(parents=True, exist_ok=True)
    written = BytesIO()
    pofile.write_po(written, catalogue, width=120, include_lineno=False)
    path.write_bytes(_PASSING.sub(b"", written.getvalue()))


@cache
def extracted(part: Part) -> Catalog:
    """What is to be translated, with where it stands."""
    found, elsewhere = Catalog(domain=part.domain, fuzzy=False), extracted(part.beside) if part.beside else ()
    for path in sorted(_files(part, part.sources) - _files(part, part.but)):
        place = path.relative_to(part.root).as_posix()
        for _, message, comments, _ in _messages(path):
            if message not in elsewhere:
                found.add(message, None, [(place, 0)], auto_comments=comments)
    return found


def _files(part: Part, patterns: tuple[str, ...]) -> set[Path]:
    return {path for pattern in patterns for path in part.root.glob(pattern)}


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
