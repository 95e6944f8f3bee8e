"""/latest/: the conversations of all pages, for whoever wants to see what is being talked about. No JavaScript."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from comments_service.discussion.conversations import LATEST, PERSONAL, VIEWS, Choice, latest
from comments_service.discussion.kinds import NAMES
from comments_service.languages import LANGUAGES
from comments_service.refusals import FieldIsWrong
from comments_service.web.comment_ids import required_id
from comments_service.web.context import person_of, somebody
from comments_service.web.page import page

_SIZE = 30
_FILTERS = ("kind", "site", "lang", "community")


async def show_latest(request: Request) -> Response:
    """Show conversations, as they are chosen; what follows from who asks needs somebody to be signed in."""
    choice = _choice(request)
    reader = await somebody(request) if choice.view in PERSONAL else await person_of(request)
    found = await latest(choice, reader=reader, size=_SIZE)
    words = {code: one.name for code, one in LANGUAGES.items()}
    return await page(request, "latest.html", found=found, choice=choice, kinds=NAMES, languages=words, query=query)


def query(choice: Choice, **other: object) -> str:
    """The query of this page with another choice in it, "?" and all."""
    parts = {name: getattr(choice, name) for name in ("view", *_FILTERS)} | other
    told = urlencode({name: value for name, value in parts.items() if value})
    return f"?{told}" if told else ""


def _choice(request: Request) -> Choice:
    """What the address asks for.

    Raises:
        FieldIsWrong: there is no such view or kind, or where a page ended is no id.
    """
    asked = request.query_params
    for name, allowed in (("view", VIEWS), ("kind", ("", *NAMES))):
        if asked.get(name, "") not in allowed:
            told = [one for one in allowed if one]
            raise FieldIsWrong(name, f"Allowed: {', '.join(told)}.", allowed=told)
    after = required_id(asked["after"], "after") if asked.get("after") else None
    filters = {name: asked.get(name, "")[:100].replace("\x00", "") for name in _FILTERS}
    return Choice(asked.get("view", LATEST), **filters, after=after)
