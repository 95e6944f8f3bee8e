"""Who completed a course, for those who may know: /api/v1/courses/{name}/completion."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from comments_service.insight.taking import taking
from comments_service.learning.completion import course_for, learner, learners
from comments_service.learning_records import Learner
from comments_service.web.context import person_of
from comments_service.web.headers import PRIVATE


async def get_completion(request: Request) -> Response:
    """How many completed a course; and who, where everybody has to take it."""
    course = await course_for(request.path_params["course"], await person_of(request))
    figures, everybody = await taking(course), await learners(course)
    about = {
        "lessons": len(course.lessons),
        "people": figures.people,
        "completed": figures.counted,
        "sites": [{"name": one.name, "people": one.people, "completed": one.counted} for one in figures.sites],
        "learners": None if everybody is None else [_learner(one) for one in everybody],
    }
    return JSONResponse(about, headers=PRIVATE)


async def get_completion_by(request: Request) -> Response:
    """How far one person is in a course that everybody has to take."""
    name, handle = request.path_params["course"], request.path_params["handle"]
    return JSONResponse(_learner(await learner(name, handle, by=await person_of(request))), headers=PRIVATE)


def _learner(one: Learner) -> dict[str, Any]:
    about = {"handle": one.handle, "name": one.name, "site": one.site, "department": one.department}
    return {**about, "completed": one.lessons, "last": one.last and one.last.isoformat()}
