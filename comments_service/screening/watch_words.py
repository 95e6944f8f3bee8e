"""Finds the words a company asked to look out for, and the terms of news that is not out yet: whole words, any case.

Accents count, punctuation and spaces between the words of a term do not. A term costs nothing until its first word
occurs, so a list may be long.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from comments_service.refusals import FieldIsWrong
from comments_service.screening.finding import Finding, Outcome

ADVICE = "This wording has led to trouble here before. Word it differently, or ask a facilitator to review it as it is."
# The same sentence for a watch word and an embargo: whoever reads it learns nothing about what is planned.
# Findings of the two carry one name for the same reason; which list it was, the desk looks up.
HELD = "This comment would be held for a facilitator to check before others see it. You may also word it differently."

# Apostrophes part words, so "Heron's" is Heron; marks and vowel signs belong to the letter before them, though `\w`
# leaves them out; invisible characters belong nowhere.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff\u0e31-\u0e4e"
)
_INVISIBLE_CHARACTERS = "\u00ad\u200b-\u200f\u2060\ufeff"
_WORD = re.compile(rf"\w[\w{_MARKS}{_INVISIBLE_CHARACTERS}]*")
_INVISIBLE = re.compile(f"[{_INVISIBLE_CHARACTERS}]")
_WIDEST_GAP = 5


@dataclass(frozen=True, slots=True)
class WatchWord:
    """A word or a few to look out for.

    Attributes:
        term: letters and digits, with spaces or punctuation between the words.
        outcome: HOLD or ADVISE.

    Raises:
        FieldIsWrong: there is no word in the term, or the outcome is another.
    """

    term: str
    outcome: Outcome = Outcome.HOLD

    def __post_init__(self) -> None:
        if not _words(self.term):
            raise FieldIsWrong("term", f"A watch word needs a letter or a digit; “{self.term}” has none.")
        if self.outcome not in {Outcome.HOLD, Outcome.ADVISE}:
            raise FieldIsWrong("outcome", "A watch word may advise or hold.", allowed=["advise", "hold"])


def find(body: str, watch_words: tuple[WatchWord, ...], embargo_terms: tuple[str, ...]) -> Iterator[Finding]:
    """Each place where one of either list stands; an embargo holds."""
    index = _index(watch_words, embargo_terms)
    if not index:
        return
    found = [(match.start(), match.end(), _fold(match[0])) for match in _WORD.finditer(body)]
    words = [word for _start, _end, word in found]
    for place, word in enumerate(words):
        for term, outcome in index.get(word, {}).items():
            end = place + len(term)
            if words[place:end] == list(term) and _are_together(found[place:end]):
                message = HELD if outcome is Outcome.HOLD else ADVICE
                yield Finding("watch_word", outcome, message, found[place][0], found[end - 1][1])


def _are_together(found: list[tuple[int, int, str]]) -> bool:
    return all(right[0] - left[1] <= _WIDEST_GAP for left, right in pairwise(found))


@lru_cache(maxsize=64)
def _index(
    watch_words: tuple[WatchWord, ...], embargo_terms: tuple[str, ...]
) -> dict[str, dict[tuple[str, ...], Outcome]]:
    """Terms by their first word; where one is listed twice the stricter outcome counts."""
    index: dict[str, dict[tuple[str, ...], Outcome]] = {}
    terms = [*((word.term, word.outcome) for word in watch_words), *((term, Outcome.HOLD) for term in embargo_terms)]
    for term, outcome in terms:
        words = _words(term)
        if words:
            outcomes = index.setdefault(words[0], {})
            outcomes[words] = max(outcome, outcomes.get(words, outcome))
    return index


def _words(term: str) -> tuple[str, ...]:
    return tuple(_fold(match[0]) for match in _WORD.finditer(term))


def _fold(word: str) -> str:
    """Case and width aside, in one normal form: canonical caseless matching (Unicode, section 3.13)."""
    if word.isascii():
        return word.lower()
    return _compatible(_compatible(_INVISIBLE.sub("", word)).casefold())


def _compatible(word: str) -> str:
    return word if unicodedata.is_normalized("NFKC", word) else unicodedata.normalize("NFKC", word)
