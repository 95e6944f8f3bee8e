"""The API's document: whole, well formed, and true of what is really answered."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from comments_service.settings import Settings
from comments_service.web import answers
from comments_service.web.openapi import document, problem_codes
from comments_service.web.operations import OPERATIONS
from comments_service.web.problems import STATUS
from comments_service.web.routes import TABLE
from tests.conftest import Visitor
from tests.support.company import PAGES, entry, manifest
from tests.support.time_passes import time_passes

Say = Callable[..., str]


def described() -> dict[str, Any]:
    """The document, as the service that these tests ask would serve it."""
    return document("/", cookie="townhall_session")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


def references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for one in value.values():
            yield from references(one)
    elif isinstance(value, list):
        for one in value:
            yield from references(one)


def test_every_call_of_the_api_is_described_and_no_other() -> None:
    served = {(path, method) for path, methods in TABLE.items() for method in methods if "/api/" in path}

    assert {(path, method) for path, methods in OPERATIONS.items() for method in methods} == served


def test_the_document_is_served(visitor: Visitor) -> None:
    answer = visitor().get("/openapi.json")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json() == msgspec.json.decode(msgspec.json.encode(described()))
    assert answer.json()["openapi"].startswith("3.1.")


def test_every_reference_leads_to_a_schema_and_every_schema_is_used() -> None:
    about = described()
    led_to = set(references(about))

    assert led_to == {f"#/components/schemas/{name}" for name in about["components"]["schemas"]}


def test_every_operation_is_well_formed() -> None:
    operations = [
        (path, method, about) for path, methods in described()["paths"].items() for method, about in methods.items()
    ]
    ids = [about["operationId"] for _, _, about in operations]

    assert len(set(ids)) == len(ids)
    for path, _, about in operations:
        in_path = [one["name"] for one in about["parameters"] if one["in"] == "path"]
        assert [f"{{{name}}}" in path for name in in_path] == [True] * path.count("{")
        assert about["summary"]
        assert set(about["responses"]) & {"200", "201", "204"}
        assert {"500", "503"} <= set(about["responses"])
        for status, answer in about["responses"].items():
            assert answer["description"]
            assert ("content" in answer) == (status != "204")
        assert ("requestBody" in about) == ("413" in about["responses"])
        # Where nobody is needed, one of its choices may be for somebody.
        needed = {} not in about.get("security", [{}])
        assert needed <= ("401" in about["responses"]) <= ("security" in about)


def test_every_problem_named_is_one_that_there_is() -> None:
    named = {
        code
        for methods in OPERATIONS.values()
        for method, one in methods.items()
        for code in problem_codes(one, method)
    }

    # These are of pages and plain forms, and of addresses that are not in the document.
    assert set(STATUS) - named == {
        "form-token-is-wrong",
        "too-many-attempts",
        "sign-in-is-over",
        "sign-in-was-denied",
        "sign-in-cannot-be-trusted",
        "clocks-disagree",
        "person-is-deactivated",
        "provider-is-unreachable",
        "logout-token-is-wrong",
        "stop-link-is-wrong",
        "not-found",
        "method-not-allowed",
        "decided-meanwhile",
        "too-many-listen",
        "draft-is-unknown",
        "held-for-legal",
        "hold-is-unknown",
        "unsealing-is-unknown",
        "unsealing-is-asked",
        "unsealing-is-over",
        "enough-is-featured",
        "sanction-is-unknown",
        "sanctioned-meanwhile",
        "rule-is-unknown",
        "rule-is-over",
        "sealed-case-is-unknown",
        "sealed-case-is-closed",
    }
    assert named <= set(STATUS)


def held_to(kind: Any, answer: Any, status: int = 200) -> Any:
    """The answer's JSON, if it is of a type to the letter."""
    assert answer.status_code == status, answer.text
    return msgspec.json.decode(answer.content, type=kind)


