"""/me/language: the language in which somebody is spoken to, chosen on the page of their account."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.people.chosen_language import choose_language
from comments_service.web.bodies import read_form
from comments_service.web.context import context, somebody


async def post_language(request: Request) -> Response:
    """Choose, and back to where it stood."""
    fields, person = await read_form(request), await somebody(request)
    await choose_language(fields.get("language", ""), by=person)
    return RedirectResponse(f"{context(request).settings.base_path}/auth/sessions?spoken#language", 303)
