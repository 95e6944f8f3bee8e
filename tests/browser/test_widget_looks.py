"""Everybody can read and work the discussion: by keyboard, with large fingers, right to left, on a narrow phone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.reader import BODY, COMMENTS, DISCUSSION, INCIDENT, POST, READY, ROTA, reading, say, write
from tests.support.service import Service

pytestmark = pytest.mark.browser

HANDOVER = "/learning/the-handover/"
FIXED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("textarea { field-sizing: fixed !important }");
  document.adoptedStyleSheets.push(sheet);
}"""
ARABIC = "/ar/news/casablanca-second-cold-hall/"


def open_everything(page: Page) -> None:
    """Advice at the composer, a reply being written, and whatever of mine waits."""
    write(page, "Write to hicham@example.com.")
    page.locator(POST).click()
    expect(page.locator(".th-refusal")).to_be_visible()
    page.locator(COMMENTS).get_by_role("link", name="Reply").first.click()
    expect(page.locator(f"{COMMENTS} form")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_checker_finds_nothing_to_fault(chromium: Browser, townhall: Service, axe_source: str, theme: str) -> None:
    say(townhall, "amal", "rotterdam-incident", f"A comment that waits, in the {theme}.")
    with reading(chromium, townhall, f"{INCIDENT}#discussion", "amal", color_scheme=theme) as page:
        expect(page.locator(".th-status--waiting").first).to_be_attached()
        open_everything(page)
        # As a tester's own tool, not as the page's script: the page's policy would rightly refuse that.
        page.evaluate(axe_source)
        found: list[dict[str, Any]] = page.evaluate(f"axe.run('{DISCUSSION}').then((found) => found.violations)")

        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


def test_whatever_is_pressed_is_large_enough_for_a_finger(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{INCIDENT}#discussion", "amal") as page:
        expect(page.locator(BODY)).to_be_visible()
        open_everything(page)
        small = page.locator(f"{DISCUSSION} :is(button, .th-action, .th-comment__when, .th-sort a)").evaluate_all(
            "all => all.filter((one) => { const { width, height } = one.getBoundingClientRect();"
            " return height > 0 && (width < 24 || height < 24) }).map((one) => one.outerHTML)"
        )

        assert small == []


def test_everything_fits_on_the_narrowest_phone(chromium: Browser, townhall: Service) -> None:
    narrow = {"viewport": {"width": 320, "height": 640}}
    with reading(chromium, townhall, f"{ROTA}#discussion", "amal", **narrow) as page:
        expect(page.locator(BODY)).to_be_visible()
        open_everything(page)
        wide = page.locator(f"{DISCUSSION} *").evaluate_all(
            "all => all.filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.className)"
        )
        deepest = page.locator(".th-replies .th-replies .th-comment__body").first.bounding_box()

        assert wide == []
        assert deepest is not None
        assert deepest["width"] >= 0.75 * 320


def test_from_right_to_left_the_replies_are_set_in_from_the_right(chromium: Browser, townhall: Service) -> None:
    edge = "(list) => [getComputedStyle(list).borderRightWidth, getComputedStyle(list).borderLeftWidth]"
    direction = "(body) => getComputedStyle(body).direction"
    with reading(chromium, townhall, f"{ARABIC}#discussion") as page:
        page.wait_for_selector(READY)
        bodies = page.locator(f"{COMMENTS} .th-comment__body > p")

        assert page.locator(".th-replies").first.evaluate(edge) == ["2px", "0px"]
        assert bodies.filter(has_text=re.compile("^\\s*[\u0600-\u06ff]")).first.evaluate(direction) == "rtl"
        assert bodies.filter(has_text="Congratulations").evaluate(direction) == "ltr"


def test_by_keyboard_alone(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{HANDOVER}#discussion", "amal") as page:
        page.locator(BODY).focus()
        page.keyboard.type("Written with nothing but keys.")
        bold = page.locator("[data-slot]").get_by_role("toolbar").get_by_role("button", name="Bold")
        expect(bold).to_be_visible()
        page.keyboard.press("Tab")
        expect(bold).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator("[data-slot]").get_by_role("link", name="Guidelines")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator("[data-slot]").get_by_label("What it is")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        mine = page.locator(COMMENTS).filter(has_text="Written with nothing but keys.")
        expect(mine).to_be_focused()
        assert mine.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"

        page.keyboard.press("Tab")
        expect(mine.locator(".th-comment__when")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(mine.get_by_label("Reply to Amal Haddad")).to_be_focused()
        page.keyboard.press("Escape")
        expect(mine.get_by_role("link", name="Reply")).to_be_focused()


@pytest.mark.parametrize("support", ["field-sizing", "rows"])
def test_the_field_grows_with_what_is_written(chromium: Browser, townhall: Service, support: str) -> None:
    with reading(chromium, townhall, "/about/", "amal") as page:
        if support == "rows":
            page.add_init_script("CSS.supports = () => false")
        page.goto(f"{HANDOVER}#discussion")
        page.wait_for_selector(BODY)
        if support == "rows":
            page.locator(BODY).evaluate(FIXED)
        height = "(field) => field.offsetHeight"
        before = page.locator(BODY).evaluate(height)
        # At once, or when what it takes to write has come.
        write(page, "line\n" * 10)

        page.wait_for_function(f"(before) => ({height})(document.querySelector('{BODY}')) > before + 100", arg=before)


def test_what_was_looked_for_stands_out(chromium: Browser, townhall: Service) -> None:
    sought = say(townhall, "ben", "ccb-6-handover", "Look here.")
    colour = "(one) => getComputedStyle(one).backgroundColor"
    with reading(chromium, townhall, f"{HANDOVER}#comment-{sought}") as page:
        expect(page.locator(f"#comment-{sought}")).to_be_focused()

        assert page.locator(f"#comment-{sought}").evaluate(colour) != page.locator(COMMENTS).first.evaluate(colour)