def test_what_is_answered_is_what_is_described(
    visitor: Visitor, say: Say, settings: Settings, deploy_token: str
) -> None:
    amal, ben, dana = visitor("amal"), visitor("ben"), visitor("dana")
    path, held = f"/api/v1/comments/{uuid4()}", f"/api/v1/comments/{uuid4()}"
    described = {
        (path, method, status): kind
        for path, methods in OPERATIONS.items()
        for method, one in methods.items()
        for status, kind in one.answers.items()
    }

    def kind(path: str, method: str, status: int = 200) -> Any:
        return described.pop((path, method, status))

    comment, words = "/api/v1/comments/{id}", {"thread": "rota", "body": "Hello there."}
    held_to(kind(comment, "PUT", 201), amal.put(path, json=words), 201)
    held_to(kind(comment, "PUT", 202), amal.put(held, json={**words, "thread": "incident"}), 202)
    again = kind(comment, "PUT", 200)
    held_to(again, amal.put(path, json=words))
    held_to(again, amal.put(held, json={**words, "thread": "incident"}))
    read = kind(comment, "GET")
    held_to(read, amal.get(path))
    held_to(read, visitor().get(path))
    held_to(kind(comment, "PATCH"), amal.patch(path, json={"body": "Hello again."}))
    waits = {"body": "Call me: +31 6 12345678.", "review": True}
    held_to(kind(comment, "PATCH", 202), amal.patch(path, json=waits), 202)
    reaction = f"{comment}/reactions/{{name}}"
    held_to(kind(reaction, "PUT"), ben.put(f"/api/v1/comments/{say(amal)}/reactions/smile"))
    held_to(kind(reaction, "DELETE"), ben.delete(f"/api/v1/comments/{say(amal, 'One more.')}/reactions/smile"))
    about = {"id": say(amal, "Who drives on Sunday?", kind="question")}
    solution, chosen = f"{comment}/solution", {"answer": say(ben, "I do.", parent=about["id"])}
    held_to(kind(solution, "PUT"), amal.put(solution.format(**about), json=chosen))
    held_to(read, visitor().get(comment.format(**about)))
    held_to(kind(solution, "DELETE"), amal.delete(solution.format(**about)))
    priya, endorsement = visitor("priya"), f"{comment}/endorsement"
    held_to(kind(endorsement, "PUT"), priya.put(f"{path}/endorsement"))
    held_to(read, visitor().get(path))
    held_to(kind(endorsement, "DELETE"), priya.delete(f"{path}/endorsement"))
    held_to(kind(f"{comment}/report", "PUT"), ben.put(f"{path}/report", json={"reason": "other"}))
    verdicts = [
        {"comment": held[-36:], "version": 1, "action": "remove", "reason": "off-topic"},
        {"comment": held[-36:], "version": 1, "action": "approve"},
        {"comment": str(uuid4()), "version": 1, "action": "approve"},
    ]
    claim = "/admin/api/claims/{id}"
    held_to(kind(claim, "PUT"), dana.put(claim.replace("{id}", held[-36:])))
    given_up = dana.delete(claim.replace("{id}", held[-36:]))
    assert (given_up.status_code, given_up.content, kind(claim, "DELETE", 204)) == (204, b"", None)
    results = held_to(kind("/admin/api/decisions", "POST"), dana.post("/admin/api/decisions", json=verdicts))
    assert [one.status for one in results.results] == [200, 409, 404]
    time_passes(settings.database_url)
    view = kind("/api/v1/threads/{uid}/me", "GET")
    assert held_to(view, amal.get("/api/v1/threads/incident/me")).mine[0].decision.reason == "off-topic"
    words_for = {"words": "It is about the rota."}
    held_to(kind(f"{comment}/appeal", "PUT"), amal.put(f"{held}/appeal", json=words_for))
    assert held_to(view, amal.get("/api/v1/threads/incident/me")).mine[0].appeal.outcome is None
    held_to(view, visitor().get("/api/v1/threads/rota/me"))
    held_to(view, visitor().get("/api/v1/threads/heard/me"))
    held_to(kind("/api/v1/threads/{uid}", "GET"), amal.get("/api/v1/threads/rota"))
    for status in (200, 204):  # it goes on for as long as somebody listens: see reader/test_live.py
        del described["/api/v1/threads/{uid}/live", "GET", status]
    held_to(kind(comment, "DELETE"), amal.delete(path))
    held_to(kind("/api/v1/counts", "GET"), amal.get("/api/v1/counts?thread=rota&thread=heard"))
    held_to(kind("/api/v1/screen", "POST"), amal.post("/api/v1/screen", json={"body": "Call +31 6 12345678"}))
    held_to(kind("/api/v1/preview", "POST"), amal.post("/api/v1/preview", json={"body": "Hello"}))
    held_to(kind("/api/v1/similar", "POST"), amal.post("/api/v1/similar", json={"body": "Where are the keys?"}))
    held_to(kind("/api/v1/me", "GET"), dana.get("/api/v1/me"))
    held_to(kind("/api/v1/people", "GET"), dana.get("/api/v1/people?begins=a"))
    held_to(kind("/api/v1/me/export", "GET"), amal.get("/api/v1/me/export"))
    sync = kind("/api/v1/site/threads", "PUT")
    token = {"authorization": f"Bearer {deploy_token}"}
    asking = [
        *PAGES,
        entry("must", acknowledge=True, pulse=["Is it well lit?", "Yes", "No"]),
        entry("confide", anonymous=True),
        entry("cold", course="cold", mandatory=True),
        entry("cold-1", course="cold", lesson=1, quizzes=["b-one"]),
    ]
    held_to(sync, visitor().put("/api/v1/site/threads", json=manifest(*asking), headers=token))
    following = "/api/v1/threads/{uid}/following"
    assert held_to(kind(following, "PUT"), amal.put("/api/v1/threads/rota/following")).following
    assert not held_to(kind(following, "DELETE"), amal.delete("/api/v1/threads/rota/following")).following
    held_to(kind("/api/v1/threads/{uid}/receipt", "PUT"), amal.put("/api/v1/threads/must/receipt"))
    asked = {"question": "Is it well lit?", "choice": "Yes"}
    held_to(kind("/api/v1/threads/{uid}/pulse", "PUT"), amal.put("/api/v1/threads/must/pulse", json=asked))
    skipped = amal.put("/api/v1/threads/cold-1/skip")
    assert not held_to(kind("/api/v1/threads/{uid}/skip", "PUT"), skipped).covered
    progress, quiz = "/api/v1/threads/{uid}/progress", "/api/v1/threads/{uid}/quizzes/{item}"
    assert held_to(kind(progress, "GET"), amal.get("/api/v1/threads/cold-1/progress")).course.resume.number == 1
    assert held_to(kind(progress, "PUT"), amal.put("/api/v1/threads/cold-1/progress")).completed
    assert held_to(kind(progress, "DELETE"), amal.delete("/api/v1/threads/cold-1/progress")).completed is None
    answered = amal.put("/api/v1/threads/cold-1/quizzes/b-one", json={"right": True})
    assert held_to(kind(quiz, "PUT"), answered).answered == {"b-one": True}
    completion = "/api/v1/courses/{course}/completion"
    ines = visitor("ines")
    assert held_to(kind(completion, "GET"), ines.get("/api/v1/courses/cold/completion")).learners
    held_to(kind(f"{completion}/{{handle}}", "GET"), ines.get("/api/v1/courses/cold/completion/amal"))
    say(amal, thread="confide", anonymous=True)
    assert held_to(view, amal.get("/api/v1/threads/confide/me")).mine[0].letter.action == "post"
    held_to(kind("/api/v1/site/snapshot", "GET"), visitor().get("/api/v1/site/snapshot", headers=token))
    held_to(answers.Problem, visitor().get("/api/v1/me"), 401)
    assert described == {}
