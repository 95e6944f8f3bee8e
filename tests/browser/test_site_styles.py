"""The style sheets keep the house's rules: sides that turn with the language, colours in one file, nothing fetched."""

import re
from pathlib import Path

import pytest

from tests.support.site import ROOT

SHEETS = sorted((ROOT / "theme" / "static" / "css").glob("*.css"))
PHYSICAL = re.compile(
    r"(?:^|[\s;{])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:top|right|bottom|left)\b[\w-]*"
    r"|(?:top|right|bottom|left|width|height|min-width|max-width|min-height|max-height)"
    r"|border-(?:top|bottom)-(?:left|right)-radius|overflow-[xy])\s*:"
    r"|(?:float|clear|text-align)\s*:\s*(?:left|right)"
)
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|color)\(|:\s*(?:black|white|red|gr[ae]y)\b", re.IGNORECASE
)


def rules(sheet: Path) -> list[tuple[int, str]]:
    """The declarations of a sheet with their lines; comments, and the conditions of media queries, are not style."""
    text = re.sub(r"/\*.*?\*/", lambda match: "\n" * match[0].count("\n"), sheet.read_text(), flags=re.DOTALL)
    return [(number, line) for number, line in enumerate(text.splitlines(), 1) if not line.lstrip().startswith("@")]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_rule_knows_left_from_right(sheet: Path) -> None:
    assert [f"{sheet.name}:{number}: {line.strip()}" for number, line in rules(sheet) if PHYSICAL.search(line)] == []


@pytest.mark.parametrize(
    "rule", ["margin-left: 1px;", "padding-top: 0;", "left: 0;", "text-align: right;", "width: 3px"]
)
def test_a_physical_side_would_be_noticed(rule: str) -> None:
    assert PHYSICAL.search(f"  {rule}")


@pytest.mark.parametrize("sheet", [sheet for sheet in SHEETS if sheet.stem != "tokens"], ids=lambda sheet: sheet.name)
def test_colours_are_named_in_one_file_only(sheet: Path) -> None:
    assert [f"{sheet.name}:{number}: {line.strip()}" for number, line in rules(sheet) if COLOUR.search(line)] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_style_sheet_fetches_nothing(sheet: Path) -> None:
    assert not re.search(r"@import|@font-face|url\(", sheet.read_text())
