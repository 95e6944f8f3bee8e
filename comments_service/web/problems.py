"""What went wrong, as HTTP: one table from code to status, answered as a problem (RFC 9457) or as a page for a
person."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from comments_service.languages import N_
from comments_service.refusals import FieldIsWrong, Refusal, SignInRequired
from comments_service.web import payloads
from comments_service.web.bodies import sent_form
from comments_service.web.context import context
from comments_service.web.language import said
from comments_service.web.page import address
from comments_service.web.problem_page import problem_page

log = logging.getLogger(__name__)

# Every code a refusal can have. `docs/api.md` lists the same; a test compares.
STATUS: Final[Mapping[str, int]] = {
    "malformed": 400,
    "sign-in-cannot-be-trusted": 400,
    "sign-in-is-over": 400,
    "stop-link-is-wrong": 400,
    "logout-token-is-wrong": 400,
    "clocks-disagree": 400,
    "sign-in-required": 401,
    "sign-in-was-denied": 403,
    "person-is-deactivated": 403,
    "not-allowed": 403,
    "muted": 403,
    "came-from-elsewhere": 403,
    "form-token-is-wrong": 403,
    "deploy-token-is-wrong": 403,
    "not-found": 404,
    "thread-is-unknown": 404,
    "comment-is-unknown": 404,
    "sealed-case-is-unknown": 404,
    "person-is-unknown": 404,
    "course-is-unknown": 404,
    "quiz-is-unknown": 404,
    "sanction-is-unknown": 404,
    "draft-is-unknown": 404,
    "hold-is-unknown": 404,
    "unsealing-is-unknown": 404,
    "method-not-allowed": 405,
    "thread-is-closed": 409,
    "name-is-needed": 409,
    "id-is-taken": 409,
    "too-late-to-edit": 409,
    "changed-meanwhile": 409,
    "person-has-changed": 409,
    "enough-is-featured": 409,
    "decided-meanwhile": 409,
    "sanctioned-meanwhile": 409,
    "move-is-impossible": 409,
    "appealed-already": 409,
    "nothing-to-appeal": 409,
    "nothing-to-confirm": 409,
    "nothing-is-asked": 409,
    "nothing-to-complete": 409,
    "sealed-case-is-closed": 409,
    "unsealing-is-asked": 409,
    "unsealing-is-over": 409,
    "held-for-legal": 409,
    "threads-would-be-orphaned": 409,
    "questions-are-open": 409,
    "body-is-too-large": 413,
    "address-is-too-long": 414,
    "wrong-content-type": 415,
    "field-is-wrong": 422,
    "parent-is-elsewhere": 422,
    "anchor-is-gone": 422,
    "body-is-empty": 422,
    "body-is-too-long": 422,
    "body-is-unreadable": 422,
    "body-is-blocked": 422,
    "body-needs-advice": 422,
    "body-is-heated": 422,
    "manifest-is-wrong": 422,
    "embargo-is-wrong": 422,
    "rule-would-silence": 422,
    "rule-is-unknown": 404,
    "rule-is-over": 409,
    "too-soon": 429,
    "too-many-attempts": 429,
    "too-many-look-ups": 429,
    "headers-are-too-large": 431,
    "internal-error": 500,
    "too-many-listen": 503,
    "provider-is-unreachable": 503,
    "database-is-gone": 503,
}
_ABOUT_THE_BODY: Final = frozenset(
    {
        "body-is-empty",
        "body-is-too-long",
        "body-is-unreadable",
        "body-is-blocked",
        "body-needs-advice",
        "body-is-heated",
    }
)
_RETRY_AFTER: Final = "5"  # seconds; a database that restarts takes about that


class DatabaseIsGone(Refusal):
    """The database cannot be reached: nothing was changed, and trying again later will do."""

    code = "database-is-gone"

    def __init__(self) -> None:
        super().__init__(N_("The discussion is resting for a moment. Nothing was lost: try again shortly."))


class SomethingBroke(Refusal):
    """A fault of ours. What it was is in the server's log, not in the answer."""

    code = "internal-error"

    def __init__(self) -> None:
        super().__init__(N_("Something broke on our side. It has been noted; nothing of yours was half-done."))


