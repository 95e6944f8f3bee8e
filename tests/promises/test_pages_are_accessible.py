"""Every kind of page can be read by everybody: structure, names, contrast, in light and dark, in both directions."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support.site import PAGES, ROOT

OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    # Its makers still try it out; no other rule asks whether each cell of a table is named.
    "rules": {"td-has-header": {"enabled": True}},
}
OF_COLOURS = ["color-contrast", "link-in-text-block"]

# Text on ground, by token. Text needs 4.5 : 1 (WCAG 2.2, 1.4.3), marks and the focus ring 3 : 1 (1.4.11).
GROUNDS = ("bg", "surface", "surface-2")
TEXT = [(ink, ground) for ink in ("ink", "ink-soft", "accent", "ok", "warn", "danger") for ground in GROUNDS]
TEXT += [("accent-ink", "accent"), ("night-ink", "night"), ("night-soft", "night")]
TEXT += [(ink, f"{ink}-soft") for ink in ("accent", "ok", "warn", "danger")]
TEXT += [("ink", f"{role}-soft") for role in ("accent", "ok", "warn", "danger", "news", "learning", "communities")]
TEXT += [("ink-soft", f"{role}-soft") for role in ("news", "learning", "communities")]
TEXT += [("accent", f"{section}-soft") for section in ("learning", "communities")]
TEXT += [
    pair
    for section in ("news", "learning", "communities")
    for pair in ((section, "bg"), ("bg", section), (section, f"{section}-soft"))
]
MARKS = [("focus", ground) for ground in (*GROUNDS, "news-soft", "learning-soft", "communities-soft")]


def tokens(selector: str) -> dict[str, str]:
    """The colours that tokens.css sets in the first rule with this selector, over those of the light theme."""
    text = (ROOT / "theme" / "static" / "css" / "tokens.css").read_text()
    found: dict[str, str] = {}
    for chosen in (":root {", f"{selector} {{"):
        rule = text[text.index(chosen) :].split("}")[0]
        found |= dict(re.findall(r"--th-([\w-]+):\s*(#[0-9a-f]{6})", rule))
    return found


THEMES = {
    "light": tokens(":root"),
    "dark by choice": tokens(':root[data-theme="dark"]'),
    "dark by device": tokens(':root:not([data-theme="light"])'),
}


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read_on_its_ground(theme: str, ink: str, ground: str) -> None:
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_can_be_seen_on_their_ground(theme: str, mark: str, ground: str) -> None:
    assert contrast(THEMES[theme][mark], THEMES[theme][ground]) >= 3


def test_dark_is_the_same_whether_chosen_or_the_devices() -> None:
    assert THEMES["dark by choice"] == THEMES["dark by device"]


def test_by_night_nothing_differs_but_colours() -> None:
    """So of the checker's rules, those about colours are all that can find anything new there."""
    css = {file.name: file.read_text() for file in (ROOT / "theme" / "static" / "css").glob("*.css")}
    told = [name for name, text in css.items() if "prefers-color-scheme" in text or "data-theme" in text]
    by_night = css["tokens.css"].partition(':root[data-theme="dark"] {')[2]
    declared = re.findall(r"^\s+([\w-]+):", by_night, re.MULTILINE)

    assert told == ["tokens.css"]
    assert [name for name in declared if not name.startswith(("--th-", "color-scheme"))] == []


def violations(page: Page, **only: Any) -> list[tuple[str, str, str]]:
    """What the checker finds: the rule, where, and what is wrong there."""
    script = "(options) => axe.run(document, options).then(({ violations }) => violations)"
    found = page.evaluate(script, {**OPTIONS, **only})
    return [(rule["id"], node["html"][:160], node["failureSummary"]) for rule in found for node in rule["nodes"]]


@pytest.mark.browser
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_the_checker_finds_nothing_by_day_or_by_night(
    chromium: Browser, site_address: str, axe_source: str, address: str
) -> None:
    page = chromium.new_page(color_scheme="light", viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page.goto(site_address + address)
    page.evaluate(axe_source)
    by_day = violations(page)
    page.emulate_media(color_scheme="dark")
    by_night = violations(page, runOnly=OF_COLOURS)
    page.close()

    assert (by_day, by_night) == ([], [])


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_page_says_what_and_whose_it_is(built_site: Path, address: str) -> None:
    file = built_site / address.strip("/")
    html = (file if file.suffix else file / "index.html").read_text(encoding="utf-8")

    assert re.search(r'<html lang="(en|fr|ar)" dir="(ltr|rtl)"', html)
    assert re.search(r"<title>[^<]+ · [^<]+</title>", html)
    assert re.search(r'<meta name="description" content="[^"]+">', html)
    assert (html.count("<h1"), html.count("<main"), html.count("<footer")) == (1, 1, 1)


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_help_is_in_the_same_place_on_every_page(built_site: Path, address: str) -> None:
    file = built_site / address.strip("/")
    html = (file if file.suffix else file / "index.html").read_text(encoding="utf-8")
    footer = html[html.index("<footer") :]

    assert re.findall(r'href="(/[a-z./-]+)"', footer) == [
        "/support/", "/guidelines/", "/privacy/", "/about/",
        "/archive/", "/latest/", "/you-said/", "/tags/", "/feeds/all.atom.xml",
    ]  # fmt: skip


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_strict_security_policy_would_allow_the_page(built_site: Path, address: str) -> None:
    file = built_site / address.strip("/")
    html = (file if file.suffix else file / "index.html").read_text(encoding="utf-8")

    assert re.findall(r"<script(?![^>]* src=)[^>]*>", html) == []
    assert re.findall(r"<[a-z][^>]*\s(?:style|on[a-z]+)=", html) == []
