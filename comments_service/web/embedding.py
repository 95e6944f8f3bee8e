"""Pages of other origins that the settings name may show a discussion and let their reader take part in it.

Follows the Fetch Standard (CORS with credentials: an exact origin in every answer, never a wildcard). Only what the
widget and the site's masthead ask for is opened: the desk, plain pages and forms stay the service's own.
"""

import re
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from comments_service.web.security import FORM_TOKEN

_OPENED = re.compile(r"/api/v1/(?!site/).+|/auth/logout|/t/[^/]+/fragment")
_PREFLIGHT = {
    "access-control-allow-methods": "GET, PUT, POST, PATCH, DELETE",
    "access-control-allow-headers": f"content-type, {FORM_TOKEN}",
    "access-control-max-age": "600",
}


class Embedding:
    """Says to browsers, in front of everything else, whose pages may read an answer; and to the guard behind it, by
    `embedded`, whose may change something.

    Args:
        origins: whose pages may, as browsers send them in Origin.
    """

    def __init__(self, app: ASGIApp, origins: Collection[str]) -> None:
        self._app = app
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight, or pass on."""
        if scope["type"] != "http" or not _OPENED.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        origin = asked.get("origin", "")
        is_let_in = origin in self._origins

        async def send_openly(message: Message) -> None:
            if message["type"] == "http.response.start":
                # A copy: what answers for a kept fragment is the same message each time.
                message = {**message, "headers": list(message["headers"])}
                headers = MutableHeaders(raw=message["headers"])
                headers.add_vary_header("Origin")
                if is_let_in:
                    headers["access-control-allow-origin"] = origin
                    headers["access-control-allow-credentials"] = "true"
                    headers["cross-origin-resource-policy"] = "cross-origin"
            await send(message)

        if is_let_in and scope["method"] == "OPTIONS" and "access-control-request-method" in asked:
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send_openly)
            return
        if is_let_in:
            scope.setdefault("state", {})["embedded"] = True
        await self._app(scope, receive, send_openly)
