"""Finds that somebody says again what they said a moment ago: nearly the same words, some of them at least.

Only advises: a second time may be meant. The whole text is marked. It is told what they said; it keeps nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.looks import MARKS
from comments_service.screening.reading import Reading, in_one_form, read

MESSAGE = (
    "You said nearly the same here a short while ago. "
    "If it was not seen, replying to it brings it up again; otherwise add what is new."
)

# Fewer words than this are what everybody says: thanks, well done, same here.
FEWEST_WORDS = 6
NEARLY_ALL = 0.9
_WORD = re.compile(rf"\w[\w{MARKS}]*+")


def find(reading: Reading, recent: Sequence[str]) -> Iterator[Finding]:
    """One finding where the recent text most like it has nearly all of the words, and hardly any others.

    Numbers are words: the same sentence about another truck is another sentence.
    """
    if not recent:
        return
    words = _words(reading)
    if len(words) < FEWEST_WORDS:
        return
    before = _words(read(_most_like(reading.body, recent)))
    most = max(len(words), len(before))
    # Of two texts of different lengths one has other words, whatever they are.
    if min(len(words), len(before)) >= NEARLY_ALL * most and _shared(Counter(words), before) >= NEARLY_ALL * most:
        yield Finding("repetition", Outcome.ADVISE, MESSAGE, 0, len(reading.body))


def _most_like(body: str, recent: Sequence[str]) -> str:
    """The recent text with most words in common, as they stand; of several the last said, which comes first.

    Reading a text through its disguises is most of the work, and only the likeliest is worth it.
    """
    here = set(body.casefold().split())

    def alike(text: str) -> float:
        there = set(text.casefold().split())
        return len(here & there) / (len(here | there) or 1)

    return max(recent, key=alike)


def _words(reading: Reading) -> list[str]:
    return _WORD.findall(in_one_form(reading.text).casefold().replace("_", " "))


def _shared(counted: Counter[str], before: list[str]) -> int:
    """How many words the two have in common, each as often as both have it."""
    again = Counter(before)
    both = counted.keys() & again.keys()
    return sum(map(min, map(counted.__getitem__, both), map(again.__getitem__, both)))
