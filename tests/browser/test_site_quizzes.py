"""A quiz in a lesson: tried by keyboard, and said aloud what came of it; without scripts a folded answer."""

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser
ONE = "/learning/reading-a-data-logger/"
SEVERAL = "/learning/doors-docks-and-airflow/"


def test_one_is_tried_by_keyboard_until_it_is_right(chromium: Browser, site_address: str, axe_source: str) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto(site_address + ONE)
    quiz = page.locator("form[data-quiz]")
    said = quiz.get_by_role("status")
    expect(quiz.get_by_role("group", name="The line rises gently")).to_be_visible()
    check = quiz.get_by_role("button", name="Check my answer")

    check.press("Enter")
    expect(said).to_have_text("Choose an answer first.")
    quiz.get_by_role("radio", name="Defrosts").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Not quite.")
    expect(said).to_contain_text("After a defrost it is where it was.")
    expect(quiz.get_by_text("One hump says little.")).to_be_hidden()
    quiz.get_by_role("radio", name="Defrosts").focus()
    page.keyboard.press("ArrowDown")
    expect(said).to_be_empty()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("That is right.")
    expect(said).to_contain_text("nothing has been lost yet")
    expect(quiz.get_by_text("One hump says little.")).to_be_visible()
    assert page.url == site_address + ONE
    page.evaluate(axe_source)
    assert page.evaluate("axe.run('form[data-quiz]').then((found) => found.violations.map((one) => one.id))") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_where_several_are_right_all_of_them_are_wanted_and_no_other(chromium: Browser, site_address: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(site_address + SEVERAL)
    quiz = page.locator("form[data-quiz]")
    check, said = quiz.get_by_role("button", name="Check my answer"), quiz.get_by_role("status")

    quiz.get_by_role("checkbox", name="Cool the empty trailer").check()
    check.press("Enter")
    expect(said).to_contain_text("Not quite.")
    quiz.get_by_role("checkbox", name="Switch the unit off").check()
    check.press("Enter")
    expect(said).to_contain_text("That is right.")
    quiz.get_by_role("checkbox", name="Turn the set point down").check()
    check.press("Enter")
    expect(said).to_contain_text("Not quite.")
    page.close()


def test_without_scripts_the_answer_is_folded_below_and_enter_leads_nowhere(
    chromium: Browser, site_address: str
) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(site_address + ONE)
    quiz = page.locator("form[data-quiz]")

    expect(quiz.get_by_text("One hump says little.")).to_be_hidden()
    quiz.get_by_role("radio", name="A door").press("Enter")
    quiz.get_by_text("Show the answer").press("Enter")
    expect(quiz.get_by_text("One hump says little.")).to_be_visible()
    expect(quiz.get_by_role("listitem").filter(has_text="A staircase")).to_contain_text("Right")
    expect(quiz.get_by_role("button")).to_have_count(0)
    assert page.url == site_address + ONE
    page.close()
