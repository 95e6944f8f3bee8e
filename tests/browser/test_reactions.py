"""Reactions in the article, pressed in place, and without JavaScript by a page of their own; on phones and at desks."""

import re
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.reader import COMMENTS, expect_announced, reading, say
from tests.support.service import Service, serving

pytestmark = pytest.mark.browser

LESSON = "/learning/reading-a-data-logger/"  # uid ccb-3-data-logger
UID = "ccb-3-data-logger"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
# What is nearly the same is asked about before it is posted.
BUZZER = {390: "The buzzer of cold room two is quieter than the radio.", 1280: "Our logger reads a degree too much."}
DRILL = {390: "Reading it out takes four minutes, two too many.", 1280: "Who has the cable for the old loggers?"}
# Every state that a button has from now on.
SEEN = """(button) => {
  globalThis.seen = [];
  const look = () => globalThis.seen.push(button.getAttribute("aria-pressed"));
  new MutationObserver(look).observe(button, { attributeFilter: ["aria-pressed"] });
}"""
SAME_HERE = re.compile("^Same here")


def said(page: Page, words: str) -> Locator:
    return page.locator(COMMENTS).filter(has_text=words)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_press_counts_at_once_stays_and_is_taken_back(
    chromium: Browser, townhall: Service, size: dict[str, int]
) -> None:
    words = BUZZER[size["width"]]
    say(townhall, "megan", UID, words)
    with reading(chromium, townhall, f"{LESSON}#discussion", "youssef", viewport=size) as page:
        button = said(page, words).get_by_role("button", name=SAME_HERE)
        expect(button).to_have_text("Same here")
        expect(button).to_have_attribute("aria-pressed", "false")
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_have_text("Same here 1")
        expect(button).to_be_focused()

        page.reload()
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_have_text("Same here 1")
        with page.expect_response(re.compile("/reactions/same-here$")) as answered:
            button.click()
        assert (answered.value.request.method, answered.value.status) == ("DELETE", 200)
        expect(button).to_have_attribute("aria-pressed", "false")
        expect(button).to_have_text("Same here")


@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 700}, DESK], ids=["phone", "small", "desk"])
def test_each_is_large_enough_to_hit_and_nothing_runs_over(
    chromium: Browser, townhall: Service, size: dict[str, int]
) -> None:
    with reading(chromium, townhall, f"{LESSON}#discussion", "youssef", viewport=size) as page:
        expect(page.locator("townhall-discussion button.th-reaction").first).to_be_visible()
        boxes = [one.bounding_box() for one in page.locator("townhall-discussion .th-reaction").all()]
        width = page.evaluate("() => document.documentElement.scrollWidth")

    assert boxes
    assert all(box and box["height"] >= 24 and box["width"] >= 24 for box in boxes)
    assert width <= size["width"]


def test_what_did_not_get_through_is_as_it_was_and_says_so(chromium: Browser, townhall: Service) -> None:
    words = "Somebody taped over the light of the alarm in bay three."
    say(townhall, "megan", UID, words)
    with reading(chromium, townhall, f"{LESSON}#discussion", "youssef") as page:
        button = said(page, words).get_by_role("button", name=re.compile("^Thanks"))
        expect(button).to_be_visible()
        button.evaluate(SEEN)
        page.route(re.compile("/reactions/"), lambda route: route.abort())
        button.click()

        expect_announced(page, "That did not get through. Press it once more.")
        expect(said(page, words)).to_contain_text("That did not get through.")
        expect(button).to_be_focused()
        expect(button).to_have_text("Thanks")
        assert page.evaluate("() => globalThis.seen") == ["true", "false"]

        page.unroute(re.compile("/reactions/"))
        button.click()
        expect(button).to_have_text("Thanks 1")
        expect(said(page, words)).not_to_contain_text("That did not get through.")


