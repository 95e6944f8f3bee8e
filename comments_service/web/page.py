"""A whole page for a person: a template, who is signed in, their form token, and headers that keep it theirs alone."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from comments_service.moderation.responses.overview import waiting_for
from comments_service.records import Session
from comments_service.web.context import context, session_of
from comments_service.web.headers import PRIVATE
from comments_service.web.security import form_token


async def page(request: Request, template: str, *, status: int = 200, **about: Any) -> Response:
    """Render a page for whoever asks.

    Args:
        about: what the template needs beyond person, token, status and here (where to come back to after signing in).
    """
    session = await session_of(request)
    drafts = await waiting_for(session.person) if session else 0
    return page_of(session, request, template, status=status, **{"drafts_waiting": drafts, **about})


def page_of(
    session: Session | None,
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] = PRIVATE,
    **about: Any,
) -> Response:
    """Render a page for a session that is known already: where the database is gone, nobody can be looked up."""
    ctx = context(request)
    html = ctx.templates.get_template(template).render(
        person=session.person if session else None,
        token=form_token(session, ctx.settings) if session else "",
        **{"status": status, "here": address(request), "drafts_waiting": 0, **about},
    )
    return Response(html, status, headers, media_type="text/html")


def going_to(request: Request) -> str | None:
    """The page that somebody who is signing in will go to, once the handler knows it."""
    return getattr(request.state, "next_page", None)


def address(request: Request) -> str:
    """The path and query of a request, as a link of this site."""
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path
