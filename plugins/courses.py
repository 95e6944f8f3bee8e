"""Puts the lessons of a course in order: the outline, and what comes before and after each lesson.

Loaded by Pelican; front_matter asks it what is wrong with a course. A lesson belongs by its front matter alone.
"""

from collections import defaultdict
from typing import Any

from pelican.plugins import signals

from plugins.content_index import Entry, Site
from plugins.problems import Problem
from plugins.site_contents import address, listed_pages


def check_courses(site: Site) -> list[Problem]:
    """Lessons are numbered 1, 2, 3 … through the whole course, and each course has a page of its own."""
    courses: dict[str, list[Entry]] = defaultdict(list)
    for entry in site.entries:
        if entry.values["course"] and entry.lang == site.default_lang:
            courses[entry.values["course"]].append(entry)
    return [problem for name, members in courses.items() for problem in _course(name, members)]


def _course(name: str, members: list[Entry]) -> list[Problem]:
    pages = [entry for entry in members if not entry.values["lesson"]]
    lessons = sorted(
        (entry for entry in members if entry.values["lesson"]), key=lambda entry: int(entry.values["lesson"])
    )
    found = [
        entry.problem("course", f"{pages[0].file} is already the page of {name}. Allowed: add a Lesson.")
        for entry in pages[1:]
    ]
    if not pages:
        message = f'the course "{name}" has no page of its own. Add one with Course: {name} and no Lesson.'
        found += [entry.problem("course", message) for entry in lessons[:1]]
    return found + _numbers(lessons) + _modules(lessons)


def _numbers(lessons: list[Entry]) -> list[Problem]:
    found: list[Problem] = []
    numbers: dict[int, Entry] = {}
    for entry in lessons:
        number = entry.values["lesson"]
        if number in numbers:
            found.append(
                entry.problem(
                    "lesson", f"{number} is already the number of {numbers[number].file}. Allowed: each number once."
                )
            )
        elif number > 1 and number - 1 not in numbers:
            found.append(
                entry.problem("lesson", f"{number} follows no lesson {number - 1}. Allowed: 1, 2, 3 … without a gap.")
            )
        numbers.setdefault(number, entry)
    return found


def _modules(lessons: list[Entry]) -> list[Problem]:
    found: list[Problem] = []
    titles: dict[int, tuple[str, Entry]] = {}
    highest = 0
    for entry in lessons:
        number, title = entry.values["module"] or (0, "")
        if number and number < highest:
            found.append(
                entry.problem(
                    "module",
                    f"module {number} begins after module {highest}. Allowed: modules in order of their lessons.",
                )
            )
        highest = max(highest, number)
        known, other = titles.setdefault(number, (title, entry))
        if known != title:
            found.append(
                entry.problem("module", f'module {number} is "{known}" in {other.file}. Allowed: the same title.')
            )
    return found


def outline_for(page: Any, course: Any, lessons: list[Any]) -> dict[str, Any]:
    """A course as page `page` shows it, in its language where there is a translation."""
    modules: dict[int, dict[str, Any]] = {}
    for lesson in lessons:
        shown = in_language(lesson, page.lang)
        module = modules.setdefault(
            lesson.module_number, {"title": lesson.module, "number": lesson.module_number, "lessons": []}
        )
        if shown.lang == page.lang:
            module["title"] = shown.module
        module["lessons"].append(
            link_to(shown) | {"minutes": lesson.minutes, "number": lesson.lesson, "current": lesson.uid == page.uid}
        )
    home = link_to(in_language(course, page.lang)) if course else {"title": "", "url": ""}
    return home | {"modules": list(modules.values()), "count": len(lessons)}


def link_to(page: Any) -> dict[str, Any]:
    return {"title": page.title, "url": address(page), "uid": page.uid}


def in_language(page: Any, lang: str) -> Any:
    return next((other for other in [page, *page.translations] if other.lang == lang), page)


def neighbours(page: Any, lessons: list[Any]) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The lessons before and after this one, None at either end and for what is no lesson."""
    place = next((index for index, lesson in enumerate(lessons) if lesson.uid == page.uid), None)
    if place is None:
        return None, None
    around = [lessons[other] if 0 <= other < len(lessons) else None for other in (place - 1, place + 1)]
    before, after = (link_to(in_language(lesson, page.lang)) if lesson else None for lesson in around)
    return before, after


def add_outlines(generators: list[Any]) -> None:
    pages = listed_pages(generators)
    originals: dict[str, dict[str, Any]] = defaultdict(dict)
    for page in sorted(pages, key=lambda page: (not page.in_default_lang, page.lang)):
        if page.course:
            originals[page.course].setdefault(page.uid, page)
    for page in pages:
        members = originals[page.course].values() if page.course else []
        lessons = sorted((member for member in members if member.lesson), key=lambda member: int(member.lesson))
        course = next((member for member in members if not member.lesson), None)
        page.outline = outline_for(page, course, lessons) if page.course else None
        page.previous_lesson, page.next_lesson = neighbours(page, lessons)


def register() -> None:
    signals.all_generators_finalized.connect(add_outlines)
