"""While somebody asks: what was asked before, and "same here" in the place of asking it again."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_widget_arrival import counted
from tests.support.reader import BODY, LESSON, POST, drafts, expect_announced, reading, say
from tests.support.service import Service

pytestmark = pytest.mark.browser

ASKED = "Which button of the yellow dashboard mutes the buzzer by night?"


def test_saying_the_same_takes_the_place_of_asking_again(chromium: Browser, townhall: Service) -> None:
    asked = say(townhall, "ben", "ccb-6-handover", ASKED, kind="question")
    reply = say(townhall, "priya", "ccb-6-handover", "The grey one, for ten minutes.", parent=asked)
    assert townhall.client("ines").put(f"/api/v1/comments/{reply}/endorsement").status_code == 200
    with reading(chromium, townhall, f"{LESSON}#discussion", "zofia") as page:
        sent = counted(page, "/api/v1/similar")
        page.locator(BODY).focus()
        expect(page.get_by_role("toolbar").first).to_be_visible()
        page.keyboard.type("Something to tell. Which button mutes the buzzer on the yellow dashboard?", delay=2)
        box = page.get_by_role("region", name="This was asked before")

        expect(box).to_contain_text("The grey one, for ten minutes.")
        expect_announced(page, "1 question like it was asked before.")
        expect(page.locator(BODY)).to_be_focused()
        assert sent() == 1, "not at each letter"
        same = box.get_by_role("link", name="Same here")
        same.focus()
        page.keyboard.press("Enter")
        expect_announced(page, "Counted: you ask the same, and need not ask again.")
        discard = box.get_by_role("button", name="Delete what I wrote")
        expect(discard).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(BODY)).to_have_value("")
        expect(box).to_have_count(0)
        assert drafts(page) == []
    with townhall.client() as nobody:
        assert nobody.get(f"/api/v1/comments/{asked}").json()["reactions"] == {"same-here": 1}


def test_none_of_these_puts_them_away_and_the_question_is_asked(chromium: Browser, townhall: Service) -> None:
    say(townhall, "ben", "ccb-6-handover", "Where does the spare reefer plug for bay eleven hang?", kind="question")
    with reading(chromium, townhall, f"{LESSON}#discussion", "zofia") as page:
        page.locator(BODY).focus()
        expect(page.get_by_role("toolbar").first).to_be_visible()
        page.keyboard.type("Is the spare reefer plug for bay eleven blue?")
        box = page.get_by_role("region", name="This was asked before")
        expect(box).to_be_visible()
        page.get_by_role("button", name="None of these").click()
        expect(box).to_have_count(0)
        expect(page.locator(BODY)).to_be_focused()
        page.keyboard.type(" I need it.")
        page.locator(POST).click()
        asked = page.locator("townhall-discussion article", has_text="plug for bay eleven blue? I need it.")
        expect(asked).to_be_visible()
