"""The ways to look at a text for the words of a list: as written, with kept-apart ones joined, with signs as letters.

Used by `watch_words`; pure. A look is taken only where the words are enough for some term. That is told from the words
alone, read in the laxest way, without asking where each stands, and nearly always the end of it.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from comments_service.screening import disguises
from comments_service.screening.pieces import Pieces, Stretch, each
from comments_service.screening.vocabulary import Fitting, Meaning, Vocabulary

# Apostrophes and underscores part words, so "Heron's" is Heron; marks and vowel signs belong to the letter before them.
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff\u0e31-\u0e4e"
    "\u3099\u309a"
)
# Of marks in a row no more are read than anybody can: to put them in order takes the square of their number.
_WORD = re.compile(rf"(\w++(?:[{MARKS}]{{1,8}}+\w++)*+[{MARKS}]{{0,8}}+)")
_WIDEST_GAP = 5
# In no language that we know of is more than one in so many characters a word that did not stand there before; nor is
# half of a text in pieces.
_CHARACTERS_A_NEW_WORD = 4
_FEW_WORDS, _FEW_CHARACTERS = 100, 200
# Words of terms, written so as not to be seen: hardly anybody has one. Different ones, and places.
_FEW_HIDDEN = 12
_FEW_ODD, _CHARACTERS_AN_ODD_WORD = 10, 500


class TooManyWords(Exception):
    """A text has more different words than any language, or more in pieces, and would take too long to look through."""


class _Words:
    """The words of a text, as they stand there and folded.

    Attributes:
        hidden: what can be read as a word and is not written as one.
        folded: each of the words, those that are hidden among them, as it is when folded.
        order: the number that each has in `starts` and `ends`.
        most_odd: so many words may be hidden in it that some term has.
        first_odd: nought, as all may be found that stands there.

    Raises:
        TooManyWords: there are.
    """

    first_odd = 0

    def __init__(self, text: str) -> None:
        self._pieces = Pieces(text.replace("_", "."), _WORD)
        self.order: Sequence[int] = range(len(self._pieces.found))
        self.most_odd = _FEW_ODD + len(text) // _CHARACTERS_AN_ODD_WORD
        self.joined, self.signed = disguises.joined(text), disguises.signed(text)
        self.hidden = set().union(*(kind.words for kind in (*self.joined, *self.signed)))
        distinct = self.hidden.union(self._pieces.found)
        if len(distinct) > _FEW_WORDS + len(text) // _CHARACTERS_A_NEW_WORD:
            raise TooManyWords
        if sum(map(len, self.hidden)) > _FEW_CHARACTERS + len(text) // 2:
            raise TooManyWords
        self.folded = each(distinct, fold)

    @cached_property
    def spelled(self) -> list[str]:
        """Each word, folded, in order."""
        return [self.folded[word] for word in self._pieces.found]

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

    Raises:
        TooManyWords: there are, and nothing was looked for.
    """
    words = _Words(text)
    letters = each(words.folded.values(), disguises.as_letters)
    # What is a word of a term as it is written is one as well when its signs are read as letters.
    maybe = lettered.known(letters.values())
    if not lettered.can_be_said(maybe):
        return
    if sum(letters[words.folded[word]] in maybe for word in words.hidden) > _FEW_HIDDEN:
        raise TooManyWords
    known = plain.known([word for word, one in letters.items() if one in maybe])
    yield from _as_written(words, plain, known)
    yield from _joined(words, plain, known)
    yield from _disguised(words, letters, known.keys(), lettered, maybe)


def _as_written(
    words: _Words, plain: Vocabulary[Meaning], known: Mapping[str, Fitting]
) -> Iterator[tuple[int, int, Meaning]]:
    spelled = {word: known[word] for word in known.keys() & words.spelled}
    if plain.can_be_said(spelled):
        yield from _standing(words, plain, spelled)


def _joined(
    words: _Words, plain: Vocabulary[Meaning], known: Mapping[str, Fitting]
) -> Iterator[tuple[int, int, Meaning]]:
    """What is found when what is kept apart is put together, where that is needed for it."""
    together = known.keys() & {words.folded[word] for kind in words.joined for word in kind.words}
    if together and plain.can_be_said(known, together):
        odd = _places_of(words.joined, words.folded, together)
        yield from _around(words, words.spelled, odd, plain, known)


def _disguised(
    words: _Words,
    letters: Mapping[str, str],
    plain: AbstractSet[str],
    lettered: Vocabulary[Meaning],
    known: Mapping[str, Fitting],
) -> Iterator[tuple[int, int, Meaning]]:
    """What is found when digits and signs are read as letters, where they are needed for it."""
    disguised = {word for word, one in letters.items() if one in known and disguises.is_disguised(word)} - plain
    if disguised and lettered.can_be_said(known, {letters[word] for word in disguised}):
        odd = [(words.starts[at], words.ends[at], word) for at, word in enumerate(words.spelled) if word in disguised]
        odd += _places_of((*words.joined, *words.signed), words.folded, disguised)
        odd = [(start, end, letters[word]) for start, end, word in odd]
        yield from _around(words, [letters[word] for word in words.spelled], odd, lettered, known)


def _around(
    words: _Words, spelled: list[str], odd: list[Stretch], terms: Vocabulary[Meaning], known: Mapping[str, Fitting]
) -> Iterator[tuple[int, int, Meaning]]:
    """Where terms stand that have an odd word in them, one that was put together or read in another way.

    Raises:
        TooManyWords: there are more of those than anybody has, and only the first ones were looked at.
    """
    first_ones = _apart(sorted(odd)[: words.most_odd])
    yield from _standing(_with(words, spelled, first_ones, terms.longest - 1), terms, known)
    if len(odd) > words.most_odd:
        raise TooManyWords


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
    """Case and width aside, in one normal form: compatibility caseless matching (Unicode, section 3.13).

    Letters and their accents stay apart: see `reading.composed`.
    """
    return words.lower() if words.isascii() else unicodedata.normalize("NFKD", words).casefold()
