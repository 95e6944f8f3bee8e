"""POST /admin/notes: facilitators tell each other something about a comment, and nobody else is told."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from comments_service.settings import Settings
from tests.conftest import Visitor
from tests.support.contents import rows

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]
WORDS = "I know <her>, let us ask first."


def form(client: TestClient, comment: str, note: str = WORDS, **about: str) -> dict[str, str]:
    found = re.search(r'name="_token" value="([^"]+)"', client.get("/t/rota").text)
    assert found
    return {"_token": found[1], "comment": comment, "id": str(uuid4()), "note": note, "action": "note", **about}


def test_a_note_is_read_by_colleagues_and_sent_twice_stays_one(visitor: Visitor, say: Say, settings: Settings) -> None:
    dana, eli, said = visitor("dana"), visitor("eli"), say(visitor("amal"))
    note = form(dana, said, back="/admin/?queue=all")
    answers = [dana.post("/admin/notes", data=note) for _ in range(2)]
    page = eli.get(f"/admin/comments/{said}").text

    assert [(answer.status_code, answer.headers["location"]) for answer in answers] == [
        (303, "/admin/?queue=all#notes")
    ] * 2
    assert page.count("I know &lt;her&gt;, let us ask first.") == 1
    assert "Dana Reyes" in page
    told = rows(settings.database_url, "SELECT facts FROM event WHERE kind = 'note.added'")
    assert [str(facts) for (facts,) in told] == ["{}"]


def test_the_form_on_the_page_adds_a_note(visitor: Visitor, say: Say) -> None:
    dana, said = visitor("dana"), say(visitor("amal"))
    page = dana.get(f"/admin/comments/{said}").text.partition('action="/admin/notes"')[2].partition("</form>")[0]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))

    assert dana.post("/admin/notes", data={**fields, "note": WORDS}).status_code == 303
    assert "let us ask first." in dana.get(f"/admin/comments/{said}").text


def test_neither_its_author_nor_anybody_else_sees_it(visitor: Visitor, say: Say) -> None:
    amal, dana, ben = visitor("amal"), visitor("dana"), visitor("ben")
    said = say(amal)
    dana.post("/admin/notes", data=form(dana, said))
    places = (
        "/t/rota",
        "/t/rota/fragment",
        "/api/v1/threads/rota",
        "/api/v1/threads/rota/me",
        f"/api/v1/comments/{said}",
    )

    for client in (amal, ben, visitor()):
        assert not [where for where in places if "let us ask first" in client.get(where).text]
    assert amal.get(f"/admin/comments/{said}").status_code == 403


def test_a_facilitator_does_not_read_notes_about_their_own_comment(visitor: Visitor, say: Say) -> None:
    dana, eli = visitor("dana"), visitor("eli")
    said = say(dana)
    assert eli.post("/admin/notes", data=form(eli, said)).status_code == 303

    assert "let us ask first" not in dana.get(f"/admin/comments/{said}").text
    assert dana.post("/admin/notes", data=form(dana, said)).status_code == 403


@pytest.mark.parametrize("note", ["", "  \n", "x" * 2001, "\x00"])
def test_what_cannot_be_kept_is_said_where_it_was_typed(
    visitor: Visitor, say: Say, untouched: Untouched, note: str
) -> None:
    dana, said = visitor("dana"), say(visitor("amal"))
    about = form(dana, said, note)
    dana.get(f"/admin/comments/{said}")
    with untouched():
        answer = dana.post("/admin/notes", data=about)

    assert answer.status_code == 422
    assert 'id="note-problem"' in answer.text
    assert note.strip("\x00").strip() in answer.text


def test_notes_are_for_facilitators_with_their_form(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    said, dana = say(visitor("amal")), visitor("dana")
    dana.get(f"/admin/comments/{said}")
    others = [(visitor(who), form(visitor(who), said)) for who in ("ben", "ines", "noor")]
    own = form(dana, said)
    with untouched():
        assert [client.post("/admin/notes", data=about).status_code for client, about in others] == [403] * 3
        assert visitor().post("/admin/notes", data=own).status_code == 401
        assert dana.post("/admin/notes", data={**own, "_token": "x"}).status_code == 403
    assert dana.post("/admin/notes", data={**own, "comment": str(uuid4())}).status_code == 404


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_one_is_never_led_elsewhere(visitor: Visitor, say: Say, back: str) -> None:
    dana, said = visitor("dana"), say(visitor("amal"))

    assert dana.post("/admin/notes", data=form(dana, said, back=back)).headers["location"] == "/#notes"
