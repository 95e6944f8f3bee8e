"""/openapi.json: the contract of the API, for programs."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from comments_service.web import session_cookie
from comments_service.web.context import context
from comments_service.web.openapi import document


async def get_openapi(request: Request) -> Response:
    """The OpenAPI document."""
    settings = context(request).settings
    about = document(settings.base_path or "/", cookie=session_cookie.name(settings))
    return JSONResponse(about, headers={"cache-control": "no-cache"})
