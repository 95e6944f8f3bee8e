"""What falls due is published, also what did while nothing ran; after a rollback it is held."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugins.content_index import Entry
from plugins.front_matter import read_entries
from tools.publishing import due
from tools.publishing.releases import Releases, name_at

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture
def entries(tmp_path: Path) -> list[Entry]:
    pages = {
        "out": "Date: 2026-01-01\nExpires: 2026-11-27\nReview_by: 2026-11-28\nComments_close: 2026-12-24\n"
        "Updates: 2026-11-30 | update | Said then |",
        "soon": "Date: 2026-11-28 13:00",
        "draft": "Date: 2026-01-01\nStatus: draft\nExpires: 2026-11-27",
    }
    (tmp_path / "news").mkdir()
    for name, keys in pages.items():
        (tmp_path / "news" / f"{name}.md").write_text(f"Title: {name}\nSummary: S\n{keys}\n\nWords.\n")
    return read_entries(tmp_path, "Europe/Amsterdam", "en")


def test_dates_turn_at_their_time_and_days_at_the_midnight_after_them(entries: list[Entry]) -> None:
    turns = [(when, what.rpartition("/")[2]) for when, what in due.moments(entries, "Europe/Amsterdam")]

    assert turns[1:] == [
        (datetime(2026, 11, 27, 23, tzinfo=UTC), "out.md: its expires is past"),
        (datetime(2026, 11, 28, 12, tzinfo=UTC), "soon.md becomes public"),
        (datetime(2026, 11, 28, 23, tzinfo=UTC), "out.md: its review_by is past"),
        (datetime(2026, 11, 29, 23, tzinfo=UTC), "out.md: an update is of this day"),
        (datetime(2026, 12, 24, 23, tzinfo=UTC), "out.md: its comments_close is past"),
    ]


def test_what_fell_due_since_the_shown_site_was_built_is_a_reason_to_publish(
    entries: list[Entry], tmp_path: Path
) -> None:
    releases = Releases(tmp_path / "published")

    def why(now: datetime) -> list[str]:
        return [one.rpartition("/")[2] for one in due.reasons(releases, entries, "Europe/Amsterdam", now)]

    assert why(NOON) == ["nothing is published yet"]
    site = releases.begin(name_at(datetime(2026, 11, 27, 12, tzinfo=UTC)))
    releases.adopt(site)
    releases.switch(site.name)
    assert why(datetime(2026, 11, 27, 22, 59, 59, tzinfo=UTC)) == []
    assert why(NOON) == ["out.md: its expires is past", "soon.md becomes public"]
    releases.note("held", site.name)
    assert why(NOON) == []


def test_it_looks_at_once_and_again_until_it_is_stopped() -> None:
    stop, looks = threading.Event(), []

    def look() -> None:
        looks.append(1)
        if len(looks) == 3:
            stop.set()

    due.watch(look, stop, every=0)

    assert len(looks) == 3
