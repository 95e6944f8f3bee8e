"""The facilitators' desk by plain forms, without a script: everything to decide by on one screen, one decision a
version."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.desk import item, open_form, opened, press, remove, report, row, state
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


def test_nothing_typed_is_lost_when_the_session_has_ended(dana: Page, service: Service) -> None:
    held = say(service, "amal", "Remove me later.", thread="incident")
    opened(dana, held, queue="held")
    dana.context.clear_cookies()
    remove(item(dana, held), "Off topic", message="Not about this page.")
    expect(dana.get_by_role("heading", level=1)).to_have_text("You are no longer signed in")
    expect(dana.get_by_label("Your message to the author")).to_have_value("Not about this page.")
    dana.context.request.post("/auth/demo", data={"person": "dana"}, headers={"origin": service.address})
    dana.get_by_role("button", name="I have signed in: go on").click()
    expect(item(dana, held).locator("#remove-message")).to_have_value("Not about this page.")
    item(dana, held).locator("button[value=remove]").click()

    assert state(service, held) == ("removed", 2)


def test_what_is_approved_is_public_and_the_next_one_is_at_hand(dana: Page, service: Service) -> None:
    held, behind = (
        say(service, "amal", "Approve me.", thread="incident"),
        say(service, "ben", "And me.", thread="incident"),
    )
    press(opened(dana, held, queue="held"), "approve")

    assert state(service, held) == ("published", 2)
    expect(item(dana, behind)).to_be_visible()
    expect(item(dana, behind).get_by_role("heading", level=2)).to_be_focused()
    expect(item(dana, behind).get_by_role("heading", level=2)).to_be_in_viewport()
    expect(dana.get_by_role("status")).to_contain_text("Approved: Amal Haddad on “Incident”")
    expect(row(dana, held)).to_have_count(0)


def test_the_list_says_who_what_why_and_by_when(dana: Page, service: Service) -> None:
    held = say(service, "amal", "It is MCC-204116 at the **gate**.")
    dana.goto("/admin/?queue=held")

    expect(row(dana, held)).to_contain_text("Amal Haddad")
    expect(row(dana, held)).to_contain_text("It is MCC-204116 at the **gate**.")
    expect(row(dana, held)).to_contain_text("Customer reference")
    expect(row(dana, held)).to_contain_text("due in")
    expect(dana.get_by_role("navigation", name="The desk").locator("[aria-current]")).to_contain_text("Held")


def test_a_comment_stands_beside_everything_to_decide_by(dana: Page, service: Service) -> None:
    asked = say(service, "ben", "Which customer is it?")
    said_before = say(service, "eli", "The dock was closed on Monday.", parent=asked)
    held = say(service, "amal", "It is MCC-204117, **dock 6**.", parent=asked)
    shown = opened(dana, held)

    expect(shown.get_by_role("heading", level=2)).to_have_text("Amal Haddad on Rota")
    expect(shown.get_by_role("link", name="Rota")).to_have_attribute("href", "/news/rota/")
    expect(shown).to_contain_text("Casablanca, Warehouse")
    expect(shown.locator("figure")).to_contain_text("In reply to Ben Carter")
    expect(shown.locator("figure")).to_contain_text("Which customer is it?")
    expect(shown.locator(".th-item__siblings")).to_contain_text("Eli Brandt, before The dock was closed on Monday.")
    expect(shown.locator("[data-said]")).to_have_text("It is MCC-204117, **dock 6**.")
    expect(shown.locator("[data-said] mark")).to_have_text("MCC-204117")
    expect(shown.locator(".th-item__why")).to_contain_text("This looks like a customer reference")
    expect(shown).to_contain_text("Comments are screened")
    expect(shown.get_by_role("link", name="All about them")).to_have_attribute("href", "/admin/people/amal")
    assert state(service, said_before, "eli")[0] == "published"


def test_words_that_were_found_are_marked_and_never_read_as_html(dana: Page, service: Service) -> None:
    held = say(service, "amal", "<img src=x> MCC-204118 <b>bold</b>")
    words = opened(dana, held).locator("[data-said]")

    expect(words).to_have_text("<img src=x> MCC-204118 <b>bold</b>")
    expect(words.locator("img, b")).to_have_count(0)


def test_an_edit_shows_what_it_changes_word_by_word(dana: Page, service: Service) -> None:
    said = say(service, "amal", "The gate opens at six.")
    sent = {"body": "The gate opens at seven for MCC-204119."}
    assert service.client("amal").patch(f"/api/v1/comments/{said}", json=sent).status_code == 202
    words = opened(dana, said, queue="held").locator(".th-difference")

    expect(words.locator("del")).to_have_text("taken out: six end of taken out")
    expect(words.locator("ins").first).to_contain_text("seven")
    expect(item(dana, said)).to_contain_text("Readers see the earlier words until you decide.")


def test_a_newcomer_is_known_as_one(quiet_town: Service, chromium: Browser) -> None:
    first = say(quiet_town, "amal", "Hello everybody.", thread="rumours")
    say(quiet_town, "ben", "Seen me before?")
    second = say(quiet_town, "ben", "Read me.", thread="incident")
    context = browser_of(chromium, quiet_town, "dana", java_script_enabled=False)
    page = context.new_page()

    expect(opened(page, first)).to_contain_text("Nothing published yet")
    expect(item(page, first)).to_contain_text("It is its author’s first comment")
    expect(row(page, first)).to_contain_text("New here")
    expect(opened(page, second)).not_to_contain_text("Nothing published yet")
    context.close()


def test_the_author_of_a_removed_comment_reads_the_reason(dana: Page, service: Service) -> None:
    held = say(service, "amal", "My brother lives at 14 Ferngate.", thread="incident")
    remove(opened(dana, held), "Personal data", message="Please leave addresses out.", note="Told the team.")
    assert state(service, held) == ("removed", 2)
    assert "Told the team." not in service.client("amal").get("/t/incident").text
    expect(opened(dana, held)).to_contain_text("Please leave addresses out.")
    expect(item(dana, held)).to_contain_text("Told the team.")


def test_without_words_of_ones_own_the_reasons_usual_words_are_sent(dana: Page, service: Service) -> None:
    held = say(service, "amal", "Who won the match?", thread="incident")
    form = open_form(opened(dana, held), "remove")
    usual = form.locator("label", has_text="Off topic").locator(".th-choice__words").inner_text()
    form.get_by_label("Off topic").check()
    form.locator("button[value=remove]").click()

    assert usual
    expect(opened(dana, held).locator(".th-item__past q", has_text=usual)).to_be_visible()


def test_what_is_given_back_says_which_words_to_change(dana: Page, service: Service) -> None:
    held = say(service, "amal", "It is MCC-204120 again.")
    form = open_form(opened(dana, held), "return")
    expect(form.get_by_label("Words to change")).to_have_value("MCC-204120")
    form.get_by_label("Confidential").check()
    form.locator("button[value=return]").click()

    assert state(service, held) == ("held", 2)
    expect(dana.get_by_role("status")).to_contain_text("Given back: Amal Haddad")
    expect(opened(dana, held, queue="elsewhere")).to_contain_text("It waits for its author.")


def test_what_is_escalated_waits_for_that_role(dana: Page, service: Service) -> None:
    held = say(service, "amal", "The scaffold at dock 2 is not tied.", thread="incident")
    form = open_form(opened(dana, held), "escalate")
    form.get_by_label("Health and safety").check()
    form.get_by_label("Why?").fill("Somebody could fall.")
    form.locator("button[value=escalate]").click()

    shown = opened(dana, held, queue="elsewhere")
    expect(shown).to_contain_text("It waits for Health and safety.")
    expect(shown).not_to_contain_text("Somebody could fall.")


def test_who_has_a_comment_open_is_seen_by_the_others(dana: Page, eli: Page, service: Service) -> None:
    held = say(service, "amal", "One of you is enough.", thread="incident")
    opened(dana, held)
    shown = opened(eli, held)

    expect(shown).to_contain_text("Dana Reyes is on this.")
    expect(row(eli, held)).to_contain_text("Dana Reyes is on this")
    expect(shown.locator("button[value=approve]")).not_to_be_visible()
    shown.get_by_text("Decide anyway").click()
    press(shown, "approve")

    assert state(service, held) == ("published", 2)


def test_a_second_facilitator_is_told_who_decided_and_nothing_changes_twice(
    dana: Page, eli: Page, service: Service
) -> None:
    held = say(service, "amal", "Both of you at once.", thread="incident")
    opened(eli, held)
    opened(dana, held).get_by_text("Decide anyway").click()
    remove(item(dana, held), "Duplicate", note="Said on Monday.")
    before = state(service, held)
    with eli.expect_response("**/admin/decisions") as answered:
        remove(item(eli, held), "Hurtful", message="My own words for Amal.")

    assert answered.value.status == 409
    expect(eli.get_by_role("heading", level=2).first).to_have_text("Dana Reyes has decided already")
    expect(eli.get_by_role("alert")).to_contain_text("Dana Reyes removed this comment on")
    expect(eli.get_by_role("alert")).to_contain_text("Reason: duplicate")
    expect(eli.get_by_role("alert")).to_contain_text("Said on Monday.")
    expect(eli.get_by_label("Your message to the author (not sent)")).to_have_value("My own words for Amal.")
    assert state(service, held) == before == ("removed", 2)


def test_a_decision_can_be_undone_and_the_case_is_back_in_its_place(dana: Page, service: Service) -> None:
    held = say(service, "amal", "Undo me.", thread="incident")
    remove(opened(dana, held, queue="held"), "Hurtful")
    dana.locator(".th-decided").get_by_role("button", name="Undo").click()

    assert state(service, held) == ("held", 3)
    expect(item(dana, held).get_by_role("heading", level=2)).to_be_focused()
    expect(dana.get_by_role("status")).to_contain_text("Undone: Amal Haddad")
    expect(row(dana, held)).to_be_visible()


def test_a_decision_without_its_words_comes_back_with_everything_typed(dana: Page, service: Service) -> None:
    held = say(service, "amal", "Why exactly?", thread="incident")
    with dana.expect_response("**/admin/decisions") as answered:
        remove(opened(dana, held), "Other", note="Ask Marek first.")
    form = item(dana, held).locator("details[data-act=remove]")

    assert answered.value.status == 422
    expect(form.get_by_role("alert")).to_contain_text("say in your own words why")
    expect(form.get_by_role("alert")).to_be_in_viewport()
    expect(form.get_by_label("Message to")).to_be_focused()
    expect(form.get_by_label("Other")).to_be_checked()
    expect(form.get_by_label("Note for colleagues")).to_have_value("Ask Marek first.")
    assert state(service, held) == ("held", 1)


def test_a_decision_without_a_reason_is_refused_by_the_server_as_well(dana: Page, service: Service) -> None:
    held = say(service, "amal", "No reason given.", thread="incident")
    form = opened(dana, held).locator("details[data-act=remove] form")
    sent = {name: form.locator(f"input[name={name}]").input_value() for name in ("_token", "comment", "version")}
    headers = {"origin": service.address, "accept": "text/html"}
    answer = dana.context.request.post(
        "/admin/decisions", form={**sent, "action": "remove", "note": "Kept all the same"}, headers=headers
    )

    assert answer.status == 422
    assert "Kept all the same</textarea>" in answer.text()
    assert state(service, held) == ("held", 1)


def test_a_reported_comment_shows_each_report_and_can_be_restored(dana: Page, service: Service) -> None:
    said = say(service, "amal", "He lives at 14 Ferngate Terrace.")
    report(service, said, "ben", "eli", reason="personal-data")
    shown = opened(dana, said, queue="reported")
    expect(shown.locator(".th-item__why")).to_contain_text("It shows somebody’s personal data. Seen by ben.")
    expect(shown.locator(".th-item__why")).to_contain_text("hidden from readers until you decide")
    expect(row(dana, said)).to_contain_text("2 reports")
    assert "Ben Carter" not in shown.locator(".th-item__side").inner_text()
    press(shown, "restore")

    assert state(service, said)[0] == "published"


def test_ones_own_comment_is_for_another_facilitator(dana: Page, service: Service) -> None:
    own = say(service, "dana", "I wrote this myself.", thread="incident")
    shown = opened(dana, own)
    token = dana.locator("input[name=_token]").first.input_value()
    form = {"_token": token, "comment": str(own), "version": "1", "action": "approve"}
    headers = {"origin": service.address, "accept": "text/html"}
    answer = dana.context.request.post("/admin/decisions", form=form, headers=headers)

    expect(shown).to_contain_text("This is your own comment: another facilitator decides about it.")
    expect(shown.locator("[data-decide]")).to_have_count(0)
    expect(row(dana, own).locator("input")).to_have_count(0)
    assert answer.status == 403


@pytest.mark.parametrize("person", ["ines", "noor", "amal"])
def test_neither_leaders_nor_administrators_nor_authors_moderate(
    chromium: Browser, service: Service, person: str
) -> None:
    held = say(service, "ben", f"Not for {person}.", thread="incident")
    context = browser_of(chromium, service, person, java_script_enabled=False)
    page = context.new_page()
    visited = [page.goto(path) for path in ("/admin/", f"/admin/comments/{held}")]
    form = {"comment": str(held), "version": "1", "action": "approve"}
    headers = {"origin": service.address}
    tried = [context.request.post(f"/admin/{path}", form=form, headers=headers) for path in ("decisions", "bulk")]

    assert [one and one.status for one in visited] == [403, 403]
    assert [one.status for one in tried] == [403, 403]
    expect(page.get_by_role("main")).to_contain_text("This is for facilitators.")
    assert f"Not for {person}." not in page.content()
    context.close()


def test_an_empty_queue_is_a_friendly_one(chromium: Browser, quiet_town: Service) -> None:
    context = browser_of(chromium, quiet_town, "dana", java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/?queue=held")
    title = page.title()
    held = say(quiet_town, "amal", "One.", thread="incident")
    press(opened(page, held, queue="held"), "approve")

    assert title == "Held comments"
    expect(page.get_by_role("main")).to_contain_text("Nobody is waiting for you")
    expect(page.locator("#done")).to_be_focused()
    context.close()


def test_at_the_end_of_the_line_one_is_told_what_is_left(chromium: Browser, quiet_town: Service) -> None:
    held = say(quiet_town, "amal", "One.", thread="incident")
    say(quiet_town, "dana", "My own.", thread="incident")
    context = browser_of(chromium, quiet_town, "dana", java_script_enabled=False)
    page = context.new_page()
    press(opened(page, held, queue="held"), "approve")

    expect(page.get_by_role("main")).to_contain_text("What is left is your own, or a colleague is on it.")
    expect(page.locator("#done")).to_be_focused()
    context.close()


def test_a_long_queue_has_pages_and_a_damaged_row_spares_the_others(
    chromium: Browser, quiet_town: Service, tmp_path: Path
) -> None:
    held = [say(quiet_town, "amal", f"Number {number}.", thread="incident") for number in range(51)]
    with closing(sqlite3.connect(tmp_path / "townhall.sqlite3")) as database:
        database.execute("UPDATE revision SET findings = 'half a li' WHERE comment_id = ?", [str(held[1])])
        database.commit()
    context = browser_of(chromium, quiet_town, "dana", java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/?queue=held")
    expect(page.locator("[data-row]")).to_have_count(49)
    expect(page.get_by_role("main")).to_contain_text("cannot be shown")
    page.get_by_role("link", name="Show what is due later").click()
    expect(page.locator("[data-row]")).to_have_count(1)
    row(page, held[50]).get_by_role("link").click()
    press(item(page, held[50]), "approve")
    expect(page.get_by_role("main")).to_contain_text("That was the last on this page")
    page.get_by_role("link", name="Back to what is due first").click()

    expect(page.locator("[data-row]").first).to_contain_text("Number 0.")
    context.close()


def test_on_a_phone_it_is_the_list_or_the_comment(chromium: Browser, service: Service) -> None:
    held = say(service, "amal", "Read on the way home.", thread="incident")
    context = browser_of(chromium, service, "dana", java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto("/admin/?queue=held")
    row(page, held).get_by_role("link").click()
    expect(row(page, held)).not_to_be_visible()
    expect(item(page, held).locator("button[value=approve]")).to_be_in_viewport()
    page.get_by_role("link", name="All of the list").click()

    expect(row(page, held)).to_be_visible()
    context.close()


def test_a_comment_has_an_address_of_its_own_and_a_decision_leads_back_there(dana: Page, service: Service) -> None:
    held = say(service, "amal", "Look at me alone.", thread="incident")
    dana.goto(f"/admin/comments/{held}")
    press(item(dana, held), "approve")

    expect(dana.get_by_role("status")).to_contain_text("Approved: Amal Haddad")
    assert dana.url.partition("?")[0].endswith(f"/admin/comments/{held}")
    expect(item(dana, held)).to_contain_text("Approved by Dana Reyes")
    unknown = "/admin/comments/00000000-0000-4000-8000-000000000000"
    assert service.client("dana").get(unknown).status_code == 404


def test_several_are_decided_at_once_each_with_its_own_result_and_undo(chromium: Browser, quiet_town: Service) -> None:
    words = ("The first of three.", "Here is another thing.", "And something else again.")
    one, two, three = (say(quiet_town, "amal", text, thread="incident") for text in words)
    context = browser_of(chromium, quiet_town, "dana", java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/?queue=held")
    page.get_by_role("link", name="Select all on this page").click()
    expect(page.locator("[name=pick]:checked")).to_have_count(3)
    expect(row(page, one).get_by_role("checkbox")).to_be_checked()
    quiet_town.client("amal").delete(f"/api/v1/comments/{three}")
    page.get_by_role("button", name="Approve what is selected").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("2 of 3 are decided")
    expect(page.locator(f"#result-{one}")).to_contain_text("Approved.")
    expect(page.locator(f"#result-{three}")).to_contain_text("Not changed.")
    assert state(quiet_town, two) == ("published", 2)
    page.locator(f"#result-{two}").get_by_role("button", name="Undo").click()

    expect(page.locator(f"#result-{two}")).to_contain_text("Undone.")
    expect(page.locator(f"#result-{one}").get_by_role("button", name="Undo")).to_be_visible()
    assert (state(quiet_town, one), state(quiet_town, two)) == (("published", 2), ("held", 3))
    context.close()


def test_several_are_removed_with_one_reason(chromium: Browser, quiet_town: Service) -> None:
    words = ("Who won the match?", "And who will win the next?")
    held = [say(quiet_town, "amal", text, thread="incident") for text in words]
    context = browser_of(chromium, quiet_town, "dana", java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/?queue=held&all=1")
    page.get_by_text("Remove what is selected…").click()
    page.get_by_role("button", name="Remove what is selected").click()
    expect(page.get_by_role("alert")).to_contain_text("Removing needs a reason")
    page.goto("/admin/?queue=held&all=1")
    page.get_by_text("Remove what is selected…").click()
    page.get_by_label("Reason", exact=True).select_option("off-topic")
    page.get_by_role("button", name="Remove what is selected").click()

    expect(page.locator(".th-result", has_text="Removed, off topic.")).to_have_count(2)
    assert [state(quiet_town, one)[0] for one in held] == ["removed", "removed"]
    context.close()
