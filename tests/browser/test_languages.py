"""Below a page everything speaks the page's language, in a browser whose owner speaks another: words, numbers, days."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.reader import BODY, PHONE, POST, READY, expect_announced, reading, say, write
from tests.support.service import Service

pytestmark = pytest.mark.browser

PAGE = "casablanca-second-cold-hall/"
UID = "casablanca-hall-b"
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
NOT_OURS = ".th-comment__body, .th-part, .th-prompt, .th-guidelines, .th-comment__name, .th-comment__place"


def english_in(page: Page) -> set[str]:
    """The words in Latin letters of a discussion that nobody said, and that are no name: Amal’s site among them."""
    names = " ".join([*page.locator(".th-comment__name").all_text_contents(), "Casablanca UTC"])
    told = """(host, others) => {
      const copy = host.cloneNode(true);
      copy.querySelectorAll(others).forEach((said) => said.remove());
      return copy.textContent;
    }"""
    ours = page.locator("townhall-discussion").evaluate(told, NOT_OURS)
    return set(LATIN_WORD.findall(ours)) - set(LATIN_WORD.findall(names))


def test_a_page_in_arabic_runs_from_right_to_left_and_its_discussion_speaks_arabic(
    chromium: Browser, own_townhall: Service
) -> None:
    first = say(own_townhall, "ben", UID, "Four pallets were late on Monday.")
    with reading(chromium, own_townhall, f"/ar/news/{PAGE}#discussion", "amal", viewport=PHONE) as page:
        page.wait_for_selector(READY)
        section = page.locator("townhall-discussion .th-discussion")
        assert [section.get_attribute(name) for name in ("lang", "dir")] == ["ar", "rtl"]
        expect(page.get_by_role("button", name="نشر التعليق")).to_be_visible()
        assert english_in(page) == set()

        write(page, "الممرات أوسع، لكن الأرضية زلقة صباحًا.")
        page.locator(POST).click()
        expect_announced(page, "نُشر تعليقك.")
        mine = page.locator("article.th-comment--mine", has_text="الممرات أوسع")
        expect(mine.locator("time")).to_have_text(re.compile("الآن|دقيقة|ثانية"))
        # Each comment runs as its own words do.
        sides = "(said) => getComputedStyle(said.firstElementChild).direction"
        assert mine.locator(".th-comment__body").first.evaluate(sides) == "rtl"
        assert page.locator(f"#comment-{first} .th-comment__body").evaluate(sides) == "ltr"

        page.locator(f"#comment-{first} [data-action=reply]").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("textbox", name="الرد على Ben Carter")).to_be_focused()
        # Nothing is wider than the phone.
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_advised_is_said_in_the_language_of_the_page(chromium: Browser, own_townhall: Service) -> None:
    with reading(chromium, own_townhall, f"/fr/news/{PAGE}#discussion", "amal") as page:
        page.wait_for_selector(READY)
        write(page, "Écrivez à someone@example.com.")
        page.locator(POST).click()
        advice = page.locator("#composer li", has_text="Cela ressemble à une adresse électronique")
        expect(advice).to_be_visible()
        expect(page.get_by_role("button", name="Remplacer par ▇▇▇")).to_be_visible()

        page.locator(BODY).fill("Les allées sont plus larges.")
        page.locator(POST).click()
        expect_announced(page, "Votre commentaire est publié.")


@pytest.mark.parametrize(
    ("address", "spoken"),
    [
        (f"/t/{UID}?lang=ar", {"lang": "ar", "dir": "rtl", "heading": "النقاش"}),
        (f"/t/{UID}?lang=fr", {"lang": "fr", "dir": "ltr", "heading": "Discussion"}),
        (f"/t/{UID}", {"lang": "pl", "dir": "ltr", "heading": "Discussion"}),
    ],
)
def test_without_javascript_it_is_the_same(
    chromium: Browser, own_townhall: Service, address: str, spoken: Mapping[str, str]
) -> None:
    """A Pole reads it in the language that the address names, else in that of the page: there is none in Polish."""
    how = {"java_script_enabled": False, "locale": "pl-PL"}
    with reading(chromium, own_townhall, address, "amal", **how) as page:
        html = page.locator("html")
        wanted = "en" if spoken["lang"] == "pl" else spoken["lang"]
        assert [html.get_attribute(name) for name in ("lang", "dir")] == [wanted, spoken["dir"]]
        expect(page.locator("#th-title")).to_contain_text(spoken["heading"])


def test_the_discussion_speaks_the_language_that_somebody_chose_until_they_sign_out(
    chromium: Browser, own_townhall: Service
) -> None:
    with reading(chromium, own_townhall, "/auth/sessions", "amal", viewport=PHONE, locale="en-GB") as page:
        page.get_by_label("Language", exact=True).select_option(label="Polski")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_have_text("Zapisano. Obowiązuje od teraz.")
        # Which language that is the site's header learns on the first of its pages.
        page.goto(f"/news/{PAGE}#discussion")
        page.wait_for_selector(READY)
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        page.reload()
        page.wait_for_selector(READY)

        section = page.locator("townhall-discussion .th-discussion")
        assert section.get_attribute("lang") == "pl"
        expect(page.get_by_role("button", name="Opublikuj komentarz")).to_be_visible()
        assert page.locator("html").get_attribute("lang") == "en"
        write(page, "Szersze przejścia to dobry pomysł.")
        page.locator(POST).click()
        expect_announced(page, "Komentarz został opublikowany.")

        page.get_by_role("button", name="Sign out").click()
        expect(page.locator("[data-slot]")).to_contain_text("Sign in")
        page.goto(f"/fr/news/{PAGE}#discussion")
        page.wait_for_selector(READY)
        assert section.get_attribute("lang") == "fr"