class NotFound(Refusal):
    """There is nothing at this address, or not by this method."""

    code = "not-found"


class MethodNotAllowed(Refusal):
    """This address does not take this method."""

    code = "method-not-allowed"


def type_of(code: str) -> str:
    """Return the URI that names a kind of problem: it leads nowhere, and ends in its code."""
    return f"tag:townhall,2026:problem/{code}"


def problem(refusal: Refusal, *, sign_in: str) -> dict[str, Any]:
    """Return a refusal as the members of a problem document (RFC 9457, section 3).

    Args:
        sign_in: where to sign in; told only where that is what is missing.
    """
    members: dict[str, Any] = {
        "type": type_of(refusal.code),
        "title": refusal.message,
        "status": STATUS[refusal.code],
        **refusal.facts,
    }
    if isinstance(refusal, SignInRequired):
        members["sign_in"] = sign_in
    if errors := _errors(refusal):
        members["errors"] = errors
    return members


def _errors(refusal: Refusal) -> list[dict[str, Any]]:
    if isinstance(refusal, FieldIsWrong):
        return [{"field": refusal.field, "message": refusal.message}]
    if refusal.code in _ABOUT_THE_BODY:
        findings = getattr(refusal, "findings", None)
        if not findings:
            return [{"field": "body", "message": refusal.message}]
        return [{"field": "body", **payloads.finding(one)} for one in findings]
    return []


def when_again(refusal: Refusal | None) -> dict[str, str]:
    """The header that says when the same may be sent again, where a refusal is over by itself (RFC 9110, 10.2.3)."""
    match STATUS[refusal.code] if refusal else None:
        case HTTPStatus.TOO_MANY_REQUESTS:
            return {"retry-after": str(refusal.facts["seconds"])} if refusal else {}
        case HTTPStatus.SERVICE_UNAVAILABLE:
            return {"retry-after": _RETRY_AFTER}
    return {}


def for_a_person(request: Request) -> bool:
    """Say whether an answer is read by a person rather than a program."""
    path = request.url.path
    return "text/html" in request.headers.get("accept", "") and "/api/" not in path


async def answer(request: Request, error: Exception) -> Response:
    """Answer a refusal: as a page where a person waits for one, else as a problem document."""
    refusal = error if isinstance(error, Refusal) else SomethingBroke()
    base = context(request).settings.base_path
    sign_in = f"{base}/auth/login"
    status = STATUS[refusal.code]
    headers = {"cache-control": "no-store", **when_again(refusal)}
    if isinstance(refusal, MethodNotAllowed):
        headers["allow"] = ", ".join(refusal.facts.get("allowed", ()))
    if not for_a_person(request):
        body = said(request, problem(refusal, sign_in=sign_in))
        return JSONResponse(body, status, headers, media_type="application/problem+json")
    if isinstance(refusal, SignInRequired) and not set(sent_form(request)) - {"_token"}:
        return Response(status_code=303, headers={**headers, "location": f"{sign_in}?next={quote(address(request))}"})
    messages = [one["message"] for one in _errors(refusal) if one["message"] != refusal.message]
    return await problem_page(request, refusal, status=status, messages=messages, headers=headers)


async def answer_http_exception(request: Request, error: Exception) -> Response:
    """Answer what the router refuses: an address or method that is not there."""
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = [method.strip() for method in (error.headers or {})["Allow"].split(",")]
        return await answer(request, MethodNotAllowed(N_("This address does not take that method."), allowed=allowed))
    return await answer(request, NotFound(N_("There is nothing at this address.")))


async def answer_database_error(request: Request, error: Exception) -> Response:
    """Answer 503 if the database is gone; anything else that it says is our fault, and unexpected."""
    if not context(request).is_database_gone(error):
        raise error
    # The kind of error only: a driver's message can hold the address of the database, or what was being written.
    log.warning("the database cannot be reached: %s", type(error).__name__)
    return await answer(request, DatabaseIsGone())


async def answer_unexpected(request: Request, error: Exception) -> Response:  # noqa: ARG001 (a handler's signature)
    """Answer what nobody expected, and tell nothing of it; security.py logs it."""
    return await answer(request, SomethingBroke())
