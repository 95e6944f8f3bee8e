"""The discussion with JavaScript off: reading, writing, changing one's mind, reporting, and never losing a word."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.service import Service
from tests.support.small_town import browser_of, say, small_town

pytestmark = pytest.mark.browser

TWO_PARAGRAPHS = "The bus leaves at **07:05**.\n\nجربنا مرتين — and nobody waited."
CARD = "4111 1111 1111 1111"


@pytest.fixture(scope="module")
def service(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with small_town(sqlite_template, tmp_path_factory.mktemp("town")) as service:
        yield service


@pytest.fixture
def amal(chromium: Browser, service: Service) -> Iterator[Page]:
    """Amal on her phone."""
    phone = {"width": 390, "height": 844}
    context = browser_of(chromium, service, "amal", java_script_enabled=False, viewport=phone)
    yield context.new_page()
    context.close()


@pytest.fixture
def ben(chromium: Browser, service: Service) -> Iterator[Page]:
    context = browser_of(chromium, service, "ben", java_script_enabled=False)
    yield context.new_page()
    context.close()


def write(page: Page, body: str) -> None:
    page.locator("textarea[name=body]").fill(body)
    page.locator("#composer button[type=submit]").first.click()


def comment(page: Page, id: UUID) -> Locator:
    """The words of a comment in the discussion, as everybody sees them."""
    return page.locator(f"article#comment-{id} .th-comment__body")


def made_at(page: Page) -> UUID:
    """The comment that a page has led to, once it has."""
    expect(page).to_have_url(re.compile("#comment-"))
    return UUID(page.url.split("#comment-")[1])


def test_a_comment_is_there_at_once_and_for_everybody(amal: Page, ben: Page) -> None:
    amal.goto("/t/rota")
    write(amal, "A bench **with a roof** would do.")
    made = made_at(amal)
    ben.goto("/t/rota")

    expect(comment(ben, made)).to_have_text("A bench with a roof would do.")
    expect(ben.locator(f"article#comment-{made} strong")).to_have_text("with a roof")
    expect(amal.locator(f"article#comment-{made}")).to_be_in_viewport()


def test_a_reply_quotes_whom_it_answers_and_stands_under_it(amal: Page, service: Service) -> None:
    asked = say(service, "ben", "Who drives on the 24th?")
    amal.goto(f"/t/rota?comment={asked}")
    amal.locator(f"article#comment-{asked}").get_by_role("link", name="Reply").click()
    expect(amal.locator("figure", has_text="Ben Carter wrote")).to_contain_text("Who drives on the 24th?")
    write(amal, "I do, if somebody swaps the 25th.")
    answer = made_at(amal)

    expect(amal.locator(f"li:has(> article#comment-{asked}) article#comment-{answer}")).to_have_count(1)


def test_an_edit_is_shown_and_said_to_be_one(amal: Page, service: Service) -> None:
    mine = say(service, "amal", "The bus leaves at 07:50.")
    amal.goto("/t/rota")
    amal.locator("details.th-own summary").click()
    amal.locator(".th-own li", has_text="07:50").get_by_role("link", name="Edit").click()
    expect(amal.get_by_label("Edit your comment")).to_have_value("The bus leaves at 07:50.")
    write(amal, "The bus leaves at 07:05.")

    expect(comment(amal, mine)).to_have_text("The bus leaves at 07:05.")
    expect(amal.locator(f"article#comment-{mine}")).to_contain_text("edited")


def test_a_withdrawn_comment_is_gone_for_everybody(amal: Page, ben: Page, service: Service) -> None:
    mine = say(service, "amal", "Forget that I said it.")
    amal.goto("/t/rota")
    amal.locator("details.th-own summary").click()
    amal.locator(".th-own li", has_text="Forget that").get_by_role("link", name="Withdraw").click()
    expect(amal.get_by_role("main")).to_contain_text("Forget that I said it.")
    amal.get_by_role("button", name="Withdraw it").click()
    expect(amal.locator(".th-discussion")).to_be_visible()
    ben.goto("/t/rota")

    assert "Forget that" not in amal.content() + ben.content()
    assert service.client().get(f"/api/v1/comments/{mine}").status_code == 404


def test_a_report_needs_a_reason_and_keeps_what_was_typed(ben: Page, service: Service) -> None:
    said = say(service, "amal", "Ring my brother, he is always in.")
    ben.goto(f"/t/rota?comment={said}")
    ben.locator(f"article#comment-{said}").get_by_role("link", name="Report").click()
    expect(ben.get_by_role("button", name="Send the report")).to_be_visible()
    form = {"_token": ben.locator("input[name=_token]").last.input_value(), "reason": "", "detail": "It is his address"}
    answer = ben.context.request.post(ben.url, form=form, headers={"origin": service.address, "accept": "text/html"})
    assert (answer.status, "It is his address" in answer.text()) == (422, True)
    ben.get_by_label("It shows somebody’s personal data").check()
    ben.get_by_label("Anything the facilitator should know").fill("It is his address")
    ben.get_by_role("button", name="Send the report").click()
    expect(ben.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
    ben.goto(f"/t/rota?comment={said}")

    expect(ben.locator(f"article#comment-{said}")).to_have_text("This comment is hidden while a facilitator checks it.")


def test_whoever_worries_about_somebody_is_told_who_helps_at_once(ben: Page, service: Service) -> None:
    said = say(service, "amal", "I cannot do this any more.")
    ben.goto(f"/t/rota/comments/{said}/report")
    ben.get_by_label("I am worried about this person").check()
    ben.get_by_role("button", name="Send the report").click()

    expect(ben.get_by_role("link", name="Here is who can help at once.")).to_have_attribute("href", "/support/")


def test_what_waits_is_shown_to_its_author_alone_and_says_why(amal: Page, ben: Page) -> None:
    amal.goto("/t/incident")
    write(amal, "The second alarm never rang.")
    mine = amal.locator("article.th-comment--held", has_text="The second alarm never rang.")
    expect(mine).to_be_in_viewport()
    ben.goto("/t/incident")

    expect(mine).to_contain_text("Waiting for a facilitator. Only you see this.")
    expect(mine).to_contain_text("On this page every comment is read by a facilitator first.")
    assert amal.url.endswith(mine.get_attribute("id") or "?")
    assert "second alarm" not in ben.content()


def test_pressed_twice_it_is_one_comment(amal: Page, service: Service) -> None:
    amal.goto("/t/rota")
    fields = {name: amal.locator(f"#composer input[name={name}]").input_value() for name in ("_token", "id")}
    for _ in range(2):
        form = {**fields, "body": "Pressed twice."}
        amal.context.request.post("/t/rota", form=form, headers={"origin": service.address})
    amal.goto("/t/rota")

    expect(amal.locator(".th-list article", has_text="Pressed twice.")).to_have_count(1)


def test_other_words_under_an_id_that_is_taken_can_still_be_posted(amal: Page, service: Service) -> None:
    taken = say(service, "amal", "The first words.")
    amal.goto("/t/rota")
    # What going back in the browser does: the old form, with its old id, and new words in it.
    token = amal.locator("#composer input[name=_token]").input_value()
    form = {"_token": token, "id": str(taken), "body": "Quite other words."}
    answer = amal.context.request.post("/t/rota", form=form, headers={"origin": service.address, "accept": "text/html"})

    assert answer.status == 409
    assert "Quite other words.</textarea>" in answer.text()
    assert f'name="id" value="{taken}"' not in answer.text()


def test_what_may_not_be_said_comes_back_with_the_reason_and_the_text(amal: Page) -> None:
    amal.goto("/t/rota")
    write(amal, f"My card is {CARD}")

    expect(amal.get_by_role("alert")).to_contain_text("payment card")
    expect(amal.locator("textarea[name=body]")).to_have_value(f"My card is {CARD}")


def test_a_session_that_ended_costs_no_word(amal: Page, service: Service) -> None:
    amal.goto("/t/rota")
    amal.context.clear_cookies()
    write(amal, TWO_PARAGRAPHS)
    expect(amal.get_by_role("heading", level=1)).to_have_text("You are no longer signed in")
    expect(amal.get_by_label("What you wrote")).to_have_value(TWO_PARAGRAPHS)
    with amal.context.expect_page() as opened:
        amal.get_by_role("link", name="Sign in again").click()
    opened.value.get_by_role("button", name="Amal Haddad").click()
    amal.get_by_role("button", name="I have signed in: go on").click()
    expect(amal.get_by_role("alert")).to_contain_text("earlier sign-in, so nothing was sent")
    amal.get_by_role("button", name="Post comment").click()

    expect(comment(amal, made_at(amal))).to_contain_text("The bus leaves at 07:05.")


def test_an_edit_or_a_report_survives_another_sign_in_too(amal: Page, service: Service) -> None:
    said = say(service, "ben", "Something to report.")
    amal.goto(f"/t/rota/comments/{said}/report")
    amal.context.request.post("/auth/demo", data={"person": "amal"}, headers={"origin": service.address})
    amal.get_by_label("Something else").check()
    amal.get_by_label("Anything the facilitator should know").fill("Look at the date.")
    amal.get_by_role("button", name="Send the report").click()
    expect(amal.get_by_role("alert")).to_contain_text("earlier sign-in")
    expect(amal.get_by_label("Something else")).to_be_checked()
    amal.get_by_role("button", name="Send the report").click()

    expect(amal.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")


def test_a_discussion_that_closed_meanwhile_gives_the_text_back(amal: Page, service: Service) -> None:
    amal.goto("/t/rota")
    amal.locator("#composer").evaluate("form => { form.action = '/t/heard' }")
    write(amal, "Too late, but mine.")

    expect(amal.get_by_role("alert")).to_contain_text("This discussion is closed.")
    expect(amal.get_by_label("Copy it from here")).to_have_value("Too late, but mine.")


def test_while_the_database_is_away_the_text_is_kept_and_sent_again_by_one_press(
    chromium: Browser, sqlite_template: Path, tmp_path: Path
) -> None:
    with small_town(sqlite_template, tmp_path) as service:
        context = browser_of(chromium, service, "amal", java_script_enabled=False)
        amal = context.new_page()
        amal.goto("/t/rota")
        rename(tmp_path, "thread", "thread_away")
        write(amal, TWO_PARAGRAPHS)
        expect(amal.get_by_role("heading", level=1)).to_have_text("Resting for a moment")
        expect(amal.get_by_label("What you wrote")).to_have_value(TWO_PARAGRAPHS)
        amal.get_by_role("button", name="Try again").click()
        expect(amal.get_by_label("What you wrote")).to_have_value(TWO_PARAGRAPHS)
        rename(tmp_path, "thread_away", "thread")
        amal.get_by_role("button", name="Try again").click()
        said = amal.locator(".th-list article")
        expect(said).to_have_count(1)
        expect(said).to_contain_text("The bus leaves at 07:05.")
        context.close()


def rename(folder: Path, table: str, to: str) -> None:
    """Take a table away under the running service, or bring it back."""
    with closing(sqlite3.connect(folder / "townhall.sqlite3")) as database:
        database.execute("PRAGMA legacy_alter_table = ON")
        database.execute(f"ALTER TABLE {table} RENAME TO {to}")
        database.commit()


def test_a_long_discussion_has_pages_in_both_orders(ben: Page, service: Service) -> None:
    for number in range(51):
        say(service, "ben", f"Question {number}.", thread="ask-ines")
    ben.goto("/t/ask-ines")
    said = ben.locator(".th-list article")
    expect(said).to_have_count(50)
    ben.get_by_role("link", name="Show more comments").click()
    expect(said).to_have_count(1)
    expect(said).to_contain_text("Question 50.")
    ben.get_by_role("link", name="Newest first").click()

    expect(ben.locator(".th-list article").first).to_contain_text("Question 50.")


WRONG = {
    "/t/no-such-thing": (404, "There is no such discussion", "To the newsroom"),
    "/t/rota/comments/00000000-0000-4000-8000-000000000000/report": (
        404,
        "There is no such comment",
        "Back to the discussion",
    ),
    "/t/rota/comments/first/report": (422, "That did not work", "Back to the discussion"),
    "/nothing-here": (404, "There is nothing here", "To the newsroom"),
    "/admin/": (403, "This is not yours to do", "To the newsroom"),
    "/admin/decisions": (405, "That did not work", "Back to the desk"),
}


@pytest.mark.parametrize(("address", "told"), WRONG.items(), ids=WRONG)
def test_what_is_wrong_is_said_in_plain_words_with_a_way_back(
    ben: Page, address: str, told: tuple[int, str, str]
) -> None:
    answer = ben.goto(address)
    status, heading, back = told

    assert answer is not None
    assert answer.status == status
    expect(ben.get_by_role("heading", level=1)).to_have_text(heading)
    expect(ben.get_by_role("main").get_by_role("link", name=back)).to_be_visible()
    expect(ben.get_by_role("banner")).to_contain_text("Ben Carter")
