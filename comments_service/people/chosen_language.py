"""Choosing the language in which one is spoken to, on pages and in mail, whatever one's browser says."""

from comments_service.languages import LANGUAGES
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong
from comments_service.storage import people

# What stands for choosing none: then pages speak as one's browser asks, and mail as the site does.
NONE = ""


async def choose_language(code: str, *, by: Person) -> None:
    """Speak a language to somebody from now on.

    Raises:
        FieldIsWrong: there is no such language here.
    """
    allowed = (NONE, *LANGUAGES)
    if code not in allowed:
        raise FieldIsWrong("language", f"Allowed: {', '.join(LANGUAGES)}, or nothing.", allowed=allowed)
    await people.choose_language(by.id, code)
