"""Answering before reading what colleagues said: in the lesson, by keyboard and without scripts."""

import pytest
from playwright.sync_api import Browser, expect

from tests.support.reader import BODY, POST, reading
from tests.support.service import Service

pytestmark = pytest.mark.browser
LESSON, UID = "/learning/clean-written-down-done/#discussion", "ccb-7-clean-and-records"
FIRST = "Answer first, then see what"


def test_c4_3_who_answers_sees_what_colleagues_said(chromium: Browser, own_townhall: Service) -> None:
    with reading(chromium, own_townhall, LESSON, "salma", viewport={"width": 390, "height": 844}) as page:
        discussion = page.locator("townhall-discussion")
        expect(discussion).to_contain_text(FIRST)
        expect(discussion.locator(".th-comment")).to_have_count(0)
        page.locator(BODY).fill("I write down the time as well.")
        page.locator(POST).click()
        expect(discussion.locator(".th-comment").filter(has_text="I write down the time")).to_be_visible()
        expect(discussion.locator(".th-comment").nth(1)).to_be_visible()
        expect(discussion).not_to_contain_text(FIRST)


def test_c4_3_who_skips_reads_without_leaving_the_lesson(chromium: Browser, own_townhall: Service) -> None:
    with reading(chromium, own_townhall, LESSON, "piotr", viewport={"width": 1280, "height": 900}) as page:
        discussion = page.locator("townhall-discussion")
        discussion.get_by_role("button", name="Skip and read").press("Enter")
        expect(discussion.locator(".th-comment").first).to_be_visible()
        expect(discussion.get_by_role("button", name="Skip and read")).to_have_count(0)
        page.reload()
        expect(discussion.locator(".th-comment").first).to_be_visible()


def test_c4_3_without_scripts_it_is_a_form(chromium: Browser, own_townhall: Service) -> None:
    with reading(chromium, own_townhall, f"/t/{UID}", "piotr", java_script_enabled=False) as page:
        expect(page.locator(".th-comment")).to_have_count(0)
        page.get_by_role("button", name="Skip and read").click()
        expect(page.locator(".th-comment").first).to_be_visible()
        expect(page.get_by_text(FIRST)).to_have_count(0)
