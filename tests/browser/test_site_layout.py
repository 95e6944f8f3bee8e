"""How the pages hold together: on a small phone, right to left, under the thumb, for the keyboard, while loading."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.site import PAGES

pytestmark = pytest.mark.browser

SMALL_PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
SHIFTS = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.moved += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""
# WCAG 2.2, 2.5.8: links within a sentence are exempt, everything else is at least 24 by 24 CSS pixels.
TOO_SMALL = """() => [...document.querySelectorAll("a, button, input, summary, select")].filter((element) => {
  const box = element.getBoundingClientRect();
  if (box.width < 2 || element.closest(".skip") || element.ariaHidden === "true") return false;
  const inline = getComputedStyle(element).display === "inline";
  return !inline && (box.width < 24 || box.height < 24);
}).map((element) => `${element.className || element.tagName}: ${element.textContent.trim().slice(0, 30)}`)"""
WIDER_THAN_THE_GLASS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport=SMALL_PHONE)
    yield page
    page.close()


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport=DESK)
    yield page
    page.close()


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_no_page_is_wider_than_a_small_phone(phone: Page, site_address: str, address: str) -> None:
    phone.goto(site_address + address)

    assert phone.evaluate(WIDER_THAN_THE_GLASS) == 0


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_everything_to_press_is_large_enough_for_a_gloved_thumb(phone: Page, site_address: str, address: str) -> None:
    phone.goto(site_address + address)

    assert phone.evaluate(TOO_SMALL) == []


@pytest.mark.parametrize("kind", ["front page", "story", "lesson", "community", "news"])
def test_nothing_moves_while_a_page_loads(phone: Page, site_address: str, kind: str) -> None:
    phone.add_init_script(SHIFTS)
    phone.goto(site_address + PAGES[kind], wait_until="networkidle")
    phone.evaluate("scrollTo(0, document.body.scrollHeight)")
    phone.wait_for_function("[...document.images].every((image) => image.complete)")

    # A page painted while it still arrives may settle by a hair; 0.1 is what people begin to notice.
    assert phone.evaluate("moved") < 0.005


def test_the_arabic_page_is_mirrored(desk: Page, site_address: str) -> None:
    desk.goto(site_address + PAGES["Arabic story"])
    name, sign_in = desk.locator(".nameplate").bounding_box(), desk.locator(".sign-in").bounding_box()
    meta, main = desk.locator(".story-meta").bounding_box(), desk.locator(".story-main").bounding_box()

    assert desk.locator("html").get_attribute("dir") == "rtl"
    assert name
    assert sign_in
    assert name["x"] > sign_in["x"]
    assert meta
    assert main
    assert meta["x"] > main["x"]
    assert desk.evaluate(WIDER_THAN_THE_GLASS) == 0


def test_a_story_is_set_to_a_measure_that_eyes_can_follow(desk: Page, site_address: str) -> None:
    desk.goto(site_address + PAGES["story"])
    per_line = desk.evaluate("""() => {
      const byLength = (a, b) => b.textContent.length - a.textContent.length;
      const paragraph = [...document.querySelectorAll(".prose > p")].sort(byLength)[0];
      const range = document.createRange();
      range.selectNodeContents(paragraph);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.bottom / 10))).size;
      return paragraph.textContent.length / lines;
    }""")

    assert 45 <= per_line <= 80


def test_the_outline_stands_beside_a_lesson_on_a_desk_and_after_it_on_a_phone(
    desk: Page, phone: Page, site_address: str
) -> None:
    for page in (desk, phone):
        page.goto(site_address + PAGES["lesson"])
    beside, text = desk.locator(".lesson-outline").bounding_box(), desk.locator(".lesson-main").bounding_box()
    after, end = phone.locator(".lesson-outline").bounding_box(), phone.locator(".lesson-main").bounding_box()

    assert beside
    assert text
    assert beside["x"] + beside["width"] < text["x"]
    assert after
    assert end
    assert after["y"] >= end["y"] + end["height"]
    assert desk.locator(".lesson-outline [aria-current=page]").count() == 1


def test_the_first_stop_of_the_keyboard_leads_past_the_masthead(desk: Page, site_address: str) -> None:
    desk.goto(site_address + PAGES["story"])
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to the content")).to_be_focused()
    desk.keyboard.press("Enter")

    expect(desk.locator("#content")).to_be_focused()


def test_what_the_keyboard_is_on_can_be_seen(desk: Page, site_address: str) -> None:
    desk.goto(site_address + PAGES["front page"])
    unseen = []
    for _ in range(25):
        desk.keyboard.press("Tab")
        style = desk.evaluate("""() => {
          const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
          return [document.activeElement.textContent.trim(), outlineStyle, parseFloat(outlineWidth)];
        }""")
        if style[1] == "none" or style[2] < 2:
            unseen.append(style)

    assert unseen == []


def test_a_page_asks_nobody_but_its_own_origin_and_raises_no_error(desk: Page, site_address: str) -> None:
    asked: list[str] = []
    errors: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.on("pageerror", lambda error: errors.append(str(error)))
    for address in PAGES.values():
        desk.goto(site_address + address)

    assert [url for url in asked if not url.startswith((site_address, "data:"))] == []
    assert errors == []
    assert not [url for url in asked if "font" in url]


def test_without_the_service_a_story_ends_with_one_plain_link_and_no_hole(desk: Page, site_address: str) -> None:
    desk.goto(site_address + PAGES["story"], wait_until="load")
    desk.wait_for_selector("townhall-discussion[data-resting]")
    link = desk.locator("townhall-discussion a")
    discussion = desk.locator("townhall-discussion").bounding_box()

    assert link.get_attribute("href") == "/t/rota-four-on"
    assert link.inner_text() == "Read and join the discussion"
    assert discussion
    assert discussion["height"] < 100
