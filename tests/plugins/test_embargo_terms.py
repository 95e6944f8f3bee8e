"""Words of pages that are not out yet: whose are written, until when, and that they go nowhere else."""

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from plugins.embargo_terms import FILE, withheld, write
from plugins.front_matter import read_entries

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content" / "news").mkdir(parents=True)
    return tmp_path / "content"


def page(content: Path, name: str, *lines: str, date: str = "2026-12-01 09:00") -> None:
    about = [f"Title: The {name} story", f"Date: {date}", "Summary: Later.", *lines]
    (content / "news" / f"{name}.md").write_text("\n".join(about) + "\n\nNothing yet.\n")


def found(content: Path, *, timezone: str = "Europe/London") -> list[dict[str, object]]:
    return withheld(read_entries(content, timezone, "en"), NOW)


def test_a_scheduled_page_keeps_its_words_until_its_time(content: Path) -> None:
    page(content, "later", "Uid: results", "Embargo_terms: Project Heron,", "    Larkfield contract")

    assert found(content) == [
        {
            "uid": "results",
            "title": "The later story",
            "terms": ["Larkfield contract", "Project Heron"],
            "until": "2026-12-01T09:00:00+00:00",
        }
    ]


def test_the_time_is_that_of_the_site(content: Path) -> None:
    page(content, "later", "Embargo_terms: Heron", date="2026-12-01 09:00")

    (kept,) = found(content, timezone="Africa/Casablanca")

    assert kept["until"] == "2026-12-01T08:00:00+00:00"


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ([], "2026-12-01"),
        (["Embargo_terms: Heron"], "2026-11-01"),
        (["Embargo_terms: Heron", "Status: draft"], "2026-12-01"),
        (["Embargo_terms: Heron", "Status: hidden"], "2026-12-01"),
    ],
    ids=["no words", "public already", "a draft", "hidden"],
)
def test_only_a_scheduled_page_with_words_keeps_any(content: Path, lines: list[str], date: str) -> None:
    page(content, "other", *lines, date=date)

    assert found(content) == []


def test_they_are_written_beside_the_content_by_every_build(content: Path) -> None:
    page(content, "later", "Embargo_terms: Heron")
    settings = {"PATH": str(content), "DEFAULT_LANG": "en", "BUILD_TIME": NOW}

    write(SimpleNamespace(settings=settings))
    first = json.loads((content.parent / FILE).read_text())
    write(SimpleNamespace(settings={**settings, "BUILD_TIME": "2027-01-01"}))

    assert [one["uid"] for one in first["embargo"]] == ["the-later-story"]
    assert json.loads((content.parent / FILE).read_text()) == {"embargo": []}
    assert [path.name for path in (content.parent / FILE).parent.iterdir()] == ["embargo.json"]
