"""Finds capitals held over several words, which readers hear as shouting. Only advises.

Short words are left out of account, as acronyms are, and so is what has digits in it, as codes have.
"""

import re
from collections.abc import Iterator
from functools import cache

from comments_service.languages import N_
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading

MESSAGE = N_(
    "Capitals over several words read as shouting. Small letters are heard just as well, and read more easily."
)

FEWEST_WORDS = 4
FEWEST_LETTERS = 15
# A row of acronyms (HACCP, GDPR, WMS) has as many capitals, but hardly two words of five letters or one of six.
_LONG, _LONGER = 5, 6
_QUOTE = re.compile('["“”„‘’«»]')
_LONGEST_QUOTED = 100


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
    """Whether it stands between quotation marks with nothing but capitals, as what is on a sign or a label does."""
    before = _QUOTE.split(text[max(0, run.start() - _LONGEST_QUOTED) : run.start()])
    after = _QUOTE.split(text[run.end() : run.end() + _LONGEST_QUOTED])
    is_within = len(before) > 1 and len(after) > 1
    return is_within and not any(character.islower() for character in before[-1] + after[0])


@cache
def _run() -> re.Pattern[str]:
    # A comma parts a list, of acronyms as a rule. What parts words is no letter, so that there is one way to match.
    capitals = _capitals()
    return re.compile(rf"(?<!\w)[{capitals}]+(?:(?:[^\w,;:/]|_){{1,4}}[{capitals}]+){{3,}}(?!\w)")


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(rf"[{_capitals()}]+")


@cache
def _capitals() -> str:
    return "".join(character for character in map(chr, range(0x2000)) if character.isupper() and character.isalpha())
