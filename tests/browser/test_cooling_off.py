"""Heated words: their author is asked, alone, and may change them, post them anyway or keep them for ten minutes."""

import pytest
from playwright.sync_api import Browser, expect

from tests.support.reader import BODY, COMMENTS, POST, drafts, expect_announced, reading, write
from tests.support.service import Service

pytestmark = pytest.mark.browser

AIRFLOW = "/learning/doors-docks-and-airflow/#discussion"
HEATED = "Shut up about the docks."


def test_it_can_be_posted_anyway(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, AIRFLOW, "piotr") as page:
        write(page, HEATED)
        page.locator(POST).click()
        expect_announced(page, "Do you want to send it like this?")
        expect(page.locator(".th-refusal q")).to_have_text("Shut up")
        page.get_by_role("button", name="Post it anyway").click()

        expect(page.locator(COMMENTS).filter(has_text=HEATED)).to_be_focused()


def test_kept_for_ten_minutes_it_is_asked_about_again_and_never_sent_by_itself(
    chromium: Browser, townhall: Service
) -> None:
    with reading(chromium, townhall, "/about/", "kasia") as page:
        page.clock.install()
        page.goto(AIRFLOW)
        write(page, "Rot op with your docks.")
        page.locator(POST).click()
        page.get_by_role("button", name="Keep it for 10 minutes").click()
        box = page.locator("[data-cooling]")
        expect(box).to_contain_text("you are asked again in 10 minutes.")
        expect(box.get_by_role("button", name="Post it")).to_have_count(0)

        page.clock.fast_forward("04:00")
        expect(box).to_contain_text("in 6 minutes.")
        page.reload()
        expect(page.locator(BODY)).to_have_value("Rot op with your docks.")
        expect(box).to_contain_text("in 6 minutes.")
        page.clock.fast_forward("06:10")
        expect(box).to_contain_text("Ten minutes are over. Do you still want to say it?")
        assert townhall.client().get("/t/ccb-4-docks-airflow").text.count("Rot op") == 0
        box.get_by_role("button", name="Delete it").click()

        expect(page.locator(BODY)).to_have_value("")
        expect(page.locator(BODY)).to_be_focused()
        assert drafts(page) == []


def test_on_a_plain_page_it_stays_in_the_form(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/t/ccb-4-docks-airflow", "joost", java_script_enabled=False) as page:
        page.locator("#th-body").fill(HEATED)
        page.get_by_role("button", name="Post comment").click()
        page.get_by_role("button", name="Keep it for 10 minutes").click()
        expect(page.locator("#th-kept")).to_contain_text("Nothing was sent.")
        expect(page.locator("#th-body")).to_have_value(HEATED)
        page.get_by_role("button", name="Post comment").click()
        page.get_by_role("button", name="Post it anyway").click()

        expect(page.locator(".th-comment").filter(has_text=HEATED).last).to_be_visible()


def test_whoever_said_that_they_mean_it_so_is_not_asked_again_after_a_lost_connection(
    chromium: Browser, townhall: Service
) -> None:
    words = "Shut up about the doors."
    with reading(chromium, townhall, AIRFLOW, "wojtek") as page:
        write(page, words)
        page.locator(POST).click()
        page.route("**/api/v1/comments/*", lambda route: route.abort())
        page.get_by_role("button", name="Post it anyway").click()
        expect(page.locator(".th-refusal")).to_contain_text("That did not get through.")
        page.unroute("**/api/v1/comments/*")
        page.get_by_role("button", name="Try again").click()

        expect(page.locator(COMMENTS).filter(has_text=words)).to_be_focused()


def test_other_words_are_another_question(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, AIRFLOW, "salma") as page:
        write(page, HEATED)
        page.locator(POST).click()
        page.route("**/api/v1/comments/*", lambda route: route.abort())
        page.get_by_role("button", name="Post it anyway").click()
        expect(page.locator(".th-refusal")).to_contain_text("That did not get through.")
        page.unroute("**/api/v1/comments/*")
        write(page, "Shut up about the dampers.")
        page.get_by_role("button", name="Try again").click()

        expect(page.locator(".th-refusal")).to_contain_text("Do you want to send it like this?")
