"""Starts a page: a Markdown file in its place with the front matter filled in, which builds as it stands.

Called by `inv new`. It writes the one file and nothing else, and never over a file that is there.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from plugins.bylines import read_people
from plugins.content_index import slug_of
from plugins.front_matter import check_files
from plugins.page_checks import values_of
from plugins.problems import Problem, not_one_of
from plugins.source_file import read_source
from tools.page_kinds import KINDS, SUMMARY, Lines

LONGEST_SLUG = 80


class CannotStartPage(Exception):
    """The page cannot be started as asked; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class CoursePlace:
    """Where the next lesson of a course belongs."""

    course: str
    module: tuple[int, str]
    lesson: int


def new_page(kind: str, title: str, *, today: date, author: str, place: CoursePlace | None = None) -> tuple[str, str]:
    """The path below the content folder, and the text, of a new page.

    `kind` is one of KINDS; `author` a handle of people.toml; a lesson needs its `place`. A `today` with a time (as a
    datetime, in the site's zone) dates the page to the minute. Raises CannotStartPage.
    """
    if kind not in KINDS:
        raise CannotStartPage(f"kind: {not_one_of(kind, KINDS)}")
    title = one_line(title)
    slug = slug_for(title)
    if not slug:
        raise CannotStartPage(f'The title "{title}" has no letters to make an address of. Give it a word or two.')
    if kind == "lesson" and place is None:
        raise CannotStartPage("A lesson needs a course. Name one that has a page in content/learning.")
    chosen = KINDS[kind]
    front = {
        "Title": title,
        "Date": f"{today:%Y-%m-%d %H:%M}" if isinstance(today, datetime) else today.isoformat(),
        "Uid": slug,
        "Slug": slug,
        "Summary": SUMMARY,
        "Authors": author,
        "Owner": author,
        **chosen.front(today, author),
        **(_place_lines(place) if place and kind == "lesson" else {}),
    }
    return f"{chosen.folder}/{slug}.md", "".join(
        f"{key}: {value}\n" for key, value in front.items()
    ) + f"\n{chosen.body}"


def one_line(title: str) -> str:
    """A title as a line of front matter can hold it: single spaces, nothing unprintable."""
    words = "".join(letter if letter.isprintable() else " " for letter in title).split()
    return " ".join(words)


def slug_for(title: str) -> str:
    """An address made of a title: plain letters, whole words, not too long."""
    slug = re.sub(r"[^a-z0-9]+", "-", slug_of(title)).strip("-")
    if len(slug) <= LONGEST_SLUG:
        return slug
    return slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]


def write_page(content: Path, kind: str, title: str, *, today: date, author: str, course: str | None = None) -> Path:
    """Write a new page and return its path. `course` may be left out where there is only one.

    Raises CannotStartPage where the file exists, the author is unknown, or the page would not build.
    """
    if author not in read_people(content):
        raise CannotStartPage(
            f'"{author}" is nobody in {content.name}/people.toml. Name one of its handles as the author.'
        )
    place = next_lesson(content, course) if kind == "lesson" else None
    name, text = new_page(kind, title, today=today, author=author, place=place)
    path = content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise CannotStartPage(f"{content.name}/{name} is already there. Choose another title.") from None
    if wrong := _problems_of(content, name):
        path.unlink()
        raise CannotStartPage("\n".join(str(problem) for problem in wrong))
    return path


def next_lesson(content: Path, course: str | None = None) -> CoursePlace:
    """The place after the last lesson of a course, in its last module."""
    courses: dict[str, CoursePlace] = {}
    for path in sorted((content / "learning").rglob("*.md")):
        values = values_of(read_source(path, content))
        name, lesson, module = values["course"], values["lesson"], values["module"]
        if not isinstance(name, str):
            continue
        known = courses.setdefault(name, CoursePlace(name, (1, "First steps"), 1))
        if isinstance(lesson, int) and isinstance(module, tuple) and lesson >= known.lesson:
            courses[name] = CoursePlace(name, module, lesson + 1)
    if course is None and len(courses) == 1:
        return next(iter(courses.values()))
    if course not in courses:
        raise CannotStartPage(f"course: {not_one_of(course or '', courses)}")
    return courses[course]


def _problems_of(content: Path, name: str) -> list[Problem]:
    return [problem for problem in check_files(content) if problem.file == f"{content.name}/{name}"]


def _place_lines(place: CoursePlace) -> Lines:
    number, title = place.module
    return {"Course": place.course, "Module": f"{number} | {title}", "Lesson": str(place.lesson)}
