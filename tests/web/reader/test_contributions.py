"""/me/contributions: what happened to each thing that somebody said, for them alone."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from starlette.testclient import TestClient

from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from tests.conftest import Visitor
from tests.support.company import NOON, PAGES, entry

Say = Callable[..., str]
MINE = "/me/contributions"


def trail(client: TestClient, comment: str) -> list[str]:
    """What one reads of a comment there: its title and state, then each step, without the dates."""
    page = client.get(MINE).text
    article = re.search(rf'<article id="comment-{comment}".*?</article>', page, re.DOTALL)
    assert article, page
    steps = re.findall(r"<li><time[^>]*>[^<]*</time>(.*?)</li>", article[0], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in steps]


def decide(dana: TestClient, comment: str, action: str, **why: str) -> None:
    version = dana.get(f"/api/v1/comments/{comment}").json().get("version", 1)
    verdict = {"comment": comment, "version": version, "action": action, **why}
    results = dana.post("/admin/api/decisions", json=[verdict]).json()["results"]
    assert [one["status"] for one in results] == [200], results


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Decisions are told at once: in this newsroom none is still fresh."""
    monkeypatch.setattr("comments_service.discussion.told.FRESH_FOR", NOON - NOON)


def _sync(app: TestClient, *pages: dict[str, Any]) -> None:
    async def put() -> None:
        await sync_threads(pages, archive=[], ledger=Ledger(now=lambda: NOON))

    assert app.portal is not None
    app.portal.call(put)


def test_an_idea_shows_each_step_with_its_note_and_the_page_that_changed(
    app: TestClient, visitor: Visitor, say: Say
) -> None:
    _sync(app, *PAGES, entry("wishes", kind="ideas"))
    amal, ben, ines = visitor("amal"), visitor("ben"), visitor("ines")
    idea = say(amal, thread="wishes", body="Let us swap shifts by phone.", kind="idea")
    assert ben.put(f"/api/v1/comments/{idea}/reactions/same-here").status_code in (200, 204)
    for before, step in pairwise(("open", "under-review", "planned")):
        token = ines.get(f"/admin/outcomes/{idea}").text.partition('name="_token" value="')[2][:64]
        form = {"_token": token, "step": step, "note": f"Why it is {step}.", "before": before}
        assert ines.post(f"/admin/outcomes/{idea}", data=form).status_code == 303
    _sync(app, *PAGES, entry("wishes", kind="ideas"), entry("done", cites=[idea]))

    assert trail(amal, idea) == [
        "You said it.",
        "Under review Why it is under-review.",
        "Planned Why it is planned.",
    ]
    page = amal.get(MINE).text
    assert "This led to a change." in page
    assert '<a href="/news/done/" lang="en"><bdi>Done</bdi></a>' in page
    assert "Same here 1" in page
    assert f'href="/t/wishes?comment={idea}"' in page


def test_an_answer_is_told_with_the_way_to_it(visitor: Visitor, say: Say) -> None:
    amal, ines = visitor("amal"), visitor("ines")
    asked = say(amal, body="When does the canteen open?", kind="question")
    answer = say(ines, body="At six.", parent=asked, official=True)

    assert trail(amal, asked) == ["You said it.", "Ines Okafor answered officially."]
    assert f'href="/t/rota?comment={answer}">Ines Okafor answered officially.' in amal.get(MINE).text
    assert "1 reply" in amal.get(MINE).text


@pytest.mark.usefixtures("later")
def test_what_waits_and_what_was_decided_is_told_and_by_whom_is_not(visitor: Visitor, say: Say) -> None:
    amal, dana = visitor("amal"), visitor("dana")
    waits = say(amal, thread="incident", body="It waits.")
    removed = say(amal, body="Nobody should read that.")
    decide(dana, removed, "remove", reason="off-topic", message="Not on this page.")

    page = amal.get(MINE).text
    assert trail(amal, waits) == ["You said it."]
    assert "It waits for a facilitator." in page
    assert trail(amal, removed) == ["You said it.", "A facilitator removed it. Not on this page."]
    assert "It is removed. Only you see it." in page
    assert "Dana" not in page
    decide(dana, waits, "approve")
    assert trail(amal, waits) == ["You said it.", "A facilitator let it appear."]


def test_it_is_mine_alone_and_what_was_taken_back_is_not_there(visitor: Visitor, say: Say) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    say(amal, body="What Amal says.")
    withdrawn = say(amal, body="What is gone.")
    assert amal.delete(f"/api/v1/comments/{withdrawn}").status_code == 200

    assert ("What Amal says." in amal.get(MINE).text, "What is gone." in amal.get(MINE).text) == (True, False)
    assert "You have said nothing yet" in ben.get(MINE).text
    assert visitor().get(MINE).status_code in (303, 401)
    assert amal.get(MINE).headers["cache-control"] == "private, no-store"


def test_it_goes_on_page_by_page(visitor: Visitor, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comments_service.web.reader.contributions._SIZE", 2)
    amal = visitor("amal")
    for number in range(3):
        say(amal, body=f"Words {number}.")
    first = amal.get(MINE).text
    after = re.search(r'href="(/me/contributions\?after=[^"]+)"', first)

    assert after
    assert [f"Words {number}." in first for number in range(3)] == [False, True, True]
    second = amal.get(after[1]).text
    assert [f"Words {number}." in second for number in range(3)] == [True, False, False]
    assert "?after=" not in second
