"""The cookie that carries a session's token: its name, its attributes, setting and deleting it."""

from starlette.requests import Request
from starlette.responses import Response

from comments_service.settings import Settings

_NAME = "townhall_session"


def name(settings: Settings) -> str:
    """The cookie's name; the prefix makes browsers insist on Secure and Path=/ (RFC 6265bis, 4.1.3.2)."""
    return _NAME if settings.development else f"__Host-{_NAME}"


def carry(response: Response, token: str, settings: Settings) -> None:
    """Have an answer bring the browser a token."""
    response.set_cookie(
        name(settings),
        token,
        max_age=int(settings.session_lifetime.total_seconds()),
        path="/",
        secure=not settings.development,
        httponly=True,
        samesite="lax",
    )


def drop(response: Response, settings: Settings) -> None:
    """Have the browser forget its token."""
    response.delete_cookie(name(settings), path="/", secure=not settings.development, httponly=True, samesite="lax")


def bring(request: Request, token: str, settings: Settings) -> None:
    """Have whatever answers this request bring a token along; security.py puts it on."""
    bearer = Response()
    carry(bearer, token, settings)
    request.state.fresh_cookie = bearer.headers["set-cookie"]
