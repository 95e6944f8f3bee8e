"""Similar questions over HTTP: to whom, how often, escaped; and beside the preview of the plain page."""

import pytest

from comments_service.people.find import MOST_ASKED
from tests.conftest import Visitor
from tests.web.conftest import Say
from tests.web.reader.test_pages import send

ASKED = "When does the <b>rota</b> start in Leeds?"
ASKS = "Start of the rota in Leeds?"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


def test_who_is_signed_in_is_told_and_may_say_the_same_once(visitor: Visitor, say: Say) -> None:
    asked = say(visitor("amal"), ASKED, kind="question")
    ben, body = visitor("ben"), {"body": ASKS}
    answer = ben.post("/api/v1/similar", json=body)

    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.json()["questions"] == [asked]
    assert "rota" in answer.json()["html"]
    assert "<b>" not in answer.json()["html"]
    assert f'data-same href="/t/rota/comments/{asked}/reactions"' in answer.json()["html"]
    assert ben.put(f"/api/v1/comments/{asked}/reactions/same-here").status_code == 200
    again = ben.post("/api/v1/similar", json=body).json()["html"]
    assert ("data-same " in again, "1 asks the same" in again) == (False, True)
    assert "You asked this." in visitor("amal").post("/api/v1/similar", json=body).json()["html"]
    assert visitor().post("/api/v1/similar", json=body).status_code == 401
    assert ben.post("/api/v1/similar", json={"body": "Soup on Friday?"}).json() == {"questions": [], "html": ""}
    assert ben.post("/api/v1/similar", json={"body": " "}).status_code == 422


def test_more_often_than_anybody_writes_is_refused(visitor: Visitor) -> None:
    ben = visitor("ben")
    answers = [ben.post("/api/v1/similar", json={"body": "Soup?"}).status_code for _ in range(MOST_ASKED + 1)]

    assert answers == [200] * MOST_ASKED + [429]


def test_without_scripts_they_stand_beside_the_preview_of_a_new_question(visitor: Visitor, say: Say) -> None:
    ben = visitor("ben")
    asked = say(visitor("amal"), ASKED, kind="question")
    looked_at: dict[str, tuple[str, dict[str, str]]] = {
        "asking": (ASKS, {}),
        "by kind": ("Start of the rota in Leeds", {"kind": "question"}),
        "telling": ("Start of the rota in Leeds", {"kind": "comment"}),
        "replying": (ASKS, {"parent": asked}),
    }
    shown = {how: send(ben, body=body, preview="yes", **about)[2] for how, (body, about) in looked_at.items()}

    assert [how for how, page in shown.items() if "data-similar" in page] == ["asking", "by kind"]
    assert f"/t/rota/comments/{asked}/reactions" in shown["asking"]
    assert ASKS in shown["asking"]
