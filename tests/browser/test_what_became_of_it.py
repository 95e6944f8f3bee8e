"""What becomes of a comment, seen by its author, two facilitators and a role, without a script: removed, appealed and
published again; given back and changed; escalated and answered. Every page on the way is for everybody."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.desk import item, open_form, opened, press, remove, row
from tests.support.service import Service
from tests.support.small_town import browser_of, say, small_town
from tests.support.time_passes import time_passes

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
Somebody = Callable[[str], Page]


@pytest.fixture(scope="module")
def service(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with small_town(sqlite_template, tmp_path_factory.mktemp("town")) as service:
        yield service


@pytest.fixture
def somebody(chromium: Browser, service: Service) -> Iterator[Somebody]:
    """A page of somebody whose browser runs no scripts."""
    pages: list[Page] = []

    def sits_down(handle: str) -> Page:
        context = browser_of(chromium, service, handle, java_script_enabled=False, viewport=PHONE)
        pages.append(context.new_page())
        return pages[-1]

    yield sits_down
    for page in pages:
        page.context.close()


def test_removed_told_appealed_and_published_by_another(somebody: Somebody, service: Service) -> None:
    said = say(service, "amal", "Who asked the night shift?")
    amal, dana, eli = somebody("amal"), somebody("dana"), somebody("eli")
    dana.goto(f"/admin/comments/{said}")
    remove(item(dana, said), "Off topic", message="It is about another page.")
    amal.goto("/t/rota")
    expect(amal.get_by_text("A facilitator is looking at it now.")).to_be_visible()
    expect(amal.get_by_text("It is about another page.")).to_have_count(0)

    time_passes(service.database_url)
    amal.reload()
    expect(amal.get_by_text("Reason: off topic.")).to_be_visible()
    expect(amal.get_by_text("It is about another page.")).to_be_visible()
    assert amal.get_by_role("link", name="What the guidelines say").get_attribute("href") == "/guidelines/#off-topic"
    amal.get_by_role("link", name="ask another facilitator to look").click()
    amal.get_by_label("Why should everybody see it again?").fill("It is about the rota, and nobody asked us.")
    amal.get_by_role("button", name="Send it").click()
    expect(amal.get_by_text("You appealed on")).to_be_visible()
    expect(amal.get_by_role("link", name="ask another facilitator to look")).to_have_count(0)

    card = opened(dana, said, queue="appeals")
    expect(card.get_by_text("another facilitator decides about the appeal")).to_be_visible()
    expect(card.locator("button[value=approve]")).to_have_count(0)
    card = opened(eli, said, queue="appeals")
    expect(card.get_by_text("It is about the rota, and nobody asked us.")).to_be_visible()
    card.get_by_text("Decide anyway").click()  # Dana has just looked at it.
    press(card, "approve")

    time_passes(service.database_url)
    amal.reload()
    expect(amal.get_by_text("Another facilitator read your appeal")).to_be_visible()
    ben = somebody("ben")
    ben.goto("/t/rota")
    expect(ben.get_by_text("Who asked the night shift?")).to_be_visible()


def test_given_back_changed_and_back_in_its_place(somebody: Somebody, service: Service) -> None:
    said = say(service, "amal", "Ask the blind planner about it.", thread="incident")
    behind = say(service, "ben", "And then me.", thread="incident")
    amal, dana, eli = somebody("amal"), somebody("dana"), somebody("eli")
    form = open_form(opened(dana, said, queue="held"), "return")
    form.get_by_label("Hurtful").check()
    form.get_by_label("Words to change").fill("blind")
    form.get_by_role("button", name="Give back to Amal Haddad").click()
    expect(row(dana, said)).to_have_count(0)

    time_passes(service.database_url, 3600)
    amal.goto("/t/incident")
    expect(amal.get_by_text("A facilitator asks you for other words.")).to_be_visible()
    amal.get_by_role("link", name="Change your comment").click()
    expect(amal.locator("#composer").get_by_text("Reason: hurtful.")).to_be_visible()
    expect(amal.locator("#composer q")).to_have_text("blind")
    expect(amal.get_by_label("Edit your comment")).to_have_value("Ask the blind planner about it.")
    amal.get_by_label("Edit your comment").fill("Ask the planner about it.")
    amal.get_by_role("button", name="Save changes").click()
    expect(amal.get_by_text("It is the next to be read.")).to_be_visible()

    eli.goto("/admin/?queue=held")
    rows = eli.locator("[data-row]")
    assert [rows.nth(place).get_attribute("data-row") for place in range(2)] == [str(said), str(behind)]


def test_escalated_read_by_the_role_alone_and_answered(somebody: Somebody, service: Service) -> None:
    said = say(service, "ben", "Whom do we tell about remarks?", thread="incident")
    dana, hanna, eli = somebody("dana"), somebody("hanna"), somebody("eli")
    form = open_form(opened(dana, said, queue="held"), "escalate")
    form.get_by_label("Human resources").check()
    form.locator("textarea[name=note]").fill("Please talk to him first.")
    form.locator("button[value=escalate]").click()
    expect(row(dana, said)).to_have_count(0)

    hanna.goto("/admin/sealed/")
    hanna.get_by_role("link", name="what Ben Carter said").click()
    expect(hanna.get_by_text("Please talk to him first.")).to_be_visible()
    hanna.get_by_label("Add a note").fill("We meet on Friday.")
    hanna.get_by_role("button", name="Add the note").click()
    expect(hanna.get_by_role("article").get_by_text("We meet on Friday.")).to_be_visible()
    hanna.get_by_label("What the facilitators may know").fill("He would like it published.")
    hanna.get_by_role("button", name="Close the case").click()
    expect(hanna.get_by_text("Closed by Hanna Vermeer")).to_be_visible()

    card = opened(eli, said, queue="held")
    expect(card.get_by_text("He would like it published.")).to_be_visible()
    expect(card.get_by_text("We meet on Friday.")).to_have_count(0)
    press(card, "approve")


@pytest.mark.parametrize("look", ["light", "dark"])
def test_these_pages_are_for_everybody(chromium: Browser, service: Service, axe_source: str, look: str) -> None:
    dana = service.client("dana")
    removed, returned = (say(service, "amal", f"{words} {look}.", thread="incident") for words in ("Gone", "Back"))
    secret = say(service, "ben", f"Sealed {look}.", thread="incident")
    verdicts: list[dict[str, object]] = [
        {"comment": str(removed), "action": "remove", "reason": "off-topic"},
        {"comment": str(returned), "action": "return", "reason": "hurtful", "marked": ["Back"]},
        {"comment": str(secret), "action": "escalate", "to": "hr", "note": "Please look."},
    ]
    answer = dana.post("/admin/api/decisions", json=[{**one, "version": 1} for one in verdicts]).json()
    assert [one["status"] for one in answer["results"]] == [200] * 3
    time_passes(service.database_url)
    pages: dict[str, list[str | None]] = {
        "amal": ["/t/incident", f"/t/incident/comments/{removed}/appeal", f"/t/incident?edit={returned}"],
        "hanna": ["/admin/sealed/", None],
    }
    for handle, addresses in pages.items():
        context = browser_of(chromium, service, handle, bypass_csp=True, color_scheme=look, viewport=PHONE)
        page = context.new_page()
        for address in addresses:
            if address:
                page.goto(address)
            else:
                page.get_by_role("link", name="what Ben Carter said").last.click()
                page.wait_for_url("**/admin/sealed/*-*")
            page.add_script_tag(content=axe_source)
            found = page.evaluate("axe.run().then((done) => done.violations.map((one) => one.id))")
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert (address, found, wider) == (address, [], 0)
        context.close()
