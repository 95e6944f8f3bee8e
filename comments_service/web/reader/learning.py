"""How far I am: /api/v1/threads/{uid}/progress and its quizzes, and /me/learning, the same without JavaScript."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from comments_service.discussion.course_experts import waiting_for
from comments_service.discussion.courses import way_of
from comments_service.learning.progress import (
    MyProgress,
    Taken,
    answer,
    complete,
    courses_taken,
    not_complete,
    progress_on,
)
from comments_service.records import Thread
from comments_service.refusals import FieldIsWrong
from comments_service.web.bodies import read_json, read_open_form, require_form_token
from comments_service.web.context import Context, context, person_of, somebody
from comments_service.web.headers import PRIVATE
from comments_service.web.learning_answers import QuizAnswer
from comments_service.web.page import page


async def get_progress(request: Request) -> Response:
    """How far I am on a page, and in the course that it belongs to."""
    return _told(await progress_on(request.path_params["uid"], await person_of(request)))


async def put_progress(request: Request) -> Response:
    """Mark a lesson as complete; again changes nothing."""
    ctx, by = context(request), await person_of(request)
    return _told(await complete(request.path_params["uid"], by=by, **_how(ctx)))


async def delete_progress(request: Request) -> Response:
    """Take that back."""
    ctx, by = context(request), await person_of(request)
    return _told(await not_complete(request.path_params["uid"], by=by, ledger=ctx.ledger))


async def put_quiz_answer(request: Request) -> Response:
    """Note that I answered a quiz, and whether rightly; the first answer stays."""
    by, sent, ctx = await somebody(request), await read_json(request, QuizAnswer), context(request)
    uid, item = request.path_params["uid"], request.path_params["item"]
    return _told(await answer(uid, item, right=sent.right, by=by, **_how(ctx)))


async def show_learning(request: Request) -> Response:
    """Show every course as I take it, with where to go on."""
    person, ctx = await somebody(request), context(request)
    waiting = await waiting_for(person, hours=ctx.deadlines.hours, now=ctx.now())
    return await page(request, "my_learning.html", taken=await courses_taken(person), waiting=waiting, way_of=way_of)


async def post_learning(request: Request) -> Response:
    """Mark a lesson as complete by a plain form, or take that back, and back to where it stood."""
    fields, ctx, by = await read_open_form(request), context(request), await somebody(request)
    await require_form_token(request)
    uid, action = fields.get("lesson", ""), fields.get("action", "")
    if action not in ("complete", "not-complete"):
        raise FieldIsWrong("action", "Allowed: complete, not-complete.", allowed=["complete", "not-complete"])
    if action == "complete":
        await complete(uid, by=by, **_how(ctx))
    else:
        await not_complete(uid, by=by, ledger=ctx.ledger)
    return RedirectResponse(f"{ctx.settings.base_path}/me/learning#th-lesson-{uid}", 303)


def _how(ctx: Context) -> dict[str, Any]:
    return {"ledger": ctx.ledger, "new_id": ctx.new_id, "now": ctx.now()}


def _told(mine: MyProgress) -> Response:
    about = {
        "complete_when": mine.way,
        "completed": mine.completed and mine.completed.isoformat(),
        "answered": dict(mine.answered),
        "course": _course(mine.taken) if mine.taken else None,
    }
    return JSONResponse(about, headers=PRIVATE)


def _course(taken: Taken) -> dict[str, Any]:
    days = {uid: day.isoformat() for uid, day in taken.completed.items()}
    resume = _lesson(taken.resume) if taken.resume else None
    return {"lessons": len(taken.course.lessons), "completed": days, "resume": resume}


def _lesson(lesson: Thread) -> dict[str, Any]:
    named = {"lang": lesson.lang, "title": lesson.title, "url": lesson.url}
    others = [{name: one[name] for name in named} for one in lesson.facts.get("translations", ())]
    return {"uid": lesson.uid, "number": lesson.facts["lesson"], "in": [named, *others]}
