"""“I have read this”: in the article without leaving it, by keyboard, on a phone, and where the network fails."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from tests.support import databases
from tests.support.reader import reading
from tests.support.service import Service

pytestmark = pytest.mark.browser
MUST, ASKS = "/news/night-shifts-four-on-four-off/#discussion", "Please say that you have read this page"


@pytest.fixture
def asking(own_townhall: Service) -> Service:
    """A newsroom that still asks its readers: the day until which its story does is over."""
    with closing(sqlite3.connect(databases.sqlite_file(own_townhall.database_url))) as database, database:
        database.execute(
            "UPDATE thread SET facts = json_remove(facts, '$.acknowledge_until') WHERE uid = 'rota-four-on'"
        )
    return own_townhall


def test_one_press_and_the_page_stays(chromium: Browser, asking: Service) -> None:
    for who, size in (("joost", {"width": 390, "height": 844}), ("salma", {"width": 1280, "height": 900})):
        with reading(chromium, asking, MUST, who, viewport=size) as page:
            box = page.locator("#th-receipt")
            expect(box).to_contain_text(ASKS)
            page.route("**/receipt", lambda route: route.abort())
            button = box.get_by_role("button", name="I have read this")
            button.focus()
            page.keyboard.press("Enter")
            # Until it is seen: the words are there from the first, and the way would be open again too early.
            expect(box.get_by_text("That did not get through.")).to_be_visible()
            page.unroute("**/receipt")
            # Not the locator's: by the press the button goes, and it would look for it once more.
            button.focus()
            page.keyboard.press("Enter")
            expect(box).to_contain_text("You said on")
            expect(box).to_be_focused()
            page.reload()
            expect(box).to_contain_text("You said on")


def test_without_scripts_it_is_a_form_and_the_owner_sees_who(chromium: Browser, asking: Service) -> None:
    with reading(chromium, asking, "/t/rota-four-on", "piotr", java_script_enabled=False) as page:
        page.get_by_role("button", name="I have read this").click()
        expect(page.locator("#th-receipt")).to_contain_text("You said on")
    with reading(chromium, asking, "/admin/threads/rota-four-on", "marek", java_script_enabled=False) as page:
        expect(page.get_by_role("heading", name="Who has read it")).to_be_visible()
        page.get_by_text("Everybody who is asked, by name").click()
        expect(page.get_by_role("listitem").filter(has_text="Piotr")).to_contain_text("read it")
