"""Written without a connection: it is kept, marked, sent once there is one, and as nobody else; nothing is lost."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.reader import (
    BODY,
    COMMENTS,
    POST,
    READY,
    begin,
    drafts,
    expect_announced,
    reading,
    say,
    sign_in,
    write,
)
from tests.support.service import Service

pytestmark = pytest.mark.browser

DOCKS = "/learning/doors-docks-and-airflow/#discussion"
UID = "ccb-4-docks-airflow"
WILL_SEND = "Will send when you are back. It is kept in this browser."
WAITING = "[data-waiting] li"
SENT = "[data-told]"
KEEPS = "() => Object.keys(localStorage).filter((name) => name.startsWith('townhall:waiting:')).length"


def post_without_connection(page: Page, text: str) -> None:
    begin(page)
    page.context.set_offline(True)
    write(page, text)
    page.locator(POST).click()
    expect(page.locator(WAITING).filter(has_text=text)).to_contain_text(WILL_SEND)


def said_to_all(service: Service, text: str) -> int:
    return service.client().get(f"/t/{UID}?sort=newest").text.count(text)


def test_it_is_kept_marked_and_sent_once_there_is_a_connection(chromium: Browser, townhall: Service) -> None:
    text = "The seal of door nine is torn."
    with reading(chromium, townhall, DOCKS, "amal") as page:
        expect(page.locator(READY)).to_be_visible()
        post_without_connection(page, text)
        expect_announced(page, WILL_SEND)
        expect(page.locator(BODY)).to_have_value("")
        assert drafts(page) == []
        write(page, "And I go on writing.")
        other = page.context.new_page()
        page.context.set_offline(False)
        expect(page.locator(SENT)).to_contain_text("Your comment was sent. Your comment is published.")
        expect_announced(page, "Your comment was sent.")
        expect(page.locator(WAITING)).to_have_count(0)
        expect(page.locator(BODY)).to_have_value("And I go on writing.")
        page.get_by_role("link", name="Read it in its place").click()
        expect(page.locator(COMMENTS).filter(has_text=text)).to_be_focused()

        other.goto(f"{townhall.address}{DOCKS}")
        expect(other.locator(COMMENTS).filter(has_text=text)).to_have_count(1)
        assert page.evaluate(KEEPS) == 0
    assert said_to_all(townhall, text) == 1


def test_two_tabs_send_it_once_and_a_lost_answer_makes_no_second(chromium: Browser, townhall: Service) -> None:
    text = "Bay four has no chocks."
    with reading(chromium, townhall, DOCKS, "joost") as page:
        other = page.context.new_page()
        other.goto(f"{townhall.address}{DOCKS}")
        for one in (page, other):
            expect(one.locator(READY)).to_be_visible()
        page.route("**/api/v1/comments/*", lambda route: (route.fetch(), route.abort()))
        write(page, text)
        page.locator(POST).click()
        leave = page.get_by_role("button", name="Send it when I am back")
        leave.click()
        # It is out of the box. Whether it is seen to wait depends on how soon the other tab has sent it.
        expect(leave).to_have_count(0)
        page.unroute("**/api/v1/comments/*")
        for one in (page, other):
            one.evaluate("() => dispatchEvent(new Event('online'))")

        for one in (page, other):
            expect(one.locator(WAITING)).to_have_count(0)
        page.reload()
        expect(page.locator(COMMENTS).filter(has_text=text)).to_have_count(1)
    assert said_to_all(townhall, text) == 1


def test_what_is_refused_comes_back_with_the_reason(chromium: Browser, townhall: Service) -> None:
    text = "Write to dock9@example.com about it."
    with reading(chromium, townhall, DOCKS, "kasia") as page:
        expect(page.locator(READY)).to_be_visible()
        post_without_connection(page, text)
        page.context.set_offline(False)
        waiting = page.locator(WAITING)
        expect(waiting).to_contain_text("It could not be sent as it is, and nothing is lost.")
        expect(waiting).to_contain_text("This looks like an e-mail address")
        page.reload()
        expect(waiting).to_contain_text(text)
        page.get_by_role("button", name="Change it").click()

        expect(page.locator(BODY)).to_have_value(text)
        expect(page.locator(BODY)).to_be_focused()
        expect(waiting).to_have_count(0)
        assert drafts(page) == [text]
        assert page.evaluate(KEEPS) == 0


def test_a_reply_waits_too_and_can_be_taken_back(chromium: Browser, townhall: Service) -> None:
    asked = say(townhall, "ben", UID, "Who has the key of bay two?")
    with reading(chromium, townhall, f"{DOCKS.partition('#')[0]}#comment-{asked}", "marek") as page:
        comment = page.locator(f"[id='comment-{asked}']")
        comment.get_by_role("link", name="Reply").click()
        expect(page.get_by_label("Reply to Ben Carter")).to_be_focused()
        page.context.set_offline(True)
        page.get_by_label("Reply to Ben Carter").fill("I have it.")
        comment.get_by_role("button", name="Post reply").click()
        expect(page.locator(WAITING)).to_contain_text("I have it.")
        expect(comment.locator("textarea")).to_have_count(0)
        page.get_by_role("button", name="Change it").click()
        expect(page.get_by_label("Reply to Ben Carter")).to_have_value("I have it.")
        comment.get_by_role("button", name="Post reply").click()
        expect(page.locator(WAITING)).to_have_count(1)
        page.get_by_role("button", name="Delete it").click()
        expect(page.locator(WAITING)).to_have_count(0)
        page.context.set_offline(False)
        assert page.evaluate(KEEPS) == 0


def test_it_waits_for_whoever_said_it_and_goes_out_as_nobody_else(chromium: Browser, townhall: Service) -> None:
    text = "Only Amal may have said this."
    with reading(chromium, townhall, DOCKS, "amal") as page:
        expect(page.locator(READY)).to_be_visible()
        post_without_connection(page, text)
        page.context.clear_cookies()
        page.context.set_offline(False)
        expect(page.locator(SENT)).to_contain_text("it is sent once you are signed in.")
        sign_in(page.request, townhall, "ben")
        page.reload()
        expect(page.locator("[data-slot]")).to_contain_text("You speak as Ben Carter")
        expect(page.locator(WAITING)).to_have_count(0)
        expect(page.locator("body")).not_to_contain_text(text)
        assert page.evaluate(KEEPS) == 1

        sign_in(page.request, townhall, "amal")
        page.reload()
        expect(page.locator(SENT)).to_contain_text("Your comment was sent.")
    assert said_to_all(townhall, text) == 1
