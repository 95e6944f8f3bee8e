"""The desk with its script: by keyboard alone, with colleagues at it at the same time, and nothing lost on the way."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.desk import item, opened, report, row, state
from tests.support.service import Service
from tests.support.small_town import browser_of, say, small_town

pytestmark = pytest.mark.browser

WORDS = (
    "Will there be a bus at the end of the night?",
    "The door seals in hall two were changed before the summer.",
    "Who tells the customers about it?",
)


@pytest.fixture
def town(sqlite_template: Path, tmp_path: Path) -> Iterator[Service]:
    """A service of one's own, where nobody has said anything."""
    with small_town(sqlite_template, tmp_path) as service:
        yield service


@pytest.fixture
def held(town: Service) -> list[UUID]:
    """Three comments of Amal's that wait to be read."""
    return [say(town, "amal", words, thread="incident") for words in WORDS]


@pytest.fixture
def dana(chromium: Browser, town: Service) -> Iterator[Page]:
    context = browser_of(chromium, town, "dana")
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    context.close()
    assert broken == []


@pytest.fixture
def eli(chromium: Browser, town: Service) -> Iterator[Page]:
    context = browser_of(chromium, town, "eli")
    yield context.new_page()
    context.close()


def at_title(page: Page, id: UUID) -> None:
    """Hold the page to showing a comment, with the focus on its heading."""
    expect(item(page, id).get_by_role("heading", level=2)).to_be_focused()


def test_the_whole_queue_is_done_by_keyboard_alone(dana: Page, town: Service, held: list[UUID]) -> None:
    dana.goto("/admin/")
    dana.keyboard.press("1")
    expect(dana.get_by_role("heading", level=1)).to_have_text("Held comments")
    dana.keyboard.press("j")
    at_title(dana, held[0])
    dana.keyboard.press("a")
    at_title(dana, held[1])
    expect(dana.locator(".th-decided")).to_contain_text("Approved: Amal Haddad on “Incident”")
    dana.keyboard.press("r")
    expect(dana.locator("details[data-act=remove]").get_by_label("Confidential")).to_be_focused()
    dana.keyboard.press("ArrowDown")
    dana.keyboard.press("Control+Enter")
    at_title(dana, held[2])
    dana.keyboard.press("b")
    dana.keyboard.press("Space")
    dana.keyboard.press("Control+Enter")
    expect(dana.locator("#done")).to_be_focused()

    states = [state(town, one)[0] for one in held]
    assert states == ["published", "removed", "held"]
    expect(dana).to_have_title("Held comments")


def test_a_decision_is_undone_by_a_key_and_the_comment_is_open_again(
    dana: Page, town: Service, held: list[UUID]
) -> None:
    opened(dana, held[0], queue="held")
    dana.keyboard.press("a")
    at_title(dana, held[1])
    dana.keyboard.press("u")
    at_title(dana, held[0])

    assert state(town, held[0]) == ("held", 3)
    expect(dana.locator("body > [role=status]")).to_contain_text("Undone: Amal Haddad")


def test_keys_do_nothing_while_somebody_writes_or_once_they_are_turned_off(
    dana: Page, town: Service, held: list[UUID]
) -> None:
    opened(dana, held[0], queue="held")
    dana.keyboard.press("r")
    dana.locator("#remove-message").focus()
    dana.keyboard.type("a jar")
    expect(dana.locator("#remove-message")).to_have_value("a jar")
    dana.keyboard.press("Escape")
    expect(dana.locator("details[data-act=remove] > summary")).to_be_focused()
    dana.keyboard.press("Control+a")
    dana.keyboard.press("?")
    dialog = dana.get_by_role("dialog", name="Keys of the desk")
    dialog.get_by_label("Single keys do something").uncheck()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    for key in ("a", "j", "?"):
        dana.keyboard.press(key)
    dana.reload()
    dana.keyboard.press("a")
    dana.locator("[data-keys] > summary").click()

    expect(dana.get_by_label("Single keys do something")).not_to_be_checked()
    assert state(town, held[0]) == ("held", 1)


def test_a_reason_brings_its_words_unless_somebody_wrote_their_own(dana: Page, held: list[UUID]) -> None:
    opened(dana, held[0], queue="held")
    dana.keyboard.press("r")
    message = dana.locator("#remove-message")
    form = dana.locator("details[data-act=remove]")
    form.get_by_label("Off topic").check()
    expect(message).to_have_value("Your comment is not about this page.")
    form.get_by_label("Personal data").check()
    expect(message).to_have_value("Your comment shows somebody’s personal data.")
    message.fill("In my own words.")
    form.get_by_label("Off topic").check()

    expect(message).to_have_value("In my own words.")


