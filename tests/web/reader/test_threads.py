"""Threads, the personal overlay, counts, and the dry runs of screening and preview."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from comments_service.settings import Settings
from tests.conftest import Visitor
from tests.support.time_passes import time_passes

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]


def test_a_thread_is_read_each_comment_before_its_replies(visitor: Visitor, say: Say) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    first = say(amal, "The first.")
    second = say(ben, "The second.")
    reply = say(ben, "About the first.", parent=first)
    say(amal, "Call +31 6 12345678.", review=True)

    thread = visitor().get("/api/v1/threads/rota").json()

    assert [(one["id"], one["parent"], one["replies"]) for one in thread["comments"]] == [
        (first, None, 1),
        (reply, first, 0),
        (second, None, 0),
    ]
    assert (thread["uid"], thread["open"], thread["count"], thread["next"]) == ("rota", True, 3, None)


def test_a_long_thread_comes_in_pages(visitor: Visitor, say: Say) -> None:
    amal, nobody = visitor("amal"), visitor()
    said = [say(amal, f"Thought {number}.") for number in range(52)]

    first = nobody.get("/api/v1/threads/rota").json()
    second = nobody.get("/api/v1/threads/rota", params={"after": first["next"]}).json()
    newest = nobody.get("/api/v1/threads/rota?sort=newest").json()

    assert [one["id"] for one in first["comments"]] == said[:50]
    assert ([one["id"] for one in second["comments"]], second["next"]) == (said[50:], None)
    assert [one["id"] for one in newest["comments"]] == said[:1:-1]


def test_what_no_thread_has_is_refused(visitor: Visitor) -> None:
    nobody = visitor()
    statuses = {
        path: nobody.get(f"/api/v1/threads/{path}").status_code
        for path in ("nowhere", "nowhere/me", "%00", "rota?sort=x", "rota?after=x", "rota?sort=newest&after=")
    }

    assert statuses == {
        "nowhere": 404,
        "nowhere/me": 404,
        "%00": 404,
        "rota?sort=x": 422,
        "rota?after=x": 422,
        "rota?sort=newest&after=": 200,
    }


def test_the_overlay_is_each_persons_own(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    public, held = say(amal, "Public."), say(amal, "Call +31 6 12345678.", review=True)

    mine, others, nobodys = (one.get("/api/v1/threads/rota/me").json() for one in (amal, visitor("ben"), visitor()))

    assert (mine["person"]["handle"], mine["may"]) == ("amal", {"comment": True})
    assert [(one["id"], one["state"]) for one in mine["mine"]] == [(public, "published"), (held, "held")]
    assert mine["mine"][1]["why"] == ["You asked a facilitator to look at it."]
    assert mine["usual_wait"] == "usually read within one working day"
    assert (others["mine"], others["usual_wait"]) == ([], None)
    assert (nobodys["person"], nobodys["may"]["why"]) == (None, "sign-in-required")
    assert nobodys["may"]["sign_in"] == "/auth/login?next=/news/rota/%23discussion"


def test_the_overlay_of_a_closed_thread_says_that_it_is_closed(visitor: Visitor) -> None:
    mays = [visitor("amal").get(f"/api/v1/threads/{uid}/me").json()["may"] for uid in ("heard", "last-week")]

    assert mays == [{"comment": False, "why": "thread-is-closed"}] * 2


def test_an_author_learns_what_was_decided_and_nobody_else_does(visitor: Visitor, say: Say, settings: Settings) -> None:
    amal, dana = visitor("amal"), visitor("dana")
    held = say(amal, "It was the driver's fault.", thread="incident")
    verdict = {"comment": held, "version": 1, "action": "remove", "reason": "hurtful", "note": "Between us."}
    dana.post("/admin/api/decisions", json=[verdict])
    assert "decision" not in amal.get("/api/v1/threads/incident/me").json()["mine"][0]
    time_passes(settings.database_url)

    mine = amal.get("/api/v1/threads/incident/me")

    assert mine.json()["mine"][0]["decision"]["reason"] == "hurtful"
    assert "Between us" not in mine.text
    assert "Dana" not in mine.text
    assert visitor("ben").get("/api/v1/threads/incident/me").json()["mine"] == []


def test_counts_are_of_what_is_public(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    say(amal)
    say(amal, thread="incident")

    answer = visitor().get("/api/v1/counts?thread=rota&thread=incident&thread=nowhere")

    assert answer.json() == {"rota": 1, "incident": 0, "nowhere": 0}


@pytest.mark.parametrize(("query", "status"), [("", 422), ("thread=x&" * 201, 422), ("thread=x&" * 200, 200)])
def test_counts_are_of_one_to_200_threads(visitor: Visitor, query: str, status: int) -> None:
    assert visitor().get(f"/api/v1/counts?{query}").status_code == status


def test_a_name_that_no_database_holds_counts_nothing(visitor: Visitor) -> None:
    assert visitor().get("/api/v1/counts?thread=%00").json() == {"\x00": 0}


def test_screening_says_what_it_would_do_and_writes_nothing(visitor: Visitor, untouched: Untouched) -> None:
    amal, nobody = visitor("amal"), visitor()
    texts = ["All well.", "Call +31 6 12345678.", "MCC-" + "123456 was late.", "Pay 4111 1111 " + "1111 1111."]

    with untouched():
        answers = [amal.post("/api/v1/screen", json={"body": text, "thread": "rota"}).json() for text in texts]
        anybody = nobody.post("/api/v1/screen", json={"body": texts[0]})

    assert [answer["outcome"] for answer in answers] == ["publish", "advise", "hold", "block"]
    found = answers[1]["findings"][0]
    assert (found["detector"], texts[1][found["start"] : found["end"]]) == ("phone_number", "+31 6 12345678")
    assert anybody.status_code == 200


def test_a_preview_is_what_would_be_shown(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    amal = visitor("amal")
    text = "Two *nights*, <b>really</b>.\n\n- [one](https://example.com)\n- @ben"
    said = say(amal, text)

    with untouched():
        html = amal.post("/api/v1/preview", json={"body": text}).json()["html"]

    assert html == amal.get(f"/api/v1/comments/{said}").json()["html"]
    assert "<em>nights</em>" in html
    assert "<b>" not in html


def test_a_text_that_is_none_is_refused_by_the_dry_runs_too(visitor: Visitor) -> None:
    amal = visitor("amal")
    statuses = [
        amal.post(f"/api/v1/{run}", json={"body": body}).status_code
        for run in ("screen", "preview")
        for body in ("", "\u200b", "x" * 10_001)
    ]

    assert statuses == [422] * 6


def test_who_i_am_and_what_i_may_do(visitor: Visitor) -> None:
    me = {handle: visitor(handle).get("/api/v1/me").json() for handle in ("amal", "dana", "ines", "noor")}

    assert {handle: one["can"]["moderate"] for handle, one in me.items()} == {
        "amal": False,
        "dana": True,
        "ines": False,
        "noor": False,
    }
    assert me["dana"]["person"] == {
        "handle": "dana",
        "name": "Dana Reyes",
        "title": "",
        "site": "Leeds",
        "department": "Communications",
        "badges": ["Facilitator"],
        "language": "",
        "roles": ["facilitator"],
    }