def test_who_presses_very_often_is_told_when_to_go_on_and_sees_what_is_kept(
    chromium: Browser, built_site: Path, moved_in: Path, tmp_path: Path
) -> None:
    file = tmp_path / "townhall.sqlite3"
    file.write_bytes(moved_in.read_bytes())
    with serving(f"sqlite://{file}", site=built_site, TOWNHALL_LIMITS="reactions=1/1h") as service:
        words = "The horn of bay five is as quiet as a mouse."
        say(service, "megan", UID, words)
        with reading(chromium, service, f"{LESSON}#discussion", "youssef") as page:
            thanks = said(page, words).get_by_role("button", name=re.compile("^Thanks"))
            smile = said(page, words).get_by_role("button", name="Made me smile")
            thanks.click()
            expect(thanks).to_have_text("Thanks 1")
            smile.click()
            expect_announced(page, "One person may react 1 time in 1 hour. Try it again in 1 hour.")
            expect(said(page, words)).to_contain_text("One person may react 1 time in 1 hour.")
            expect(smile).to_have_attribute("aria-pressed", "false")
            expect(smile).to_have_text("Made me smile")
            expect(smile).to_be_focused()
            thanks.click()
            expect(thanks).to_have_text("Thanks")
            expect(thanks).to_have_attribute("aria-pressed", "false")


def test_the_last_of_several_presses_is_what_is_kept(chromium: Browser, townhall: Service) -> None:
    words = "The test on Tuesdays rings at seven and wakes the whole of the canteen."
    say(townhall, "megan", UID, words)
    with reading(chromium, townhall, f"{LESSON}#discussion", "youssef") as page:
        button = said(page, words).get_by_role("button", name=re.compile("^Made me smile"))
        expect(button).to_be_visible()
        with page.expect_response(lambda answer: answer.request.method == "DELETE" and answer.status == 200):
            button.evaluate("one => { one.click(); one.click(); }")

        expect(button).to_have_text("Made me smile")
        page.reload()
        expect(button).to_have_attribute("aria-pressed", "false")
        expect(button).to_have_text("Made me smile")


def test_who_is_not_signed_in_signs_in_and_comes_back_to_it(chromium: Browser, townhall: Service) -> None:
    words = "Where does the spare key of the panel hang?"
    say(townhall, "megan", UID, words)
    with reading(chromium, townhall, f"{LESSON}#discussion") as page:
        said(page, words).get_by_role("link", name=SAME_HERE).click()
        expect(page).to_have_url(re.compile("/auth/login"))
        page.get_by_role("button", name=re.compile("^Youssef")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("React to a comment")
        page.get_by_role("button", name="Same here", exact=True).click()
        expect(page.locator("article").filter(has_text=words).locator(".th-reaction").nth(1)).to_have_text(
            "Same here 1"
        )


def test_one_s_own_comment_shows_how_many_and_nothing_to_press(chromium: Browser, townhall: Service) -> None:
    words = "I hung the list of numbers beside the door."
    own = say(townhall, "megan", UID, words)
    with closing(townhall.client("youssef")) as youssef:
        assert youssef.put(f"/api/v1/comments/{own}/reactions/thanks").status_code == 200
    with reading(chromium, townhall, f"{LESSON}#discussion", "megan") as page:
        expect(said(page, words).locator(".th-reaction")).to_have_text(["Thanks 1"])
        expect(said(page, words).get_by_role("button", name=re.compile("^Thanks"))).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_without_scripts_a_page_takes_it_and_leads_back(
    chromium: Browser, townhall: Service, size: dict[str, int]
) -> None:
    words = DRILL[size["width"]]
    own = say(townhall, "megan", UID, words)
    how = {"java_script_enabled": False, "viewport": size}
    with reading(chromium, townhall, f"/t/{UID}", "youssef", **how) as page:
        comment = page.locator(f"[id='comment-{own}']")
        comment.get_by_role("link", name="Thanks").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("React to a comment")
        page.get_by_role("button", name="Thanks", exact=True).click()
        expect(page).to_have_url(re.compile(f"/t/{UID}.*#comment-{own}$"))
        expect(comment.locator(".th-reaction").first).to_have_text("Thanks 1")

        comment.get_by_role("link", name="Thanks").click()
        page.get_by_role("button", name="Take back: Thanks").click()
        expect(comment.locator(".th-reaction").first).to_have_text("Thanks")
