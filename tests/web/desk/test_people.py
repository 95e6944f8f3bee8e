"""/admin/people/: finding somebody, taking a measure and ending it by plain forms; and what the person sees of it."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from tests.conftest import Visitor

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]
AMAL = "/admin/people/amal"
UNTIL = (datetime.now(UTC) + timedelta(days=7)).date()
REASON = "Three threats <b>this</b> week."


def token_of(client: TestClient, where: str = AMAL) -> str:
    found = re.search(r'name="_token" value="([^"]+)"', client.get(where).text)
    assert found
    return found[1]


def take(client: TestClient, kind: str, *, where: str = AMAL, **about: str) -> int:
    form = {"_token": token_of(client, where), "kind": kind, "until": UNTIL.isoformat(), "reason": REASON, **about}
    return client.post(f"{where}/sanctions", data=form).status_code


def test_a_measure_is_taken_shown_and_ended_with_one_press(visitor: Visitor) -> None:
    dana, eli = visitor("dana"), visitor("eli")
    assert take(dana, "mute") == 303
    page = eli.get(AMAL).text
    (sanction,) = re.findall(r'name="sanction" value="([^"]+)"', page)

    assert "May not post until" in page
    assert "Three threats &lt;b&gt;this&lt;/b&gt; week." in page
    assert eli.post(f"{AMAL}/sanctions/end", data={"_token": token_of(eli), "sanction": sanction}).status_code == 303
    after = eli.get(AMAL).text
    assert "they speak like everybody else" in after
    assert "ended by Eli Brandt" in after


def test_the_person_is_told_where_they_would_write_until_when_and_why(visitor: Visitor) -> None:
    amal = visitor("amal")
    take(visitor("dana"), "mute")
    page, mine = amal.get("/t/rota").text, amal.get("/api/v1/threads/rota/me").json()

    for html in (page, mine["composer"]):
        assert "You cannot post until" in html
        assert "Three threats &lt;b&gt;this&lt;/b&gt; week." in html
        assert "<textarea" not in html
    assert mine["may"] == {
        "comment": False, "why": "muted", "until": f"{UNTIL.isoformat()}T00:00:00Z", "reason": REASON,
    }  # fmt: skip


def test_whoever_posts_all_the_same_is_refused_and_keeps_their_words(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    stale = amal.get("/t/rota").text
    form = dict(re.findall(r'name="(_token|id)" value="([^"]+)"', stale))
    take(visitor("dana"), "mute")
    by_api = amal.put(f"/api/v1/comments/{form['id']}", json={"thread": "rota", "body": "Let me say this."})
    by_form = amal.post("/t/rota", data={**form, "body": "Let me say this."}, headers={"accept": "text/html"})

    assert (by_api.status_code, by_api.json()["type"].rpartition("/")[2]) == (403, "muted")
    assert by_api.json()["reason"] == REASON
    assert by_form.status_code == 403
    assert "Let me say this." in by_form.text


def test_who_is_read_first_is_told_before_and_after_they_write(visitor: Visitor, say: Say) -> None:
    amal, dana = visitor("amal"), visitor("dana")
    take(dana, "review")
    composer = amal.get("/api/v1/threads/rota/me").json()["composer"]
    held = say(amal)
    (mine,) = amal.get("/api/v1/threads/rota/me").json()["mine"]

    assert "<textarea" in composer
    assert "a facilitator reads what you say before it appears" in composer
    assert (mine["id"], mine["state"]) == (held, "held")
    assert mine["why"] == ["For a time a facilitator reads what you say before it appears."]


def test_what_is_wrong_is_said_and_what_was_typed_stays(visitor: Visitor, untouched: Untouched) -> None:
    dana = visitor("dana")
    token = token_of(dana)
    wrong = [
        ({"until": ""}, 422, "Say until when"), ({"until": "2020-01-01"}, 422, "Choose a day to come"),
        ({"reason": ""}, 422, "Say why"), ({"kind": "shadow"}, 422, "Say what is to be done"),
        ({"_token": "wrong"}, 403, "earlier sign-in"),
    ]  # fmt: skip
    for changed, status, said in wrong:
        form = {"_token": token, "kind": "mute", "until": UNTIL.isoformat(), "reason": "Typed at length.", **changed}
        with untouched():
            page = dana.post(f"{AMAL}/sanctions", data=form)

        assert page.status_code == status
        assert said in page.text
        assert form["reason"] in page.text


def test_a_second_facilitator_is_told_who_did_it_already(visitor: Visitor) -> None:
    dana, eli = visitor("dana"), visitor("eli")
    take(dana, "mute")
    form = {"_token": token_of(eli), "kind": "mute", "until": UNTIL.isoformat(), "reason": "Mine."}
    page = eli.post(f"{AMAL}/sanctions", data=form)

    assert page.status_code == 409
    assert "Dana Reyes did that already" in page.text
    assert take(dana, "mute") == 303


def test_only_facilitators_open_these_pages_and_nobody_decides_about_themselves(
    visitor: Visitor, untouched: Untouched
) -> None:
    dana = visitor("dana")
    form = {"_token": token_of(dana), "kind": "mute", "until": UNTIL.isoformat(), "reason": "Me."}
    others = [visitor(who) for who in ("amal", "ines", "noor")]
    with untouched():
        for client in others:
            assert [client.get(where).status_code for where in ("/admin/people/", AMAL)] == [403, 403]
            assert client.post(f"{AMAL}/sanctions", data=form).status_code == 403
            assert client.post(f"{AMAL}/sanctions/end", data=form).status_code == 403
        assert visitor().get(AMAL).status_code == 401
        assert dana.post("/admin/people/dana/sanctions", data=form).status_code == 403
    assert "/admin/people/dana/sanctions" not in dana.get("/admin/people/dana").text


def test_people_are_found_by_a_part_of_their_name(visitor: Visitor) -> None:
    dana = visitor("dana")
    take(dana, "mute")

    def found(name: str) -> list[str]:
        return re.findall(
            r'th-people__name" href="/admin/people/([^"]+)"', dana.get("/admin/people/", params={"name": name}).text
        )

    assert found("") == ["amal"]
    assert found("HADD") == ["amal"]
    assert {"dana", "eli"} <= set(found("an"))
    assert found("%") == found("no\x00body") == []
    assert "Nobody here is called that" in dana.get("/admin/people/", params={"name": "xyz"}).text


@pytest.mark.parametrize("handle", ["nobody", "AMAL", "x" * 200, "%00", "%F0%9F%92%A9"])
def test_nobody_of_that_name_is_not_found(visitor: Visitor, handle: str) -> None:
    assert visitor("dana").get(f"/admin/people/{handle}").status_code == 404


@pytest.mark.parametrize("sanction", ["", "x", "00000000-0000-0000-0000-000000000009"])
def test_nothing_like_that_to_end_is_not_found(visitor: Visitor, untouched: Untouched, sanction: str) -> None:
    dana = visitor("dana")
    token = token_of(dana)
    with untouched():
        assert dana.post(f"{AMAL}/sanctions/end", data={"_token": token, "sanction": sanction}).status_code == 404


def test_the_page_tells_what_became_of_what_somebody_said(visitor: Visitor, say: Say) -> None:
    amal, dana = visitor("amal"), visitor("dana")
    say(amal)
    held = say(amal, "What happened?", thread="incident")
    verdict = {"comment": held, "version": 1, "action": "remove", "reason": "off-topic"}
    dana.post("/admin/api/decisions", json=[verdict])
    page = re.sub(r"<[^>]+>|\s+", " ", dana.get(AMAL).text)

    assert re.search(r"1\s+published", page)
    assert re.search(r"1\s+removed", page)
    assert re.search(r"Removed\s*, off topic, by Dana Reyes", page)
