"""What a page asks of whoever is signed in, as calls of the API: a part of operations.py."""

from collections.abc import Mapping
from typing import Final

from comments_service.web import answers
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
