"""PUT and DELETE /admin/api/claims/{id}: the page of an opened comment says that somebody is on it, or no more."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from comments_service.moderation.claim import claim, give_up
from comments_service.people.roles import require
from comments_service.web.comment_ids import required_id
from comments_service.web.context import context, person_of


async def put_claim(request: Request) -> Response:
    """Claim a comment or renew one's claim; answer with the claim that holds, which may be another's."""
    by, now = require(await person_of(request), "moderate"), context(request).now()
    held = await claim(required_id(request.path_params["id"], "id"), by=by, now=now)
    about = {
        "comment": str(held.comment_id),
        "mine": held.person_id == by.id,
        "by": held.person_name,
        "until": held.until.isoformat(),
    }
    return JSONResponse(about, headers={"cache-control": "no-store"})


async def delete_claim(request: Request) -> Response:
    """Give one's claim up; without one nothing happens."""
    by, now = require(await person_of(request), "moderate"), context(request).now()
    await give_up(required_id(request.path_params["id"], "id"), by=by, now=now)
    return Response(status_code=204)
