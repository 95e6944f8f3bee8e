"""The discussion is light: one script and one stylesheet, compressed as they are served; what few use comes later."""

import re

import pytest

from comments_service.languages import LANGUAGES
from comments_service.web.bundle import bundled_assets

SCRIPT = 7_750  # bytes, brotli
STYLE = 6_000
# What comes when somebody wants it, each by itself.
PARTS = {
    "advice": 1_100,
    "cooling": 600,
    "preview": 550,
    "receipt": 350,
    "reading": 2_400,
    "updating": 1_000,
    "reacting": 550,
    "withdrawing": 900,
    "writing": 4_500,
    "mentions": 1_500,
    "posting": 6_200,
    "asking": 1_300,
    "about": 1_000,
    "similar": 1_300,
}
# Whoever reads an article fetches these beside the script, and whoever only reads it nothing else: see
# tests/browser/test_widget_held.py.
EVERYBODYS = ("reading", "asking")
FOR_EVERYBODY = 11_650  # in each language; promised are 12,000

_PART = re.compile(r"^([a-z-]+)\.[0-9a-f]{16}\.js$")
_FETCHED = re.compile(r'\bimport\("\./([^"]+)"\)')


def test_the_script_is_within_its_budget() -> None:
    script = bundled_assets()["townhall.js"]

    assert 0 < len(script.bodies["br"]) <= SCRIPT


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_every_reader_fetches_is_within_its_budget(code: str) -> None:
    weights = {name: len(asset.bodies["br"]) for name, asset in bundled_assets(code).items() if name.endswith(".js")}
    fetched = {name: weight for name, weight in weights.items() if name.partition(".")[0] in ("townhall", *EVERYBODYS)}

    assert len(fetched) == 1 + len(EVERYBODYS)
    assert sum(fetched.values()) <= FOR_EVERYBODY


def test_the_stylesheet_is_within_its_budget() -> None:
    style = bundled_assets()["townhall.css"]

    assert 0 < len(style.bodies["br"]) <= STYLE


def test_each_part_is_within_its_budget() -> None:
    parts = {found[1]: found[0] for name in bundled_assets() if (found := _PART.match(name))}

    assert parts.keys() == PARTS.keys()
    weights = {name: len(bundled_assets()[file].bodies["br"]) for name, file in parts.items()}
    assert {name: weight for name, weight in weights.items() if weight > PARTS[name]} == {}


def test_neither_needs_anything_else_to_be_there() -> None:
    script, style = (bundled_assets()[name].bodies["plain"].decode() for name in ("townhall.js", "townhall.css"))

    # What is imported by a statement comes before all else; what is imported by a call comes when it is called.
    assert re.findall(r"^(?:import|export)\b[^(\n]*\bfrom\b.*|^import\s*[\"'].*|^.*://.*", script, re.MULTILINE) == []
    assert [word for word in ("@import", "url(") if word in style] == []


def test_what_is_wanted_later_is_served_beside_it_and_nowhere_else() -> None:
    assets = bundled_assets()
    scripts = [body.bodies["plain"].decode() for name, body in assets.items() if name.endswith(".js")]
    wanted = [name for script in scripts for name in _FETCHED.findall(script)]

    # Beside the parts only itself in another language.
    of_choice = "import(`./${chosen}`"
    assert [script.count(of_choice) for script in scripts if of_choice in script] == [1]
    assert sum(script.count("import(") for script in scripts) == len(wanted) + 1
    assert set(wanted) == {name for name in assets if _PART.match(name)}
