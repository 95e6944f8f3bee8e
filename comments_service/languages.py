"""The languages that people are spoken to in, and how sentences, days and times are said in each of them.

Every room may mark a sentence (`N_`, `N_many`); it is translated where somebody reads it, by `web` and `notices`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Self

from babel import dates, lists, numbers
from babel.messages import Catalog, mofile, pofile
from babel.support import NullTranslations, Translations

CATALOGUES: Final = Path(__file__).parent / "locale"
# What everybody reads, and what is read at the desk. No sentence stands in both: see tools/translations.py.
DOMAINS: Final = ("townhall", "desk")
ENGLISH: Final = "en"
_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})


class Sentence(str):
    """A sentence of ours in English, which is translated where somebody reads it. To all else it is that text.

    Attributes:
        msgid: as the catalogues have it, with the places for what is put in.
        plural: the same for several; "" where it does not count anything.
        values: what is put in. A Sentence is translated as well, and a day is written as a day is.
    """

    __slots__ = ("msgid", "plural", "values")

    msgid: str
    plural: str
    values: dict[str, Any]

    def __new__(cls, msgid: str, plural: str = "", **values: Any) -> Self:
        text = msgid if not plural or values["count"] == 1 else plural
        written = {name: LANGUAGES[ENGLISH].throughout(one) for name, one in values.items()}
        made = super().__new__(cls, text % written if values else text)
        made.msgid, made.plural, made.values = msgid, plural, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str, str], dict[str, Any]]:
        """How a copy is made."""
        return (self.msgid, self.plural), self.values


def N_(msgid: str, **values: Any) -> Sentence:  # noqa: N802 (gettext's name for it, by which it is found)
    """Mark a sentence to be translated.

    Args:
        msgid: in English, with `%(name)s` for what is put in.
    """
    return Sentence(msgid, **values)


def N_many(msgid: str, plural: str, *, count: int, **values: Any) -> Sentence:  # noqa: N802 (as above)
    """Mark a sentence that counts something, `%(count)s`: first as it is for one."""
    return Sentence(msgid, plural, count=count, **values)


class Inner(Sentence):
    """A sentence that stands within another: small at first, where the language has it so."""


class NearDay(date):
    """A day of these weeks, which is said with its weekday and without its year."""

    @classmethod
    def of(cls, day: date) -> Self:
        """The same day, to be said so."""
        return cls.fromordinal(day.toordinal())


@dataclass(frozen=True, slots=True)
class Language:
    """A language that people are spoken to in.

    Attributes:
        code: as pages and catalogues name it (BCP 47).
        name: as its speakers call it.
        locale: whose dates it has (CLDR). The readers of Arabic are in Morocco, with months and digits of their own.
        near: how a day of these weeks is written (CLDR's patterns).
    """

    code: str
    name: str
    locale: str
    near: str = "EEEE d MMMM"

    @property
    def direction(self) -> str:
        """Whether it is written from left to right or from right to left."""
        return direction(self.code)

    def gettext(self, msgid: str) -> str:
        """Return a sentence of the catalogue."""
        return catalogue(self.code).gettext(msgid)

    def ngettext(self, msgid: str, plural: str, count: int) -> str:
        """Return a sentence of the catalogue that counts something."""
        return catalogue(self.code).ngettext(msgid, plural, count)

    def forms(self, msgid: str) -> Sequence[str]:
        """Return all forms of a sentence that counts something, in the order of the language's `plural_rule`."""
        return several(self.code)[msgid]

    def say(self, text: str) -> str:
        """Return a sentence of ours; what is none comes back as it is."""
        if not isinstance(text, Sentence):
            return self.gettext(text) if text else text
        values = self.throughout(text.values)
        found = self.ngettext(text.msgid, text.plural, values["count"]) if text.plural else self.gettext(text.msgid)
        return found % values if values else found

    def throughout(self, said: Any) -> Any:
        """Return what is made of lists and dictionaries with each sentence of ours, and each day, in this language."""
        if isinstance(said, Inner):
            return self.inner(self.say(said))
        if isinstance(said, Sentence):
            return self.say(said)
        if isinstance(said, NearDay):
            return self.weekday(said)
        if isinstance(said, date):
            return self.day(said)
        if isinstance(said, dict):
            return {name: self.throughout(one) for name, one in said.items()}
        return [self.throughout(one) for one in said] if isinstance(said, list) else said

    def moment(self, at: datetime, zone: tzinfo = UTC) -> str:
        """A time in words, in UTC; the widget rewrites it in the reader's own zone. Where none can, another is told."""
        there = at.astimezone(zone)
        on = dates.format_skeleton("yMMMd", there, locale=self.locale)
        # Some zones have no name but how far they are from UTC.
        name = (there.tzname() or "").removeprefix("UTC")
        named = name if name.isalpha() else f"UTC{name}"
        return self.gettext("%(day)s, %(time)s %(zone)s") % {"day": on, "time": f"{there:%H:%M}", "zone": named}

    def day(self, at: date) -> str:
        """A day in words, of a moment the one in UTC."""
        return dates.format_date(at.astimezone(UTC) if isinstance(at, datetime) else at, "long", locale=self.locale)

    def weekday(self, on: date) -> str:
        """A day that is near, in words: "Thursday 12 November"."""
        return dates.format_date(on, self.near, locale=self.locale)

    def month(self, at: date) -> str:
        """A month of a year in words: "November 2026"."""
        return dates.format_skeleton("yMMMM", at, locale=self.locale)

    def percent(self, of_a_hundred: int) -> str:
        """How many of a hundred, as they are written."""
        return numbers.format_percent(of_a_hundred / 100, locale=self.locale)

    def inner(self, words: str) -> str:
        """Return words as they are within a sentence: small at first, but in German, whose nouns are not."""
        return words if self.code == "de" else words[:1].lower() + words[1:]

    def listed(self, words: Iterable[str]) -> str:
        """Several things in a row: "a, b and c"."""
        return lists.format_list(list(words), locale=self.locale)


LANGUAGES: Final = {
    one.code: one
    for one in (
        Language(ENGLISH, "English", "en_GB"),
        Language("fr", "Français", "fr_FR"),
        Language("de", "Deutsch", "de_DE", "EEEE, d. MMMM"),
        Language("nl", "Nederlands", "nl_NL"),
        Language("pl", "Polski", "pl_PL"),
        Language("ar", "العربية", "ar_MA"),
    )
}


def direction(code: str) -> str:
    """Whether a language is written from left to right or from right to left, also one that we do not speak."""
    return "rtl" if code.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def known(code: str) -> Language | None:
    """Return the language that a code means, be it one of some region (`fr-BE`); None where we do not speak it."""
    return LANGUAGES.get(code.strip().lower().partition("-")[0])


def language(code: str) -> Language:
    """Return the language that a code means, English where we do not speak it."""
    return known(code) or LANGUAGES[ENGLISH]


def accepted(header: str) -> Language | None:
    """Return the language that somebody likes best of ours, by their `Accept-Language` (RFC 9110, section 12.5.4)."""
    wanted = []
    for one in header.split(",")[:20]:
        code, _, parameter = one.partition(";")
        weight = parameter.strip().removeprefix("q=")
        wanted.append((float(weight) if weight.replace(".", "", 1).isdecimal() else 1.0, known(code)))
    best = max((weight for weight, found in wanted if found), default=0.0)
    return next((found for weight, found in wanted if found and weight == best), None) if best else None


@cache
def catalogue(code: str) -> NullTranslations:
    """Return what translates into a language, from its catalogue as it stands: nothing is to be compiled before."""
    if code == ENGLISH:
        return NullTranslations()
    compiled = BytesIO()
    mofile.write_mo(compiled, _read(code))
    compiled.seek(0)
    return Translations(compiled)


@cache
def several(code: str) -> Mapping[str, Sequence[str]]:
    """Return the sentences of a catalogue that count something, each in all of its forms, by how it is in English."""
    return {one.id[0]: list(one.string or ()) for one in _read(code) if isinstance(one.id, tuple)}


@cache
def plural_rule(code: str) -> str:
    """Return which of its forms a number takes, as an expression of `n` that C and JavaScript read alike."""
    return _read(code).plural_expr


@cache
def _read(code: str) -> Catalog:
    """Return all that there is in a language."""
    found = Catalog(locale=code)
    for domain in DOMAINS:
        with (CATALOGUES / code / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
            for message in pofile.read_po(file, locale=code, abort_invalid=True):
                found[message.id] = message
    return found
