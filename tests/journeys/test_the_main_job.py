"""The main job, walked by those whose job it is: Amal on her phone, Dana and Eli at their desks, in real browsers."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.desk import press, remove
from tests.support.service import Service
from tests.support.small_town import browser_of
from tests.support.time_passes import time_passes

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
SCANNERS = "/news/new-scanners-fewer-beeps/"
INCIDENT = "/news/rotterdam-temperature-incident/"
COMPOSER = ".th-slot textarea[name=body]"

Sits = Callable[..., Page]


@pytest.fixture
def sits(chromium: Browser, own_townhall: Service) -> Iterator[Sits]:
    """Lets somebody sit down at a browser of their own: `sits("dana", DESK)`."""
    contexts = []

    def sit(person: str | None, at: dict[str, int]) -> Page:
        contexts.append(browser_of(chromium, own_townhall, person, viewport=at))
        return contexts[-1].new_page()

    yield sit
    for context in contexts:
        context.close()


def say(page: Page, body: str) -> Locator:
    """Write in the article itself and send it; returns what then stands there."""
    page.locator("townhall-discussion").scroll_into_view_if_needed()
    page.locator(COMPOSER).first.fill(body)
    page.get_by_role("button", name="Post comment").click()
    return said(page, body)


def said(page: Page, body: str) -> Locator:
    page.locator("townhall-discussion").scroll_into_view_if_needed()
    return page.locator("townhall-discussion article").filter(has_text=body).last


def at_the_desk(page: Page, body: str) -> Locator:
    """Go to the desk, find a comment in the list by its words, and open it; returns its card."""
    page.goto("/admin/")
    in_the_list(page, body).click()
    return card(page, body)


def in_the_list(page: Page, body: str) -> Locator:
    return page.locator(".th-row").filter(has_text=body[:40]).locator("a")


def card(page: Page, body: str) -> Locator:
    return page.locator("article[data-item]").filter(has_text=body)


def test_amal_reads_signs_in_comments_replies_edits_and_withdraws_on_her_phone(sits: Sits) -> None:
    amal, ben = sits(None, PHONE), sits("ben", DESK)
    amal.goto(SCANNERS)
    amal.locator("townhall-discussion").scroll_into_view_if_needed()
    amal.get_by_role("link", name="Sign in to comment").click()
    amal.get_by_role("button", name="Amal Haddad").click()
    expect(amal).to_have_url(f"{SCANNERS}#discussion")

    expect(say(amal, "Does it beep in the cold hall as well?")).to_be_focused()
    ben.goto(SCANNERS)
    expect(said(ben, "Does it beep in the cold hall as well?")).to_be_visible()
    said(ben, "Does it beep in the cold hall as well?").get_by_role("link", name="Reply").click()
    ben.get_by_label("Reply to Amal Haddad").fill("Only when it is below four.")
    ben.get_by_role("button", name="Post reply").click()
    expect(said(ben, "Only when it is below four.")).to_be_focused()

    amal.reload()
    said(amal, "Only when it is below four.").get_by_role("link", name="Reply").click()
    amal.get_by_label("Reply to Ben Carter").fill("That is allways.")
    amal.get_by_role("button", name="Post reply").click()
    said(amal, "That is allways.").get_by_role("link", name="Edit").click()
    amal.get_by_label("Edit your comment").fill("That is always.")
    amal.get_by_role("button", name="Save changes").click()
    expect(said(amal, "That is always.")).to_contain_text("edited")
    ben.reload()
    expect(said(ben, "That is always.")).to_be_visible()

    said(amal, "That is always.").get_by_role("link", name="Withdraw").click()
    amal.get_by_role("button", name="Withdraw it").click()
    expect(said(amal, "That is always.")).to_have_count(0)
    ben.reload()
    expect(said(ben, "Only when it is below four.")).to_be_visible()
    expect(said(ben, "That is always.")).to_have_count(0)


def test_what_a_reviewed_page_holds_is_approved_by_dana_and_eli_is_told(sits: Sits) -> None:
    amal, ben, dana, eli = sits("amal", PHONE), sits("ben", PHONE), sits("dana", DESK), sits("eli", DESK)
    words = "The second alarm was in the anteroom, and nobody was."
    amal.goto(INCIDENT)
    mine = say(amal, words)
    expect(mine).to_contain_text("Waiting for a facilitator. Only you see this.")
    expect(mine).to_contain_text("usually read within")
    amal.reload()
    expect(said(amal, words)).to_contain_text("Waiting for a facilitator. Only you see this.")
    ben.goto(f"{INCIDENT}#discussion")
    expect(ben.locator("townhall-discussion[state=ready]")).to_be_visible()
    expect(said(ben, words)).to_have_count(0)

    for facilitator in (dana, eli):
        shown = at_the_desk(facilitator, words)
        expect(shown.get_by_role("heading", level=2)).to_contain_text("Amal Haddad on We had a")
        expect(shown).to_contain_text("Every comment is read before it appears")
    expect(card(eli, words)).to_contain_text("Dana Reyes is on this")
    press(card(dana, words), "approve")
    expect(in_the_list(dana, words)).to_have_count(0)
    card(eli, words).get_by_text("Decide anyway").click()
    press(card(eli, words), "approve")
    expect(eli.get_by_role("alert")).to_contain_text("Dana Reyes approved this")

    for reader in (amal, ben):
        reader.reload()
        expect(said(reader, words)).to_be_visible()
        expect(said(reader, words)).not_to_contain_text("Waiting")


def test_what_screening_finds_is_removed_with_a_reason_that_amal_reads(sits: Sits, own_townhall: Service) -> None:
    amal, dana, eli = sits("amal", PHONE), sits("dana", DESK), sits("eli", DESK)
    words = "The order is MCC-204117, and it is late again."
    amal.goto(SCANNERS)
    expect(say(amal, words)).to_contain_text("Waiting for a facilitator")

    for facilitator in (dana, eli):
        expect(at_the_desk(facilitator, words).locator("mark").first).to_have_text("MCC-204117")
    remove(card(dana, words), "Confidential", message="Customers’ orders stay inside. Say it without the number.")
    expect(dana.get_by_role("status").filter(has_text="Removed")).to_be_visible()
    card(eli, words).get_by_text("Decide anyway").click()
    remove(card(eli, words), "Off topic")
    expect(eli.get_by_role("alert")).to_contain_text("Dana Reyes removed this")
    expect(eli.get_by_role("alert")).to_contain_text("confidential")

    time_passes(own_townhall.database_url)
    amal.reload()
    expect(said(amal, words)).to_contain_text("A facilitator removed this")
    expect(said(amal, words)).to_contain_text("Customers’ orders stay inside.")

    dana.get_by_role("button", name="Undo").click()
    expect(card(dana, words).get_by_role("heading", level=2)).to_be_focused()
    time_passes(own_townhall.database_url)
    amal.reload()
    expect(said(amal, words)).to_contain_text("Waiting for a facilitator")
