"""Following a discussion from its article, without leaving it, and without scripts; the list of what one follows."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.reader import BODY, LESSON, reading, write
from tests.support.service import Service

pytestmark = pytest.mark.browser
BOX = "#th-following"


@pytest.mark.parametrize("width", [320, 1280], ids=["phone", "desk"])
def test_a_discussion_is_followed_where_it_is_read_and_listed(chromium: Browser, townhall: Service, width: int) -> None:
    # Whom each follows is their own: the two of them share nothing.
    who, size = {320: "beata", 1280: "femi"}[width], {"width": width, "height": 844}
    with reading(chromium, townhall, f"{LESSON}#discussion", who, viewport=size) as page:
        write(page, "Begun, and not to be lost.")
        page.route("**/following", lambda route: route.abort())
        page.get_by_role("button", name="Follow this discussion").click()
        expect(page.locator(f"{BOX} .th-notice")).to_be_visible()
        page.unroute("**/following")
        page.get_by_role("button", name="Follow this discussion").focus()
        page.keyboard.press("Enter")
        expect(page.locator(BOX)).to_contain_text("You follow this discussion.")
        expect(page.locator(BOX)).to_be_focused()
        expect(page.locator(BODY)).to_have_value("Begun, and not to be lost.")
        button = page.get_by_role("button", name="Stop following").bounding_box()
        assert button
        assert button["height"] >= 24
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        page.locator(BOX).get_by_role("link", name="follow").click()
        expect(page.get_by_role("listitem").filter(has_text="comment")).to_have_count(1)

    with reading(chromium, townhall, "/me/following", who, viewport=size, java_script_enabled=False) as page:
        page.get_by_role("button", name="Stop following").click()
        expect(page.get_by_text("You follow no discussion.")).to_be_visible()
        page.goto("/t/ccb-5-alarms")
        page.get_by_role("button", name="Follow this discussion").click()
        expect(page.locator(BOX)).to_contain_text("You follow this discussion.")
        expect(page).to_have_url(re.compile("/t/ccb-5-alarms#th-following$"))
        page.get_by_role("button", name="Stop following").click()
        expect(page.get_by_role("button", name="Follow this discussion")).to_be_visible()
