"""Lessons in their order."""

from typing import Any

import pytest


def lessons(site: Any, *numbers: int, course: str = "cold") -> None:
    for number in numbers:
        module = "1 | Cold" if number < 3 else "2 | Doors"
        site.page(
            f"learning/lesson-{number}.md",
            Title=f"Lesson {number}",
            Course=course,
            Module=module,
            Lesson=str(number),
            Minutes=str(number * 5),
        )


@pytest.fixture
def course(site: Any) -> Any:
    site.page("learning/cold.md", Title="Cold chain", Course="cold")
    return site


def test_an_outline_has_the_lessons_of_each_module_in_order(course: Any) -> None:
    lessons(course, 3, 1, 2)

    page = course.build().page("learning/lesson-2.md")

    assert (page.outline["title"], page.outline["url"], page.outline["count"]) == ("Cold chain", "/learning/cold/", 3)
    assert [
        (
            module["title"],
            [(lesson["number"], lesson["title"], lesson["url"], lesson["current"]) for lesson in module["lessons"]],
        )
        for module in page.outline["modules"]
    ] == [
        ("Cold", [(1, "Lesson 1", "/learning/lesson-1/", False), (2, "Lesson 2", "/learning/lesson-2/", True)]),
        ("Doors", [(3, "Lesson 3", "/learning/lesson-3/", False)]),
    ]
    assert page.outline["modules"][0]["lessons"][1]["minutes"] == 10


def test_a_lesson_knows_what_comes_before_and_after(course: Any) -> None:
    lessons(course, 1, 2, 3)

    built = course.build()
    first, second, third = (built.page(f"learning/lesson-{number}.md") for number in (1, 2, 3))

    assert (first.previous_lesson, first.next_lesson["title"]) == (None, "Lesson 2")
    assert (second.previous_lesson["url"], second.next_lesson["url"]) == ("/learning/lesson-1/", "/learning/lesson-3/")
    assert (third.previous_lesson["title"], third.next_lesson) == ("Lesson 2", None)
    assert (second.lesson, second.module, second.module_number) == (2, "Cold", 1)


def test_the_courses_own_page_has_the_outline_and_no_neighbours(course: Any) -> None:
    lessons(course, 1, 2)

    page = course.build().page("learning/cold.md")

    assert [lesson["current"] for lesson in page.outline["modules"][0]["lessons"]] == [False, False]
    assert (page.previous_lesson, page.next_lesson, page.lesson) == (None, None, None)


def test_a_page_outside_any_course_has_no_outline(course: Any) -> None:
    course.page("news/a.md")

    page = course.build().page("news/a.md")

    assert (page.outline, page.previous_lesson, page.next_lesson) == (None, None, None)


def test_two_courses_do_not_mix(course: Any) -> None:
    lessons(course, 1)
    course.page("learning/forks.md", Course="forks", Title="Forks")
    course.page("learning/forks-1.md", Course="forks", Module="1 | Lift", Lesson="1", Title="Lift")

    page = course.build().page("learning/forks-1.md")

    assert (page.outline["title"], page.outline["count"]) == ("Forks", 1)
    assert page.next_lesson is None


def test_a_translated_lesson_leads_through_the_course_in_its_language_where_there_is_one(course: Any) -> None:
    lessons(course, 1, 2)
    course.page(
        "learning/lesson-1-fr.md",
        Title="Leçon 1",
        Slug="lesson-1",
        Uid="lesson-1",
        Lang="fr",
        Course="cold",
        Module="1 | Le froid",
        Lesson="1",
    )

    built = course.build()
    page = built.page("learning/lesson-1-fr.md")
    (module,) = page.outline["modules"]

    assert [lesson["title"] for lesson in module["lessons"]] == ["Leçon 1", "Lesson 2"]
    assert (module["title"], module["lessons"][0]["current"]) == ("Le froid", True)
    assert page.next_lesson["url"] == "/learning/lesson-2/"
    assert built.page("learning/lesson-2.md").previous_lesson["url"] == "/learning/lesson-1/"


def test_lessons_in_order_have_no_problem(course: Any) -> None:
    lessons(course, 1, 2, 3)

    assert course.problems() == []


def test_a_missing_lesson_is_noticed(course: Any) -> None:
    lessons(course, 1, 3)

    assert course.problems() == [
        "content/learning/lesson-3.md:6: Lesson: 3 follows no lesson 2. Allowed: 1, 2, 3 … without a gap."
    ]


def test_a_number_given_twice_is_noticed(course: Any) -> None:
    lessons(course, 1, 2)
    course.page("learning/again.md", Course="cold", Module="1 | Cold", Lesson="2")

    (problem,) = course.problems()

    assert problem == (
        "content/learning/lesson-2.md:6: Lesson: 2 is already the number of content/learning/again.md. "
        "Allowed: each number once."
    )


def test_a_course_needs_a_page_of_its_own(site: Any) -> None:
    lessons(site, 1, 2, course="warm")

    assert site.problems() == [
        (
            'content/learning/lesson-1.md:4: Course: the course "warm" has no page of its own. '
            "Add one with Course: warm and no Lesson."
        )
    ]


def test_a_course_has_one_page_of_its_own(course: Any) -> None:
    course.page("learning/colder.md", Course="cold")

    assert course.problems() == [
        (
            "content/learning/colder.md:4: Course: content/learning/cold.md is already the page of cold. "
            "Allowed: add a Lesson."
        )
    ]


def test_a_module_has_one_title_and_its_lessons_stand_together(course: Any) -> None:
    course.page("learning/a.md", Course="cold", Module="2 | Doors", Lesson="1")
    course.page("learning/b.md", Course="cold", Module="1 | Cold", Lesson="2")
    course.page("learning/c.md", Course="cold", Module="2 | Docks", Lesson="3")

    assert course.problems() == [
        "content/learning/b.md:5: Module: module 1 begins after module 2. Allowed: modules in order of their lessons.",
        'content/learning/c.md:5: Module: module 2 is "Doors" in content/learning/a.md. Allowed: the same title.',
    ]
