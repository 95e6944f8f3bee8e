"""A discussion's own page at the desk: closing, reopening and slowing by plain forms, and what readers are told."""

from typing import Any
from uuid import uuid4

from starlette.testclient import TestClient

from tests.conftest import Visitor
from tests.web.conftest import Say
from tests.web.desk.test_marks import PAGE, token


def switch(client: TestClient, action: str, **fields: str) -> Any:
    """Send one of the forms."""
    return client.post(
        "/admin/threads/rota/switches", data={"_token": token(client), "action": action, **fields}, headers=PAGE
    )


def test_closing_says_why_to_every_reader_and_reopening_lets_them_speak(visitor: Visitor, say: Say) -> None:
    dana, amal = visitor("dana"), visitor("amal")

    assert switch(dana, "close", said="Until the decision on Thursday.").status_code == 303

    page = visitor().get("/t/rota").text
    assert "Dana Reyes has closed this discussion: <q>Until the decision on Thursday.</q>" in page
    assert amal.get("/api/v1/threads/rota/me").json()["may"] == {"comment": False, "why": "thread-is-closed"}
    refused = amal.put(f"/api/v1/comments/{uuid4()}", json={"thread": "rota", "body": "But"})
    assert refused.status_code == 409
    assert "Open it again" in dana.get("/admin/threads/rota").text
    assert switch(dana, "reopen").status_code == 303
    say(amal, "Then I go on.")


def test_a_second_comment_too_early_is_429_with_how_long_to_wait(visitor: Visitor, say: Say) -> None:
    dana, amal = visitor("dana"), visitor("amal")
    assert switch(dana, "slow", minutes="10").status_code == 303
    assert "everybody posts once in 10 minutes here" in amal.get("/t/rota").text
    assert "everybody posts once in 10 minutes here" in amal.get("/api/v1/threads/rota/me").json()["composer"]
    say(amal)

    refused = amal.put(f"/api/v1/comments/{uuid4()}", json={"thread": "rota", "body": "And another thing."})

    assert refused.status_code == 429
    assert refused.json()["type"].endswith("/too-soon")
    assert 0 < int(refused.headers["retry-after"]) == refused.json()["seconds"] <= 600
    sent = {"_token": token(amal), "id": str(uuid4()), "body": "And another thing."}
    plain = amal.post("/t/rota", data=sent, headers=PAGE)
    assert plain.status_code == 429
    assert "And another thing." in plain.text
    assert "You can send this in" in plain.text


def test_what_is_wrong_is_said_beside_what_was_typed(visitor: Visitor) -> None:
    dana = visitor("dana")

    for action, fields, words in (
        ("close", {"said": " "}, "Say why, in a sentence"),
        ("slow", {"minutes": "ten"}, "whole number of minutes"),
        ("slow", {"minutes": "9999"}, "Choose between"),
        ("explode", {}, "Allowed: close, reopen, slow."),
    ):
        refused = switch(dana, action, **fields)
        assert refused.status_code == 422
        assert words in refused.text


def sum_up(client: TestClient, words: str, number: int = 0, thread: str = "answered") -> Any:
    """Send the form of the summary."""
    sent = {"_token": token(client), "id": str(uuid4()), "number": str(number), "summary": words}
    return client.post(f"/admin/threads/{thread}/summary", data=sent, headers=PAGE)


def test_who_answers_for_a_page_sums_its_discussion_up_for_every_reader(visitor: Visitor) -> None:
    tom = visitor("tom")

    done = sum_up(tom, "You want **fewer** handovers.")

    assert (done.status_code, done.headers["location"]) == (303, "/admin/threads/answered#summary")
    for address in ("/t/answered", "/t/answered/fragment"):
        page = visitor().get(address).text
        assert '<h3 class="th-summary__title" id="th-summary">What we heard</h3>' in page
        assert "You want <strong>fewer</strong> handovers." in page
        assert "Tom de Vries sums it up" in page
    desk = tom.get("/admin/threads/answered").text
    assert ("You want **fewer** handovers.</textarea>" in desk, 'name="number" value="1"' in desk) == (True, True)
    assert sum_up(tom, "", 1).status_code == 303
    assert "What we heard" not in visitor().get("/t/answered").text
    assert "taken back" in tom.get("/admin/threads/answered").text


def test_a_summary_that_cannot_be_taken_stays_in_the_box_with_why(visitor: Visitor) -> None:
    tom, ben = visitor("tom"), visitor("ben")
    assert sum_up(tom, "You want fewer handovers.").status_code == 303

    for client, words, number, why in (
        (ben, "What I heard.", 0, "Tom de Vries has changed it meanwhile"),
        (ben, "Call me: +31 6 12345678.", 1, "Say it otherwise"),
        (ben, "\u200b", 1, "Write something"),
        (ben, "What I heard.", -1, "has changed it meanwhile"),
    ):
        refused = sum_up(client, words, number)
        assert (refused.status_code, why in refused.text) == (422, True), why
        assert f">\n{words}</textarea>" in refused.text
    assert sum_up(visitor("amal"), "Mine.").status_code == 403
    assert 'id="summary-body"' not in visitor("ines").get("/admin/threads/answered").text


def test_only_who_looks_after_a_discussion_sees_its_page_and_the_way_there(visitor: Visitor) -> None:
    for handle, status in (("dana", 200), ("ines", 200), ("priya", 200), ("tom", 200), ("amal", 403), ("noor", 403)):
        client = visitor(handle)
        assert client.get("/admin/threads/rota", headers=PAGE).status_code == status
        assert ("Look after this discussion" in client.get("/t/rota").text) == (status == 200)
    assert visitor("ben").get("/admin/threads/answered").status_code == 200
    assert visitor("dana").get("/admin/threads/nowhere", headers=PAGE).status_code == 404
    assert visitor().get("/admin/threads/rota", headers=PAGE).status_code == 303
    assert switch(visitor("ines"), "close", said="Enough.").status_code == 403


def test_open_questions_are_listed_with_who_is_finding_out(visitor: Visitor, say: Say) -> None:
    say(visitor("amal"), "When does the canteen open?", kind="question")

    shown = visitor("dana").get("/admin/threads/rota").text

    assert "Open questions (1)" in shown
    assert "When does the canteen open?" in shown
