"""/admin/api/claims/{id}: who is looking at a comment, said to whoever asks to."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.conftest import Visitor

Say = Callable[..., str]


def where(comment: str) -> str:
    return f"/admin/api/claims/{comment}"


def test_a_claim_says_whose_it_is_and_until_when(visitor: Visitor, say: Say) -> None:
    dana, eli, held = visitor("dana"), visitor("eli"), say(visitor("amal"), thread="incident")

    mine = dana.put(where(held))
    assert (mine.status_code, mine.headers["cache-control"]) == (200, "no-store")
    assert mine.json() == {"comment": held, "mine": True, "by": "Dana Reyes", "until": mine.json()["until"]}

    theirs = eli.put(where(held)).json()
    assert theirs == {**mine.json(), "mine": False}


def test_a_claim_that_was_given_up_is_free_for_others(visitor: Visitor, say: Say) -> None:
    dana, eli, held = visitor("dana"), visitor("eli"), say(visitor("amal"), thread="incident")
    dana.put(where(held))

    assert eli.delete(where(held)).status_code == 204
    assert not eli.put(where(held)).json()["mine"]
    assert dana.delete(where(held)).status_code == 204
    assert dana.delete(where(held)).status_code == 204
    assert eli.put(where(held)).json()["mine"]


def test_opening_a_comment_claims_it_and_deciding_gives_it_up(visitor: Visitor, say: Say) -> None:
    dana, eli, held = visitor("dana"), visitor("eli"), say(visitor("amal"), thread="incident")

    page = dana.get(f"/admin/?queue=held&item={held}").text
    assert eli.put(where(held)).json()["by"] == "Dana Reyes"

    token = page.partition('name="_token" value="')[2].partition('"')[0]
    form = {"_token": token, "comment": held, "version": "1", "action": "approve", "queue": "held"}
    assert dana.post("/admin/decisions", data=form).status_code == 303
    assert eli.put(where(held)).json()["mine"]


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_claims_are_for_facilitators(visitor: Visitor, say: Say, method: str) -> None:
    held = say(visitor("amal"), thread="incident")

    assert visitor("amal").request(method, where(held)).status_code == 403
    assert visitor().request(method, where(held)).status_code == 401
    elsewhere = visitor("dana").request(method, where(held), headers={"origin": "https://elsewhere.example"})
    assert elsewhere.status_code == 403


def test_what_is_not_there_cannot_be_claimed(visitor: Visitor) -> None:
    dana = visitor("dana")

    assert dana.put(where(str(uuid4()))).status_code == 404
    assert dana.put(where("x")).status_code == 422
