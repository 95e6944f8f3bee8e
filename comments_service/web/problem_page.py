"""What went wrong, as a page for a person: in plain words, with a way back, and with everything they had typed."""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from comments_service.languages import N_
from comments_service.records import Session
from comments_service.refusals import Refusal
from comments_service.web.bodies import sent_form
from comments_service.web.context import context, session_of
from comments_service.web.page import address, going_to, page_of

_HEADINGS: Final[Mapping[str, str]] = {
    "sign-in-required": N_("You are no longer signed in"),
    "not-allowed": N_("This is not yours to do"),
    "came-from-elsewhere": N_("That was sent from elsewhere"),
    "form-token-is-wrong": N_("That page was too old"),
    "person-has-changed": N_("Somebody else is signed in now"),
    "sign-in-was-denied": N_("You are not signed in"),
    "sign-in-is-over": N_("That sign-in is over"),
    "sign-in-cannot-be-trusted": N_("You are not signed in"),
    "clocks-disagree": N_("Two clocks disagree"),
    "person-is-deactivated": N_("This account is switched off"),
    "provider-is-unreachable": N_("Signing in has to wait"),
    "not-found": N_("There is nothing here"),
    "thread-is-unknown": N_("There is no such discussion"),
    "comment-is-unknown": N_("There is no such comment"),
    "body-is-too-large": N_("That is more than fits"),
    "address-is-too-long": N_("That address is too long"),
    "headers-are-too-large": N_("Your browser sent too much"),
    "internal-error": N_("Something broke"),
    "database-is-gone": N_("Resting for a moment"),
}
_BY_STATUS: Final[Mapping[int, str]] = {404: N_("There is nothing here"), 409: N_("Something changed meanwhile")}
# What people write in our forms, and what a page calls it.
_TYPED: Final[Mapping[str, str]] = {
    "body": N_("What you wrote"),
    "detail": N_("What you wrote"),
    "message": N_("Your message to the author"),
    "marked": N_("Your words to change"),
    "note": N_("Your note"),
    "reason": N_("Your reason"),
    "said": N_("Why it closes"),
    "source": N_("The source"),
    "text": N_("What you wrote"),
    "answer": N_("Your answer"),
    "told": N_("What you tell the facilitators"),
    "words": N_("Your words"),
    "term": N_("What the rule looks for"),
    "why": N_("Why"),
}
# Where the database cannot be asked, or asking it may be what broke, nobody is looked up.
_UNASKED: Final = frozenset({"database-is-gone", "internal-error", "came-from-elsewhere", "headers-are-too-large"})
_WORTH_ANOTHER_TRY: Final = frozenset({401, 500, 503})


async def problem_page(
    request: Request, refusal: Refusal, *, status: int, messages: Sequence[str], headers: Mapping[str, str]
) -> Response:
    """Render a refusal.

    Args:
        messages: what is wrong with single fields, where the refusal's own sentence does not say it.
    """
    sent = sent_form(request)
    typed = {name: sent[name] for name in _TYPED if _is_written(name, sent.get(name, ""))}
    return page_of(
        await _session(request, refusal),
        request,
        "problem.html",
        status=status,
        headers=headers,
        heading=_HEADINGS.get(refusal.code) or _BY_STATUS.get(status, N_("That did not work")),
        refusal=refusal,
        messages=messages,
        typed={name: (_TYPED[name], words) for name, words in typed.items()},
        untyped={name: value for name, value in sent.items() if name not in typed},
        again=status in _WORTH_ANOTHER_TRY,
        was_sent=request.method == "POST",
        sent_to=address(request),
        signing_in=going_to(request) is not None and refusal.code != "person-is-deactivated",
        here=_again(request, refusal),
        back=_back(request, refusal),
    )


def _is_written(name: str, value: str) -> bool:
    """Whether somebody wrote it. A reason may be a code that they chose, which is one word."""
    return len(value.split()) > (1 if name == "reason" else 0)


async def _session(request: Request, refusal: Refusal) -> Session | None:
    return None if refusal.code in _UNASKED else await session_of(request)


def _again(request: Request, refusal: Refusal) -> str:
    """Where to try again: here, unless what was asked for can be asked only once."""
    if (going := going_to(request)) is not None:
        return f"{context(request).settings.base_path}/auth/login?next={quote(going)}"
    return address(request) if request.method == "GET" else _back(request, refusal)[0]


def _back(request: Request, refusal: Refusal) -> tuple[str, str]:
    """Where to go from here, and what the link says."""
    base = context(request).settings.base_path
    if (going := going_to(request)) is not None:
        return going, N_("Read on without signing in")
    if (uid := request.path_params.get("uid")) and refusal.code != "thread-is-unknown":
        return f"{base}/t/{uid}", N_("Back to the discussion")
    if request.url.path.startswith(f"{base}/admin/") and refusal.code != "not-allowed":
        return f"{base}/admin/", N_("Back to the desk")
    return f"{base}/", N_("To the newsroom")
