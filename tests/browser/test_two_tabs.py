"""Two tabs of one browser: neither loses what the other writes, and what somebody began in one is not another's in the
second."""

import pytest
from playwright.sync_api import Browser, expect

from tests.support.reader import BODY, COMMENTS, POST, drafts, expect_announced, reading, say, sign_in, write
from tests.support.service import Service

pytestmark = pytest.mark.browser

DOCKS = "/learning/doors-docks-and-airflow/"
UID = "ccb-4-docks-airflow"
NOW_BEN = "You are now signed in as Ben Carter, and this was begun as somebody else, so nothing was sent."


def test_a_comment_begun_as_one_person_does_not_go_out_as_another(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{DOCKS}#discussion", "amal") as first:
        write(first, "Begun by Amal.")
        second = first.context.new_page()
        second.goto(f"{townhall.address}/auth/login")
        sign_in(second.request, townhall, "ben")
        first.locator(POST).click()

        expect(first.locator("[data-slot]")).to_contain_text(NOW_BEN)
        expect_announced(first, NOW_BEN)
        expect(first.locator(BODY)).to_have_value("Begun by Amal.")
        assert drafts(first) == ["Begun by Amal."]

        first.get_by_role("button", name="Post as Ben Carter").click()
        posted = first.locator(COMMENTS).filter(has_text="Begun by Amal.")
        expect(posted.locator(".th-comment__name")).to_have_text("Ben Carter")
        expect(first.locator("[data-slot]")).to_contain_text("You speak as Ben Carter")
        assert drafts(first) == []


def test_two_tabs_of_one_person_do_not_lose_a_draft(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{DOCKS}#discussion", "joost") as first:
        second = first.context.new_page()
        second.goto(f"{townhall.address}{DOCKS}#discussion")
        for page in (first, second):
            expect(page.locator(BODY)).to_be_visible()
        for page, text in ((first, "Begun in one tab."), (second, "Begun in another tab.")):
            write(page, text)
        for page, text in ((first, "Begun in one tab."), (second, "Begun in another tab.")):
            page.reload()
            expect(page.locator(BODY)).to_have_value(text)
        assert sorted(drafts(first)) == ["Begun in another tab.", "Begun in one tab."]

        second.locator(POST).click()
        expect(second.locator(COMMENTS).filter(has_text="Begun in another tab.")).to_be_focused()
        expect(second.locator(BODY)).to_have_value("")
        second.close()
        assert drafts(first) == ["Begun in one tab."]
        third = first.context.new_page()
        first.close()
        third.goto(f"{townhall.address}{DOCKS}#discussion")
        expect(third.locator(BODY)).to_have_value("Begun in one tab.")


def test_a_change_begun_as_one_person_is_kept_and_offered_to_nobody_else(chromium: Browser, townhall: Service) -> None:
    said = say(townhall, "amal", UID, "As Amal said it.")
    with reading(chromium, townhall, f"{DOCKS}#comment-{said}", "amal") as first:
        comment = first.locator(f"[id='comment-{said}']")
        comment.get_by_role("link", name="Edit").click()
        comment.locator("textarea").fill("As Amal would say it.")
        sign_in(first.request, townhall, "ben")
        comment.get_by_role("button", name="Save changes").click()

        expect(comment).to_contain_text(NOW_BEN)
        expect(comment.locator("textarea")).to_have_value("As Amal would say it.")
        expect(first.get_by_role("button", name="Post as Ben Carter")).to_have_count(0)
