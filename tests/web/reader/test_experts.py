"""An expert in one subject is called one where it is talked of, in words, and is a colleague everywhere else."""

from dataclasses import replace
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from comments_service.storage import people
from tests.conftest import Visitor
from tests.support.company import NOON, PAGES, PRIYA, entry
from tests.web.conftest import Say

PAGES_WITH_TOPICS = [*PAGES, entry("thaw", topics=["food-safety"]), entry("pay", topics=["pay"])]
BADGE = "Expert: food safety"


@pytest.fixture
def priya(app: TestClient, visitor: Visitor) -> TestClient:
    """Priya, who knows about food safety, with a page on it and one on something else."""

    async def move_in() -> None:
        await people.put(replace(PRIYA, roles=("expert:food-safety",)))
        await sync_threads(PAGES_WITH_TOPICS, archive=[], ledger=Ledger(now=lambda: NOON))

    assert app.portal
    app.portal.call(move_in)
    return visitor("priya")


@pytest.mark.parametrize(("thread", "badges"), [("thaw", [BADGE]), ("pay", [])])
def test_the_badge_stands_on_pages_about_the_subject(
    priya: TestClient, visitor: Visitor, say: Say, thread: str, badges: list[str]
) -> None:
    said = UUID(say(priya, "Six hours, at the core.", thread=thread))
    reader = visitor()

    assert reader.get(f"/api/v1/comments/{said}").json()["author"]["badges"] == badges
    assert priya.get(f"/api/v1/comments/{said}").json()["author"]["badges"] == badges
    assert [one["author"]["badges"] for one in reader.get(f"/api/v1/threads/{thread}").json()["comments"]] == [badges]
    assert reader.get(f"/t/{thread}").text.count('class="th-badge">Expert') == len(badges)
    assert (BADGE in visitor("dana").get(f"/admin/comments/{said}").text) == bool(badges)
    assert priya.get("/api/v1/me").json()["person"]["badges"] == [BADGE]


def test_the_desk_says_which_subject_of_theirs_no_page_has(priya: TestClient, visitor: Visitor) -> None:
    async def mistype() -> None:
        await people.put(replace(PRIYA, roles=("expert:food-safety", "expert:food-saftey")))

    warning = "They are an expert in “food-saftey”, and no page has that topic or course"
    before = visitor("dana").get("/admin/people/priya").text
    assert priya.portal
    priya.portal.call(mistype)
    after = visitor("dana").get("/admin/people/priya").text

    assert "no page has that topic" not in before
    assert after.count("no page has that topic") == after.count(warning) == 1
