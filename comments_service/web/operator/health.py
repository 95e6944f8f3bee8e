"""/healthz and /readyz: is the process alive, and can it serve."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from comments_service.web.context import context

_NEVER_KEPT = {"cache-control": "no-store"}


async def get_health(request: Request) -> Response:  # noqa: ARG001 (a handler's signature)
    """The process answers."""
    return JSONResponse({"status": "alive"}, headers=_NEVER_KEPT)


async def get_readiness(request: Request) -> Response:
    """The process answers and reaches its database."""
    if await context(request).database_answers():
        return JSONResponse({"status": "ready"}, headers=_NEVER_KEPT)
    return JSONResponse({"status": "the database does not answer"}, 503, {**_NEVER_KEPT, "retry-after": "5"})