def test_words_selected_in_the_comment_are_added_to_what_is_to_be_changed(dana: Page, held: list[UUID]) -> None:
    opened(dana, held[0], queue="held")
    dana.keyboard.press("b")
    dana.locator("[data-said] p").dblclick(position={"x": 10, "y": 10})

    expect(dana.get_by_label("Words to change")).to_have_value("Will")


def test_what_was_typed_is_still_there_after_a_look_at_another_comment(dana: Page, held: list[UUID]) -> None:
    opened(dana, held[0], queue="held")
    dana.keyboard.press("r")
    dana.locator("#remove-message").fill("Half a sentence")
    row(dana, held[1]).get_by_role("link").click()
    at_title(dana, held[1])
    expect(dana.locator("#remove-message")).to_have_value("")
    dana.go_back()
    at_title(dana, held[0])

    expect(dana.locator("#remove-message")).to_have_value("Half a sentence")


def test_nothing_is_lost_when_a_decision_does_not_get_through(dana: Page, town: Service, held: list[UUID]) -> None:
    opened(dana, held[0], queue="held")
    dana.keyboard.press("r")
    dana.locator("#remove-message").fill("Not about this page.")
    dana.locator("details[data-act=remove]").get_by_label("Off topic").check()
    dana.context.set_offline(True)
    dana.keyboard.press("Control+Enter")
    expect(dana.locator("[data-told]")).to_contain_text("Nothing was changed, and what you typed is still here.")
    expect(dana.locator("#remove-message")).to_have_value("Not about this page.")
    dana.context.set_offline(False)
    dana.keyboard.press("Control+Enter")
    at_title(dana, held[1])

    assert state(town, held[0]) == ("removed", 2)


def test_nothing_typed_is_lost_when_the_session_has_ended(dana: Page, town: Service, held: list[UUID]) -> None:
    opened(dana, held[0], queue="held")
    dana.keyboard.press("r")
    dana.locator("#remove-message").fill("Not about this page.")
    dana.locator("details[data-act=remove]").get_by_label("Off topic").check()
    dana.context.clear_cookies()
    dana.keyboard.press("Control+Enter")
    expect(dana.get_by_role("heading", level=1)).to_have_text("You are no longer signed in")
    expect(dana.get_by_label("Your message to the author")).to_have_value("Not about this page.")
    dana.context.request.post("/auth/demo", data={"person": "dana"}, headers={"origin": town.address})
    dana.get_by_role("button", name="I have signed in: go on").click()
    expect(dana.locator("#remove-message")).to_have_value("Not about this page.")
    expect(dana.locator("details[data-act=remove]").get_by_label("Off topic")).to_be_checked()
    dana.locator("details[data-act=remove] button[value=remove]").click()
    at_title(dana, held[1])

    assert state(town, held[0]) == ("removed", 2)


def test_two_facilitators_at_once_see_each_other_and_decide_each_item_once(
    dana: Page, eli: Page, town: Service, held: list[UUID]
) -> None:
    dana.goto("/admin/?queue=held")
    opened(eli, held[0], queue="held")
    expect(row(dana, held[0])).to_contain_text("Eli Brandt is on this")
    opened(dana, held[0], queue="held")
    expect(dana.locator("[data-claim-line]")).to_contain_text("Eli Brandt is on this.")
    dana.keyboard.press("a")
    expect(item(dana, held[0]).get_by_text("Decide anyway")).to_be_focused()
    assert state(town, held[0]) == ("held", 1)
    eli.keyboard.press("a")
    at_title(eli, held[1])
    dana.keyboard.press("a")
    expect(dana.get_by_role("alert")).to_contain_text("Eli Brandt approved this comment on")
    expect(dana.get_by_role("heading", level=2).first).to_be_focused()
    dana.get_by_role("link", name="On to the next").click()
    # Eli is on the second one: the next is the third.
    at_title(dana, held[2])

    assert state(town, held[0]) == ("published", 2)


