"""/admin/sealed/: for the people of a role alone, by plain pages and forms."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from comments_service.settings import Settings
from tests.conftest import Visitor
from tests.support.contents import contents, rows

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]
WHY = "Please talk to her before this is public."


def token(client: TestClient) -> str:
    return client.get("/t/rota").text.partition('name="_token" value="')[2][:64]


@pytest.fixture
def case(visitor: Visitor, say: Say, settings: Settings) -> str:
    """The address of a case that was escalated to human resources."""
    comment = say(visitor("amal"), "Whom do we tell about remarks?", thread="incident")
    verdict = {"comment": comment, "version": 1, "action": "escalate", "to": "hr", "note": WHY}
    assert visitor("dana").post("/admin/api/decisions", json=[verdict]).json()["results"][0]["status"] == 200
    ((sealed,),) = rows(settings.database_url, "SELECT id FROM sealed_case")
    return f"/admin/sealed/{sealed}"


def test_the_role_reads_notes_and_closes(visitor: Visitor, case: str, settings: Settings) -> None:
    hanna = visitor("hanna")
    assert case in hanna.get("/admin/sealed/").text
    page = hanna.get(case)
    assert (page.status_code, WHY in page.text, "Whom do we tell about remarks?" in page.text) == (200, True, True)

    note = {"_token": token(hanna), "id": str(uuid4()), "note": "We meet on Friday."}
    assert [hanna.post(f"{case}/notes", data=note).status_code for _ in range(2)] == [303, 303]
    assert hanna.get(case).text.count("We meet on Friday.") == 1
    told = {"_token": token(hanna), "told": "She would rather not. Please remove it."}
    assert [hanna.post(f"{case}/close", data=told).status_code for _ in range(2)] == [303, 303]
    assert len(contents(settings.database_url)["sealed_note"]) == 1
    kinds = [row[0] for row in rows(settings.database_url, "SELECT kind FROM event ORDER BY number")]
    assert kinds.count("sealed-case.read") == 2
    assert kinds[-1] == "sealed-case.closed"
    late = hanna.post(f"{case}/close", data={**told, "told": "Something else."})
    assert late.status_code == 409


def test_facilitators_are_told_what_the_role_lets_them_know_and_no_more(
    visitor: Visitor, case: str, settings: Settings
) -> None:
    hanna, eli = visitor("hanna"), visitor("eli")
    hanna.post(f"{case}/notes", data={"_token": token(hanna), "id": str(uuid4()), "note": "We meet on Friday."})
    hanna.post(f"{case}/close", data={"_token": token(hanna), "told": "She would rather not."})
    ((comment,),) = rows(settings.database_url, "SELECT comment_id FROM sealed_case")
    desk = eli.get(f"/admin/comments/{comment}").text

    assert "She would rather not." in desk
    assert WHY not in desk
    assert "We meet on Friday." not in desk


@pytest.mark.parametrize(("handle", "status"), [("dana", 403), ("ben", 403), ("noor", 403), ("owen", 404)])
def test_nobody_else_opens_it(visitor: Visitor, case: str, untouched: Untouched, handle: str, status: int) -> None:
    somebody = visitor(handle)
    with untouched():
        pages = [somebody.get(case), somebody.get(f"{case[:-36]}{uuid4()}")]
        note = {"_token": token(somebody), "id": str(uuid4()), "note": "Hello."}
        sent = [
            somebody.post(f"{case}/notes", data=note),
            somebody.post(f"{case}/close", data={"_token": note["_token"], "told": "Hello."}),
        ]

    assert [answer.status_code for answer in (*pages, *sent)] == [status] * 4
    assert all(WHY not in answer.text for answer in (*pages, *sent))


def test_the_list_is_for_roles_alone(visitor: Visitor, case: str) -> None:
    assert visitor("dana").get("/admin/sealed/").status_code == 403
    assert visitor().get("/admin/sealed/").status_code == 401
    assert case not in visitor("owen").get("/admin/sealed/").text


def test_what_is_wrong_comes_back_with_what_was_typed(visitor: Visitor, case: str) -> None:
    hanna = visitor("hanna")
    empty = hanna.post(f"{case}/notes", data={"_token": token(hanna), "id": str(uuid4()), "note": " "})
    unsigned = hanna.post(f"{case}/close", data={"_token": "x", "told": "She would rather not."})

    assert (empty.status_code, 'role="alert"' in empty.text) == (422, True)
    assert (unsigned.status_code, "She would rather not." in unsigned.text) == (403, True)
