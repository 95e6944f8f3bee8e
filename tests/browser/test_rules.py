"""Rules at the desk, as facilitators meet them: refused with the sentences, rehearsed, turned on, tried, expired."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.service import Service
from tests.support.small_town import browser_of, say, small_town

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with small_town(sqlite_template, tmp_path_factory.mktemp("town")) as service:
        yield service


@pytest.fixture(params=["with JavaScript", "without"])
def page(chromium: Browser, town: Service, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser_of(chromium, town, "dana", java_script_enabled=request.param == "with JavaScript")
    yield context.new_page()
    context.close()


@pytest.fixture
def bird(request: pytest.FixtureRequest) -> str:
    """A word of this test's own: nobody writes the same rule twice."""
    return "sandpiper" if "without" in request.node.name else "dunlin"


def told(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def write_rule(page: Page, term: str, *, outcome: str = "A facilitator looks first") -> None:
    page.goto("/admin/rules")
    page.get_by_label("Look for").fill(term)
    page.get_by_label(outcome).check()
    page.get_by_label("Why").fill("It is not signed yet.")
    page.get_by_role("button", name="Write it down").click()


def test_a_rule_that_would_silence_is_refused_with_the_sentences_and_nothing_typed_is_lost(page: Page) -> None:
    write_rule(page, "overtime")

    expect(page.get_by_role("alert")).to_contain_text("would hold what people may always say")
    expect(page.get_by_role("alert")).to_contain_text("Can somebody explain how overtime is counted after 48 hours?")
    expect(page.get_by_label("Look for")).to_have_value("overtime")
    expect(page.get_by_label("Why")).to_have_value("It is not signed yet.")


def test_a_rule_is_rehearsed_turned_on_and_holds_the_next_comment(page: Page, town: Service, bird: str) -> None:
    said = say(town, "amal", f"The {bird}-egrets are back.")
    write_rule(page, f"{bird}-egret*")
    told(page, "It waits: rehearse it, then turn it on.")

    page.get_by_role("button", name="Rehearse it").click()
    told(page, "It would have held")
    expect(page.locator(f'a[href$="/admin/comments/{said}"]')).to_be_visible()

    page.get_by_role("button", name="Turn it on").click()
    told(page, "The rule is on")
    amal = town.client("amal")
    held = say(town, "amal", f"Two {bird}-egrets now.")
    assert amal.get(f"/api/v1/comments/{held}").json()["state"] == "held"

    page.get_by_role("button", name="End it for good").click()
    expect(page.get_by_text("This rule has ended.")).to_be_visible()


def test_a_text_is_tried_and_what_was_found_is_marked(page: Page) -> None:
    page.goto("/admin/rules")
    page.get_by_label("The text").fill("Call 0113 496 0000, please.")
    page.get_by_role("button", name="Try it").click()

    expect(page.locator("blockquote mark")).to_have_text("0113 496 0000")
    told(page, "Its author would be asked")
    expect(page.get_by_label("The text")).to_have_value("Call 0113 496 0000, please.")


def test_its_owner_is_told_when_a_rule_is_about_to_stop_and_can_give_it_longer(page: Page, bird: str) -> None:
    write_rule(page, bird)
    today = datetime.now(UTC).date()
    page.get_by_role("button", name="Turn it on").click()
    page.get_by_label("It stops on").fill((today + timedelta(days=10)).isoformat())
    page.get_by_role("button", name="Save the change").click()
    page.goto("/admin/rules")
    expect(page.get_by_text(f"Your rule “{bird}” stops in 10 days.")).to_be_visible()

    page.get_by_role("link", name=bird).first.click()
    page.get_by_label("It stops on").fill((today + timedelta(days=200)).isoformat())
    page.get_by_role("button", name="Save the change").click()
    told(page, "The rule is changed.")
    page.get_by_role("button", name="End it for good").click()
    page.goto("/admin/rules")
    expect(page.get_by_text(f"Your rule “{bird}”")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit(
    chromium: Browser, town: Service, axe_source: str, width: int, scheme: str
) -> None:
    how = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "bypass_csp": True}
    context = browser_of(chromium, town, "dana", **how)
    page = context.new_page()
    page.goto("/admin/rules")
    page.get_by_label("The text").fill("Call 0113 496 0000, please.")
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("blockquote mark")).to_have_text("0113 496 0000")
    require_accessible(page, axe_source)
    write_rule(page, "salary")
    expect(page.get_by_role("alert")).to_be_visible()
    require_accessible(page, axe_source)
    say(town, "amal", f"A curlew {width}{scheme}.")
    write_rule(page, f"curlew {width}{scheme}")
    told(page, "It waits: rehearse it, then turn it on.")
    page.get_by_role("button", name="Rehearse it").click()
    told(page, "It would have held")
    require_accessible(page, axe_source)
    context.close()


def require_accessible(page: Page, axe_source: str) -> None:
    page.wait_for_load_state()
    page.add_script_tag(content=axe_source)
    found = page.evaluate(
        "async () => (await axe.run()).violations.map((one) => [one.id, one.nodes.map((n) => n.html)])"
    )
    assert found == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_two_who_work_on_one_rule_are_told_of_each_other_and_lose_nothing(
    chromium: Browser, town: Service, page: Page, bird: str
) -> None:
    write_rule(page, f"{bird}-heron")
    page.get_by_role("button", name="Rehearse it").click()
    told(page, "It would have found nothing.")
    context = browser_of(chromium, town, "eli")
    eli = context.new_page()
    eli.goto(page.url.partition("/rehearsal")[0].partition("?")[0])
    eli.get_by_label("Look for").fill(f"{bird}-stork")
    eli.get_by_role("button", name="Save the change").click()
    told(eli, "The rule is changed.")

    # What Dana rehearsed is no longer what she would turn on.
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("alert")).to_contain_text("A colleague has changed this rule since you opened it")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{bird}-stork")
    page.get_by_role("button", name="Turn it on").click()
    told(page, "The rule is on")

    # Eli's page is still of the rule that waits.
    eli.get_by_label("Look for").fill(f"{bird}-crane")
    eli.get_by_label("Why").fill("It is a crane after all.")
    eli.get_by_role("button", name="Save the change").click()
    expect(eli.get_by_role("alert")).to_contain_text("A colleague has changed this rule since you opened it")
    expect(eli.get_by_text(f"{bird}-crane")).to_be_visible()
    expect(eli.get_by_label("Why")).to_have_value("It is a crane after all.")
    eli.get_by_role("button", name="Save the change").click()
    told(eli, "The rule is changed.")
    expect(eli.locator("dd", has_text="It is a crane after all.")).to_be_visible()
    context.close()
