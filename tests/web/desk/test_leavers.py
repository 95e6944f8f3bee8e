"""/admin/leavers: who it is, what will happen, that it is done; and that a copy of a page kept before is made anew."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from starlette.testclient import TestClient

from tests.conftest import Visitor

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]


def sent(client: TestClient, **about: str) -> dict[str, str]:
    page = client.get("/admin/leavers").text
    return {"_token": page.partition('name="_token" value="')[2].partition('"')[0], "handle": "amal", **about}


def test_a_name_is_taken_off_in_two_steps_and_kept_pages_are_made_anew(visitor: Visitor, say: Say) -> None:
    noor, amal = visitor("noor"), visitor("amal")
    say(amal, "The rota works.")
    before = visitor().get("/t/rota/fragment")
    asked = noor.get("/admin/leavers?handle=amal").text
    done = noor.post("/admin/leavers", data=sent(noor, sure="yes"))
    after = visitor().get("/t/rota/fragment")

    assert "Amal Haddad" in asked
    assert "cannot be undone" in asked
    assert (done.status_code, "It is done." in done.text) == (200, True)
    assert "Amal Haddad" in before.text
    assert ("Former colleague" in after.text, "Amal" in after.text, "The rota works." in after.text) == (
        True,
        False,
        True,
    )
    assert after.headers["etag"] != before.headers["etag"]
    assert amal.get("/api/v1/me").status_code == 401
    assert noor.post("/auth/demo", json={"person": "amal"}).status_code == 422
    assert "Amal" not in visitor("dana").get("/admin/people/?name=amal").text.replace('value="amal"', "")
    welcomed = noor.post("/admin/leavers/welcome", data=sent(noor))
    assert "They may be brought in again" in welcomed.text


def test_nothing_happens_that_was_not_confirmed_or_is_not_there(visitor: Visitor, untouched: Untouched) -> None:
    noor = visitor("noor")
    with untouched():
        unsure = noor.post("/admin/leavers", data=sent(noor))
        nobody = noor.post("/admin/leavers", data=sent(noor, handle="nobody", sure="yes"))
        herself = noor.post("/admin/leavers", data=sent(noor, handle="noor", sure="yes"))
        forged = noor.post("/admin/leavers", data=sent(noor, sure="yes", _token="x"))
        unknown = noor.get("/admin/leavers?handle=nobody")
        stranger = noor.post("/admin/leavers/welcome", data=sent(noor))

    statuses = [one.status_code for one in (unsure, nobody, herself, forged, unknown, stranger)]
    assert statuses == [422, 404, 403, 403, 404, 422]
    assert "Say that you know" in unsure.text


@pytest.mark.parametrize("person", ["amal", "dana", "ines", "hanna", None])
def test_only_administrators_take_names_off(visitor: Visitor, untouched: Untouched, person: str | None) -> None:
    client = visitor(person)
    with untouched():
        assert client.get("/admin/leavers").status_code in (401, 403)
        for address in ("/admin/leavers", "/admin/leavers/welcome"):
            assert client.post(address, data={"handle": "ben", "sure": "yes"}).status_code in (401, 403)
