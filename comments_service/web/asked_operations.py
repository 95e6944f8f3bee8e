"""What a page asks of whoever is signed in, as calls of the API: a part of operations.py."""

from collections.abc import Mapping
from typing import Final

from comments_service.web import answers, learning_answers
from comments_service.web.operation import Operation

ASKED: Final[Mapping[str, Mapping[str, Operation]]] = {
    "/api/v1/threads/{uid}/receipt": {
        "PUT": Operation(
            "Say that one has read a page that asks for it; a second time changes nothing",
            {200: answers.Receipt},
            ["thread-is-unknown", "nothing-to-confirm"],
            signed_in=True,
        ),
    },
    "/api/v1/threads/{uid}/progress": {
        "GET": Operation(
            "How far I am on a page, and in the course that it belongs to",
            {200: learning_answers.Progress},
            ["thread-is-unknown"],
            signed_in=True,
        ),
        "PUT": Operation(
            "Mark a lesson as complete; a second time changes nothing",
            {200: learning_answers.Progress},
            ["thread-is-unknown", "nothing-to-complete"],
            signed_in=True,
        ),
        "DELETE": Operation(
            "Take that back; where it was not said, nothing happens",
            {200: learning_answers.Progress},
            ["thread-is-unknown", "nothing-to-complete"],
            signed_in=True,
        ),
    },
    "/api/v1/threads/{uid}/quizzes/{item}": {
        "PUT": Operation(
            "Note that I answered a quiz, and whether rightly; the first answer stays",
            {200: learning_answers.Progress},
            ["thread-is-unknown", "quiz-is-unknown"],
            body=learning_answers.QuizAnswer,
            signed_in=True,
        ),
    },
    "/api/v1/courses/{course}/completion": {
        "GET": Operation(
            "How many completed a course; and who, where everybody has to take it",
            {200: learning_answers.Completion},
            ["course-is-unknown", "not-allowed"],
            signed_in=True,
        ),
    },
    "/api/v1/courses/{course}/completion/{handle}": {
        "GET": Operation(
            "How far one person is in a course that everybody has to take",
            {200: learning_answers.Learner},
            ["course-is-unknown", "person-is-unknown", "not-allowed"],
            signed_in=True,
        ),
    },
    "/api/v1/threads/{uid}/following": {
        "PUT": Operation(
            "Follow a discussion: be told of what is new in it; twice is once",
            {200: answers.Following},
            ["thread-is-unknown"],
            signed_in=True,
        ),
        "DELETE": Operation(
            "Follow it no more; where one did not, nothing happens",
            {200: answers.Following},
            ["thread-is-unknown"],
            signed_in=True,
        ),
    },
    "/api/v1/threads/{uid}/skip": {
        "PUT": Operation(
            "Choose to read what others say without answering first; a second time changes nothing",
            {200: answers.Skipped},
            ["thread-is-unknown"],
            signed_in=True,
        ),
    },
    "/api/v1/threads/{uid}/pulse": {
        "PUT": Operation(
            "Answer the closed question of a page; again is another answer in the place of the first",
            {200: answers.PulseAnswered},
            ["thread-is-unknown", "thread-is-closed", "nothing-is-asked", "field-is-wrong"],
            body=answers.PulseAnswer,
            signed_in=True,
        ),
    },
}
