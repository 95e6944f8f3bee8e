"""Makes a fenced `quiz` block of a text into a form that can be tried, with its answer folded away below it.

Loaded by Pelican, before plugins/blocks.py, which gives each quiz an id as it does any block. page_checks asks what is
wrong with one. How it is written: docs/WRITING.md; what it becomes: theme/templates/quiz.html.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any, Final

from pelican.plugins import signals

from plugins.languages import speaking
from plugins.problems import Problem
from plugins.site_contents import every_page
from plugins.source_file import SourceFile

_CHOICE: Final = re.compile(r"(?:\((?P<one>[ xX]?)\)|\[(?P<many>[ xX]?)\])\s*(?P<text>.*)")
_OPENS: Final = re.compile(r"(?P<fence>`{3,}|~{3,}) *(?P<what>\S*) *")
_MADE: Final = re.compile(r'<pre><code class="language-quiz">(?P<text>.*?)</code></pre>', re.DOTALL)


class BadQuiz(ValueError):
    """A quiz that cannot be asked; `line` counts from 0 within its block."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that one may give, and what is said to whoever gives it."""

    text: str
    right: bool
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question with its choices; `several` may be right, or exactly one is."""

    question: str
    choices: tuple[Choice, ...]
    several: bool
    explanation: str = ""


def parse_quiz(text: str) -> Quiz:
    """Read what stands between the fences.

    Raises:
        BadQuiz: it cannot be asked like this; says what to write instead.
    """
    question, explanation, kinds = [], [], set()
    choices: list[tuple[int, Choice]] = []
    for number, line in enumerate(text.split("\n")):
        written = line.strip()
        if match := _CHOICE.fullmatch(written):
            kinds.add(match["many"] is not None)
            _same_kind(number, kinds)
            choices.append((number, _choice(number, match, [one.text for _, one in choices])))
        elif written.startswith(">"):
            choices[-1:] = [_with_feedback(number, choices, written[1:].strip())]
        elif written.startswith("="):
            explanation.append(written[1:].strip())
        elif written and choices:
            raise BadQuiz(number, f'"{written}" is not allowed after a choice. Allowed: ( ), [ ], > feedback, = why.')
        elif written:
            question.append(written)
    if not question:
        raise BadQuiz(0, "the quiz has no question. Allowed: the question, and below it each choice on a line.")
    several = True in kinds
    _enough(choices, several=several)
    return Quiz(" ".join(question), tuple(one for _, one in choices), several, " ".join(explanation))


def _same_kind(number: int, kinds: set[bool]) -> None:
    if len(kinds) > 1:
        raise BadQuiz(
            number, "( ) and [ ] are mixed. Allowed: ( ) where one choice is right, [ ] where several may be."
        )


def _choice(number: int, match: re.Match[str], known: list[str]) -> Choice:
    if not match["text"]:
        raise BadQuiz(number, "the choice says nothing. Allowed: ( ) and words.")
    if match["text"] in known:
        raise BadQuiz(number, f'"{match["text"]}" is there twice. Allowed: each choice once.')
    return Choice(match["text"], bool((match["one"] or match["many"] or "").strip()))


def _with_feedback(number: int, choices: list[tuple[int, Choice]], more: str) -> tuple[int, Choice]:
    if not choices:
        raise BadQuiz(number, "there is no choice to give feedback on. Allowed: > below a choice.")
    line, choice = choices[-1]
    return line, Choice(choice.text, choice.right, f"{choice.feedback} {more}".strip())


def _enough(choices: list[tuple[int, Choice]], *, several: bool) -> None:
    if len(choices) < 2:
        raise BadQuiz(0, "the quiz has fewer than two choices. Allowed: two or more lines with ( ) or [ ].")
    right = [number for number, choice in choices if choice.right]
    if not right:
        raise BadQuiz(0, "no choice is right. Allowed: (x) or [x] before what is right.")
    if len(right) > 1 and not several:
        raise BadQuiz(right[1], "a second choice is right. Allowed: one (x), or [ ] and [x] for all choices.")


def has_quiz(source: SourceFile) -> bool:
    """Say whether there is a quiz in one file."""
    return any(True for _ in _fenced(source.body))


def check_quizzes(source: SourceFile, file: str) -> list[Problem]:
    """What is wrong with the quizzes of one file; `file` is how to name it."""
    found = []
    for line, text in _fenced(source.body):
        if wrong := _wrong(text):
            found.append(Problem(file, source.body_line + line + wrong.line, "quiz", str(wrong)))
    return found


def _wrong(text: str | None) -> BadQuiz | None:
    if text is None:
        return BadQuiz(-1, "the quiz does not end. Allowed: a last line with the same marks as its first.")
    try:
        parse_quiz(text)
    except BadQuiz as error:
        return error
    return None


def _fenced(body: str) -> Iterator[tuple[int, str | None]]:
    """Each quiz as (line of its text, text), the text None where it does not end; what other fences hold is theirs."""
    lines = body.split("\n")
    at = 0
    while at < len(lines):
        opened = _OPENS.fullmatch(lines[at])
        at += 1
        if not opened:
            continue
        end = next((index for index in range(at, len(lines)) if lines[index].rstrip() == opened["fence"]), None)
        if opened["what"] == "quiz":
            yield at, None if end is None else "\n".join(lines[at:end])
        at = at if end is None else end + 1


def with_quizzes(html: str, render: Callable[[Quiz, int], str]) -> str:
    """The text with each quiz as `render` makes it, from what it asks and how many are before it on the page."""
    parts, at = [], 0
    for number, match in enumerate(_MADE.finditer(html)):
        parts += [html[at : match.start()], render(parse_quiz(unescape(match["text"])), number)]
        at = match.end()
    return "".join([*parts, html[at:]])


def add_quizzes(generators: list[Any]) -> None:
    for page in every_page(generators):
        html = page._content or ""  # noqa: SLF001 - Pelican has no other door to a page's text
        page.has_quiz = bool(_MADE.search(html))
        if page.has_quiz:
            page._content = with_quizzes(html, _renderer(generators[0].env, page))  # noqa: SLF001


def _renderer(env: Any, page: Any) -> Callable[[Quiz, int], str]:
    template = env.get_template("quiz.html")
    words = speaking(page.lang, Path(page.settings["THEME"]))

    def render(quiz: Quiz, number: int) -> str:
        return str(template.render(quiz=quiz, number=number, w=words))

    return render


def register() -> None:
    signals.all_generators_finalized.connect(add_quizzes)
