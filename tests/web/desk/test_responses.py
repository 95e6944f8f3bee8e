"""Official responses by plain forms: written, drafted, approved, declined; never public without the named person."""

from typing import Any
from uuid import uuid4

from starlette.testclient import TestClient

from tests.conftest import Visitor
from tests.support.talking import BLOCKED_SECRET, BLOCKED_WORDS
from tests.web.conftest import Say
from tests.web.desk.test_marks import PAGE, marks_of, token

WORDS = "The canteen opens at night from 12 May."


def write(client: TestClient, speaker: str, body: str = WORDS, **fields: str) -> tuple[str, Any]:
    """Send the form that writes a response; its id, and what was answered."""
    own = fields.pop("id", str(uuid4()))
    sent = {"_token": token(client), "id": own, "thread": "rota", "speaker": speaker, "body": body, **fields}
    return own, client.post("/admin/responses", data=sent, headers=PAGE)


def answer(client: TestClient, draft: str, action: str, **fields: str) -> Any:
    """Send the form that answers a draft."""
    sent = {"_token": token(client), "action": action, **fields}
    return client.post(f"/admin/responses/{draft}", data=sent, headers=PAGE)


def test_a_leader_responds_under_their_own_name_from_the_desk_and_from_the_page(visitor: Visitor, say: Say) -> None:
    ines, question = visitor("ines"), say(visitor("amal"), kind="question")

    own, done = write(ines, "ines", parent=question)

    assert (done.status_code, done.headers["location"]) == (303, f"/t/rota?comment={own}")
    assert [(one["kind"], one["by"], one["drafted_by"]) for one in marks_of(visitor(), own)] == [
        ("official", "Ines Okafor", None)
    ]
    assert 'name="official"' in ines.get("/t/rota").text
    plain = str(uuid4())
    sent = {"_token": token(ines), "id": plain, "body": "And porridge, too.", "official": "yes"}
    assert ines.post("/t/rota", data=sent, headers=PAGE).status_code == 303
    assert [one["kind"] for one in marks_of(visitor(), plain)] == ["official"]


def test_nobody_else_is_offered_it_or_may(visitor: Visitor) -> None:
    for handle in ("amal", "dana", "priya", "tom"):
        client = visitor(handle)
        assert 'name="official"' not in client.get("/t/rota").text
        sent = {"thread": "rota", "body": "Officially.", "official": True}
        assert client.put(f"/api/v1/comments/{uuid4()}", json=sent).status_code == 403
        assert write(client, handle)[1].status_code in (403, 422)


def test_a_draft_is_public_once_its_speaker_approves_it_and_names_both(visitor: Visitor) -> None:
    tom, ines = visitor("tom"), visitor("ines")
    draft, written = write(tom, "ines")

    assert (written.status_code, written.headers["location"]) == (303, f"/admin/responses#draft-{draft}")
    assert WORDS not in visitor().get("/t/rota").text
    assert visitor("dana").get(f"/api/v1/comments/{draft}").status_code == 404
    assert "Responses (1)" in ines.get("/t/rota").text
    assert WORDS in ines.get("/admin/responses").text
    approved = answer(ines, draft, "approve", body=WORDS)
    assert (approved.status_code, approved.headers["location"]) == (303, f"/t/rota?comment={draft}")
    page = visitor().get("/t/rota").text
    assert WORDS in page
    assert "· drafted with Tom de Vries" in page
    assert "Responses (1)" not in ines.get("/t/rota").text
    assert "Approved" in tom.get("/admin/responses").text


def test_nobody_sees_or_answers_the_draft_of_others(visitor: Visitor) -> None:
    draft, _ = write(visitor("tom"), "ines")

    for handle in ("dana", "amal"):
        client = visitor(handle)
        assert WORDS not in client.get("/admin/responses").text
        assert answer(client, draft, "approve", body=WORDS).status_code == 404
    assert answer(visitor("tom"), draft, "approve", body=WORDS).status_code == 403
    assert visitor().get("/admin/responses", headers=PAGE).status_code == 303


def test_declining_needs_words_and_tells_them(visitor: Visitor) -> None:
    tom, ines = visitor("tom"), visitor("ines")
    draft, _ = write(tom, "ines")

    refused = answer(ines, draft, "decline", answer=" ")
    assert refused.status_code == 422
    assert "Say why" in refused.text
    assert answer(ines, draft, "decline", answer="Wait for the meeting.").status_code == 303
    shown = tom.get("/admin/responses").text
    assert "Declined" in shown
    assert "Wait for the meeting." in shown
    assert answer(ines, draft, "approve", body=WORDS).status_code == 409


def test_it_can_be_taken_back(visitor: Visitor) -> None:
    tom = visitor("tom")
    draft, _ = write(tom, "ines")

    assert answer(tom, draft, "withdraw").status_code == 303

    assert "Nothing waits for your word" in visitor("ines").get("/admin/responses").text


def test_what_screening_finds_is_told_to_who_approves_with_their_words_still_there(visitor: Visitor) -> None:
    ines = visitor("ines")
    draft, _ = write(visitor("tom"), "ines")

    refused = answer(ines, draft, "approve", body=f"It opens at night. {BLOCKED_WORDS}")

    assert refused.status_code == 422
    assert "cannot be posted as it is" in refused.text
    assert "It opens at night." in refused.text
    assert visitor().get(f"/api/v1/comments/{draft}").status_code == 404


def test_a_secret_is_not_kept_in_a_draft_and_what_was_typed_comes_back(visitor: Visitor) -> None:
    tom = visitor("tom")

    _, refused = write(tom, "ines", BLOCKED_WORDS)

    assert refused.status_code == 422
    assert BLOCKED_SECRET in refused.text
    assert BLOCKED_SECRET not in tom.get("/admin/responses").text


def test_sending_the_same_form_twice_is_one_draft(visitor: Visitor) -> None:
    tom = visitor("tom")
    draft, first = write(tom, "ines")
    _, again = write(tom, "ines", id=draft)

    assert (first.status_code, again.status_code) == (303, 303)
    assert visitor("ines").get("/admin/responses").text.count(f'id="draft-{draft}"') == 1


def test_no_such_action_and_no_such_draft(visitor: Visitor) -> None:
    draft, _ = write(visitor("tom"), "ines")
    ines = visitor("ines")

    assert answer(ines, draft, "burn").status_code == 422
    assert answer(ines, str(uuid4()), "approve", body=WORDS).status_code == 404
    assert answer(ines, "nothing", "approve", body=WORDS).status_code == 422
