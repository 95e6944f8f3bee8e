"""Appealing over HTTP: the call, the plain page, who may, and what the author reads before and after."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from comments_service.settings import Settings
from tests.conftest import Visitor
from tests.support.contents import contents
from tests.support.time_passes import time_passes

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]
WORDS = {"words": "It is about the rota, so it belongs here."}


def decide(client: TestClient, comment: str, action: str, version: int, **about: object) -> int:
    verdict = {"comment": comment, "version": version, "action": action, **about}
    return int(client.post("/admin/api/decisions", json=[verdict]).json()["results"][0]["status"])


@pytest.fixture
def removed(visitor: Visitor, say: Say, settings: Settings) -> str:
    """A comment of Amal's that Dana removed, longer ago than an undo would be silent."""
    comment = say(visitor("amal"))
    assert decide(visitor("dana"), comment, "remove", 1, reason="off-topic") == 200
    time_passes(settings.database_url)
    return comment


def mine(client: TestClient) -> dict[str, object]:
    (one,) = client.get("/api/v1/threads/rota/me").json()["mine"]
    return dict(one)


def token(client: TestClient) -> str:
    return client.get("/t/rota").text.partition('name="_token" value="')[2][:64]


def test_an_appeal_is_made_answered_by_another_and_its_author_follows_it(
    visitor: Visitor, removed: str, settings: Settings
) -> None:
    amal, dana, eli = visitor("amal"), visitor("dana"), visitor("eli")
    assert mine(amal)["can"] == ["appeal"]

    made = amal.put(f"/api/v1/comments/{removed}/appeal", json=WORDS)
    again = amal.put(f"/api/v1/comments/{removed}/appeal", json=WORDS)

    assert (made.status_code, made.json()["state"], made.json()["version"]) == (200, "removed", 3)
    assert again.json() == made.json()
    assert mine(amal)["appeal"] == {**WORDS, "at": made.json()["at"], "due": made.json()["due"], "outcome": None}
    assert mine(amal)["can"] == []
    assert decide(dana, removed, "approve", 3) == 403
    assert decide(eli, removed, "approve", 3) == 200
    time_passes(settings.database_url)
    appeal = mine(amal)["appeal"]
    assert isinstance(appeal, dict)
    assert (mine(amal)["state"], appeal["outcome"]) == ("published", "upheld")
    assert "Another facilitator read your appeal" in str(mine(amal)["html"])


def test_its_author_is_told_why_where_it_is_written_and_what_can_be_done(visitor: Visitor, removed: str) -> None:
    amal = visitor("amal")
    about = mine(amal)

    assert isinstance(about["decision"], dict)
    assert about["decision"]["guideline"] == "/guidelines/#off-topic"
    assert about["decision"]["next"].startswith("It is welcome where it belongs")
    page = amal.get("/t/rota").text
    for words in ("Reason: off topic.", "/guidelines/#off-topic", "It is welcome where it belongs", "/appeal"):
        assert words in page


def test_the_plain_page_appeals_as_well(visitor: Visitor, removed: str, settings: Settings) -> None:
    amal, path = visitor("amal"), f"/t/rota/comments/{removed}/appeal"
    form = amal.get(path)
    sent = [amal.post(path, data={"_token": token(amal), **WORDS}) for _ in range(2)]

    assert (form.status_code, 'name="words"' in form.text) == (200, True)
    assert [(one.status_code, one.headers["location"]) for one in sent] == [(303, f"/t/rota#own-{removed}")] * 2
    assert len(contents(settings.database_url)["appeal"]) == 1
    assert "You appealed on" in amal.get("/t/rota").text


def test_an_appeal_that_says_nothing_comes_back(visitor: Visitor, removed: str, untouched: Untouched) -> None:
    amal, path = visitor("amal"), f"/t/rota/comments/{removed}/appeal"

    with untouched():
        empty = amal.post(path, data={"_token": token(amal), "words": " "})
        unsigned = amal.post(path, data={"_token": "x", **WORDS})
        as_json = amal.put(f"/api/v1/comments/{removed}/appeal", json={"words": ""})

    assert (empty.status_code, 'role="alert"' in empty.text) == (422, True)
    assert (unsigned.status_code, WORDS["words"] in unsigned.text) == (403, True)
    assert (as_json.status_code, as_json.json()["errors"][0]["field"]) == (422, "words")


