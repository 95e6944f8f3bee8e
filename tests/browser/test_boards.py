"""Boards, in a browser: conversations with a title, each a page of its own, with scripts and without."""

import pytest
from playwright.sync_api import Browser, expect

from tests.support.reader import COMMENTS, reading, say
from tests.support.service import Service

pytestmark = pytest.mark.browser
BOARD, PLAIN = "/communities/tips-from-the-floor/#discussion", "/t/tips-from-the-floor"
TITLE, TEXT = "Night-shift handover", "Three lines on the back of the rota: what is late, what is odd, who knows."


def test_c1_1_what_is_started_on_a_board_stands_in_its_list_and_under_no_article(
    chromium: Browser, own_townhall: Service
) -> None:
    with reading(chromium, own_townhall, PLAIN, "amal", java_script_enabled=False) as page:
        expect(page.locator(".th-house")).to_contain_text("Kasia")
        expect(page.locator(".th-lead").first).to_contain_text("The small things that make the work lighter")
        # By keyboard alone: the title, then the text.
        page.get_by_label("Title").focus()
        page.keyboard.type(TITLE)
        page.keyboard.press("Tab")
        page.keyboard.type(TEXT)
        page.get_by_role("button", name="Start the conversation").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        expect(page.get_by_role("article")).to_contain_text(TEXT)
        address = page.url.partition("#")[0]
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390

    with reading(chromium, own_townhall, BOARD, "ben") as page:
        first = page.locator(COMMENTS).first
        expect(first).to_contain_text(TITLE)
        expect(first).to_contain_text("0 replies")
        expect(page.locator(COMMENTS, has_text="What is late")).to_have_count(0)
        expect(page.get_by_role("link", name="Start a conversation")).to_be_visible()
        page.get_by_role("link", name=TITLE).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        expect(page).to_have_url(address)
        page.get_by_label("Reply to Amal Haddad").fill("And where the keys are.")
        page.get_by_role("button", name="Post reply").click()
        expect(page.get_by_role("article").nth(1)).to_contain_text("And where the keys are.")

    with reading(chromium, own_townhall, PLAIN, java_script_enabled=False) as page:
        expect(page.get_by_role("article").first).to_contain_text("1 reply")
        page.get_by_role("link", name="Unanswered", exact=True).click()
        expect(page.get_by_role("link", name="Heated steering wheels in the yard tractors")).to_be_visible()
        expect(page.get_by_role("link", name=TITLE)).to_have_count(0)


def test_c1_1_and_c1_5_what_was_started_last_comes_first_among_the_latest(
    chromium: Browser, own_townhall: Service
) -> None:
    say(own_townhall, "amal", "tips-from-the-floor", f"{TITLE}\n\n{TEXT}")
    with reading(chromium, own_townhall, "/communities/", "ben", java_script_enabled=False) as page:
        page.get_by_role("main").get_by_role("link", name="Latest conversations").click()
        expect(page.get_by_role("article").first).to_contain_text(TITLE)
        expect(page.get_by_role("article").first).to_contain_text("Tips from the floor")
        page.get_by_label("Language").select_option(label="Français")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_role("link", name=TITLE)).to_have_count(0)
        expect(page.get_by_role("article").first).to_be_visible()
        page.get_by_role("link", name="Unanswered", exact=True).click()
        expect(page.locator("main [aria-current=true]")).to_have_text("Unanswered")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_a_board_changes_where_it_stands_while_somebody_reads_it(chromium: Browser, own_townhall: Service) -> None:
    with reading(chromium, own_townhall, BOARD, "ben") as page:
        expect(page.locator(COMMENTS).first).to_be_visible()
        say(own_townhall, "amal", "tips-from-the-floor", f"{TITLE}\n\n{TEXT}")
        page.get_by_role("button", name="1 new comment").click()
        expect(page.locator(COMMENTS).first).to_contain_text(TITLE)


def test_what_is_begun_on_a_board_by_its_author_is_a_line_for_them_too(
    chromium: Browser, own_townhall: Service
) -> None:
    topic = say(own_townhall, "amal", "tips-from-the-floor", f"{TITLE}\n\n{TEXT}")
    with reading(chromium, own_townhall, BOARD, "amal") as page:
        expect(page.locator(f"#comment-{topic}")).not_to_contain_text(TEXT)
        page.get_by_role("link", name=TITLE).click()
        page.get_by_text("Your comments here").click()
        page.get_by_role("link", name="Edit this comment of yours").click()
        expect(page.get_by_label("Title")).to_have_value(TITLE)
        page.get_by_label("Title").fill("The handover at night")
        page.get_by_role("button", name="Save changes").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("The handover at night")