def test_counts_and_new_arrivals_are_told_without_moving_anything(dana: Page, town: Service, held: list[UUID]) -> None:
    dana.goto("/admin/?queue=held")
    places = "[...document.querySelectorAll('[data-row], .th-tab, h1')].map((one) => one.getBoundingClientRect().top)"
    before = dana.evaluate(places)
    say(town, "ben", "One more.", thread="incident")
    tab = dana.locator(".th-tab[data-queue=held] [data-open]")
    expect(tab).to_have_text("4")
    expect(dana.locator("[data-new]")).to_have_text("1 new: show them")
    expect(dana.locator("[data-row]")).to_have_count(3)

    expect(dana).to_have_title("(4) Held comments")
    assert dana.evaluate(places) == before
    dana.get_by_role("link", name="1 new: show them").click()
    expect(dana.locator("[data-row]")).to_have_count(4)


def test_many_pages_of_one_browser_are_told_by_one_that_listens(dana: Page, town: Service, held: list[UUID]) -> None:
    """Browsers have six connections for a site: with one for each page, the seventh would never load."""
    dana.goto("/admin/?queue=held")
    others = [dana.context.new_page() for _ in range(7)]
    for page in others:
        page.goto("/admin/?queue=held")
    say(town, "ben", "One more.", thread="incident")
    for page in others:
        expect(page.locator("[data-new]")).to_have_text("1 new: show them")
    dana.close()
    say(town, "ben", "And yet another thing.", thread="incident")

    for page in others:
        expect(page.locator("[data-new]")).to_have_text("2 new: show them")


def test_a_desk_for_which_there_was_no_room_listens_once_there_is(dana: Page, town: Service, held: list[UUID]) -> None:
    dana.route("**/admin/live", lambda route: route.fulfill(status=503, headers={"retry-after": "5"}))
    dana.clock.install()
    with dana.expect_response("**/admin/live"):
        dana.goto("/admin/?queue=held")
    dana.unroute("**/admin/live")
    with dana.expect_response("**/admin/live") as answer:
        dana.clock.run_for(10_000)
    assert answer.value.status == 200
    say(town, "ben", "Heard after all.", thread="incident")

    expect(dana.locator("[data-new]")).to_have_text("1 new: show them")


def test_what_is_under_the_pointer_waits_until_it_has_gone(dana: Page, town: Service, held: list[UUID]) -> None:
    dana.goto("/admin/?queue=held")
    tab = dana.locator(".th-tab[data-queue=held]")
    tab.hover()
    say(town, "ben", "One more.", thread="incident")
    expect(dana.locator("[data-new]")).to_have_text("1 new: show them")
    expect(tab.locator("[data-open]")).to_have_text("3")
    dana.get_by_role("heading", level=1).hover()

    expect(tab.locator("[data-open]")).to_have_text("4")


def test_a_claim_is_given_up_when_one_goes_on(dana: Page, eli: Page, held: list[UUID]) -> None:
    opened(dana, held[0], queue="held")
    eli.goto("/admin/?queue=held")
    expect(row(eli, held[0])).to_contain_text("Dana Reyes is on this")
    dana.keyboard.press("j")
    at_title(dana, held[1])

    expect(row(eli, held[1])).to_contain_text("Dana Reyes is on this")
    expect(row(eli, held[0])).not_to_contain_text("is on this")


def test_several_are_selected_by_key_and_each_can_be_undone(dana: Page, town: Service, held: list[UUID]) -> None:
    opened(dana, held[0], queue="held")
    dana.keyboard.press("x")
    expect(dana.locator("[data-picked]")).to_have_text("1 selected")
    dana.get_by_role("link", name="Select all on this page").click()
    expect(dana.locator("[data-picked]")).to_have_text("3 selected")
    dana.get_by_role("button", name="Approve what is selected").click()
    expect(dana.get_by_role("heading", level=1)).to_have_text("3 of 3 are decided")
    expect(dana.get_by_role("heading", level=1)).to_be_focused()
    dana.locator(f"#result-{held[1]}").get_by_role("button", name="Undo").click()
    expect(dana.locator(f"#result-{held[1]}")).to_be_focused()

    assert [state(town, one)[0] for one in held] == ["published", "held", "published"]


def test_a_press_of_a_key_for_what_cannot_be_done_here_says_so(dana: Page, town: Service) -> None:
    said = say(town, "amal", "He lives at 14 Ferngate Terrace.")
    report(town, said, "ben", "eli", reason="personal-data")
    opened(dana, said, queue="reported")
    dana.keyboard.press("h")

    expect(dana.locator("body > [role=status]")).to_have_text("That cannot be done here.")
    expect(dana.locator("#item-title")).to_be_focused()
