"""What a file can have wrong by itself."""

from typing import Any

import pytest

from plugins.page_checks import check_page
from plugins.source_file import parse_source

GOOD = "Title: A\nDate: 2026-03-02\nSummary: S\n"


def problems_of(text: str, name: str = "news/x.md") -> list[str]:
    return [str(problem) for problem in check_page(parse_source(text, name), f"content/{name}")]


def test_a_page_in_order_has_no_problem() -> None:
    assert problems_of(f"{GOOD}\nSome words.\n") == []


@pytest.mark.parametrize("key", ["Title", "Date", "Summary"])
def test_what_every_page_needs_is_missed(key: str) -> None:
    text = "".join(line for line in GOOD.splitlines(keepends=True) if not line.startswith(key))

    assert problems_of(text) == [
        f"content/news/x.md:1: {key}: is missing. Every page has a Title, a Date and a Summary."
    ]


def test_a_value_that_is_not_allowed_is_named_with_its_line_and_what_is_meant() -> None:
    assert problems_of(f"{GOOD}Moderation: reviewed\n") == [
        (
            'content/news/x.md:4: Moderation: "reviewed" is not allowed. Allowed: screened, first, review. '
            'Did you mean "review"?'
        )
    ]


def test_an_unknown_key_is_told_its_likeliest_neighbour() -> None:
    (problem,) = problems_of(f"{GOOD}Coments: off\n")

    assert problem.startswith(
        'content/news/x.md:4: Coments: there is no such key. Did you mean "Comments"? Allowed: Title, Date, Modified,'
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Comments: off\nComments: open\n", "5: Comments: given twice, first on line 4. Allowed: once."),
        ("Comments:\n", "4: Comments: is empty. Allowed: a value, or no such line."),
        ("Owner: amal\n    dana\n", "5: Owner: goes on over several lines. Allowed: one line."),
        ("Lesson: 1\nModule: 1 | One\n", "4: Lesson: a lesson belongs to a course. Add Course."),
        ("Lesson: 1\nCourse: c\n", "4: Lesson: a lesson belongs to a module. Add Module."),
        ("Complete_when: mark\n", "4: Complete_when: only a lesson is completed. Add Lesson."),
        ("Image: images/a.svg\n", "4: Image: the image has no alternative text. Add Image_alt."),
        ("Image_caption: Words\n", "4: Image_caption: there is no image to caption. Add Image."),
        ("Acknowledge_until: 2026-05-01\n", "4: Acknowledge_until: there is nothing to acknowledge. Add Acknowledge."),
        ("Authors: amal, dana\nReviewed_by: dana\n", '5: Reviewed_by: "dana" wrote this page. Allowed: somebody else.'),
        ("Category: Learning\n", '4: Category: "Learning" is not the folder this file is in. Allowed: News.'),
    ],
)
def test_each_mistake_is_told_in_its_own_words(lines: str, expected: str) -> None:
    assert problems_of(f"{GOOD}{lines}") == [f"content/news/x.md:{expected}"]


def test_the_line_of_the_record_at_fault_is_named() -> None:
    lines = "Updates: 2026-03-05 | correction | One |\n    2026-03-06 | fixed | Two |\n"

    (problem,) = problems_of(f"{GOOD}{lines}")

    assert problem.startswith(
        'content/news/x.md:5: Updates: "fixed" is not allowed. Allowed: correction, update, minor.'
    )


@pytest.mark.parametrize(
    "image", ["![](/images/a.svg)", "![ ](/images/a.svg)", '<img src="/images/a.svg">', '<img src="/a" alt="">']
)
def test_an_image_without_alternative_text_is_named_with_its_line(image: str) -> None:
    assert problems_of(f"{GOOD}\nWords.\n\n{image}\n") == [
        (
            "content/news/x.md:7: the image has no alternative text. "
            "Allowed: ![what the picture shows](address), never empty."
        )
    ]


def test_a_key_below_the_blank_line_is_noticed() -> None:
    (problem,) = problems_of(f"{GOOD}\n\nComments: off\n")

    assert problem == (
        "content/news/x.md:6: Comments: comes after the blank line that ends the front matter. Remove the blank line."
    )


def test_all_problems_of_a_file_are_told_at_once(site: Any) -> None:
    site.write("news/x.md", "Title: A\nComments: maybe\nMod: x\n\n![](/images/none.svg)\n")

    assert [problem.split(" ")[0] + problem.split(" ")[1] for problem in site.problems()] == [
        "content/news/x.md:1:Date:",
        "content/news/x.md:1:Summary:",
        "content/news/x.md:2:Comments:",
        "content/news/x.md:3:Mod:",
        "content/news/x.md:5:the",
        "content/news/x.md:5:there",
    ]


def test_a_must_read_has_an_end() -> None:
    told = (
        "content/news/x.md:4: Acknowledge: a must-read has an end, or it is asked for for ever. Add Acknowledge_until."
    )

    assert problems_of(f"{GOOD}Acknowledge: yes\n") == [told]
    assert problems_of(f"{GOOD}Acknowledge: no\n") == []


def test_authors_between_semicolons_are_told_from_the_reviewer_too() -> None:
    assert problems_of(f"{GOOD}Authors: amal; dana\nReviewed_by: dana\n") != []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Complete_when: quiz", "there is no quiz to answer. Allowed: mark or post, or a quiz in the text."),
        (
            "Complete_when: post\nAnonymous: yes",
            "whoever speaks without their name would be known by it. Allowed: mark or quiz.",
        ),
        ("Complete_when: mark\nComments: off", "what is completed is kept with the discussion. Remove Comments: off."),
        ("Complete_when: post", None),
    ],
)
def test_a_lesson_can_be_completed_and_tells_nobody_who_left_their_name_out(lines: str, expected: str | None) -> None:
    found = problems_of(f"{GOOD}Course: c\nModule: 1 | One\nLesson: 1\n{lines}\n")

    assert found == ([f"content/news/x.md:7: Complete_when: {expected}"] if expected else [])
