"""Who has said as much as one may for now: told when, with everything they typed; official work goes on."""

from dataclasses import replace
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from comments_service.settings import Settings
from tests.conftest import Visitor
from tests.web.conftest import Say
from tests.web.desk.test_marks import PAGE, token


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, limits="comments=1/10m, edits=1/10m, reports=1/10m, reactions=1/10m")


def told_when(answer: object) -> bool:
    """Whether an answer says by header when it may be tried again: within the ten minutes."""
    return 0 < int(getattr(answer, "headers")["retry-after"]) <= 600  # noqa: B009 (TestClient's answers have no type)


def plainly(client: TestClient, path: str, **fields: str) -> tuple[int, bool, str]:
    """What comes of a plain form: the status, whether it says when to try again, the page."""
    answer = client.post(path, data={"_token": token(client), **fields}, headers=PAGE)
    return answer.status_code, told_when(answer), answer.text


def test_one_comment_too_many_is_refused_with_when_and_the_plain_page_keeps_it(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    say(amal)

    refused = amal.put(f"/api/v1/comments/{uuid4()}", json={"thread": "ask-ines", "body": "And another."})
    status, when, page = plainly(amal, "/t/ask-ines", id=str(uuid4()), body="And another thing.")

    assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
    assert refused.json()["type"].endswith("/too-soon")
    assert refused.json()["title"].startswith("One person may post 1 comment in 10 minutes. You can send this in ")
    assert int(refused.headers["retry-after"]) == refused.json()["seconds"]
    assert told_when(refused)
    assert (status, when) == (429, True)
    assert "And another thing.</textarea>" in page
    assert "One person may post 1 comment in 10 minutes." in page


def test_one_edit_too_many_too(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    said = say(amal)
    path = f"/api/v1/comments/{said}"
    assert amal.patch(path, json={"body": "Better."}).status_code == 200

    refused = amal.patch(path, json={"body": "Better still."})
    status, when, page = plainly(amal, "/t/rota", edit=said, body="Better still.")

    assert (refused.status_code, told_when(refused)) == (429, True)
    assert (status, when) == (429, True)
    assert "Better still.</textarea>" in page
    assert amal.get(path).json()["body"] == "Better."


def test_one_report_too_many_too(visitor: Visitor, say: Say) -> None:
    ben = visitor("ben")
    first, second = say(visitor("amal")), say(visitor("eli"))
    assert ben.put(f"/api/v1/comments/{first}/report", json={"reason": "other"}).status_code == 200

    refused = ben.put(f"/api/v1/comments/{second}/report", json={"reason": "other"})
    status, when, page = plainly(ben, f"/t/rota/comments/{second}/report", reason="hurtful", detail="It is about me.")

    assert (refused.status_code, told_when(refused)) == (429, True)
    assert (status, when) == (429, True)
    assert "It is about me.</textarea>" in page
    assert "One person may send 1 report in 10 minutes." in page


def test_one_reaction_too_many_too_and_it_can_be_taken_back(visitor: Visitor, say: Say) -> None:
    ben = visitor("ben")
    first, second = say(visitor("amal")), say(visitor("eli"))
    assert ben.put(f"/api/v1/comments/{first}/reactions/thanks").status_code == 200
    assert ben.put(f"/api/v1/comments/{first}/reactions/thanks").status_code == 200

    refused = ben.put(f"/api/v1/comments/{second}/reactions/thanks")
    status, when, page = plainly(ben, f"/t/rota/comments/{second}/reactions", put="thanks")

    assert (refused.status_code, told_when(refused)) == (429, True)
    assert refused.json()["title"] == "One person may react 1 time in 10 minutes. Try it again in 10 minutes."
    assert (status, when) == (429, True)
    assert "One person may react 1 time in 10 minutes." in page
    assert ben.delete(f"/api/v1/comments/{first}/reactions/thanks").json()["reactions"] == {}


def test_official_responses_and_the_work_at_the_desk_are_not_limited(visitor: Visitor, say: Say) -> None:
    ines, dana = visitor("ines"), visitor("dana")
    for words in ("The canteen opens at night.", "From Monday.", "Every night."):
        say(ines, words, official=True)
    held = [say(visitor(handle), "Call +31 6 12345678.", review=True) for handle in ("amal", "ben")]

    verdicts = [{"comment": one, "version": 1, "action": "approve"} for one in held]
    decided = dana.post("/admin/api/decisions", json=verdicts).json()["results"]

    assert [one["status"] for one in decided] == [200, 200]
