"""Where a connection itself comes from, kept before any header may say otherwise."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send


class KeepPeer:
    """Stands outside whatever believes X-Forwarded-For, and notes what that replaces."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the peer, and pass the request on."""
        if scope["type"] == "http":
            scope.setdefault("state", {})["peer"] = (scope.get("client") or ("",))[0]
        await self._app(scope, receive, send)


def peer_of(request: Request) -> str:
    """The address of the peer, "" where there is none, as at a socket of this machine."""
    peer: str | None = getattr(request.state, "peer", None)
    return peer if peer is not None else request.client.host if request.client else ""
