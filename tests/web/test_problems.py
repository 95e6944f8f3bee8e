"""What went wrong, as a problem document for programs and as a page for people, and nothing of why inside."""

from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from comments_service.refusals import Refusal
from comments_service.web.problems import STATUS
from tests.conftest import Visitor

PAGE = {"accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


def broken(visitor: Visitor) -> TestClient:
    """A client of an application in which every look at a thread breaks, with words that nobody may see."""
    client = visitor()

    async def breaks(*_asgi: object) -> None:
        raise RuntimeError("the words that were being written")

    for route in client.app._app._app.routes:
        if getattr(route, "path", "") == "/t/{uid}":
            route.app = breaks
    return client


def test_a_problem_document_has_the_members_of_rfc_9457(visitor: Visitor) -> None:
    answer = visitor("amal").put(f"/api/v1/comments/{uuid4()}", json={"thread": "rota", "body": " "})

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "type": "tag:townhall,2026:problem/body-is-empty",
        "title": "Write something first: there is no text here that anybody could read.",
        "status": 422,
        "errors": [
            {
                "field": "body",
                "message": "Write something first: there is no text here that anybody could read.",
            }
        ],
    }


def test_what_screening_found_is_told_with_its_place(visitor: Visitor) -> None:
    card = "4111 1111 " + "1111 1111"
    answer = visitor("amal").put(f"/api/v1/comments/{uuid4()}", json={"thread": "rota", "body": f"Pay {card} now"})

    error = answer.json()["errors"][0]
    assert (answer.status_code, error["field"], error["detector"]) == (422, "body", "payment_card")
    assert (error["start"], error["end"]) == (4, 23)
    assert "1111" not in answer.text


def test_every_refusal_of_the_service_has_a_status() -> None:
    def family(kind: type[Refusal]) -> set[type[Refusal]]:
        return {kind, *(one for child in kind.__subclasses__() for one in family(child))}

    codes = {kind.code for kind in family(Refusal) - {Refusal} if kind.__module__.startswith("comments_service")}

    # What somebody brings from elsewhere is refused where the command is given, and not over HTTP.
    assert codes - {"export-is-wrong"} == set(STATUS)


PROBLEMS = [
    ("GET", "/t/nowhere", 404),
    ("GET", "/nothing", 404),
    ("PUT", "/t/rota", 405),
    ("GET", "/t/rota?comment=x", 422),
    ("GET", "/t/rota?sort=loudest", 422),
    ("GET", "/t/rota?comment=0197a1b2-0000-7000-8000-000000000404", 404),
    ("GET", "/embed/v1/nothing.js", 404),
]


@pytest.mark.parametrize(("method", "path", "status"), PROBLEMS)
def test_a_program_gets_a_document_and_a_person_a_page(visitor: Visitor, method: str, path: str, status: int) -> None:
    client = visitor("amal")
    document, page = client.request(method, path), client.request(method, path, headers=PAGE)

    assert (document.status_code, page.status_code) == (status, status)
    assert document.headers["content-type"] == "application/problem+json"
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1" in page.text


def test_the_api_answers_programs_whatever_they_accept(visitor: Visitor) -> None:
    answer = visitor().get("/api/v1/me", headers=PAGE)

    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")


def test_a_person_who_must_sign_in_is_led_there_and_back(visitor: Visitor) -> None:
    answer = visitor().get("/admin/?after=1&x=ü", headers=PAGE)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/auth/login?next=/admin/%3Fafter%3D1%26x%3D%25C3%25BC"


def test_a_method_that_an_address_does_not_take_is_told_which_it_does(visitor: Visitor) -> None:
    nobody = visitor()
    methods = ["OPTIONS", "PROPFIND", "TRACE", "X-MADE-UP", "DELETE"]

    answers = [nobody.request(method, "/api/v1/me") for method in methods]

    assert [(one.status_code, one.headers["allow"]) for one in answers] == [(405, "GET, HEAD")] * len(methods)


def test_a_fault_of_ours_tells_nothing(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    client = broken(visitor)
    document, page = client.get("/t/rota"), client.get("/t/rota", headers=PAGE)

    assert (document.status_code, page.status_code) == (500, 500)
    assert document.json()["type"].endswith("/internal-error")
    for text in (document.text, page.text, caplog.text):
        assert "being written" not in text
        assert "Traceback" not in text
    assert "RuntimeError" not in document.text + page.text
    assert "GET '/t/{uid}': builtins.RuntimeError at test_problems.py" in caplog.text
