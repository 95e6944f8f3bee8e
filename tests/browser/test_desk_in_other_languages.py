"""The desk in the language of whoever sits at it: words, keys, sides; nothing of ours in English is left."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.desk import item, opened, press, report, state
from tests.support.service import Service
from tests.support.small_town import browser_of, say, small_town

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 700}
DESKTOP = {"width": 1280, "height": 800}
# What people typed, and names; a unit of time, and what the keys are called.
NOT_OURS = "bdi, q, blockquote, textarea, select[name=owner], kbd, [lang=en], [data-said], .th-row__words"
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(scope="module")
def town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with small_town(sqlite_template, tmp_path_factory.mktemp("town")) as service:
        yield service


@pytest.fixture
def arabic(chromium: Browser, town: Service) -> Iterator[Page]:
    context = browser_of(chromium, town, "dana", locale="ar-MA", viewport=PHONE, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def german(chromium: Browser, town: Service) -> Iterator[Page]:
    context = browser_of(chromium, town, "dana", locale="de-DE", viewport=DESKTOP, bypass_csp=True)
    yield context.new_page()
    context.close()


def english_in(page: Page) -> set[str]:
    """The words in Latin letters that nobody typed and that are no name: in Arabic there is none of ours."""
    told = """(main, others) => {
      const copy = main.cloneNode(true);
      copy.querySelectorAll(others).forEach((said) => said.remove());
      return copy.textContent;
    }"""
    names = set("Amal Haddad Dana Reyes Ben Carter Casablanca Warehouse Incident Rota UTC Ctrl Enter Esc".split())
    found = {word for part in ("main", ".th-desk-nav", "aside") for word in _words(page, part, told)}
    return found - names


def _words(page: Page, part: str, told: str) -> list[str]:
    return LATIN_WORD.findall(page.locator(part).first.evaluate(told, NOT_OURS))


def require_accessible(page: Page, axe_source: str) -> None:
    """By axe, and no wider than the screen."""
    page.add_script_tag(content=axe_source)
    found = page.evaluate("async () => (await axe.run()).violations.map((o) => [o.id, o.nodes.map((n) => n.html)])")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_queue_on_a_phone_in_arabic(arabic: Page, town: Service, axe_source: str) -> None:
    say(town, "amal", "الممرات زلقة صباحًا.", thread="incident")
    arabic.goto("/admin/?queue=held")
    assert [arabic.locator("html").get_attribute(name) for name in ("lang", "dir")] == ["ar", "rtl"]
    expect(arabic.get_by_role("heading", level=1)).to_have_text("التعليقات المحجوزة")
    assert english_in(arabic) == set()
    require_accessible(arabic, axe_source)


def test_a_decision_at_a_big_screen_in_german(german: Page, town: Service, axe_source: str) -> None:
    reported = say(town, "amal", "The four-on rota is a farce.")
    report(town, reported, "ben", "tom")
    german.goto("/admin/?queue=reported")
    expect(german.get_by_role("heading", level=1)).to_have_text("Gemeldete Kommentare")
    require_accessible(german, axe_source)

    opened(german, reported, queue="reported")
    require_accessible(german, axe_source)
    expect(item(german, reported).get_by_text("2 Meldungen")).to_have_count(0)
    # The keys are the same ones in every language.
    german.keyboard.press("r")
    form = item(german, reported).locator("details[data-act=remove]")
    expect(form).to_have_attribute("open", "")
    german.keyboard.press("Escape")
    german.keyboard.press("k")
    expect(german.get_by_role("status").filter(has_text="Das ist der erste.")).to_be_attached()
    german.keyboard.press("?")
    expect(german.get_by_role("dialog", name="Tasten des Desks")).to_be_visible()
    german.keyboard.press("Escape")

    press(item(german, reported), "approve")
    expect(german.locator("#decided")).to_contain_text("Freigegeben: Amal Haddad zu „Rota“")
    expect(german.get_by_text("Niemand wartet auf Sie")).to_be_visible()
    assert state(town, reported)[0] == "published"
