"""Bodies: their type, their size before they are read, their shape; and the token of plain forms."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from tests.conftest import Visitor

Untouched = Callable[[], AbstractContextManager[None]]
JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


def put(client: TestClient, body: bytes, **headers: str) -> tuple[int, str]:
    answer = client.put(f"/api/v1/comments/{uuid4()}", content=body, headers={**JSON, **headers})
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


NOT_JSON = [
    b"",
    b"{",
    b"thread=rota",
    b"\xff",
    b'{"thread": "rota", "body": "\xff"}',
    b'{"thread":"rota","body":"\\ud800"}',
]


def test_what_is_not_json_is_malformed(visitor: Visitor, untouched: Untouched) -> None:
    amal = visitor("amal")

    with untouched():
        assert [put(amal, body) for body in NOT_JSON] == [(400, "malformed")] * len(NOT_JSON)


def test_json_that_is_nested_deeper_than_anything_is_refused(visitor: Visitor) -> None:
    assert put(visitor("amal"), b"[" * 60_000)[0] == 422
    answer = visitor("dana").post("/admin/api/decisions", content=b"[" * 60_000, headers=JSON)
    assert answer.status_code in (400, 422)


OTHER_SHAPES = [
    ({"body": "Hello"}, "thread"),
    ({"thread": "rota"}, "body"),
    ({"thread": "rota", "body": "Hello", "mood": "good"}, "mood"),
    ({"thread": 7, "body": "Hello"}, "thread"),
    ({"thread": "rota", "body": None}, "body"),
    ({"thread": "rota", "body": "Hello", "parent": "the first"}, "parent"),
    ({"thread": "rota", "body": "Hello", "review": "yes"}, "review"),
    ([], "body"),
    ("Hello", "body"),
]


def test_json_of_another_shape_names_the_field(visitor: Visitor, untouched: Untouched) -> None:
    amal = visitor("amal")

    with untouched():
        answers = [amal.put(f"/api/v1/comments/{uuid4()}", json=body) for body, _ in OTHER_SHAPES]

    told = [(one.status_code, one.json()["errors"][0]["field"]) for one in answers]
    assert told == [(422, field) for _, field in OTHER_SHAPES]


def test_a_field_inside_a_list_is_named_with_its_place(visitor: Visitor) -> None:
    decision = {"comment": str(uuid4()), "version": 1, "action": "approve"}
    dana = visitor("dana")

    def named(*sent: object) -> str:
        return str(dana.post("/admin/api/decisions", json=list(sent)).json()["errors"][0]["field"])

    assert named({**decision, "version": "one"}) == "[0].version"
    assert named({**decision, "version": 2**31}) == "[0].version"
    assert named({"comment": str(uuid4())}) == "[0].version"


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_another_content_type_is_refused_and_told_which_will_do(
    visitor: Visitor, untouched: Untouched, kind: str
) -> None:
    amal = visitor("amal")
    body = json.dumps({"thread": "rota", "body": "Hello"}).encode()

    with untouched():
        answer = amal.put(f"/api/v1/comments/{uuid4()}", content=body, headers={"content-type": kind})

    assert (answer.status_code, answer.json()["accepts"]) == (415, ["application/json"])


def test_json_may_say_its_charset(visitor: Visitor) -> None:
    body = json.dumps({"thread": "rota", "body": "Hello"}).encode()
    headers = {"content-type": "Application/JSON; charset=utf-8"}

    assert visitor("amal").put(f"/api/v1/comments/{uuid4()}", content=body, headers=headers).status_code == 201


def test_a_body_over_64_kb_is_refused_and_one_of_64_kb_is_not(visitor: Visitor, untouched: Untouched) -> None:
    amal = visitor("amal")
    exactly, over = b'"' + b"x" * 65_534 + b'"', b'"' + b"x" * 65_535 + b'"'

    def in_pieces() -> Iterator[bytes]:
        yield from (over[:40_000], over[40_000:])

    with untouched():
        assert put(amal, exactly)[0] == 422
        assert put(amal, over) == (413, "body-is-too-large")
        assert put(amal, in_pieces()) == (413, "body-is-too-large")  # type: ignore[arg-type]


def test_a_form_needs_the_token_of_its_session(visitor: Visitor, untouched: Untouched) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    tokens = [one.get("/t/rota").text.partition('name="_token" value="')[2][:64] for one in (amal, ben)]

    def post(token: str | None) -> int:
        fields = {"id": str(uuid4()), "body": "A plain word."} | ({} if token is None else {"_token": token})
        return amal.post("/t/rota", data=fields).status_code

    with untouched():
        statuses = [post(None), post(""), post("0" * 64), post(tokens[1]), post("ü")]

    assert statuses == [403, 403, 409, 409, 403]
    assert post(tokens[0]) == 303


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"body=%ff", FORM, 400),
        (b"body=\xff", FORM, 400),
        (b"&".join(b"a=b" for _ in range(50)), FORM, 400),
        (b"body=" + b"x" * 65_600, FORM, 413),
        (b"{}", JSON, 415),
        (b"", {"content-type": "multipart/form-data; boundary=x"}, 415),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(
    visitor: Visitor, untouched: Untouched, body: bytes, kind: dict[str, str], status: int
) -> None:
    amal = visitor("amal")

    with untouched():
        answers = [amal.post("/t/rota", content=body, headers={**kind, "accept": one}) for one in ("*/*", "text/html")]

    assert [answer.status_code for answer in answers] == [status, status]
    assert [answer.headers["content-type"].partition(";")[0] for answer in answers] == [
        "application/problem+json",
        "text/html",
    ]


def test_what_was_typed_into_a_form_is_shown_again_whatever_was_wrong(visitor: Visitor) -> None:
    typed = "I wrote this on the bus."
    page = visitor("amal").post("/t/rota", data={"id": str(uuid4()), "body": typed, "_token": "old"})

    assert (page.status_code, typed in page.text) == (403, True)
