"""Finds capitals held over several words, which readers hear as shouting. Only advises.

Short words are left out of account, as acronyms are, and so is what has digits in it, as codes have.
"""

import re
from collections.abc import Iterator
from functools import cache

from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading

MESSAGE = "Capitals over several words read as shouting. Small letters are heard just as well, and read more easily."

FEWEST_WORDS = 4
FEWEST_LETTERS = 15
# A row of acronyms (HACCP, GDPR, WMS) has as many capitals, but hardly two words of five letters or one of six.
_LONG, _LONGER = 5, 6
_QUOTES = frozenset("\"'“”„‘’«»")


def find(reading: Reading) -> Iterator[Finding]:
    """Each run of words in capitals, long enough to be a sentence."""
    for run in _run().finditer(reading.text):
        lengths = sorted(map(len, _letters().findall(run[0])))
        is_sentence = (
            len(lengths) >= FEWEST_WORDS
            and sum(lengths) >= FEWEST_LETTERS
            and (lengths[-1] >= _LONGER or lengths[-2] >= _LONG)
        )
        if is_sentence and not _is_quoted(reading.text, run):
            yield Finding("shouting", Outcome.ADVISE, MESSAGE, *reading.span(run.start(), run.end()))


def _is_quoted(text: str, run: re.Match[str]) -> bool:
    """Whether it is all that stands between quotation marks, as what is written on a sign or a label does."""
    return text[run.start() - 1 : run.start()] in _QUOTES and text[run.end() : run.end() + 1] in _QUOTES


@cache
def _run() -> re.Pattern[str]:
    # What parts the words is any punctuation, so that the pattern cannot match one text in two ways.
    capitals = _capitals()
    return re.compile(rf"(?<!\w)[{capitals}]+(?:[\W_]{{1,4}}[{capitals}]+){{3,}}(?!\w)")


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(rf"[{_capitals()}]+")


@cache
def _capitals() -> str:
    return "".join(character for character in map(chr, range(0x2000)) if character.isupper() and character.isalpha())
