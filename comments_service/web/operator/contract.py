"""/openapi.json: the contract of the API, for programs."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from comments_service.web.context import context
from comments_service.web.openapi import document


async def get_openapi(request: Request) -> Response:
    """The OpenAPI document."""
    return JSONResponse(document(context(request).settings.base_path or "/"), headers={"cache-control": "no-cache"})
