"""Choosing what to see of a discussion, in a browser: its order, questions, official responses, one's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.reader import PHONE, READY, expect_announced, reading
from tests.support.service import Service, serving
from tests.support.small_town import browser_of

pytestmark = pytest.mark.browser

LESSON = "/learning/what-cold-does/"
UID = "ccb-1-what-cold-does"
SIZES = [PHONE, {"width": 1280, "height": 900}]


@pytest.fixture(scope="module")
def varied(built_site: Path, moved_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with a lesson in which one question was answered and one was not."""
    file = tmp_path_factory.mktemp("varied") / "townhall.sqlite3"
    file.write_bytes(moved_in.read_bytes())
    with serving(f"sqlite://{file}", site=built_site) as service:
        asked = []
        for number, words in enumerate(("Who has answered?", "Who will answer?")):
            asked.append(f"0197a000-0000-7000-8000-00000000000{number}")
            about = {"thread": UID, "body": words, "kind": "question"}
            assert service.client("ben").put(f"/api/v1/comments/{asked[-1]}", json=about).status_code == 201
        about = {"thread": UID, "body": "Somebody has.", "parent": asked[0]}
        reply = "0197a000-0000-7000-8000-000000000009"
        assert service.client("amal").put(f"/api/v1/comments/{reply}", json=about).status_code == 201
        for number in range(6):
            about = {"thread": UID, "body": f"By the way, {number}."}
            one = f"0197a000-0000-7000-8000-00000000001{number}"
            assert service.client("kasia").put(f"/api/v1/comments/{one}", json=about).status_code == 201
        yield service


def first(page: Page) -> str:
    return page.locator("[data-list] > li > article .th-comment__body").first.inner_text()


@pytest.mark.parametrize("size", SIZES)
def test_order_and_choice_change_in_place_and_keep_each_other(
    chromium: Browser, varied: Service, size: dict[str, int]
) -> None:
    with reading(chromium, varied, f"{LESSON}#discussion", "amal", viewport=size) as page:
        page.wait_for_selector(READY)
        page.get_by_role("link", name="Unanswered first").click()
        expect_announced(page, "Unanswered first")
        expect(page.get_by_role("link", name="Oldest first")).to_be_focused()
        expect(page.locator("[data-list] article .th-comment__body").first).to_have_text("Who will answer?")

        page.get_by_role("link", name="Questions", exact=True).click()
        expect_announced(page, "Questions")
        expect(page.get_by_role("link", name="All", exact=True)).to_be_focused()
        bodies = page.locator("[data-list] > li > article .th-comment__body")
        expect(bodies.first).to_have_text("Who will answer?")
        expect(page.get_by_text("By the way, 1.")).to_have_count(0)

        page.get_by_role("link", name="Mine", exact=True).click()
        expect(bodies).to_have_text(["Who has answered?"])
        expect(page.get_by_text("Somebody has.")).to_be_visible()
        page.get_by_role("link", name="All", exact=True).click()
        expect(page.get_by_text("By the way, 1.")).to_be_visible()
        expect(page.locator(".th-sort__current")).to_have_text(["Unanswered first", "All"])
        page.get_by_role("link", name="Following", exact=True).click()
        expect(page.get_by_text("You follow nothing here.")).to_be_visible()
        page.get_by_role("link", name="All", exact=True).click()
        same = page.locator("[data-list] article", has_text="Who will answer?").get_by_role("button", name="Same here")
        with page.expect_response("**/reactions/same-here"):
            same.click()
        page.get_by_role("link", name="Following", exact=True).click()
        expect(bodies).to_have_text(["Who will answer?"])
        with page.expect_response("**/reactions/same-here"):
            same.click()


def test_who_is_nobody_is_not_offered_their_own(chromium: Browser, varied: Service) -> None:
    with reading(chromium, varied, f"{LESSON}#discussion") as page:
        expect(page.get_by_role("link", name="Questions", exact=True)).to_be_visible()
        for own in ("Mine", "Following"):
            expect(page.get_by_role("link", name=own, exact=True)).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
def test_without_scripts_they_are_links_to_pages(chromium: Browser, varied: Service, size: dict[str, int]) -> None:
    with browser_of(chromium, varied, "ben", java_script_enabled=False, viewport=size) as context:
        page = context.new_page()
        page.goto(f"/t/{UID}")
        page.get_by_role("link", name="Questions", exact=True).click()
        page.get_by_role("link", name="Unanswered first").click()
        expect(page).to_have_url(f"{varied.address}/t/{UID}?sort=unanswered&only=questions")
        assert first(page) == "Who will answer?"
        page.get_by_role("link", name="Mine", exact=True).click()
        expect(page.locator("[data-list] > li > article")).to_have_count(2)
