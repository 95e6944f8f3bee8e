"""How far somebody is over HTTP: as JSON, as a page with plain forms, and what leaders are told of it."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from starlette.testclient import TestClient

from comments_service.app import clock
from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from tests.conftest import Visitor
from tests.support.company import PAGES, entry
from tests.web.test_language import NOT_OURS, TYPED

WHERE = "/api/v1/threads/cold-1/progress"


@pytest.fixture
def town(app: TestClient) -> TestClient:
    assert app.portal
    pages = [
        entry("cold", course="cold", mandatory=True, owner="priya", title="Cold <b>chain</b>"),
        entry(
            "cold-1",
            course="cold",
            lesson=1,
            quizzes=["b-one", "b-two"],
            blocks=[{"id": "b-why", "words": "Cold is not a repair."}],
            title="What cold does",
        ),
        entry("cold-2", course="cold", lesson=2, complete_when="post"),
        entry("forks", course="forks"),
        entry("forks-1", course="forks", lesson=1),
    ]

    async def teach() -> None:
        await sync_threads([*PAGES, *pages], archive=[], ledger=Ledger(now=clock))

    app.portal.call(teach)
    return app


@pytest.mark.usefixtures("town")
def test_a_program_marks_a_lesson_and_is_told_how_far_one_is(visitor: Visitor) -> None:
    amal, today = visitor("amal"), clock().date().isoformat()
    course = {"lessons": 2, "completed": {}, "resume": amal.get(WHERE).json()["course"]["resume"]}
    assert amal.get(WHERE).json() == {"complete_when": "mark", "completed": None, "answered": {}, "course": course}
    assert amal.put(WHERE).json()["course"]["completed"] == {"cold-1": today}
    assert amal.get("/api/v1/threads/cold/progress").json()["course"]["resume"]["uid"] == "cold-2"
    assert amal.put("/api/v1/threads/cold-1/quizzes/b-one", json={"right": False}).json()["answered"] == {
        "b-one": False
    }
    assert amal.delete(WHERE).json()["completed"] is None
    assert amal.get("/api/v1/threads/rota/progress").json()["course"] is None


@pytest.mark.usefixtures("town")
def test_whatever_cannot_be_is_refused_and_changes_nothing(
    visitor: Visitor, untouched: Callable[[], AbstractContextManager[None]]
) -> None:
    amal, quiz = visitor("amal"), "/api/v1/threads/cold-1/quizzes"
    with untouched():
        assert [visitor().put(WHERE).status_code, visitor().get(WHERE).status_code] == [401, 401]
        assert visitor().put(f"{quiz}/b-one", json={"right": True}).status_code == 401
        assert amal.put("/api/v1/threads/nowhere/progress").status_code == 404
        assert amal.put("/api/v1/threads/cold-2/progress").json()["type"].endswith("nothing-to-complete")
        assert amal.put(f"{quiz}/b-three", json={"right": True}).json()["type"].endswith("quiz-is-unknown")
        for sent in ({}, {"right": "yes"}, {"right": True, "choices": [1]}):
            assert amal.put(f"{quiz}/b-one", json=sent).status_code in (400, 422)


@pytest.mark.usefixtures("town")
def test_speaking_below_a_lesson_completes_it_where_that_is_how(visitor: Visitor) -> None:
    amal = visitor("amal")
    made = amal.put(
        "/api/v1/comments/0199e0a0-0000-7000-8000-000000000001", json={"thread": "cold-2", "body": "I saw it."}
    )

    assert made.status_code == 201
    assert amal.get("/api/v1/threads/cold-2/progress").json()["completed"] == clock().date().isoformat()


@pytest.mark.usefixtures("town")
def test_without_javascript_it_is_a_page_with_forms(visitor: Visitor) -> None:
    amal = visitor("amal")
    page = amal.get("/me/learning").text
    assert "0 of 2 lessons completed." in page
    assert "Start: <bdi>What cold does</bdi>" in page
    assert "Cold &lt;b&gt;chain" in page
    token = re.search(r'name="_token" value="([^"]+)"', page)
    assert token
    sent = {"_token": token[1], "lesson": "cold-1", "action": "complete"}
    assert amal.post("/me/learning", data={**sent, "_token": "x"}).status_code == 403
    assert amal.post("/me/learning", data={**sent, "action": "dance"}).status_code == 422
    done = amal.post("/me/learning", data=sent)
    assert (done.status_code, done.headers["location"]) == (303, "/me/learning#th-lesson-cold-1")
    page = amal.get("/me/learning").text
    assert "1 of 2 lessons completed." in page
    assert "Resume: <bdi>Cold 2</bdi>" in page
    assert amal.post("/me/learning", data={**sent, "action": "not-complete"}).status_code == 303
    assert "0 of 2 lessons completed." in amal.get("/me/learning").text
    assert "1 of 2" not in visitor("ben").get("/me/learning").text


@pytest.mark.usefixtures("town")
def test_c4_13_a_manager_is_told_of_a_mandatory_course_alone(visitor: Visitor) -> None:
    amal, ines = visitor("amal"), visitor("ines")
    amal.put(WHERE)
    amal.put("/api/v1/threads/forks-1/progress")
    told = ines.get("/api/v1/courses/cold/completion/amal")

    assert (told.status_code, told.json()["completed"]) == (200, 1)
    assert ines.get("/api/v1/courses/forks/completion/amal").status_code == 403
    assert ines.get("/api/v1/courses/forks/completion").json()["learners"] is None
    assert ines.get("/api/v1/courses/none/completion").status_code == 404
    assert visitor("dana").get("/api/v1/courses/cold/completion").status_code == 403
    assert "<bdi>Amal Haddad, Casablanca</bdi>: <strong>1 of 2</strong>" in ines.get("/admin/threads/cold").text
    assert "Amal" not in ines.get("/admin/threads/forks").text
    assert "Who has completed the course" not in visitor("dana").get("/admin/threads/cold").text


@pytest.mark.usefixtures("town")
def test_what_confuses_and_how_far_everybody_is_is_told_in_the_language_of_who_looks_after_the_course(
    visitor: Visitor,
) -> None:
    for number, handle in enumerate(("amal", "ben", "dana", "eli", "tom")):
        assert (
            visitor(handle).put("/api/v1/threads/cold-1/quizzes/b-one", json={"right": number > 1}).status_code == 200
        )
    asked = {"thread": "cold-1", "kind": "question", "body": "Why?", "anchor": {"block": "b-why", "quote": "repair"}}
    assert visitor("ben").put("/api/v1/comments/0199e0a0-0000-7000-8000-000000000002", json=asked).status_code == 201

    page = visitor("ines").get("/admin/threads/cold", headers={"accept-language": "ar-MA"}).text

    told = "<main" + page.partition("<main")[2].partition("</main>")[0]
    for words in (
        "ما يثير اللبس",
        "<td>5</td><td>40%</td>",
        "سؤال واحد أجاب عنه أقل من خمسة أشخاص لا يُعرض.",
        '<bdi>Cold is not a repair.</bdi></a> <span class="th-soft"><bdi>What cold does</bdi></span></th><td>1</td>',
        "لا يُعرض عدد من أتمّوا كل الدروس من أصل 11.",
        "<bdi>Amal Haddad, Casablanca</bdi>: <strong>0 من 2</strong>",
    ):
        assert words in told
    assert set(re.findall(r"[A-Za-z]{4,}", NOT_OURS.sub(" ", told))) <= {
        *TYPED,
        "Cold",
        "chain",
        "Leeds",
        "Rotterdam",
        "repair",
    }
