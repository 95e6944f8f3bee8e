"""What a reader is told about a page."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reading import WORDS_A_MINUTE, changed_on, is_past, plain_text, reading_minutes, updates_html
from plugins.schema import Update

CORRECTION = Update(date(2026, 3, 5), "correction", "It is 12 May & not 2 May.", "Amal H.")
MINOR = Update(date(2026, 3, 9), "minor", "Spelling", "")
UPDATES = "2026-03-05 | correction | It is 12 May & not 2 May. | Amal H.\n    2026-03-09 | minor | Spelling |"


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (1, 1), (WORDS_A_MINUTE, 1), (2 * WORDS_A_MINUTE, 2), (10 * WORDS_A_MINUTE, 10)]
)
def test_reading_takes_a_minute_for_so_many_words(words: int, minutes: int) -> None:
    assert reading_minutes(f"<p>{'word ' * words}</p>") == minutes


def test_markup_code_and_drawings_are_not_read() -> None:
    html = (
        f"<pre>{'x ' * 5000}</pre><svg><desc>{'x ' * 5000}</desc></svg><p class='{'x ' * 5000}'>Three little words</p>"
    )

    assert plain_text(html) == "Three little words"
    assert reading_minutes(html) == 1


def test_a_language_without_spaces_takes_its_time_too() -> None:
    assert reading_minutes("冷" * WORDS_A_MINUTE * 6) == 3


@given(st.text(), st.text())
def test_more_text_never_takes_less_time(first: str, more: str) -> None:
    plain = first.replace("<", " ").replace(">", " ")
    longer = f"{plain} {more.replace('<', ' ').replace('>', ' ')}"

    assert 1 <= reading_minutes(plain) <= reading_minutes(longer)


@pytest.mark.parametrize(
    ("due", "past"),
    [(None, False), (date(2026, 11, 22), True), (date(2026, 11, 23), False), (date(2026, 11, 24), False)],
)
def test_a_day_is_past_only_when_it_is_over(due: date | None, past: bool) -> None:
    assert is_past(due, date(2026, 11, 23)) is past


def test_a_page_past_its_review_says_so_and_one_past_its_end_too(site: Any) -> None:
    site.page("news/old.md", Review_by="2026-09-01", Expires="2026-10-01")
    site.page("news/new.md", Review_by="2026-11-23", Expires="2027-10-01")

    built = site.build(EMBARGO=True)

    assert (built.page("news/old.md").stale, built.page("news/old.md").expired) == (True, True)
    assert (built.page("news/new.md").stale, built.page("news/new.md").expired) == (False, False)
    assert "news/old/index.html" in built.files()


def test_the_day_is_that_of_the_site(site: Any) -> None:
    site.page("news/a.md", Expires="2026-11-23")

    late = "2026-11-23T23:30:00+00:00"

    assert site.build(BUILD_TIME=late).page("news/a.md").expired is False
    assert site.build(BUILD_TIME=late, TIMEZONE="Europe/Warsaw").page("news/a.md").expired is True


def test_updates_are_on_the_page_and_in_the_feed(site: Any) -> None:
    site.page("news/a.md", "The body.", Updates=UPDATES)
    site.page("news/b.md")

    built = site.build()

    assert list(built.page("news/a.md").updates) == [CORRECTION, MINOR]
    feed = built.read("feeds/all.atom.xml")
    assert feed.count("Correction, 2026-03-05: It is 12 May") == 1
    assert "Amal H." in feed
    assert "Correction, " in built.read("feeds/news.atom.xml")


def test_updates_are_in_the_feed_of_a_site_without_an_address(site: Any) -> None:
    site.page("news/a.md", "The body.", Updates=UPDATES)

    assert "Correction, 2026-03-05" in site.build(SITEURL="", FEED_DOMAIN="").read("feeds/all.atom.xml")


def test_a_change_that_matters_counts_as_the_day_the_page_was_modified(site: Any) -> None:
    site.page("news/a.md", Updates=UPDATES)
    site.page("news/b.md", Updates=UPDATES, Modified="2026-04-01")
    site.page("news/c.md", Updates="2026-03-09 | minor | Spelling |")

    built = site.build()

    assert built.page("news/a.md").modified.date() == date(2026, 3, 5)
    assert built.page("news/b.md").modified.date() == date(2026, 4, 1)
    assert not hasattr(built.page("news/c.md"), "modified")
    assert "<updated>2026-03-05T00:00:00+00:00</updated>" in built.read("feeds/all.atom.xml")


def test_the_latest_change_that_matters_is_found() -> None:
    assert changed_on([CORRECTION, MINOR]) == date(2026, 3, 5)
    assert changed_on([MINOR]) is None
    assert changed_on([]) is None


def test_updates_are_told_newest_first_and_as_text() -> None:
    assert updates_html([CORRECTION, MINOR]) == (
        "<ul><li>Change, 2026-03-09: Spelling</li>"
        "<li>Correction, 2026-03-05: It is 12 May &amp; not 2 May. (Amal H.)</li></ul>"
    )
    assert updates_html([]) == ""


def test_the_summary_is_there_as_plain_text(site: Any) -> None:
    site.page("news/a.md", Summary="Volume *up* & fuel up.")

    assert site.build().page("news/a.md").plain_summary == "Volume up & fuel up."


def test_a_translation_that_is_older_than_its_original_says_so(site: Any) -> None:
    changed = "2026-03-09 | correction | It is door 4. |"
    late = "2026-03-09 | update | Door 4. |"
    for slug, updates, later in (
        ("changed", changed, ""),
        ("followed", changed, late),
        ("minor", "2026-03-09 | minor | A comma. |", ""),
    ):
        site.page(f"news/{slug}.md", Slug=slug, Updates=updates)
        site.page(f"news/{slug}-fr.md", Slug=slug, Lang="fr", Translation="true", Updates=later)
    site.page("news/alone.md", Lang="fr")

    built = site.build()

    days = {
        name: built.page(f"news/{name}.md").original_changed
        for name in ("changed", "changed-fr", "followed-fr", "minor-fr", "alone")
    }
    assert days == {
        "changed": None,
        "changed-fr": date(2026, 3, 9),
        "followed-fr": None,
        "minor-fr": None,
        "alone": None,
    }
