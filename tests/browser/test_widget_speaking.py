"""Speaking in the article itself: post, reply, change, withdraw; what waits and why; and where the focus goes."""

import contextlib

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.support.reader import (
    BODY,
    COMMENTS,
    INCIDENT,
    POST,
    READY,
    drafts,
    expect_announced,
    reading,
    say,
    write,
)
from tests.support.service import Service
from tests.support.time_passes import time_passes

pytestmark = pytest.mark.browser

NUMBERS = "/learning/the-numbers-you-will-meet/"
HANDOVER = "/learning/the-handover/"


def article(page: Page, text: str) -> Locator:
    return page.locator(COMMENTS).filter(has_text=text).last


def test_a_comment_is_published_announced_and_in_focus(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{NUMBERS}#discussion", "amal") as page:
        write(page, "Two degrees on the door, four on the panel.")
        page.locator(POST).click()
        posted = article(page, "Two degrees on the door")

        expect(posted).to_be_focused()
        expect_announced(page, "Your comment is published.")
        expect(page.locator(BODY)).to_have_value("")
        assert drafts(page) == []

        page.reload()
        expect(article(page, "Two degrees on the door")).to_be_visible()
    with reading(chromium, townhall, f"{NUMBERS}#discussion") as page:
        expect(article(page, "Two degrees on the door")).to_be_visible()


def test_control_and_enter_send(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{NUMBERS}#discussion", "ben") as page:
        write(page, "Sent from the keyboard.")
        page.locator(BODY).press("Control+Enter")

        expect(article(page, "Sent from the keyboard.")).to_be_focused()


def test_pressed_twice_it_is_sent_once(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{NUMBERS}#discussion", "zofia") as page:
        sent: list[Route] = []

        def hold(route: Route) -> None:
            sent.append(route)

        page.route("**/api/v1/comments/*", hold)
        write(page, "Once is enough.")
        page.locator(POST).evaluate("(button) => { button.click(); button.click(); }")
        expect(page.locator("[data-slot] form.th-composer")).to_have_attribute("aria-busy", "true")
        sent[0].continue_()
        expect(article(page, "Once is enough.")).to_be_focused()

        assert len(sent) == 1
        expect(page.locator(COMMENTS).filter(has_text="Once is enough.")).to_have_count(1)


def test_a_comment_on_a_reviewed_page_waits_in_its_authors_sight_alone(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{INCIDENT}#discussion", "amal") as page:
        write(page, "The alarm was loud enough, the door was not.")
        page.locator(POST).click()
        mine = article(page, "The alarm was loud enough")

        expect(mine).to_be_focused()
        expect(mine).to_contain_text("Waiting for a facilitator. Only you see this.")
        expect(mine).to_contain_text("On this page every comment is read by a facilitator first. It is usually read")
        expect_announced(page, "Your comment is waiting for a facilitator. Only you see it. On this page every comment")
    with reading(chromium, townhall, f"{INCIDENT}#discussion", "ben") as page:
        page.wait_for_selector(READY)
        expect(page.locator(COMMENTS).filter(has_text="The alarm was loud enough")).to_have_count(0)


def test_a_reply_stands_under_what_it_answers(chromium: Browser, townhall: Service) -> None:
    asked = say(townhall, "ben", "ccb-6-handover", "Who signs when the driver is early?")
    with reading(chromium, townhall, f"{HANDOVER}#discussion", "amal") as page:
        page.locator(f"#comment-{asked}").get_by_role("link", name="Reply").click()
        field = page.get_by_label("Reply to Ben Carter")
        expect(field).to_be_focused()
        field.fill("Whoever opens the dock.")
        page.get_by_role("button", name="Post reply").click()

        reply = page.locator(f"li:has(> #comment-{asked}) > .th-replies article")
        expect(reply).to_be_focused()
        expect(reply).to_contain_text("Whoever opens the dock.")
        expect(page.get_by_label("Reply to Ben Carter")).to_have_count(0)


def test_a_reply_is_put_away_with_its_draft_and_the_focus_goes_back(chromium: Browser, townhall: Service) -> None:
    first = say(townhall, "ben", "ccb-6-handover", "First thing to answer.")
    other = say(townhall, "ben", "ccb-6-handover", "Another thing to answer.")
    with reading(chromium, townhall, f"{HANDOVER}#discussion", "amal") as page:
        to_first = page.locator(f"#comment-{first}").get_by_role("link", name="Reply")
        to_first.click()
        expect(page.get_by_label("Reply to Ben Carter")).to_be_focused()
        page.keyboard.type("Half a thought")
        page.keyboard.press("Escape")

        expect(to_first).to_be_focused()
        expect(page.get_by_label("Reply to Ben Carter")).to_have_count(0)

        page.locator(f"#comment-{other}").get_by_role("link", name="Reply").click()
        expect(page.get_by_label("Reply to Ben Carter")).to_have_value("")
        page.locator(f"#comment-{first}").get_by_role("link", name="Reply").click()
        expect(page.get_by_label("Reply to Ben Carter")).to_have_count(1)
        expect(page.get_by_label("Reply to Ben Carter")).to_have_value("Half a thought")
        page.get_by_role("button", name="Cancel").click()

        expect(to_first).to_be_focused()
        assert drafts(page) == ["Half a thought"]


def test_a_comment_is_changed_in_its_place(chromium: Browser, townhall: Service) -> None:
    mine = say(townhall, "amal", "ccb-6-handover", "The seal is chekced first.")
    with reading(chromium, townhall, f"{HANDOVER}#discussion", "amal") as page:
        page.locator(f"#comment-{mine}").get_by_role("link", name="Edit").click()
        field = page.get_by_label("Edit your comment")
        expect(field).to_have_value("The seal is chekced first.")
        field.fill("The seal is checked first.")
        page.get_by_role("button", name="Save changes").click()

        expect(page.locator(f"#comment-{mine} .th-comment__body")).to_have_text("The seal is checked first.")
        expect(page.locator(f"#comment-{mine}")).to_contain_text("edited")
        expect_announced(page, "Your change is published.")
        expect(page.locator(f"#comment-{mine}")).to_be_focused()


def test_withdrawing_is_asked_about_and_can_be_thought_better_of(chromium: Browser, townhall: Service) -> None:
    mine = say(townhall, "amal", "ccb-6-handover", "I should not have said this.")
    with reading(chromium, townhall, f"{HANDOVER}#discussion", "amal") as page:
        here = page.locator(f"#comment-{mine}")
        here.get_by_role("link", name="Withdraw").click()
        expect(here).to_contain_text("Withdraw it? This cannot be undone.")
        page.keyboard.press("Escape")
        expect(here.get_by_role("link", name="Withdraw")).to_be_focused()
        here.get_by_role("link", name="Withdraw").click()
        here.get_by_role("button", name="Keep it").click()
        expect(here).not_to_contain_text("This cannot be undone.")
        here.get_by_role("link", name="Withdraw").click()
        here.get_by_role("button", name="Withdraw it").click()

        expect(here).to_have_count(0)
        expect_announced(page, "Your comment is withdrawn.")
        expect(page.locator(COMMENTS).last).to_be_focused()


def test_a_withdrawal_that_comes_after_a_decision_says_so_and_shows_it_as_it_is(
    chromium: Browser, townhall: Service
) -> None:
    mine = say(townhall, "amal", "ccb-6-handover", "I should not have said this either.")
    with reading(chromium, townhall, f"{HANDOVER}#discussion", "amal") as page:
        here = page.locator(f"#comment-{mine}")
        here.get_by_role("link", name="Withdraw").click()
        with contextlib.closing(townhall.client("dana")) as dana:
            verdict = {"comment": mine, "version": 1, "action": "remove", "reason": "off-topic"}
            assert dana.post("/admin/api/decisions", json=[verdict]).json()["results"][0]["status"] == 200
        time_passes(townhall.database_url)
        here.get_by_role("button", name="Withdraw it").click()

        sentence = "Your comment has changed meanwhile and was not withdrawn. This is how it stands now."
        expect(page.locator(".th-notice")).to_have_text(sentence)
        expect_announced(page, sentence)
        expect(page.locator(f"#comment-{mine}")).to_contain_text("A facilitator removed this")


def test_a_removed_comment_shows_its_author_the_reason(chromium: Browser, townhall: Service) -> None:
    mine = say(townhall, "amal", "ccb-6-handover", "The customer was somebody I will not name twice.")
    with contextlib.closing(townhall.client("dana")) as dana:
        verdict = {"comment": mine, "version": 1, "action": "remove", "reason": "off-topic", "message": "Not for here."}
        assert dana.post("/admin/api/decisions", json=[verdict]).json()["results"][0]["status"] == 200
    time_passes(townhall.database_url)
    with reading(chromium, townhall, f"{HANDOVER}#discussion", "amal") as page:
        expect(page.locator(f"#comment-{mine}")).to_contain_text("A facilitator removed this")
        expect(page.locator(f"#comment-{mine}")).to_contain_text("Not for here.")
        expect(page.locator(f"#comment-{mine}").get_by_role("link", name="Edit")).to_have_count(0)


def test_who_is_not_signed_in_is_led_to_sign_in_and_back(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{HANDOVER}#discussion") as page:
        page.get_by_role("link", name="Reply").first.click()
        way_in = page.get_by_role("link", name="Sign in to comment")
        expect(way_in).to_be_focused()
        way_in.click()
        page.get_by_role("button", name="Amal Haddad").click()

        expect(page).to_have_url(f"{townhall.address}{HANDOVER}#discussion")
        expect(page.get_by_label("Add to the discussion")).to_be_visible()


def test_signing_in_on_a_translation_leads_back_to_the_translation(chromium: Browser, townhall: Service) -> None:
    address = "/fr/news/casablanca-second-cold-hall/"
    with reading(chromium, townhall, f"{address}#discussion") as page:
        link = page.get_by_role("link", name="Se connecter pour commenter")

        expect(link).to_have_attribute(
            "href", f"{townhall.address}/auth/login?next=%2Ffr%2Fnews%2Fcasablanca-second-cold-hall%2F%23discussion"
        )


def test_what_is_published_and_cannot_be_shown_is_not_sent_again(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{NUMBERS}#discussion", "ben") as page:
        write(page, "Published into thin air.")
        page.route("**/fragment", lambda route: route.abort())
        page.locator(POST).click()

        expect(page.locator(READY)).to_contain_text("Your comment is published. It is kept, and will be here")
        expect(page.locator(BODY)).to_have_value("")
        assert drafts(page) == []
