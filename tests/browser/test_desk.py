"""The facilitators' desk by plain forms: everything to decide by on one screen, and one decision a comment."""

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

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def service(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with small_town(sqlite_template, tmp_path_factory.mktemp("town")) as service:
        yield service


@pytest.fixture
def quiet_town(sqlite_template: Path, tmp_path: Path) -> Iterator[Service]:
    """A service of one's own, where nobody has said anything."""
    with small_town(sqlite_template, tmp_path) as service:
        yield service


@pytest.fixture
def dana(chromium: Browser, service: Service) -> Iterator[Page]:
    context = browser_of(chromium, service, "dana", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def eli(chromium: Browser, service: Service) -> Iterator[Page]:
    context = browser_of(chromium, service, "eli", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def amal(chromium: Browser, service: Service) -> Iterator[Page]:
    context = browser_of(chromium, service, "amal", java_script_enabled=False, viewport=PHONE)
    yield context.new_page()
    context.close()


def case(page: Page, id: UUID) -> Locator:
    return page.locator(f"article#case-{id}")


def decide(where: Locator, action: str) -> None:
    where.locator(f"button[value={action}]").click()


def remove(where: Locator, reason: str, *, message: str = "", note: str = "") -> None:
    where.locator(".th-decide__remove > summary").click()
    where.get_by_label(reason).check()
    where.get_by_label("Message to").fill(message)
    where.locator(".th-decide__remove textarea[name=note]").fill(note)
    decide(where, "remove")


def state(service: Service, id: UUID) -> tuple[str, int]:
    """State and version of a comment of Amal's, as she may read it."""
    read = service.client("amal").get(f"/api/v1/comments/{id}").json()
    return read["state"], read["version"]


def test_what_is_approved_is_public_and_the_next_one_is_at_hand(dana: Page, service: Service) -> None:
    held, behind = (
        say(service, "amal", "Approve me.", thread="incident"),
        say(service, "ben", "And me.", thread="incident"),
    )
    dana.goto("/admin/")
    decide(case(dana, held), "approve")

    assert state(service, held) == ("published", 2)
    assert dana.url.endswith(f"#case-{behind}")
    expect(case(dana, behind)).to_be_focused()
    expect(case(dana, behind)).to_be_in_viewport()
    expect(dana.get_by_role("status")).to_contain_text("Approved: Amal Haddad on “Incident”")
    expect(dana.get_by_role("status")).to_be_in_viewport()


def test_a_case_says_what_it_is_about_and_why_it_is_here(dana: Page, service: Service) -> None:
    asked = say(service, "ben", "Which customer is it?")
    held = say(service, "amal", "It is MCC-204117, **dock 6**.", parent=asked)
    dana.goto("/admin/")
    shown = case(dana, held)

    expect(shown.get_by_role("heading", level=2)).to_have_text("Amal Haddad on Rota")
    expect(shown.get_by_role("link", name="Rota")).to_have_attribute("href", "/news/rota/")
    expect(shown).to_contain_text("Casablanca, Warehouse")
    expect(shown.locator("figure")).to_contain_text("In reply to Ben Carter")
    expect(shown.locator("figure")).to_contain_text("Which customer is it?")
    expect(shown.locator(".th-case__plain")).to_have_text("It is MCC-204117, **dock 6**.")
    expect(shown.locator(".th-case__plain mark")).to_have_text("MCC-204117")
    expect(shown.locator(".th-case__why")).to_contain_text("This looks like a customer reference")
    expect(shown).to_contain_text("waiting less than a minute, since")
    expect(shown).to_contain_text("Comments are screened")


def test_words_that_were_found_are_marked_and_never_read_as_html(dana: Page, service: Service) -> None:
    held = say(service, "amal", "<img src=x> MCC-204118 <b>bold</b>")
    dana.goto("/admin/")
    words = case(dana, held).locator(".th-case__plain")

    expect(words).to_have_text("<img src=x> MCC-204118 <b>bold</b>")
    expect(words.locator("img, b")).to_have_count(0)


def test_a_newcomer_is_known_as_one(quiet_town: Service, chromium: Browser) -> None:
    first = say(quiet_town, "amal", "Hello everybody.", thread="rumours")
    say(quiet_town, "ben", "Seen me before?")
    second = say(quiet_town, "ben", "Read me.", thread="incident")
    context = browser_of(chromium, quiet_town, "dana", java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/")

    expect(case(page, first)).to_contain_text("Nothing published yet")
    expect(case(page, first)).to_contain_text("It is its author’s first comment")
    expect(case(page, second)).not_to_contain_text("Nothing published yet")
    context.close()


def test_the_author_of_a_removed_comment_reads_the_reason(dana: Page, amal: Page, service: Service) -> None:
    held = say(service, "amal", "My brother lives at 14 Ferngate.", thread="incident")
    dana.goto("/admin/")
    remove(case(dana, held), "Personal data", message="Please leave addresses out.", note="Told the team.")
    amal.goto("/t/incident")
    own = amal.locator(".th-own article", has_text="14 Ferngate")

    assert state(service, held) == ("removed", 2)
    expect(own).to_be_visible()
    expect(own).to_contain_text("Reason: personal data. Please leave addresses out.")
    assert "Told the team." not in amal.content()


def test_without_words_of_ones_own_the_reasons_usual_words_are_sent(dana: Page, amal: Page, service: Service) -> None:
    held = say(service, "amal", "Who won the match?", thread="incident")
    dana.goto("/admin/")
    shown = case(dana, held)
    shown.locator(".th-decide__remove > summary").click()
    usual = shown.locator("label", has_text="Off topic").inner_text().removeprefix("Off topic").strip()
    shown.get_by_label("Off topic").check()
    decide(shown, "remove")
    amal.goto("/t/incident")

    expect(amal.locator(".th-own article", has_text="Who won")).to_contain_text(usual)


def test_a_second_facilitator_is_told_who_decided_and_nothing_changes_twice(
    dana: Page, eli: Page, service: Service
) -> None:
    held = say(service, "amal", "Both of you at once.", thread="incident")
    dana.goto("/admin/")
    eli.goto("/admin/")
    remove(case(dana, held), "Duplicate", note="Said on Monday.")
    before = state(service, held)
    with eli.expect_response("**/admin/decisions") as answered:
        remove(case(eli, held), "Hurtful", message="My own words for Amal.")

    assert answered.value.status == 409
    expect(eli.get_by_role("heading", level=1)).to_have_text("Dana Reyes has decided already")
    expect(eli.get_by_role("alert")).to_contain_text("Dana Reyes removed this comment on")
    expect(eli.get_by_role("alert")).to_contain_text("Reason: duplicate")
    expect(eli.get_by_role("alert")).to_contain_text("Said on Monday.")
    expect(eli.get_by_label("Your message to the author (not sent)")).to_have_value("My own words for Amal.")
    assert state(service, held) == before == ("removed", 2)


def test_a_decision_can_be_undone_and_the_case_is_back_in_its_place(dana: Page, amal: Page, service: Service) -> None:
    held = say(service, "amal", "Undo me.", thread="incident")
    dana.goto("/admin/")
    remove(case(dana, held), "Hurtful")
    dana.get_by_role("button", name="Undo").click()

    assert state(service, held) == ("held", 3)
    expect(case(dana, held)).to_be_focused()
    expect(dana.get_by_role("status")).to_contain_text("Undone: Amal Haddad")
    amal.goto("/t/incident")
    expect(amal.locator(".th-own article", has_text="Undo me.")).to_contain_text("Waiting for a facilitator")


def test_a_decision_without_its_words_comes_back_with_everything_typed(dana: Page, service: Service) -> None:
    held = say(service, "amal", "Why exactly?", thread="incident")
    dana.goto("/admin/")
    with dana.expect_response("**/admin/decisions") as answered:
        remove(case(dana, held), "Other", note="Ask Marek first.")
    shown = case(dana, held)

    assert answered.value.status == 422
    expect(shown.get_by_role("alert")).to_contain_text("say in your own words why")
    expect(shown.get_by_role("alert")).to_be_in_viewport()
    expect(shown.get_by_label("Message to")).to_be_focused()
    expect(shown.get_by_label("Other")).to_be_checked()
    expect(shown.locator(".th-decide__remove textarea[name=note]")).to_have_value("Ask Marek first.")
    assert state(service, held) == ("held", 1)


def test_a_decision_without_a_reason_is_refused_by_the_server_as_well(dana: Page, service: Service) -> None:
    held = say(service, "amal", "No reason given.", thread="incident")
    dana.goto("/admin/")
    form = {
        name: case(dana, held).locator(f"form.th-form input[name={name}]").input_value()
        for name in ("_token", "comment", "version")
    }
    sent = {**form, "action": "remove", "note": "Kept all the same"}
    headers = {"origin": service.address, "accept": "text/html"}
    answer = dana.context.request.post("/admin/decisions", form=sent, headers=headers)

    assert answer.status == 422
    assert "Removing needs a reason: its author is told." in answer.text()
    assert "Kept all the same</textarea>" in answer.text()
    assert state(service, held) == ("held", 1)


def test_a_reported_comment_shows_each_report_and_can_be_restored(dana: Page, service: Service) -> None:
    said = say(service, "amal", "He lives at 14 Ferngate Terrace.")
    for person, reason in (("ben", "personal-data"), ("eli", "hurtful")):
        report = {"reason": reason, "detail": f"Seen by {person}."}
        assert service.client(person).put(f"/api/v1/comments/{said}/report", json=report).status_code == 200
    dana.goto("/admin/")
    shown = case(dana, said)
    expect(shown.locator(".th-case__why")).to_contain_text("It shows somebody’s personal data. Seen by ben.")
    expect(shown.locator(".th-case__why")).to_contain_text("It is hurtful, or harasses somebody.")
    expect(shown.locator(".th-case__why")).to_contain_text("hidden from readers until you decide")
    assert "Ben Carter" not in shown.inner_text()
    decide(shown, "restore")

    assert state(service, said)[0] == "published"


def test_ones_own_comment_is_for_another_facilitator(dana: Page, service: Service) -> None:
    own = say(service, "dana", "I wrote this myself.", thread="incident")
    dana.goto("/admin/")
    token = dana.locator("input[name=_token]").first.input_value()
    form = {"_token": token, "comment": str(own), "version": "1", "action": "approve"}
    headers = {"origin": service.address, "accept": "text/html"}
    answer = dana.context.request.post("/admin/decisions", form=form, headers=headers)

    expect(case(dana, own)).to_contain_text("This is your own comment: another facilitator decides about it.")
    expect(case(dana, own).get_by_role("button")).to_have_count(0)
    assert answer.status == 403


@pytest.mark.parametrize("person", ["ines", "noor", "amal"])
def test_neither_leaders_nor_administrators_nor_authors_moderate(
    chromium: Browser, service: Service, person: str
) -> None:
    held = say(service, "ben", f"Not for {person}.", thread="incident")
    context = browser_of(chromium, service, person, java_script_enabled=False)
    page = context.new_page()
    opened = page.goto("/admin/")
    form = {"comment": str(held), "version": "1", "action": "approve"}
    tried = context.request.post("/admin/decisions", form=form, headers={"origin": service.address})

    assert (opened and opened.status, tried.status) == (403, 403)
    expect(page.get_by_role("main")).to_contain_text("This is for facilitators.")
    assert f"Not for {person}." not in page.content()
    context.close()


def test_a_note_goes_with_any_decision_and_colleagues_read_it(dana: Page, eli: Page, service: Service) -> None:
    said = say(service, "amal", "Is it true?")
    report = {"reason": "wrong-information", "detail": ""}
    service.client("ben").put(f"/api/v1/comments/{said}/report", json=report)
    dana.goto("/admin/")
    case(dana, said).get_by_text("Add a note").click()
    case(dana, said).locator(".th-decide__note textarea").fill("Priya checks it.")
    decide(case(dana, said), "hide")
    service.client("eli").put(f"/api/v1/comments/{said}/report", json=report)
    eli.goto("/admin/")

    expect(case(eli, said)).to_contain_text("Hide by Dana Reyes")
    expect(case(eli, said)).to_contain_text("Priya checks it.")


def test_an_empty_queue_is_a_friendly_one(chromium: Browser, quiet_town: Service) -> None:
    context = browser_of(chromium, quiet_town, "dana", java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/")
    title = page.title()
    say(quiet_town, "amal", "One.", thread="incident")
    page.goto("/admin/")

    assert (title, page.title()) == ("The desk", "(1) The desk")
    decide(page.get_by_role("article"), "approve")
    expect(page.get_by_role("main")).to_contain_text("Nobody is waiting for you")
    context.close()


def test_a_long_queue_has_pages_and_a_damaged_row_spares_the_others(
    chromium: Browser, quiet_town: Service, tmp_path: Path
) -> None:
    held = [say(quiet_town, "amal", f"Number {number}.", thread="incident") for number in range(31)]
    with closing(sqlite3.connect(tmp_path / "townhall.sqlite3")) as database:
        database.execute("UPDATE revision SET findings = 'half a li' WHERE comment_id = ?", [str(held[1])])
        database.commit()
    context = browser_of(chromium, quiet_town, "dana", java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/")
    expect(page.get_by_role("article")).to_have_count(29)
    expect(page.get_by_role("main")).to_contain_text("cannot be shown")
    page.get_by_role("link", name="Show those who came later").click()
    expect(page.get_by_role("article")).to_have_count(1)
    decide(case(page, held[30]), "approve")
    expect(page.get_by_role("main")).to_contain_text("That was the last on this page")
    page.get_by_role("link", name="Back to the longest waiting").click()

    expect(page.get_by_role("article").first).to_contain_text("Number 0.")
    context.close()
