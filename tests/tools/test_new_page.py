"""Starting a page."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.source_file import parse_source
from tools.check import check_files
from tools.new_page import LONGEST_SLUG, CannotStartPage, CoursePlace, new_page, one_line, slug_for, write_page
from tools.page_kinds import KINDS

TODAY = date(2026, 11, 23)
PLACE = CoursePlace("basics", (2, "Doors"), 4)
TOM = """[tom]
name = "Tom de Vries"
title = "Newsroom editor"
site = "Rotterdam"
department = "Communications"
roles = ["author"]
"""
COURSE = "Title: Basics\nDate: 2026-01-01\nSummary: S\nCourse: basics\n\nWords.\n"
LESSON = "Title: One\nDate: 2026-01-01\nSummary: S\nCourse: basics\nModule: 1 | Cold\nLesson: 1\n\nWords.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "learning").mkdir(parents=True)
    (folder / "people.toml").write_text(TOM)
    (folder / "learning" / "basics.md").write_text(COURSE)
    (folder / "learning" / "one.md").write_text(LESSON)
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_that_was_just_started_is_in_order(content: Path, kind: str) -> None:
    path = write_page(content, kind, "Night shifts move to four-on", today=TODAY, author="tom")

    assert path.name == "night-shifts-move-to-four-on.md"
    # Nothing but that its author has something to write still.
    found = check_files(content, timezone="UTC", default_lang="en")
    assert {(one.level, one.rule) for one in found} == {("warning", "unfilled")}


@pytest.mark.parametrize("kind", KINDS)
def test_so_is_a_page_whose_blanks_were_filled(content: Path, kind: str) -> None:
    path = write_page(content, kind, "Night shifts move to four-on", today=TODAY, author="tom")
    front, _, body = path.read_text().partition("\n\n")
    filled = [block if block.startswith("#") else "We start on 12 May." for block in body.strip().split("\n\n")]
    front = "\n".join("Summary: What we do." if line.startswith("Summary") else line for line in front.split("\n"))
    path.write_text(f"{front}\n\n" + "\n\n".join(filled) + "\n")

    assert check_files(content, timezone="UTC", default_lang="en") == []


def test_a_change_is_announced_with_all_that_people_need_to_know(content: Path) -> None:
    text = write_page(content, "change", "Night shifts move", today=TODAY, author="tom").read_text()

    assert [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")] == [
        "What is changing",
        "Why we are doing it",
        "Who is affected",
        "When",
        "What you need to do",
        "What we have not decided yet",
        "How to be heard",
    ]
    assert "Acknowledge: yes\nAcknowledge_until: 2026-12-21\n" in text


def test_the_front_matter_is_filled_in(content: Path) -> None:
    path = write_page(content, "news", "Night shifts move to four-on", today=TODAY, author="tom")

    assert path.relative_to(content) == Path("news/night-shifts-move-to-four-on.md")
    assert path.read_text().split("\n\n")[0].splitlines() == [
        "Title: Night shifts move to four-on",
        "Date: 2026-11-23",
        "Uid: night-shifts-move-to-four-on",
        "Slug: night-shifts-move-to-four-on",
        "Summary: Say in one plain sentence what this page tells, and whom it is for.",
        "Authors: tom",
        "Owner: tom",
        "Category: News",
        "Comments: open",
        "Moderation: screened",
        "Prompt: What does this change for you?",
    ]


def test_a_time_of_day_is_kept() -> None:
    _, text = new_page("page", "About", today=datetime.fromisoformat("2026-11-23T19:05:33"), author="tom")

    assert "Date: 2026-11-23 19:05\n" in text


def test_a_file_that_is_there_is_never_written_over(content: Path) -> None:
    path = write_page(content, "news", "Rota", today=TODAY, author="tom")
    path.write_text(path.read_text() + "Hours of work.\n")

    with pytest.raises(CannotStartPage, match=r"content/news/rota\.md is already there\. Choose another title\."):
        write_page(content, "news", "Rota", today=TODAY, author="tom")

    assert path.read_text().endswith("Hours of work.\n")


def test_a_page_that_would_not_build_is_not_left_behind(content: Path) -> None:
    write_page(content, "news", "Tips", today=TODAY, author="tom")

    with pytest.raises(CannotStartPage, match=r'"tips" is already the Uid of content/news/tips.md'):
        write_page(content, "page", "Tips", today=TODAY, author="tom")

    assert not (content / "pages" / "tips.md").exists()


def test_a_lesson_comes_after_the_last_one(content: Path) -> None:
    path = write_page(content, "lesson", "Two", today=TODAY, author="tom")

    assert "Course: basics\nModule: 1 | Cold\nLesson: 2\n" in path.read_text()


def test_the_first_lesson_of_a_course_begins_its_first_module(content: Path) -> None:
    (content / "learning" / "one.md").unlink()

    path = write_page(content, "lesson", "One", today=TODAY, author="tom")

    assert "Course: basics\nModule: 1 | First steps\nLesson: 1\n" in path.read_text()


def test_a_lesson_of_an_unknown_course_is_refused(content: Path) -> None:
    with pytest.raises(CannotStartPage, match=r'"basic" is not allowed. Allowed: basics. Did you mean "basics"?'):
        write_page(content, "lesson", "Two", today=TODAY, author="tom", course="basic")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(
        CannotStartPage, match=r'"new" is not allowed. Allowed: news, change, results, outcome, ama, lesson, '
    ):
        new_page("new", "Rota", today=TODAY, author="tom")


def test_an_unknown_author_is_refused(content: Path) -> None:
    with pytest.raises(CannotStartPage, match=r'"nobody" is nobody in content/people.toml'):
        write_page(content, "news", "Rota", today=TODAY, author="nobody")


@pytest.mark.parametrize("title", ["", "  ", "???", "—"])
def test_a_title_without_letters_is_refused(title: str) -> None:
    with pytest.raises(CannotStartPage, match="no letters"):
        new_page("news", title, today=TODAY, author="tom")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Gdańsk: the depot’s 2nd hall", "gdansk-the-depots-2nd-hall"),
        ("snake_case & more", "snake-case-more"),
        ("مستودع", "mstwd"),
        ("word " * 30, "-".join(["word"] * 16)),
        ("x" * 200, "x" * LONGEST_SLUG),
    ],
)
def test_the_address_is_made_of_plain_letters(title: str, slug: str) -> None:
    assert slug_for(title) == slug


@given(st.text(max_size=120), st.sampled_from(list(KINDS)))
@settings(deadline=None)
def test_any_title_is_kept_as_one_line_or_refused(title: str, kind: str) -> None:
    try:
        _, text = new_page(kind, title, today=TODAY, author="tom", place=PLACE)
    except CannotStartPage:
        return

    assert parse_source(text, "news/x.md").text("title") == one_line(title)
