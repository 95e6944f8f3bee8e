"""Every address, whatever is thrown at it: never a fault of ours, never a trace, never a cookie for nothing."""

import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route
from starlette.testclient import TestClient

from comments_service.settings import read
from comments_service.web.openapi import problem_codes
from comments_service.web.operations import OPERATIONS
from comments_service.web.problems import STATUS
from comments_service.web.routes import ENDLESS, TABLE, routes
from tests.conftest import Visitor

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"]
HELD = UUID(int=77)
IDS = ["", "x", "%00", "%2e%2e", str(UUID(int=99)), str(HELD), "🦊", "a" * 300]
UIDS = ["rota", "heard", "incident", "nowhere", "%00", "ROTA", "rota%0a", "%ff", "%ed%a0%80", "a" * 300]


def addresses() -> st.SearchStrategy[str]:
    ids, uids = st.sampled_from(IDS), st.sampled_from(UIDS)
    return st.builds(
        lambda path, one, uid: path.replace("{id}", one).replace("{uid}", uid).replace("{name}", one),
        st.sampled_from(sorted(TABLE.keys() - ENDLESS)),
        ids,
        uids,
    )


TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["\x00", "\u202e", "@amal", "x" * 10_001, "[" * 2000, "'; DROP TABLE comment; --", "rota"]),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        TEXTS,
        st.just(str(HELD)),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    "thread body parent kind review reason detail person comment version action message id edit _token next".split()
)
OBJECTS = st.dictionaries(FIELDS, VALUES, max_size=6)
LIKELY = st.fixed_dictionaries(
    {"body": TEXTS},
    optional={
        "thread": st.sampled_from(["rota", "incident", "heard", "nowhere", "\x00"]),
        "parent": st.sampled_from([str(HELD), str(UUID(int=99)), "x"]),
        "kind": st.sampled_from(["comment", "question", "idea", "\x00"]),
        "review": st.booleans(),
    },
)
VERDICTS = st.lists(
    st.fixed_dictionaries(
        {
            "comment": st.sampled_from([str(HELD), str(UUID(int=99))]),
            "version": st.integers(-3, 2**70),
            "action": st.sampled_from(["approve", "remove", "hide", "restore", "undo", "\x00"]),
        },
        optional={"reason": st.sampled_from(["hurtful", "other", "\x00"]), "message": TEXTS, "note": TEXTS},
    ),
    max_size=3,
)
BODIES = st.one_of(
    st.tuples(st.just("application/json"), st.one_of(OBJECTS, LIKELY, VERDICTS, VALUES).map(json.dumps)),
    st.tuples(st.just("application/json"), st.binary(max_size=50)),
    st.tuples(
        st.just("application/x-www-form-urlencoded"),
        st.dictionaries(FIELDS, st.one_of(TEXTS, st.just(str(HELD))), max_size=6),
    ),
    st.tuples(st.sampled_from(["", "text/plain", "multipart/form-data"]), st.binary(max_size=20)),
)
HEADERS = st.dictionaries(
    st.sampled_from(
        ["accept", "accept-encoding", "if-none-match", "cookie", "authorization", "range", "x-forwarded-for"]
    ),
    st.sampled_from(
        ["", "text/html", "*/*", "*", '"a"', "bytes=0-1", "Bearer x", "townhall_session=x", "br;q=0", "\u00fc"]
    ),
    max_size=3,
)
QUERIES = st.dictionaries(
    st.sampled_from(["sort", "after", "comment", "reply", "edit", "thread", "next", "decided", "archive"]),
    st.sampled_from(["", "newest", "x", "\x00", str(HELD), str(UUID(int=99)), "//evil.example", "ü"]),
    max_size=3,
)


@pytest.fixture
def people(visitor: Visitor) -> dict[str, TestClient]:
    """Somebody of each kind, and a comment that waits."""
    everybody = {"nobody": visitor(), "amal": visitor("amal"), "dana": visitor("dana")}
    said = everybody["amal"].put(f"/api/v1/comments/{HELD}", json={"thread": "incident", "body": "It was warm."})
    assert said.status_code == 202
    return everybody


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    person=st.sampled_from(["nobody", "amal", "dana"]),
    method=st.sampled_from(METHODS),
    address=addresses(),
    query=QUERIES,
    headers=HEADERS,
    sent=BODIES,
)
def test_whatever_is_sent_the_answer_is_one_that_was_meant(
    people: dict[str, TestClient],
    person: str,
    method: str,
    address: str,
    query: dict[str, str],
    headers: dict[str, str],
    sent: tuple[str, Any],
) -> None:
    kind, body = sent
    how: dict[str, Any] = {"data": body} if isinstance(body, dict) else {"content": body}
    about = {"content-type": kind, **{name: value.encode("latin-1") for name, value in headers.items()}}
    answer = people[person].request(method, address, params=query, headers=about, **how)

    assert answer.status_code in {*STATUS.values(), 200, 201, 202, 204, 303, 304} - {500, 503}, answer.text
    assert "Traceback" not in answer.text
    assert "x-content-type-options" in answer.headers
    if answer.headers.get("content-type") == "application/problem+json" and method != "HEAD":
        code = answer.json()["type"].rpartition("/")[2]
        assert STATUS[code] == answer.status_code


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    person=st.sampled_from(["nobody", "amal", "dana"]),
    call=st.sampled_from(
        [(path, method) for path, methods in sorted(OPERATIONS.items()) for method in methods if path not in ENDLESS]
    ),
    sent=st.one_of(LIKELY, VERDICTS, OBJECTS),
    uid=st.sampled_from(UIDS[:4]),
    query=QUERIES,
)
def test_what_is_answered_is_among_what_is_documented(
    people: dict[str, TestClient], person: str, call: tuple[str, str], sent: Any, uid: str, query: dict[str, str]
) -> None:
    path, method = call
    address = path.replace("{uid}", uid).replace("{id}", str(HELD))
    operation = OPERATIONS[path][method]
    body = {"json": sent} if operation.body is not None else {}

    answer = people[person].request(method, address, params=query, **body)

    if answer.status_code < 400:
        assert answer.status_code in operation.answers
    else:
        assert answer.json()["type"].rpartition("/")[2] in problem_codes(operation, method)


def test_there_is_one_route_an_address() -> None:
    paths = [route.path for route in routes(read({})) if isinstance(route, Route)]

    assert paths == list(TABLE)
