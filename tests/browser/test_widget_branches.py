"""Long branches in a browser: collapsed behind their number, expanded for whoever is led there; and links to copy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.reader import ANNOUNCED, COMMENTS, PHONE, expect_announced, reading, say
from tests.support.service import Service, serving
from tests.support.small_town import browser_of

pytestmark = pytest.mark.browser

LESSON = "/learning/what-cold-does/"
UID = "ccb-1-what-cold-does"
SIZES = [PHONE, {"width": 1280, "height": 900}]
Talked = tuple[Service, list[str]]


@pytest.fixture(scope="module")
def talked(built_site: Path, moved_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talked]:
    """A service with a lesson in which a question has nine replies; the ids of them, the question's first."""
    file = tmp_path_factory.mktemp("talked") / "townhall.sqlite3"
    file.write_bytes(moved_in.read_bytes())
    with serving(f"sqlite://{file}", site=built_site) as service:
        question = say(service, "ben", UID, "Which gloves for the cold store?")
        yield service, [question, *(say(service, "amal", UID, f"Pair {n}.", question) for n in range(9))]


@pytest.mark.parametrize("size", SIZES)
def test_a_long_branch_is_collapsed_behind_its_number(chromium: Browser, talked: Talked, size: dict[str, int]) -> None:
    service, ids = talked
    with reading(chromium, service, f"{LESSON}#discussion", viewport=size) as page:
        expect(page.locator(f"#comment-{ids[3]}")).to_be_visible()
        expect(page.locator(f"#comment-{ids[4]}")).to_be_hidden()
        page.get_by_text("6 more replies").click()
        expect(page.locator(f"#comment-{ids[9]}")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_a_link_into_a_collapsed_branch_opens_it(chromium: Browser, talked: Talked, size: dict[str, int]) -> None:
    service, ids = talked
    with reading(chromium, service, f"{LESSON}#comment-{ids[7]}", viewport=size) as page:
        expect(page.locator(f"#comment-{ids[7]}")).to_be_focused()
        expect(page.locator(f"#comment-{ids[7]}")).to_be_in_viewport()


@pytest.mark.parametrize("size", SIZES)
def test_without_scripts_it_collapses_and_expands_as_well(
    chromium: Browser, talked: Talked, size: dict[str, int]
) -> None:
    service, ids = talked
    with browser_of(chromium, service, None, java_script_enabled=False, viewport=size) as context:
        page = context.new_page()
        page.goto(f"/t/{UID}")
        expect(page.locator(f"#comment-{ids[4]}")).to_be_hidden()
        page.get_by_text("6 more replies").click()
        expect(page.locator(f"#comment-{ids[4]}")).to_be_visible()

        page.goto(f"/t/{UID}?comment={ids[8]}")
        expect(page.locator(f"#comment-{ids[8]}")).to_be_in_viewport()


def test_what_was_expanded_stays_so_when_one_has_answered_in_it(chromium: Browser, own_townhall: Service) -> None:
    question = say(own_townhall, "ben", UID, "Which boots?")
    replies = [say(own_townhall, "amal", UID, f"Boot {number}.", question) for number in range(8)]
    with reading(chromium, own_townhall, f"{LESSON}#discussion", "ben") as page:
        page.get_by_text("5 more replies").click()
        page.locator(f"#comment-{replies[4]}").get_by_role("link", name="Reply").click()
        page.locator(f"#comment-{replies[4]} textarea").fill("Mine as well.")
        page.get_by_role("button", name="Post reply").click()

        expect_announced(page, "Your comment is published.")
        expect(page.locator(COMMENTS).filter(has_text="Mine as well.")).to_be_focused()
        expect(page.locator(f"#comment-{replies[7]}")).to_be_visible()


def test_an_answer_of_ones_own_that_waits_is_in_sight_among_collapsed_ones(
    chromium: Browser, own_townhall: Service
) -> None:
    question = say(own_townhall, "ben", UID, "Which boots?")
    for number in range(8):
        say(own_townhall, "amal", UID, f"Boot {number}.", question)
    say(own_townhall, "ben", UID, "As in MCC-123456.", question)
    with reading(chromium, own_townhall, f"{LESSON}#discussion", "ben") as page:
        expect(page.get_by_text("As in MCC-123456.")).to_be_visible()


def test_the_link_to_a_comment_is_copied(chromium: Browser, talked: Talked) -> None:
    service, ids = talked
    allowed = ["clipboard-read", "clipboard-write"]
    with reading(chromium, service, f"{LESSON}#discussion", permissions=allowed) as page:
        page.locator(f"#comment-{ids[0]}").get_by_role("link", name="Link to this comment").click()
        expect(page.locator(ANNOUNCED)).to_have_text("Link copied")
        copied = page.evaluate("() => navigator.clipboard.readText()")

    with reading(chromium, service, copied.removeprefix(service.address)) as page:
        expect(page.locator(f"#comment-{ids[0]}")).to_be_focused()


def test_where_nothing_may_be_copied_the_link_is_in_the_browsers_own_line(chromium: Browser, talked: Talked) -> None:
    service, ids = talked
    with reading(chromium, service, f"{LESSON}#discussion") as page:
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not here')) }")
        page.locator(f"#comment-{ids[0]}").get_by_role("link", name="Link to this comment").click()

        expect(page).to_have_url(f"{service.address}{LESSON}#comment-{ids[0]}")


@pytest.mark.parametrize("size", SIZES)
def test_the_fourth_level_stands_in_the_third_and_says_whom_it_answers(
    chromium: Browser, own_townhall: Service, size: dict[str, int]
) -> None:
    said = [say(own_townhall, "ben", UID, "One.")]
    for by, words in (("amal", "Two."), ("ben", "Three."), ("amal", "Four."), ("ben", "Five.")):
        said.append(say(own_townhall, by, UID, words, said[-1]))
    with reading(chromium, own_townhall, f"{LESSON}#discussion", viewport=size) as page:
        third, fifth = page.locator(f"#comment-{said[2]}"), page.locator(f"#comment-{said[4]}")
        expect(fifth.locator(".th-comment__answers")).to_have_text("in reply to Amal Haddad")
        boxes = third.bounding_box(), fifth.bounding_box()
        assert boxes[0]
        assert boxes[1]
        assert boxes[0]["x"] > boxes[1]["x"] - 60
        fifth.locator(".th-comment__answers a").click()
        expect(page.locator(f"#comment-{said[3]}")).to_be_focused()


@pytest.mark.parametrize("size", SIZES)
def test_what_was_changed_says_so_and_what_is_withdrawn_keeps_its_place_under_replies(
    chromium: Browser, own_townhall: Service, size: dict[str, int]
) -> None:
    asked = say(own_townhall, "ben", UID, "Soon withdrawn.")
    say(own_townhall, "amal", UID, "An answer that stays.", asked)
    with reading(chromium, own_townhall, f"{LESSON}#discussion", "ben", viewport=size) as page:
        comment = page.locator(f"#comment-{asked}")
        expect(comment.locator(".th-comment__edited")).to_have_count(0)
        comment.get_by_role("link", name="Edit").click()
        comment.locator("textarea").fill("Changed, and soon withdrawn.")
        comment.get_by_role("button", name="Save changes").click()
        expect(comment.locator(".th-comment__edited")).to_have_text("edited")
        comment.get_by_role("link", name="Withdraw").click()
        comment.get_by_role("button", name="Withdraw it").click()

        expect(comment).to_contain_text("Its author has withdrawn this comment.")
        expect(comment).to_be_focused()
        expect(page.get_by_text("An answer that stays.")).to_be_visible()
