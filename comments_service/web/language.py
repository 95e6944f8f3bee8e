"""Which language is spoken to whoever asks: the one that they chose, else the page's where they are on one, else what
their browser likes best, else the site's."""

from typing import Any, Final, cast

from starlette.requests import Request

from comments_service.languages import ENGLISH, LANGUAGES, Language, accepted, known, language
from comments_service.records import Person, Thread

# What has no translation yet.
_ENGLISH_ALONE: Final = ("/admin/audit", "/me/export", "/privacy/now")


def language_of(request: Request) -> Language:
    """Return the language to answer in, as far as it is known by now who asks, and about which page.

    Programs are answered as they ask: the widget does so in the language that it speaks.
    """
    if found := _noted(request, "language"):
        return found
    if any(part in request.url.path for part in _ENGLISH_ALONE):
        return LANGUAGES[ENGLISH]
    liked = accepted(request.headers.get("accept-language", ""))
    chosen, of_page = _noted(request, "chosen"), _noted(request, "language_of_page")
    in_turn = (liked, chosen) if is_by_program(request) else (chosen, of_page, liked)
    return next((one for one in in_turn if one), language(request.app.state.context.settings.language))


def note_chosen(request: Request, person: Person) -> None:
    """Speak the language that somebody chose, now that it is known who asks."""
    request.state.chosen = known(person.language)


def is_by_program(request: Request) -> bool:
    """Say whether a program asks, and not somebody who reads what comes back as it is."""
    return "/api/" in request.url.path


def said(request: Request, body: dict[str, Any]) -> dict[str, Any]:
    """Return what is answered to a program with each sentence of ours in the language that it asks for."""
    return cast("dict[str, Any]", language_of(request).throughout(body))


def speak_as_asked(request: Request) -> None:
    """Speak the language that the address names, English where it names none: what is kept for everybody is not told
    apart by who asks."""
    request.state.language = language(request.query_params.get("lang", ""))


def speak_as_page(request: Request, thread: Thread) -> None:
    """Speak the language of the page: the one that the address names, or the translation that this reader would read.

    A page that programs ask about speaks as they do.
    """
    if is_by_program(request):
        return
    others = {one["lang"] for one in thread.facts.get("translations", ())}
    theirs = accepted(request.headers.get("accept-language", ""))
    read = theirs if theirs and theirs.code in others | {thread.lang} else language(thread.lang)
    request.state.language_of_page = known(request.query_params.get("lang", "")) or read


def _noted(request: Request, name: str) -> Language | None:
    return cast("Language | None", getattr(request.state, name, None))
