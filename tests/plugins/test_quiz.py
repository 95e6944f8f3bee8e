"""Quizzes in texts: what is written becomes a form with its answer, and what cannot be asked is refused by line."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelicanconf import JINJA_ENVIRONMENT
from plugins.blocks import id_of
from plugins.quiz import BadQuiz, Choice, Quiz, parse_quiz, with_quizzes
from tests.support.site import ROOT

GOOD = "What is a spike?\n( ) A defrost\n> That is a hump.\n(x) A door\n= Straight up,\n= straight down."

words = st.text("abc<&\"'é ", min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@st.composite
def quizzes(draw: st.DrawFn) -> Quiz:
    texts = draw(st.lists(words, min_size=2, max_size=5, unique=True))
    several = draw(st.booleans())
    some = st.sets(st.integers(0, len(texts) - 1), min_size=1, max_size=len(texts) if several else 1)
    right = draw(some)
    choices = tuple(Choice(text, n in right, draw(st.just("") | words)) for n, text in enumerate(texts))
    return Quiz(draw(words), choices, several, draw(st.just("") | words))


def written(quiz: Quiz) -> str:
    marks = "[]" if quiz.several else "()"
    lines = [quiz.question]
    for choice in quiz.choices:
        lines.append(f"{marks[0]}{'x' if choice.right else ' '}{marks[1]} {choice.text}")
        lines += [f"> {choice.feedback}"] if choice.feedback else []
    return "\n".join([*lines, *([f"= {quiz.explanation}"] if quiz.explanation else [])])


@given(quizzes())
def test_whatever_is_written_is_read(quiz: Quiz) -> None:
    assert parse_quiz(written(quiz)) == quiz


@given(st.text(alphabet="()[]x >=\nab"))
def test_any_text_is_a_quiz_that_can_be_answered_or_is_refused_by_one_of_its_lines(text: str) -> None:
    quiz = read_or_refused(text)

    if isinstance(quiz, BadQuiz):
        assert 0 <= quiz.line <= text.count("\n")
    else:
        right = [choice for choice in quiz.choices if choice.right]
        assert quiz.question
        assert len(right) == 1 or (right and quiz.several)


def read_or_refused(text: str) -> Quiz | BadQuiz:
    try:
        return parse_quiz(text)
    except BadQuiz as error:
        return error


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("", 12, "no question"),
        ("( ) A\n(x) B", 12, "no question"),
        ("Q\n(x) A", 12, "fewer than two choices"),
        ("Q\n( ) A\n( ) B", 12, "no choice is right"),
        ("Q\n(x) A\n( ) B\n(x) C", 15, "a second choice is right"),
        ("Q\n(x) A\n[ ] B", 14, "( ) and [ ] are mixed"),
        ("Q\n(x) A\n( ) A", 14, '"A" is there twice'),
        ("Q\n(x) A\n( )", 14, "the choice says nothing"),
        ("Q\n> Why\n(x) A", 13, "no choice to give feedback on"),
        ("Q\n(x) A\nand more\n( ) B", 14, '"and more" is not allowed after a choice'),
    ],
)
def test_what_cannot_be_asked_stops_the_build_with_its_line(site: Any, text: str, line: int, why: str) -> None:
    site.page("news/a.md", f"Some words.\n\n\n\n\n```quiz\n{text}\n```\n\nMore.")

    (problem,) = site.problems()

    assert problem.startswith(f"content/news/a.md:{line}: quiz: ")
    assert why in problem


def test_a_quiz_that_does_not_end_is_named_and_one_that_is_only_shown_is_none(site: Any) -> None:
    site.page("news/shown.md", "````markdown\n```quiz\nNo quiz\n```\n````")
    site.page("news/open.md", "```quiz\nQ\n(x) A\n( ) B")

    (problem,) = site.problems()

    assert problem.startswith("content/news/open.md:6: quiz: the quiz does not end")


def with_the_theme(site: Any) -> None:
    for name in ("theme/templates/quiz.html", "theme/locale/fr/LC_MESSAGES/theme.po"):
        site.write(f"../{name}", (ROOT / name).read_text("utf-8"))


def test_in_a_page_it_is_a_block_with_its_words_as_text_in_the_pages_language(site: Any) -> None:
    with_the_theme(site)
    site.page("news/b.md", f"```quiz\n{GOOD}\n```", Lang="fr")
    site.page("news/a.md", f"Before.\n\n```quiz\n{GOOD.replace('A door', 'A <b>door</b> & more')}\n```\n\nAfter.")

    built = site.build(JINJA_ENVIRONMENT=JINJA_ENVIRONMENT)
    page = built.page("news/a.md")

    assert "<summary>Show the answer" in page.content
    assert "<summary>Voir la réponse" in built.page("news/b.md").content
    assert "A &lt;b&gt;door&lt;/b&gt; &amp; more" in page.content
    assert "<b>" not in page.content
    assert "<li data-right>A &lt;b&gt;door" in page.content
    assert 'type="radio" name="quiz-0" value="1"' in page.content
    assert [block.words.split("?")[0] for block in page.blocks] == ["Before.", "What is a spike", "After."]


def test_quizzes_of_a_page_are_told_apart() -> None:
    block = f'<pre><code class="language-quiz">{GOOD}</code></pre>'

    assert with_quizzes(f"<p>A</p>{block}\n{block}", lambda _, number: f"<{number}>") == "<p>A</p><0>\n<1>"


def quiz_of(site: Any, text: str) -> tuple[dict[str, Any], str]:
    """The only quiz of a page as the manifest has it, and all that the manifest says of the page."""
    with_the_theme(site)
    site.page("news/spikes.md", f"Before.\n\n```quiz\n{text}\n```\n\nAfter.", Uid="spikes")
    built = site.build(JINJA_ENVIRONMENT=JINJA_ENVIRONMENT)
    (thread,) = built.manifest()["threads"]
    (item,) = thread["quizzes"]
    assert f'<form id="{item}"' in built.page("news/spikes.md").content
    return next(block for block in thread["blocks"] if block["id"] == item), str(thread["blocks"])


def test_a_quiz_is_the_same_one_whatever_becomes_of_its_choices_and_of_what_is_said_of_them(site: Any) -> None:
    before, _ = quiz_of(site, GOOD)
    after, _ = quiz_of(site, GOOD.replace("That is a hump", "No: a hump").replace("A door", "An open door"))
    other, _ = quiz_of(site, GOOD.replace("spike", "hump"))

    assert before["id"] == after["id"] == id_of("What is a spike?")
    assert other["id"] != before["id"]


def test_the_manifest_has_the_question_and_its_choices_and_nothing_of_the_answer(site: Any) -> None:
    block, everything = quiz_of(site, GOOD)

    assert block["words"] == "What is a spike? A defrost A door"
    assert all(words not in everything for words in ("That is a hump", "Straight", "Right", "Show the answer"))
    assert "After." in everything
