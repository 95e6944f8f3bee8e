"""The ways to look at a text for the words of a list: as written, with kept-apart ones joined, with signs as letters.

Used by `watch_words`; pure. A look is taken only where the words are enough for some term. That is told from the words
alone, without asking where each stands, and nearly always the end of it.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from comments_service.screening import disguises
from comments_service.screening.pieces import Pieces, Stretch, each
from comments_service.screening.reading import in_one_form
from comments_service.screening.vocabulary import Fitting, Meaning, Vocabulary

# Apostrophes and underscores part words, so "Heron's" is Heron; marks and vowel signs belong to the letter before them.
MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff\u0e31-\u0e4e"
_WORD = re.compile(rf"(\w[\w{MARKS}]*)")
_MARK_OF_A_LETTER = "\u0345"
_WIDEST_GAP = 5


class _Words:
    """The words of a text, folded.

    Attributes:
        text: the text, folded where that moves no places.
        spelled: each word, in order.
        order: the number that each has in `starts` and `ends`.
        first_odd: nought, as all may be found that stands there.
    """

    first_odd = 0

    def __init__(self, text: str) -> None:
        folded = text.casefold()
        # Folding that moves places, as "ß" does, or makes a letter of a mark, must be done word by word.
        is_in_place = len(folded) == len(text) and _MARK_OF_A_LETTER not in text
        self._whole = is_in_place and unicodedata.is_normalized("NFKC", folded)
        self.text = folded if self._whole else text
        self._pieces = Pieces(self.text.replace("_", "."), _WORD)
        self.spelled = self._pieces.found
        if not self._whole:
            words = self.folded(self.spelled)
            self.spelled = [words[word] for word in self.spelled]
        self.order: Sequence[int] = range(len(self.spelled))

    def folded(self, words: Collection[str]) -> dict[str, str]:
        """Words of the text as they are when folded."""
        return dict(zip(words, words, strict=True)) if self._whole else each(words, fold)

    @property
    def starts(self) -> list[int]:
        """Where each begins."""
        return self._pieces.starts

    @property
    def ends(self) -> list[int]:
        """Where each ends (exclusive)."""
        return self._pieces.ends


@dataclass(frozen=True, slots=True)
class _Rewritten:
    """Words of which some, the odd ones, were put together or read in another way.

    Attributes:
        spelled: each word, in order.
        order: the number that each has in `starts` and `ends`, where the odd ones come after those as written.
        starts: where each begins.
        ends: where each ends (exclusive).
        first_odd: the number of the first odd one.
    """

    spelled: list[str]
    order: Sequence[int]
    starts: list[int]
    ends: list[int]
    first_odd: int


def found(text: str, plain: Vocabulary[Meaning], lettered: Vocabulary[Meaning]) -> Iterator[tuple[int, int, Meaning]]:
    """Each place where a term stands, from where to where, and what it means; some more than once.

    Args:
        plain: the terms.
        lettered: the same, each of their words as `disguises.as_letters` reads it.
    """
    words = _Words(text)
    known = plain.known(words.spelled)
    if plain.can_be_said(known):
        yield from _standing(words, plain, known)
    joined = disguises.joined(words.text)
    folded = words.folded(_words_of(joined))
    together = plain.known(folded.values())
    if together and plain.can_be_said(both := {**known, **together}, together):
        odd = _apart(_places_of(joined, folded, together.keys()))
        yield from _standing(_with(words, words.spelled, odd, plain.longest - 1), plain, both)
    signed = disguises.signed(words.text)
    folded |= words.folded(_words_of(signed))
    yield from _disguised(words, folded, (*joined, *signed), plain, lettered)


def _disguised(
    words: _Words,
    folded: Mapping[str, str],
    hidden: Sequence[disguises.Hidden],
    plain: Vocabulary[Meaning],
    lettered: Vocabulary[Meaning],
) -> Iterator[tuple[int, int, Meaning]]:
    """What is found when digits and signs are read as letters, where they are needed for it."""
    spelled = {*words.spelled, *folded.values()}
    letters = each(spelled, disguises.as_letters)
    known = lettered.known(letters.values())
    disguised = {word for word, one in letters.items() if one in known and disguises.is_disguised(word)}
    disguised -= plain.known(disguised).keys()
    if disguised and lettered.can_be_said(known, {letters[word] for word in disguised}):
        odd = [(words.starts[at], words.ends[at], word) for at, word in enumerate(words.spelled) if word in disguised]
        odd += _places_of(hidden, folded, disguised)
        odd = _apart([(start, end, letters[word]) for start, end, word in odd])
        as_letters = [letters[word] for word in words.spelled]
        yield from _standing(_with(words, as_letters, odd, lettered.longest - 1), lettered, known)


def _standing(
    words: _Words | _Rewritten, terms: Vocabulary[Meaning], known: Mapping[str, Fitting]
) -> Iterator[tuple[int, int, Meaning]]:
    """Where terms stand among words that are near each other; one of them odd, as a look before had the others."""
    for first, count, meaning in terms.found(words.spelled, known):
        row = words.order[first : first + count]
        if max(row) >= words.first_odd and _are_together(words, row):
            yield words.starts[row[0]], words.ends[row[-1]], meaning


def _are_together(words: _Words | _Rewritten, row: Sequence[int]) -> bool:
    return all(words.starts[right] - words.ends[left] <= _WIDEST_GAP for left, right in pairwise(row))


def _words_of(kinds: Iterable[disguises.Hidden]) -> set[str]:
    return set().union(*(kind.words for kind in kinds))


def _places_of(kinds: Iterable[disguises.Hidden], folded: Mapping[str, str], wanted: AbstractSet[str]) -> list[Stretch]:
    """Where the wanted words stand, folded."""
    as_written = {word for word, one in folded.items() if one in wanted}
    return [(start, end, folded[word]) for kind in kinds for start, end, word in kind.places(as_written)]


def _apart(stretches: list[Stretch]) -> list[Stretch]:
    """Of two that overlap, the one that begins first, or else is longer."""
    chosen: list[Stretch] = []
    free_from = 0
    for start, negative, word in sorted([(start, -end, word) for start, end, word in stretches]):
        if start >= free_from:
            free_from = -negative
            chosen.append((start, free_from, word))
    return chosen


def _with(words: _Words, spelled: list[str], odd: list[Stretch], reach: int) -> _Rewritten:
    """The odd words in the places of those that they are made of, with the others around them, read so.

    Args:
        reach: how many others a term may have on either side of an odd one. Those further away are left out: a term
            that went on over the gap would have no odd word in it.
    """
    starts, ends = words.starts, words.ends
    order: list[int] = []
    taken = 0
    for number, (start, end, _word) in enumerate(odd, start=len(spelled)):
        before = bisect_right(ends, start, taken)
        if before > taken:
            order += range(taken, min(taken + reach, before))
            order += range(max(taken + reach, before - reach), before)
        order.append(number)
        taken = bisect_left(starts, end, before)
    order += range(taken, min(taken + reach, len(spelled)))
    odd_starts, odd_ends, odd_words = map(list, zip(*odd, strict=True))
    both = spelled + odd_words
    return _Rewritten([both[at] for at in order], order, starts + odd_starts, ends + odd_ends, len(spelled))


def fold(words: str) -> str:
    """Case and width aside, in one normal form: canonical caseless matching (Unicode, section 3.13)."""
    return words.lower() if words.isascii() else in_one_form(in_one_form(words).casefold())
