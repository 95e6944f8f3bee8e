"""Learning in a course: how far somebody is, marked and gone on with on any device, by keyboard and without scripts."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.reader import reading, sign_in
from tests.support.service import Service

pytestmark = pytest.mark.browser
COURSE, WIDE = "/learning/cold-chain-basics/", {"width": 1280, "height": 900}
LESSONS = ["what-cold-does", "the-numbers-you-will-meet", "reading-a-data-logger"]


def mark_complete(page: Page) -> None:
    place = page.get_by_role("region", name="Your progress")
    place.get_by_role("button", name="Mark complete").press("Enter")
    expect(place.get_by_role("status")).to_contain_text("Completed on")
    expect(place.get_by_role("button", name="Not complete")).to_be_focused()


def test_c4_7_three_lessons_are_complete_and_another_device_goes_on_at_the_fourth(
    chromium: Browser, own_townhall: Service, axe_source: str
) -> None:
    with reading(chromium, own_townhall, f"/learning/{LESSONS[0]}/", "amal") as page:
        for lesson in LESSONS:
            # The discussion says who is signed in.
            page.goto(f"/learning/{lesson}/#discussion")
            mark_complete(page)
        page.evaluate(axe_source)
        found = "axe.run('.progress').then((found) => found.violations.map((one) => one.id))"
        assert page.evaluate(found) == []
    with reading(chromium, own_townhall, COURSE, "amal", viewport=WIDE) as page:
        # The discussion says who is signed in, and it comes once it is wanted.
        page.locator("townhall-discussion").scroll_into_view_if_needed()
        resume = page.get_by_role("link", name="Resume: Doors, docks and airflow")
        expect(resume).to_be_visible()
        expect(page.get_by_text("Completed: 3 of 7")).to_be_visible()
        expect(page.locator("[data-completed]:not([hidden])")).to_have_count(3)
        resume.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Doors, docks and airflow")


def test_it_can_be_taken_back_and_what_does_not_get_through_is_said(chromium: Browser, own_townhall: Service) -> None:
    with reading(chromium, own_townhall, f"/learning/{LESSONS[0]}/#discussion", "ben") as page:
        place = page.get_by_role("region", name="Your progress")
        mark_complete(page)
        page.route("**/progress", lambda route: route.abort())
        place.get_by_role("button", name="Not complete").click()
        expect(place.get_by_text("That did not get through.")).to_be_visible()
        page.unroute("**/progress")
        place.get_by_role("button", name="Not complete").click()
        expect(place.get_by_role("button", name="Mark complete")).to_be_focused()
        expect(place.get_by_text("Completed on")).to_be_hidden()


def test_without_scripts_a_page_says_how_far_one_is_and_leads_on(chromium: Browser, own_townhall: Service) -> None:
    with reading(chromium, own_townhall, f"/learning/{LESSONS[0]}/", "amal", java_script_enabled=False) as page:
        expect(page.get_by_role("button", name="Mark complete")).to_have_count(0)
        page.get_by_role("link", name="How far you are in your courses").click()
        expect(page.get_by_text("0 of 7 lessons completed.")).to_be_visible()
        page.get_by_role("button", name=re.compile("Mark complete.*What cold does")).click()
        expect(page.get_by_text("1 of 7 lessons completed.")).to_be_visible()
        page.get_by_role("link", name="Resume: The numbers").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("The numbers you will meet")


def test_what_one_answers_to_a_quiz_is_noted_once_and_whoever_is_signed_out_sends_nothing(
    chromium: Browser, own_townhall: Service
) -> None:
    address, uid = f"/learning/{LESSONS[2]}/", "ccb-3-data-logger"
    with reading(chromium, own_townhall, address) as page:
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.url))
        answer_quiz(page, "Defrosts")
        assert not [url for url in sent if "/quizzes/" in url or "/progress" in url]
        sign_in(page.context.request, own_townhall, "amal")
        page.goto(f"{address}#discussion")
        expect(page.get_by_role("button", name="Mark complete")).to_be_visible()
        with page.expect_response("**/quizzes/*"):
            answer_quiz(page, "Defrosts")
        told = page.context.request.get(f"{own_townhall.address}/api/v1/threads/{uid}/progress").json()
        assert list(told["answered"].values()) == [False]


def answer_quiz(page: Page, choice: str) -> None:
    quiz = page.locator("form[data-quiz]").first
    quiz.get_by_role("radio", name=choice).check()
    quiz.get_by_role("button", name="Check my answer").click()
    expect(quiz.get_by_role("status")).not_to_be_empty()
