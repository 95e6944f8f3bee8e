"""Reactions over HTTP: as JSON and by plain pages; counts for everybody, one's own in the overlay alone."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

from starlette.testclient import TestClient

from comments_service.settings import Settings
from tests.conftest import Visitor
from tests.support.contents import contents

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]


def send(client: TestClient, path: str, **fields: str) -> tuple[int, str]:
    token = client.get("/t/rota").text.partition('name="_token" value="')[2][:64]
    answer = client.post(path, data={"_token": token, **fields})
    return answer.status_code, answer.headers.get("location", "")


def test_a_reaction_is_put_and_taken_back_and_a_retry_is_harmless(visitor: Visitor, say: Say) -> None:
    said, ben, dana = say(visitor("amal")), visitor("ben"), visitor("dana")
    address = f"/api/v1/comments/{said}/reactions"
    dana.put(f"{address}/thanks")

    first, again = ben.put(f"{address}/thanks"), ben.put(f"{address}/thanks")
    gone, still_gone = ben.delete(f"{address}/thanks"), ben.delete(f"{address}/thanks")

    assert first.json() == again.json() == {"comment": said, "reactions": {"thanks": 2}, "mine": ["thanks"]}
    assert gone.json() == still_gone.json() == {"comment": said, "reactions": {"thanks": 1}, "mine": []}
    assert {one.status_code for one in (first, again, gone, still_gone)} == {200}


def test_what_is_refused_says_why_and_keeps_nothing(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    amal, ben, nobody = visitor("amal"), visitor("ben"), visitor()
    said, held = say(amal), say(amal, "Call +31 6 12345678.", review=True)

    with untouched():
        answers = {
            "own": amal.put(f"/api/v1/comments/{said}/reactions/thanks"),
            "held": ben.put(f"/api/v1/comments/{held}/reactions/thanks"),
            "none": ben.put(f"/api/v1/comments/{uuid4()}/reactions/thanks"),
            "unknown": ben.put(f"/api/v1/comments/{said}/reactions/boo"),
            "nobody": nobody.put(f"/api/v1/comments/{said}/reactions/thanks"),
            "elsewhere": ben.put(
                f"/api/v1/comments/{said}/reactions/thanks", headers={"origin": "https://elsewhere.example"}
            ),
        }

    assert {name: (one.status_code, one.json()["type"].rpartition("/")[2]) for name, one in answers.items()} == {
        "own": (403, "not-allowed"),
        "held": (404, "comment-is-unknown"),
        "none": (404, "comment-is-unknown"),
        "unknown": (422, "field-is-wrong"),
        "nobody": (401, "sign-in-required"),
        "elsewhere": (403, "came-from-elsewhere"),
    }


def test_everybody_reads_how_many_and_only_i_which_are_mine(visitor: Visitor, say: Say) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    said = say(amal)
    before = visitor().get("/t/rota/fragment")
    ben.put(f"/api/v1/comments/{said}/reactions/same-here")

    fragment = visitor().get("/t/rota/fragment", headers={"if-none-match": before.headers["etag"]})
    one, thread = ben.get(f"/api/v1/comments/{said}").json(), visitor().get("/api/v1/threads/rota").json()
    views = {who: visitor(who).get("/api/v1/threads/rota/me").json() for who in ("amal", "ben", "dana")}

    assert fragment.status_code == 200
    assert 'Same here <span class="th-reaction__count">1</span>' in fragment.text
    assert "Ben Carter" not in fragment.text
    assert one["reactions"] == thread["comments"][0]["reactions"] == {"same-here": 1}
    assert {who: view["reactions"] for who, view in views.items()} == {
        "amal": {},
        "ben": {said: ["same-here"]},
        "dana": {},
    }
    # Its author reads how many, and is offered nothing to press.
    assert 'Same here <span class="th-reaction__count">1</span>' in views["amal"]["mine"][0]["html"]
    assert "/reactions" not in views["amal"]["mine"][0]["html"]


def test_what_is_taken_away_says_nothing_of_reactions_to_it(visitor: Visitor, say: Say) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    said = say(amal)
    ben.put(f"/api/v1/comments/{said}/reactions/thanks")
    ben.put(f"/api/v1/comments/{uuid4()}", json={"thread": "rota", "body": "So it is.", "parent": said})
    amal.delete(f"/api/v1/comments/{said}")

    assert ben.get(f"/api/v1/comments/{said}").status_code == 404
    assert ben.get("/api/v1/threads/rota/me").json()["reactions"] == {}
    place = ben.get("/t/rota/fragment").text.partition(f'id="comment-{said}"')[2].partition("</article>")[0]
    assert "withdrawn this comment" in place
    assert "th-reaction" not in place


def test_a_form_does_the_same_and_leads_back_to_the_comment(visitor: Visitor, say: Say, settings: Settings) -> None:
    said, ben = say(visitor("amal")), visitor("ben")
    path = f"/t/rota/comments/{said}/reactions"
    form = ben.get(path)

    put = [send(ben, path, put="thanks") for _ in range(2)]
    kept = contents(settings.database_url)["reaction"]
    now = ben.get(path).text
    taken = [send(ben, path, take="thanks") for _ in range(2)]

    assert (form.status_code, 'name="put" value="thanks"' in form.text) == (200, True)
    assert put == taken == [(303, f"/t/rota?comment={said}")] * 2
    assert len(kept) == 1
    assert 'name="take" value="thanks"' in now
    assert 'name="put" value="smile"' in now
    assert contents(settings.database_url)["reaction"] == []


def test_a_form_that_is_wrong_comes_back_and_changes_nothing(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    amal, ben, nobody = visitor("amal"), visitor("ben"), visitor()
    path = f"/t/rota/comments/{say(amal)}/reactions"

    with untouched():
        statuses = [
            send(ben, path, put="boo")[0],
            send(ben, path)[0],
            ben.post(path, data={"put": "thanks", "_token": "x"}).status_code,
            send(amal, path, put="thanks")[0],
        ]
        led = nobody.get(path, headers={"accept": "text/html"})

    assert statuses == [422, 422, 403, 403]
    assert (led.status_code, led.headers["location"]) == (303, f"/auth/login?next={path}")
    assert "This is your own comment." in amal.get(path).text
    assert 'name="put"' not in amal.get(path).text


def test_a_closed_discussion_shows_how_many_and_nothing_to_press(visitor: Visitor, say: Say) -> None:
    ben, dana = visitor("ben"), visitor("dana")
    said = say(visitor("amal"))
    ben.put(f"/api/v1/comments/{said}/reactions/smile")
    token = dana.get("/t/rota").text.partition('name="_token" value="')[2][:64]
    switches = {"_token": token, "action": "close", "said": "We have an answer."}
    assert dana.post("/admin/threads/rota/switches", data=switches).status_code == 303

    fragment, page = ben.get("/t/rota/fragment").text, ben.get(f"/t/rota/comments/{said}/reactions").text

    assert "/reactions" not in fragment
    assert 'Made me smile <span class="th-reaction__count">1</span>' in fragment
    assert ('name="put"' in page, 'name="take" value="smile"' in page) == (False, True)
    assert dana.put(f"/api/v1/comments/{said}/reactions/smile").status_code == 409
