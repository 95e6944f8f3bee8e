"""The theme's own words, numbers and days in the language of each page: `speaking(lang)` in its templates.

Called by Pelican when a generator starts. The catalogues are the theme's: theme/locale/. A page in a language that has
none gets English furniture around it.
"""

from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from babel import dates
from babel.messages import mofile, pofile
from babel.support import NullTranslations, Translations
from markupsafe import Markup
from pelican import signals

ENGLISH: Final = "en"
DOMAIN: Final = "theme"
# How each is called by its speakers, and whose days it has (CLDR): the readers of Arabic are in Morocco.
NAMES: Final = {
    ENGLISH: ("English", "en_GB"),
    "fr": ("Français", "fr_FR"),
    "de": ("Deutsch", "de_DE"),
    "nl": ("Nederlands", "nl_NL"),
    "pl": ("Polski", "pl_PL"),
    "ar": ("العربية", "ar_MA"),
}
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})


class Words:
    """The theme's words in one language: `w("Skip to the content")`; what is put in is escaped, as in a template."""

    def __init__(self, code: str, catalogue: NullTranslations) -> None:
        self.code = code
        self._catalogue = catalogue

    def __call__(self, msgid: str, **values: Any) -> Markup:
        """Return a sentence, with `%(name)s` for what is put in."""
        said = Markup(self._catalogue.gettext(msgid))  # noqa: S704 - ours, from the repository
        return said % values if values else said

    def counted(self, msgid: str, plural: str, count: int) -> Markup:
        """Return a sentence that counts something, `%(count)s`: first as it is for one."""
        return Markup(self._catalogue.ngettext(msgid, plural, count)) % {"count": count}  # noqa: S704 - as above

    def day(self, when: date | str) -> str:
        """Return a day in words.

        Args:
            when: a date, a date-time, or one in the form of ISO 8601.
        """
        on = datetime.fromisoformat(when) if isinstance(when, str) else when
        return dates.format_date(on, "long", locale=NAMES[self.code][1])

    def month(self, number: int) -> str:
        """Return the name of a month as it stands by itself."""
        return str(dates.get_month_names("wide", "stand-alone", locale=NAMES[self.code][1])[number])


@cache
def speaking(lang: str, theme: Path) -> Words:
    """Return the words of a theme in a language, English where it is none of ours."""
    code = lang if lang in NAMES else ENGLISH
    path = theme / "locale" / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    if code == ENGLISH or not path.is_file():
        return Words(ENGLISH, NullTranslations())
    compiled = BytesIO()
    with path.open("rb") as file:
        mofile.write_mo(compiled, pofile.read_po(file, locale=code))
    compiled.seek(0)
    return Words(code, Translations(compiled))


def counted(words: Words, msgid: str, plural: str, count: int) -> Markup:
    """The same as `words.counted`: by this name sentences are found that are to be translated."""
    return words.counted(msgid, plural, count)


def direction(lang: str) -> str:
    """Say whether a language is written from left to right or from right to left, also one that we do not speak."""
    return "rtl" if lang.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def language_name(lang: str) -> str:
    """How a language is called by its speakers; its code where we do not know."""
    return NAMES[lang][0] if lang in NAMES else lang


def give_words(generator: Any) -> None:
    """Let the templates speak."""
    theme = Path(generator.theme)
    generator.env.globals |= {
        "speaking": lambda lang: speaking(lang, theme),
        "counted": counted,
        "direction": direction,
        "language_name": language_name,
    }


def register() -> None:
    signals.generator_init.connect(give_words)