def test_nobody_else_appeals_or_sees_the_form(visitor: Visitor, removed: str, untouched: Untouched) -> None:
    ben = visitor("ben")

    with untouched():
        assert ben.put(f"/api/v1/comments/{removed}/appeal", json=WORDS).status_code == 403
        assert visitor().put(f"/api/v1/comments/{removed}/appeal", json=WORDS).status_code == 401
        assert ben.get(f"/t/rota/comments/{removed}/appeal").status_code == 404
        assert ben.put(f"/api/v1/comments/{uuid4()}/appeal", json=WORDS).status_code == 404


def test_what_is_not_removed_and_what_was_appealed_is_a_conflict(visitor: Visitor, say: Say, removed: str) -> None:
    amal = visitor("amal")
    public = amal.put(f"/api/v1/comments/{say(amal, 'Another thing.')}/appeal", json=WORDS)
    amal.put(f"/api/v1/comments/{removed}/appeal", json=WORDS)
    second = amal.put(f"/api/v1/comments/{removed}/appeal", json={"words": "And another thing."})

    kinds = [answer.json()["type"].rpartition("/")[2] for answer in (public, second)]
    assert [answer.status_code for answer in (public, second)] == [409, 409]
    assert kinds == ["nothing-to-appeal", "appealed-already"]


def test_a_fresh_removal_is_shown_to_nobody_not_even_its_author(visitor: Visitor, say: Say) -> None:
    amal, dana = visitor("amal"), visitor("dana")
    comment = say(amal)
    decide(dana, comment, "remove", 1, reason="hurtful", message="Words for later.")
    page = amal.get("/t/rota").text

    assert (mine(amal)["state"], mine(amal)["can"], mine(amal)["decisions"]) == ("hidden", [], [])
    assert "Words for later" not in page
    assert "A facilitator is looking at it now." in page
    assert decide(dana, comment, "undo", 2) == 200
    assert (mine(amal)["state"], mine(amal)["decisions"]) == ("published", [])


def test_what_was_returned_is_changed_in_a_composer_that_says_why(
    visitor: Visitor, say: Say, settings: Settings
) -> None:
    amal, dana = visitor("amal"), visitor("dana")
    comment = say(amal, "Ask the blind planner.", thread="incident")
    assert decide(dana, comment, "return", 1, reason="hurtful", marked=["blind"], message="It hurts.") == 200
    time_passes(settings.database_url, 3600)
    composer = amal.get(f"/t/incident?edit={comment}").text.partition('<form class="th-composer"')[2]

    for words in ("It hurts.", '<q dir="auto">blind</q>', "Ask the blind planner.", "/guidelines/#hurtful"):
        assert words in composer
    (about,) = amal.get("/api/v1/threads/incident/me").json()["mine"]
    assert (about["returned"], about["can"], about["decision"]["marked"]) == (True, ["edit", "withdraw"], ["blind"])
    fields = {"_token": token(amal), "edit": comment, "id": str(uuid4()), "body": "Ask the planner."}
    assert amal.post("/t/incident", data=fields).status_code == 303
    (about,) = amal.get("/api/v1/threads/incident/me").json()["mine"]
    assert (about["returned"], about["state"], about["ahead"]) == (False, "held", 0)
    assert about["why"][0] == "You have changed it, and a facilitator reads it again."


MAIL = "Write to amal" + "@" + "example.com, she knows."


def test_a_plain_form_masks_what_was_found_and_shows_it_again(visitor: Visitor, untouched: Untouched) -> None:
    amal = visitor("amal")
    fields = {"_token": token(amal), "id": str(uuid4()), "body": MAIL}

    with untouched():
        advised = amal.post("/t/rota", data=fields)
        shown = amal.post("/t/rota", data={**fields, "mask": "yes"})

    assert (advised.status_code, 'name="mask"' in advised.text) == (422, True)
    assert (shown.status_code, "Write to ▇▇▇, she knows.</textarea>" in shown.text) == (200, True)
    assert "example.com" not in shown.text.partition("<textarea")[2]
    again = amal.post("/t/rota", data={**fields, "body": "Write to ▇▇▇, she knows."})
    assert again.status_code == 303


def test_programs_are_told_what_can_be_masked(visitor: Visitor) -> None:
    amal = visitor("amal")
    refused = amal.put(f"/api/v1/comments/{uuid4()}", json={"thread": "rota", "body": MAIL}).json()
    foreseen = amal.post("/api/v1/screen", json={"body": MAIL}).json()

    assert [one["mask"] for one in refused["errors"]] == [one["mask"] for one in foreseen["findings"]] == [True]
