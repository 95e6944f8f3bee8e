"""Answering just these words: selected with a mouse, a finger or keys; or a whole comment; with scripts and without."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.reader import reading, say
from tests.support.service import Service

pytestmark = pytest.mark.browser

THREAD = "ccb-6-handover"
HANDOVER = "/learning/the-handover/#discussion"
SELECT = """(body, words) => {
  const text = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (text.nextNode() && !text.currentNode.data.includes(words));
  const start = text.currentNode.data.indexOf(words);
  getSelection().setBaseAndExtent(text.currentNode, start, text.currentNode, start + words.length);
}"""


def select(page: Page, comment: str, words: str) -> None:
    page.locator(f"#comment-{comment} .th-comment__body").first.evaluate(SELECT, words)


# What is nearly the same as something said before would be asked about.
HOW = {
    "mouse": "so it was in my day",
    "keys": "nobody told the drivers",
    "finger": "dock nine does it otherwise, always",
}


@pytest.mark.parametrize("how", HOW)
def test_selected_words_stand_in_the_box_as_a_quote(chromium: Browser, townhall: Service, how: str) -> None:
    asked = say(townhall, "ben", THREAD, f"The seal comes first, and the papers come second: {HOW[how]}.")
    with reading(chromium, townhall, HANDOVER, "zofia", has_touch=how == "finger") as page:
        reply = page.locator(f"#comment-{asked}").get_by_role("link", name="Reply")
        reply.scroll_into_view_if_needed()
        select(page, asked, "the papers come second")
        if how == "keys":
            reply.focus()
            page.keyboard.press("Enter")
        elif how == "finger":
            reply.tap()
        else:
            reply.click()
        field = page.get_by_label("Reply to Ben Carter")

        expect(field).to_have_value("> the papers come second\n\n")
        expect(field).to_be_focused()
        page.keyboard.type("Why?")
        expect(field).to_have_value("> the papers come second\n\nWhy?")


def test_with_nothing_selected_nothing_is_quoted_and_quote_takes_it_all(chromium: Browser, townhall: Service) -> None:
    body = "> What somebody said\n\nTwo things:\n\n- the **seal**, @amal\n- [papers](https://meridale.example/papers)"
    asked = say(townhall, "ben", THREAD, body)
    other = say(townhall, "ben", THREAD, "Words of another comment.")
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        here = page.locator(f"#comment-{asked}")
        # What is selected in another comment is none of this one's words.
        select(page, other, "another")
        here.get_by_role("link", name="Reply").click()
        field = page.get_by_label("Reply to Ben Carter")
        expect(field).to_be_focused()
        expect(page.get_by_role("toolbar").last).to_be_visible()
        expect(field).to_have_value("")
        page.keyboard.type("First of all.")
        here.get_by_role("link", name="Quote").click()

        # A name is no call to somebody once more.
        expect(field).to_have_value(
            "First of all.\n\n> Two things:\n>\n> - the **seal**, Amal Haddad\n"
            "> - [papers](https://meridale.example/papers)\n\n"
        )
        page.keyboard.type("Yes.")
        page.get_by_role("button", name="Cancel").click()
        here.get_by_role("link", name="Reply").click()
        expect(field).to_have_value(re.compile(r"^First of all\.[^@]*\n\nYes\.$"))


def test_without_scripts_the_box_begins_with_the_quote(chromium: Browser, townhall: Service) -> None:
    asked = say(townhall, "ben", THREAD, "The seal comes **first**.")
    with reading(chromium, townhall, f"/t/{THREAD}", "zofia", java_script_enabled=False) as page:
        page.locator(f"article#comment-{asked}").get_by_role("link", name="Quote").click()

        expect(page.get_by_label("Reply to Ben Carter")).to_have_value("> The seal comes **first**.\n\n")
        expect(page.locator("#composer input[name=parent]")).to_have_value(asked)
