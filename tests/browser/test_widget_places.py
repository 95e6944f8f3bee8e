"""Finding one's way in a long discussion: addresses of comments, pages, the order; all in place, the focus along."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.reader import COMMENTS, POST, READY, expect_announced, reading, write
from tests.support.service import Service, serving

pytestmark = pytest.mark.browser

LESSON = "/learning/what-cold-does/"
ON_A_PAGE = 50

Crowd = tuple[Service, list[str]]


@pytest.fixture(scope="module")
def crowded(built_site: Path, moved_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    """A service with a lesson that many have commented on, and the ids of those comments, the oldest first."""
    file = tmp_path_factory.mktemp("crowded") / "townhall.sqlite3"
    file.write_bytes(moved_in.read_bytes())
    with serving(f"sqlite://{file}", site=built_site) as service:
        client = service.client("ben")
        before = client.get("/api/v1/threads/ccb-1-what-cold-does").json()["comments"]
        ids = [one["id"] for one in before if one["parent"] is None]
        while len(ids) < 2 * ON_A_PAGE + 2:
            new = str(uuid.uuid4())
            comment = {"thread": "ccb-1-what-cold-does", "body": f"Reading number {len(ids)}."}
            assert client.put(f"/api/v1/comments/{new}", json=comment).status_code == 201
            ids.append(new)
        client.close()
        yield service, ids


def in_sight(page: Page, id: str) -> bool:
    box = page.locator(f"#comment-{id}").bounding_box()
    return box is not None and 0 <= box["y"] < page.viewport_size["height"] / 2  # type: ignore[index]


def test_an_address_leads_to_a_comment_in_sight_and_in_focus(chromium: Browser, crowded: Crowd) -> None:
    service, ids = crowded
    with reading(chromium, service, f"{LESSON}#comment-{ids[9]}") as page:
        expect(page.locator(f"#comment-{ids[9]}")).to_be_focused()
        expect(page.locator("[data-sought]")).to_have_id(f"comment-{ids[9]}")
        assert in_sight(page, ids[9])


def test_an_address_leads_to_a_comment_on_a_later_page(chromium: Browser, crowded: Crowd) -> None:
    service, ids = crowded
    sought = ids[ON_A_PAGE + 20]
    with reading(chromium, service, f"{LESSON}#comment-{sought}") as page:
        expect(page.locator(f"#comment-{sought}")).to_be_focused()
        assert in_sight(page, sought)

        page.get_by_role("link", name="Back to the first comments").click()
        expect(page.locator(f"#comment-{ids[0]}")).to_be_visible()
        expect(page.locator("#th-title")).to_be_focused()


def test_an_address_of_nothing_says_so(chromium: Browser, crowded: Crowd) -> None:
    service, _ = crowded
    with reading(chromium, service, f"{LESSON}#comment-{uuid.uuid4()}") as page:
        expect(page.locator(READY)).to_contain_text("That comment is not here any more.")
        expect_announced(page, "That comment is not here any more.")


def test_an_address_that_changes_is_followed(chromium: Browser, crowded: Crowd) -> None:
    service, ids = crowded
    with reading(chromium, service, f"{LESSON}#comment-{ids[0]}") as page:
        expect(page.locator(f"#comment-{ids[0]}")).to_be_focused()
        page.evaluate("(hash) => { location.hash = hash }", f"comment-{ids[-1]}")
        expect(page.locator(f"#comment-{ids[-1]}")).to_be_focused()
        page.go_back()
        expect(page.locator(f"#comment-{ids[0]}")).to_be_focused()


def test_the_time_of_a_comment_is_its_address_here(chromium: Browser, crowded: Crowd) -> None:
    service, ids = crowded
    with reading(chromium, service, f"{LESSON}#discussion") as page:
        when = page.locator(f"#comment-{ids[3]} .th-comment__when")
        expect(when).to_have_attribute("href", f"/t/ccb-1-what-cold-does?comment={ids[3]}")
        when.click()

        expect(page).to_have_url(f"{service.address}{LESSON}#comment-{ids[3]}")
        expect(page.locator(f"#comment-{ids[3]}")).to_be_focused()


def test_more_comments_are_added_and_the_first_new_one_is_in_focus(chromium: Browser, crowded: Crowd) -> None:
    service, ids = crowded
    with reading(chromium, service, f"{LESSON}#discussion") as page:
        page.get_by_role("link", name="Show more comments").click()
        expect(page.locator(f"#comment-{ids[ON_A_PAGE]}")).to_be_focused()
        expect_announced(page, f"{ON_A_PAGE} more comments.")
        page.get_by_role("link", name="Show more comments").click()
        expect(page.locator(f"#comment-{ids[-1]}")).to_be_attached()
        expect(page.get_by_role("link", name="Show more comments")).to_have_count(0)

        roots = page.locator("[data-list] > li > article").evaluate_all("all => all.map((one) => one.id)")
        assert roots == [f"comment-{root}" for root in ids[: len(roots)]]
        assert page.url == f"{service.address}{LESSON}#discussion"


def test_what_cannot_be_fetched_is_said_and_asked_for_again(chromium: Browser, crowded: Crowd) -> None:
    service, ids = crowded
    with reading(chromium, service, f"{LESSON}#discussion") as page:
        page.wait_for_selector(READY)
        page.route("**/fragment?*", lambda route: route.abort())
        page.get_by_role("link", name="Show more comments").click()
        expect(page.locator(READY)).to_contain_text("That could not be fetched just now.")
        page.unroute("**/fragment?*")
        page.get_by_role("link", name="Show more comments").click()

        expect(page.locator(f"#comment-{ids[ON_A_PAGE]}")).to_be_focused()
        expect(page.locator(READY)).not_to_contain_text("That could not be fetched just now.")


def test_the_order_changes_in_place(chromium: Browser, crowded: Crowd) -> None:
    service, ids = crowded
    with reading(chromium, service, f"{LESSON}#discussion") as page:
        page.get_by_role("link", name="Newest first").click()
        expect(page.get_by_role("link", name="Oldest first")).to_be_focused()

        newest = page.locator("[data-list] > li > article").first
        expect(newest).to_have_id(f"comment-{ids[-1]}")
        expect(page.locator(".th-sort__current").first).to_have_text("Newest first")


def test_a_comment_that_lands_on_another_page_is_shown_there(chromium: Browser, crowded: Crowd) -> None:
    service, ids = crowded
    with reading(chromium, service, f"{LESSON}#discussion", "amal") as page:
        write(page, "The last word, for now.")
        page.locator(POST).click()
        mine = page.locator(COMMENTS).filter(has_text="The last word, for now.")

        expect(mine).to_be_focused()
        ids.append(str(mine.get_attribute("data-id")))


def test_with_a_key_held_a_link_is_the_browsers_own(chromium: Browser, crowded: Crowd) -> None:
    service, ids = crowded
    with reading(chromium, service, f"{LESSON}#discussion") as page:
        when = page.locator(f"#comment-{ids[3]} .th-comment__when")
        with page.context.expect_page() as opened:
            when.click(modifiers=["Control"])

        expect(opened.value).to_have_url(f"{service.address}/t/ccb-1-what-cold-does#comment-{ids[3]}")
