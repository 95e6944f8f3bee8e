"""The closed question of a page: answered in the article by keyboard, on a phone and a desk; without scripts a form."""

import pytest
from playwright.sync_api import Browser, expect

from tests.support.reader import ANNOUNCED, reading
from tests.support.service import Service

pytestmark = pytest.mark.browser
ASKS = "/news/night-shifts-four-on-four-off/#discussion"


def test_it_is_answered_and_changed_in_place(chromium: Browser, own_townhall: Service) -> None:
    for who, size in (("joost", {"width": 390, "height": 844}), ("salma", {"width": 1280, "height": 900})):
        with reading(chromium, own_townhall, ASKS, who, viewport=size) as page:
            box = page.locator("#th-pulse")
            expect(box.get_by_role("group", name="How clear is the plan to you?")).to_be_visible()
            # What others said would lead whoever has not answered.
            expect(box.get_by_role("listitem")).to_have_count(0)
            box.get_by_role("radio", name="Clear", exact=True).focus()
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
            expect(box).to_be_focused()
            expect(box).to_contain_text("You answered “Partly clear”. 10 answers are counted.")
            expect(page.locator(ANNOUNCED)).to_contain_text("You answered “Partly clear”.")
            said = ["Clear: 5", "Partly clear: 3", "Not clear yet: 2"]
            expect(box.get_by_role("listitem")).to_have_text(said)
            box.get_by_text("Change my answer").press("Enter")
            expect(box.get_by_role("button", name="Change it")).to_be_visible()
            heights = [one.bounding_box() for one in box.locator("summary, label, button").all()]
            assert all(one and one["height"] >= 24 for one in heights)
            expect(box.get_by_role("radio", name="Partly clear")).to_be_checked()
            page.route("**/pulse", lambda route: route.abort())
            change = box.get_by_role("button", name="Change it")
            change.focus()
            page.keyboard.press("Enter")
            expect(box.get_by_text("That did not get through.")).to_be_visible()
            page.unroute("**/pulse")
            box.get_by_role("radio", name="Not clear yet").focus()
            page.keyboard.press("Space")
            page.keyboard.press("Enter")
            expect(box).to_contain_text("You answered “Not clear yet”. 10 answers are counted.")
            expect(box.get_by_role("listitem")).to_have_text(said)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_it_is_a_form(chromium: Browser, own_townhall: Service) -> None:
    with reading(chromium, own_townhall, "/t/rota-four-on", "piotr", java_script_enabled=False) as page:
        box = page.locator("#th-pulse")
        # He answered before, by the demo.
        expect(box).to_contain_text("You answered “Not clear yet”.")
        box.get_by_text("Change my answer").click()
        box.get_by_label("Clear", exact=True).check()
        box.get_by_role("button", name="Change it").click()
        expect(box).to_contain_text("You answered “Clear”.")
