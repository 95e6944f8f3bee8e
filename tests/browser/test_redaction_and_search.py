"""Finding what somebody said, noting, and taking words out of it for good: in a browser, with and without a script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.desk import item
from tests.support.service import Service
from tests.support.small_town import browser_of, say, small_town

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def service(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with small_town(sqlite_template, tmp_path_factory.mktemp("town")) as service:
        yield service


@pytest.fixture(params=[True, False], ids=["with a script", "without"])
def dana(request: pytest.FixtureRequest, chromium: Browser, service: Service) -> Iterator[Page]:
    context = browser_of(chromium, service, "dana", java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def scripted(chromium: Browser, service: Service) -> Iterator[Page]:
    context = browser_of(chromium, service, "dana")
    yield context.new_page()
    context.close()


def test_what_is_found_is_noted_redacted_and_found_no_more(dana: Page, service: Service) -> None:
    said = say(service, "amal", "Jo lives at 14 Kestrel Road, by the *depot*.")
    dana.goto("/admin/search")
    dana.get_by_label("Words").fill("kestrel roa")
    dana.get_by_role("button", name="Search").click()
    expect(dana.locator("mark")).to_have_text(["Kestrel", "Road"])
    dana.get_by_role("link", name="Amal Haddad on Rota").click()

    notes = item(dana, said).get_by_role("region", name="Notes for colleagues")
    notes.locator("summary").click()
    notes.get_by_label("What your colleagues should know").fill("I asked Jo about 14 Kestrel Road.")
    notes.get_by_role("button", name="Add the note").click()
    expect(notes).to_contain_text("I asked Jo about 14 Kestrel Road.")

    dana.get_by_role("link", name="Take words out for good").click()
    dana.get_by_label("The words that go").fill("14 Kestrel Road")
    dana.get_by_label("I know that this cannot be undone").check()
    dana.get_by_role("button", name="Take them out").click()
    dana.goto(f"/admin/comments/{said}")
    expect(item(dana, said)).to_contain_text("Jo lives at ▇▇▇, by the depot.")
    expect(item(dana, said)).to_contain_text("I asked Jo about ▇▇▇.")
    assert "Kestrel" not in service.client().get("/t/rota").text

    dana.goto("/admin/search?words=kestrel")
    expect(dana.get_by_role("main")).to_contain_text("Nothing was found")


def test_words_selected_on_the_page_are_those_that_go(scripted: Page, service: Service) -> None:
    said = say(service, "amal", "Call Jo, the Kestrel of dock 6, today.")
    scripted.goto(f"/admin/comments/{said}/redaction")
    kept = scripted.locator("[data-said]")
    kept.evaluate("(one) => getSelection().setBaseAndExtent(one.firstChild, 13, one.firstChild, 30)")
    kept.dispatch_event("pointerup")

    expect(scripted.get_by_label("The words that go")).to_have_value("Kestrel of dock 6")


def test_a_slash_leads_to_the_search_and_into_its_field(scripted: Page) -> None:
    scripted.goto("/admin/?queue=all")
    scripted.keyboard.press("/")
    expect(scripted).to_have_url("/admin/search#search-words")
    expect(scripted.get_by_label("Words")).to_be_focused()


def test_a_slash_on_the_page_of_the_search_leads_into_its_field(scripted: Page) -> None:
    scripted.goto("/admin/search")
    scripted.keyboard.press("/")
    expect(scripted.get_by_label("Words")).to_be_focused()
