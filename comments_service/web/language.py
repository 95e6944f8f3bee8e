"""Which language is spoken to whoever asks: the page's where they are on one, else their own."""

from typing import Any, Final, cast

from starlette.requests import Request

from comments_service.languages import ENGLISH, LANGUAGES, Language, accepted, known, language
from comments_service.records import Thread

# What has no translation yet.
_ENGLISH_ALONE: Final = ("/admin/audit", "/admin/threads/", "/insight/", "/me/export", "/me/mail/stop", "/privacy/now")


def language_of(request: Request) -> Language:
    """Return the language to answer in: the page's, as far as it is known by now, else what the browser likes best.

    The widget asks in the language of its page, by the same header.
    """
    if found := getattr(request.state, "language", None):
        return found  # type: ignore[no-any-return]
    if any(part in request.url.path for part in _ENGLISH_ALONE):
        return LANGUAGES[ENGLISH]
    return accepted(request.headers.get("accept-language", "")) or LANGUAGES[ENGLISH]


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
    if "/api/" in request.url.path:
        return
    others = {one["lang"] for one in thread.facts.get("translations", ())}
    theirs = accepted(request.headers.get("accept-language", ""))
    read = theirs if theirs and theirs.code in others | {thread.lang} else language(thread.lang)
    request.state.language = known(request.query_params.get("lang", "")) or read
