"""Leaving one’s name out, with scripts and without: others see a colleague, its author sees what is theirs."""

import contextlib
import re
import sqlite3

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import databases
from tests.support.reader import COMMENTS, POST, reading, write
from tests.support.service import Service, run

pytestmark = pytest.mark.browser

SCANNERS = "/news/new-scanners-fewer-beeps/#discussion"
BOX = "[data-slot] [name=anonymous]"
WORDS = "The dock at the ring road has had no light for a week."
DETAILED = "It is dock nine, and I have said so twice."


def held(page: Page, words: str) -> None:
    """It stands there as its author sees it: theirs, without a name, in the letterbox."""
    mine = page.locator(COMMENTS).filter(has_text=words)
    expect(mine).to_contain_text("In the letterbox until")
    expect(mine).to_contain_text("nobody will know that it was there")
    expect(mine.locator(".th-clock")).not_to_contain_text("UTC")
    expect(mine.locator(".th-comment__name")).to_have_text(re.compile(r"Colleague \d+"))
    expect(mine).to_contain_text("You, and nobody else knows")


def test_a_name_is_left_out_and_stays_out(chromium: Browser, own_townhall: Service) -> None:
    file = databases.sqlite_file(own_townhall.database_url)
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.execute(
            "UPDATE thread SET facts = json_set(facts, '$.anonymous', json('true')) WHERE uid = 'new-scanners'"
        )
    with reading(chromium, own_townhall, SCANNERS, "agnieszka") as page:
        box = page.locator(BOX)
        expect(box).not_to_be_checked()
        expect(box).to_have_accessible_description(re.compile("Everybody, facilitators too, then sees “Colleague"))
        write(page, WORDS)
        box.check()
        # The page is lost while they write: what they chose comes back with what they wrote.
        page.reload()
        expect(page.locator("[data-slot] textarea")).to_have_value(WORDS)
        expect(box).to_be_checked()
        page.locator(POST).click()
        held(page, WORDS)
        # By mistake nobody puts their name in afterwards.
        page.reload()
        held(page, WORDS)
        expect(box).to_be_checked()

        mine = page.locator(COMMENTS).filter(has_text=WORDS)
        mine.get_by_role("link", name="Edit").click()
        expect(page.locator(".th-comment [name=anonymous]")).to_have_count(0)
        page.locator(".th-comment textarea").fill(DETAILED)
        page.get_by_role("button", name="Save changes").click()
        held(page, DETAILED)

        mine = page.locator(COMMENTS).filter(has_text=DETAILED)
        mine.get_by_role("link", name="Withdraw").click()
        page.get_by_role("button", name="Withdraw it").click()
        expect(page.locator(COMMENTS).filter(has_text=DETAILED)).to_have_count(0)


def test_without_scripts_it_is_a_box_in_the_form(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/t/drivers-mirror", "callum", java_script_enabled=False) as page:
        page.get_by_label("Title").fill("Sent home")
        page.locator("#th-body").fill("Two of us were sent home without pay for the wait.")
        page.get_by_label("Leave my name out").check()
        page.get_by_role("button", name="Start the conversation").click()

        mine = page.locator(".th-own").get_by_role("article")
        expect(mine).to_contain_text("Two of us were sent home")
        expect(mine).to_contain_text("nobody else knows")
        expect(page.get_by_label("Leave my name out")).to_be_checked()


def test_the_desk_sees_a_colleague_and_where_that_ends(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/t/drivers-mirror", "hamza", java_script_enabled=False) as page:
        page.get_by_label("Title").fill("Hours on paper")
        page.locator("#th-body").fill("My hours were changed after I had driven them.")
        page.get_by_label("Leave my name out").check()
        page.get_by_role("button", name="Start the conversation").click()
        expect(page.locator(".th-own").get_by_role("article")).to_contain_text("In the letterbox until")
    with reading(chromium, townhall, "/admin/?queue=held", "dana", java_script_enabled=False) as page:
        expect(page.get_by_role("link", name=re.compile("My hours were changed"))).to_have_count(0)
        run("letterbox", "--all", TOWNHALL_DATABASE_URL=townhall.database_url, TOWNHALL_LETTERBOX="12h")
        page.reload()
        page.get_by_role("link", name=re.compile("My hours were changed")).click()
        expect(page.locator("main")).to_contain_text("It was posted without a name, and is always read first.")
        expect(page.locator("main")).to_contain_text("Posted without a name. It is the same person throughout")
        expect(page.locator("main")).not_to_contain_text("Hamza")
        page.get_by_role("link", name="All about them").click()
        expect(page.locator("main")).to_contain_text("Who it is, nobody at the desk can see")
        page.get_by_role("link", name="Read what they said").click()
        expect(page.locator("main")).to_contain_text("My hours were changed")


def test_others_see_the_day_and_no_time_of_it(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/t/drivers-mirror", timezone_id="America/New_York") as page:
        page.get_by_role("link", name="“Make it work”, when the hours are up").click()
        said = page.get_by_role("article").filter(has_text="I did not make it work, I stopped.")
        expect(said).to_contain_text("Without a name")
        expect(said.locator("time")).to_have_text("22 October 2026")
        expect(said.locator("time")).to_have_attribute("datetime", "2026-10-22")


def test_where_names_are_needed_there_is_no_box(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/t/tips-from-the-floor", "agnieszka") as page:
        expect(page.locator("#composer")).to_be_visible()
        expect(page.locator("[name=anonymous]")).to_have_count(0)
