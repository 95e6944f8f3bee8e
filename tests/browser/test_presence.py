"""Presence: official responses, marks and switches as readers see them, in the article, and with JavaScript off."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.reader import COMMENTS, POST, READY, ROTA, reading, write
from tests.support.service import Service
from tests.support.small_town import browser_of

pytestmark = pytest.mark.browser

PROMISE = "Nobody works both Christmas and New Year two years in a row."
Plain = Callable[..., Page]


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Plain]:
    """Opens pages in browsers without JavaScript: `plain(service, "ines")`."""
    opened: list[BrowserContext] = []

    def open_browser(service: Service, person: str | None = None, *, width: int = 390) -> Page:
        size = {"width": width, "height": 844}
        context = browser_of(chromium, service, person, java_script_enabled=False, viewport=size)
        opened.append(context)
        return context.new_page()

    yield open_browser
    for context in opened:
        context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_without_javascript_the_official_response_stands_above_the_others(
    plain: Plain, townhall: Service, width: int
) -> None:
    page = plain(townhall, width=width)
    page.goto("/t/rota-four-on")
    official = page.locator(".th-lifted__one").first

    expect(official).to_contain_text("Ines Okafor · drafted with Tom de Vries")
    expect(official).to_contain_text("Official response")
    expect(official).to_contain_text(PROMISE)
    first = page.locator("article.th-comment").first.bounding_box()
    above = official.bounding_box()
    assert above is not None
    assert first is not None
    assert above["y"] + above["height"] < first["y"]
    assert page.locator(".th-lifted .th-badge").all_inner_texts() == [
        "Official response", "Leader", "Pinned", "Works council", "Featured",
    ]  # fmt: skip


def test_what_is_lifted_leads_to_its_place(plain: Plain, townhall: Service) -> None:
    page = plain(townhall)
    page.goto("/t/rota-four-on")

    page.locator(".th-lifted__one").first.get_by_role("link", name="Read it in its place").click()

    expect(page).to_have_url(re.compile("#comment-"))
    place = page.locator(f"[id='{page.url.partition('#')[2]}']")
    expect(place).to_contain_text(PROMISE)
    expect(place).to_contain_text("· drafted with Tom de Vries")


def test_in_the_article_it_is_the_same_and_leads_there_in_place(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{ROTA}#discussion") as page:
        page.locator(READY).wait_for()
        official = page.locator(".th-lifted__one").first
        expect(official).to_contain_text("Ines Okafor · drafted with Tom de Vries")

        official.get_by_role("link", name="Read it in its place").click()

        expect(page.locator(COMMENTS).filter(has_text=PROMISE)).to_be_focused()
        assert page.url.startswith(f"{townhall.address}{ROTA}#comment-")


def test_an_accuracy_note_stands_right_under_the_words_with_its_source(plain: Plain, townhall: Service) -> None:
    page = plain(townhall)
    page.goto("/t/rotterdam-incident")
    note = page.locator(".th-comment__body + .th-mark--confirmed")

    expect(note).to_contain_text("Confirmed. The trace of the room’s own sensor")
    expect(note).to_contain_text("Priya Shah, 11 February 2026")
    note.get_by_role("link", name="Source").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rotterdam")


def test_an_endorsement_and_who_is_finding_out_are_said_in_words(plain: Plain, townhall: Service) -> None:
    page = plain(townhall)
    page.goto("/t/rota-four-on")
    expect(page.locator(".th-mark--endorsed")).to_have_text("Endorsed by Marek Nowak, leader")

    page.goto("/t/casablanca-hall-b")
    expect(page.locator(".th-mark--acknowledged")).to_contain_text("is finding out")
    expect(page.locator(".th-mark--acknowledged")).to_contain_text("Friday 27 November")


def test_a_draft_is_public_once_its_speaker_says_so(plain: Plain, own_townhall: Service) -> None:
    ines, reader = plain(own_townhall, "ines"), plain(own_townhall)
    reader.goto("/t/expenses-policy")
    expect(reader.locator(".th-lifted")).to_have_count(0)

    ines.goto("/t/expenses-policy")
    ines.get_by_role("link", name="Responses (1)").click()
    ines.get_by_label("What you say").fill("September was our date, and we missed it.")
    ines.get_by_role("button", name="Approve and publish").click()

    expect(ines.locator("article.th-comment", has_text="September was our date")).to_be_visible()
    reader.reload()
    official = reader.locator(".th-lifted__one")
    expect(official).to_contain_text("Ines Okafor · drafted with Tom de Vries")
    expect(official).to_contain_text("September was our date, and we missed it.")


def test_a_closed_discussion_tells_readers_who_closed_it_and_why(
    chromium: Browser, plain: Plain, own_townhall: Service
) -> None:
    dana = plain(own_townhall, "dana", width=1280)
    dana.goto("/t/rota-four-on")
    dana.get_by_role("link", name="Look after this discussion").click()
    dana.get_by_label("Why it closes").fill("The decision is made on Thursday.")
    dana.get_by_role("button", name="Close the discussion").click()
    expect(dana.get_by_role("button", name="Open it again")).to_be_visible()

    with reading(chromium, own_townhall, f"{ROTA}#discussion", "amal") as page:
        page.locator(READY).wait_for()
        said = page.locator(".th-switched")
        expect(said).to_contain_text("Dana Reyes has closed this discussion")
        expect(said).to_contain_text("The decision is made on Thursday.")
        expect(page.locator(POST)).to_have_count(0)


def test_in_a_slowed_discussion_nothing_typed_is_lost(chromium: Browser, plain: Plain, own_townhall: Service) -> None:
    dana = plain(own_townhall, "dana", width=1280)
    dana.goto("/admin/threads/rota-four-on")
    dana.get_by_label("Minutes between two comments").fill("10")
    dana.get_by_role("button", name="Set the pace").click()

    with reading(chromium, own_townhall, f"{ROTA}#discussion", "amal") as page:
        expect(page.locator("[data-slot]")).to_contain_text("everybody posts once in 10 minutes here")
        write(page, "The bench is wet.")
        page.locator(POST).click()
        expect(page.locator(COMMENTS).filter(has_text="The bench is wet.")).to_be_focused()
        write(page, "And once more.")
        page.get_by_role("button", name="Post comment").click()

        expect(page.locator(".th-refusal")).to_contain_text("You can send this in")
        expect(page.locator("[data-slot] textarea")).to_have_value("And once more.")


def test_a_leader_responds_officially_in_the_article(chromium: Browser, own_townhall: Service) -> None:
    with reading(chromium, own_townhall, f"{ROTA}#discussion", "marek") as page:
        write(page, "The canteen opens at night from 12 May.")
        page.get_by_label("An official response").check()
        page.locator(POST).click()

        posted = page.locator(COMMENTS).filter(has_text="The canteen opens at night from 12 May.")
        expect(posted.locator(".th-badge--official")).to_be_visible()
        expect(page.get_by_label("An official response")).not_to_be_checked()


def test_who_does_not_speak_for_the_company_is_not_offered_it(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{ROTA}#discussion", "amal") as page:
        expect(page.locator(POST)).to_be_visible()
        expect(page.get_by_label("An official response")).to_have_count(0)
