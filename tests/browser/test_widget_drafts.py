"""Not a word is lost: drafts, failures of network and service, advice, sign-out, and a retry that is harmless."""

import json
import time
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

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
from tests.support.service import Service, serving

pytestmark = pytest.mark.browser

DOCKS = "/learning/doors-docks-and-airflow/"
DRAFT = "townhall:draft:amal:ccb-4-docks-airflow:"
KEPT = "That did not get through. Your text is kept here."


def comments(page: Page, text: str) -> Locator:
    return page.locator(COMMENTS).filter(has_text=text)


def test_a_draft_is_there_when_the_page_is_opened_again(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{DOCKS}#discussion", "amal") as page:
        write(page, "Before the phone goes dark")
        page.reload()

        expect(page.locator(BODY)).to_have_value("Before the phone goes dark")


def test_an_emptied_draft_is_gone(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{DOCKS}#discussion", "amal") as page:
        write(page, "Never mind")
        write(page, "  ")

        assert drafts(page) == []


def test_nobody_sees_anothers_draft_at_a_shared_tablet(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{DOCKS}#discussion", "amal") as page:
        write(page, "For Amal alone")
        sign_in(page.request, townhall, "ben")
        page.reload()
        expect(page.locator("[data-slot]")).to_contain_text("You speak as Ben Carter")
        expect(page.locator(BODY)).to_have_value("")
        sign_in(page.request, townhall, "amal")
        page.reload()

        expect(page.locator(BODY)).to_have_value("For Amal alone")


def test_a_draft_of_a_month_ago_is_forgotten(chromium: Browser, townhall: Service) -> None:
    old = {"id": str(uuid.uuid4()), "body": "Long ago", "at": (time.time() - 31 * 86_400) * 1000}
    with reading(chromium, townhall, DOCKS, "amal") as page:
        page.evaluate("([key, draft]) => localStorage.setItem(key, draft)", [DRAFT, json.dumps(old)])
        page.goto(f"{DOCKS}#discussion")
        page.reload()

        expect(page.locator(BODY)).to_have_value("")
        page.wait_for_function(f"() => !localStorage.getItem('{DRAFT}')")


def test_and_so_is_one_of_another_page(chromium: Browser, townhall: Service) -> None:
    old = {"id": str(uuid.uuid4()), "body": "Long ago, elsewhere", "at": (time.time() - 31 * 86_400) * 1000}
    with reading(chromium, townhall, DOCKS) as page:
        name = "townhall:draft:ben:rota-four-on:~x"
        page.evaluate("([key, draft]) => localStorage.setItem(key, draft)", [name, json.dumps(old)])
        page.goto(f"{DOCKS}#discussion")
        page.reload()

        page.wait_for_function(f"() => !localStorage.getItem('{name}')")


def test_without_storage_one_can_still_speak(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/about/", "amal") as page:
        forbidden = "{ get() { throw new DOMException('no', 'SecurityError') } }"
        page.add_init_script(f"Object.defineProperty(globalThis, 'localStorage', {forbidden})")
        page.goto(f"{DOCKS}#discussion")
        write(page, "Private window, public word.")
        page.locator(POST).click()

        expect(comments(page, "Private window, public word.")).to_be_focused()


def test_with_the_service_killed_the_text_is_kept_and_one_button_tries_again(
    chromium: Browser, own_townhall: Service, built_site: Path
) -> None:
    port = urlsplit(own_townhall.address).port
    with reading(chromium, own_townhall, f"{DOCKS}#discussion", "amal") as page:
        begin(page)
        write(page, "Said to nobody yet.")
        own_townhall.kill()
        page.locator(POST).click()
        again = page.get_by_role("button", name="Try again")

        expect(page.locator("[data-slot]")).to_contain_text(KEPT)
        expect_announced(page, KEPT)
        expect(again).to_have_count(1)
        expect(page.locator(BODY)).to_have_value("Said to nobody yet.")
        assert drafts(page) == ["Said to nobody yet."]

        with serving(own_townhall.database_url, site=built_site, port=port):
            again.click()
            expect(comments(page, "Said to nobody yet.")).to_be_focused()
            expect(comments(page, "Said to nobody yet.")).to_have_count(1)
            assert drafts(page) == []


def test_a_failing_service_keeps_the_text_too(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{DOCKS}#discussion", "amal") as page:
        page.route("**/api/v1/comments/*", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
        write(page, "Held at the gateway.")
        page.locator(POST).click()

        expect(page.locator("[data-slot]")).to_contain_text(KEPT)
        expect(page.get_by_role("button", name="Try again")).to_be_enabled()
        expect(page.locator(BODY)).to_have_value("Held at the gateway.")


def test_an_answer_that_does_not_come_is_given_up(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/about/", "amal") as page:
        page.goto(f"{DOCKS}#discussion")
        write(page, "Into the silence.")
        page.route("**/api/v1/comments/*", lambda _: None)
        # Only for the answer that does not come: a busy machine takes its time for the others.
        page.evaluate("patient = AbortSignal.timeout; AbortSignal.timeout = (ms) => patient.call(AbortSignal, ms / 50)")
        page.locator(POST).click()

        expect(page.locator("[data-slot]")).to_contain_text(KEPT)
        page.unroute("**/api/v1/comments/*")
        page.evaluate("AbortSignal.timeout = patient")
        page.get_by_role("button", name="Try again").click()
        expect(comments(page, "Into the silence.")).to_be_focused()


def test_a_lost_answer_makes_no_second_comment(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{DOCKS}#discussion", "amal") as page:
        page.route("**/api/v1/comments/*", lose_the_answer)
        write(page, "Twice sent, once said.")
        page.locator(POST).click()
        expect(page.locator("[data-slot]")).to_contain_text(KEPT)
        page.unroute("**/api/v1/comments/*")
        page.get_by_role("button", name="Try again").click()

        expect(comments(page, "Twice sent, once said.")).to_be_focused()
        expect(comments(page, "Twice sent, once said.")).to_have_count(1)


def test_words_changed_after_a_lost_answer_change_the_comment(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{DOCKS}#discussion", "amal") as page:
        page.route("**/api/v1/comments/*", lose_the_answer)
        write(page, "The door stands open at nine.")
        page.locator(POST).click()
        expect(page.locator("[data-slot]")).to_contain_text(KEPT)
        page.unroute("**/api/v1/comments/*")
        write(page, "The door stands open at ten.")
        page.reload()
        expect(page.locator(BODY)).to_have_value("The door stands open at ten.")
        page.locator(POST).click()

        expect(comments(page, "The door stands open at ten.")).to_be_focused()
        expect(comments(page, "The door stands open at nine.")).to_have_count(0)


def test_a_draft_that_had_arrived_is_not_offered_again(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{DOCKS}#discussion", "amal") as page:
        page.route("**/api/v1/comments/*", lose_the_answer)
        write(page, "It had arrived after all.")
        page.locator(POST).click()
        expect(page.locator("[data-slot]")).to_contain_text(KEPT)
        page.reload()

        expect(comments(page, "It had arrived after all.")).to_have_count(1)
        expect(page.locator(BODY)).to_have_value("")
        assert drafts(page) == []


def test_advice_shows_what_was_found_and_offers_two_ways_on(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{DOCKS}#discussion", "amal") as page:
        write(page, "Write to hicham@example.com about door 6, or to door6@example.com.")
        page.locator(POST).click()
        advice = page.locator(".th-refusal")

        expect(advice).to_contain_text("This looks like an e-mail address")
        expect(advice.locator("q")).to_have_text(["hicham@example.com", "door6@example.com"])
        expect_announced(page, "This looks like an e-mail address")

        page.get_by_role("button", name="Change it").click()
        expect(page.locator(BODY)).to_be_focused()
        chosen = "(field) => field.value.slice(field.selectionStart, field.selectionEnd)"
        assert page.locator(BODY).evaluate(chosen) == "hicham@example.com"

        page.get_by_role("button", name="Ask a facilitator to review it").click()
        mine = comments(page, "about door 6")
        expect(mine).to_be_focused()
        expect(mine).to_contain_text("You asked a facilitator to look at it.")


def test_what_must_not_be_posted_has_no_way_round(chromium: Browser, townhall: Service) -> None:
    password = "-".join(["cold", "door", "4711"])
    with reading(chromium, townhall, f"{DOCKS}#discussion", "amal") as page:
        write(page, f"The password: {password}")
        page.locator(POST).click()

        expect(page.locator(".th-refusal")).to_contain_text("This cannot be posted as it is.")
        expect(page.locator(".th-refusal q")).to_have_text([password])
        expect(page.get_by_role("button", name="Ask a facilitator to review it")).to_have_count(0)
        expect(page.locator(BODY)).to_have_value(f"The password: {password}")


def test_a_reply_to_what_is_gone_is_refused_and_kept(chromium: Browser, townhall: Service) -> None:
    asked = say(townhall, "ben", "ccb-4-docks-airflow", "Soon withdrawn.")
    with reading(chromium, townhall, f"{DOCKS}#discussion", "amal") as page:
        page.locator(f"#comment-{asked}").get_by_role("link", name="Reply").click()
        page.get_by_label("Reply to Ben Carter").fill("An answer to nothing.")
        assert townhall.client("ben").delete(f"/api/v1/comments/{asked}").status_code == 200
        page.get_by_role("button", name="Post reply").click()

        expect(page.locator(f"#comment-{asked}")).to_contain_text("or is no longer there")
        assert drafts(page) == ["An answer to nothing."]


def test_who_was_signed_out_signs_in_and_finds_their_text(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{DOCKS}#discussion", "amal") as page:
        write(page, "The session was shorter than the shift.")
        page.context.clear_cookies()
        page.locator(POST).click()
        expect(page.locator("[data-slot]")).to_contain_text("You have been signed out. Sign in, your text is kept.")
        expect(page.locator("[data-person]")).to_have_text("Sign in")
        page.locator(".th-refusal").get_by_role("link", name="Sign in").click()
        page.get_by_role("button", name="Amal Haddad").click()

        expect(page).to_have_url(f"{townhall.address}{DOCKS}#composer")
        expect(page.locator(BODY)).to_have_value("The session was shorter than the shift.")
        expect(page.locator(BODY)).to_be_focused()


def test_a_discussion_that_closes_meanwhile_keeps_the_text(chromium: Browser, townhall: Service) -> None:
    def closed(route: Route) -> None:
        problem = {"type": "tag:townhall,2026:problem/thread-is-closed", "title": "This discussion is closed."}
        route.fulfill(status=409, content_type="application/problem+json", body=json.dumps(problem))

    with reading(chromium, townhall, f"{DOCKS}#discussion", "amal") as page:
        page.route("**/api/v1/comments/*", closed)
        write(page, "One minute late.")
        page.locator(POST).click()

        expect(page.locator(".th-refusal p")).to_contain_text(["This discussion is closed.", "Your text is kept here"])
        assert drafts(page) == ["One minute late."]


def test_a_closed_discussion_offers_neither_composer_nor_reply(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/news/what-we-heard-rota/#discussion", "amal") as page:
        expect(page.locator(READY)).to_contain_text("This discussion takes no new comments.")
        expect(page.locator(BODY)).to_have_count(0)
        expect(page.locator(READY).get_by_role("link", name="Reply")).to_have_count(0)


def lose_the_answer(route: Route) -> None:
    """Let the request arrive, and lose what is answered."""
    route.fetch()
    route.abort()
