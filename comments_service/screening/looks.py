"""The ways to look at a text for the words of a list: as written, with kept-apart ones joined, with signs as letters.

Used by `watch_words`; pure. A look is taken only where the words are enough for some term. That is told from the words
alone, read in the laxest way, without asking where each stands, and nearly always the end of it.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice, pairwise
from typing import NamedTuple

from comments_service.screening import disguises
from comments_service.screening.gaps import SPACING, Flat, flat
from comments_service.screening.pieces import Row, Stretch, each
from comments_service.screening.vocabulary import Fitting, Meaning, Vocabulary

_WIDEST_GAP = 5
# Put into wider gaps: a word of no term, over which none goes on.
_FAR = "\0"
_TOO_WIDE = SPACING * (_WIDEST_GAP + 1)
# In no language that we know of is more than one in so many characters a word that did not stand there before; nor is
# half of a text in pieces, nor are there as many different pieces: source code has sixty in 2,000 characters.
_CHARACTERS_A_NEW_WORD, _CHARACTERS_A_NEW_PIECE = 4, 50
_FEW_WORDS, _FEW_PIECES, _FEW_CHARACTERS = 100, 50, 200
# Words of terms, written so as not to be seen: hardly anybody has one. Different ones, and places.
_FEW_HIDDEN = 12
_FEW_ODD, _CHARACTERS_AN_ODD_WORD = 10, 500


class TooManyWords(Exception):
    """A text has more different words than any language, or more in pieces, and would take too long to look through."""


class _Words:
    """The words of a text, as they stand there and folded.

    Attributes:
        blanked: the text with a blank for whatever is no word.
        row: its words in order, and where gaps are too wide for a term.
        standing: each of the words that stand there.
        hidden: what can be read as a word and is not written as one.
        folded: each of the words, those that are hidden among them, as it is when folded.
        most_odd: so many words may be hidden in it that some term has.

    Raises:
        TooManyWords: there are.
    """

    def __init__(self, text: Flat) -> None:
        self.joined, self.signed = disguises.joined(text), disguises.signed(text)
        self.blanked = text.blanked
        self.row = Row(self.blanked.replace(_TOO_WIDE, _FAR.center(len(_TOO_WIDE))))
        self.standing = set(self.row.found) - {_FAR}
        self.most_odd = _FEW_ODD + len(text) // _CHARACTERS_AN_ODD_WORD
        self.hidden = set().union(*(kind.words for kind in (*self.joined, *self.signed)))
        distinct = self.hidden | self.standing
        if len(distinct) > _FEW_WORDS + len(text) // _CHARACTERS_A_NEW_WORD:
            raise TooManyWords
        if len(self.hidden) > _FEW_PIECES + len(text) // _CHARACTERS_A_NEW_PIECE:
            raise TooManyWords
        if sum(map(len, self.hidden)) > _FEW_CHARACTERS + len(text) // 2:
            raise TooManyWords
        self.folded = each(distinct, fold)


class _Word(NamedTuple):
    """A word near an odd one, or an odd one: one that was put together or read in another way.

    Attributes:
        start: where it begins.
        end: where it ends (exclusive).
        word: what it is read as; None for what no term has.
    """

    start: int
    end: int
    word: str | None
    is_odd: bool = False


def found(text: str, plain: Vocabulary[Meaning], lettered: Vocabulary[Meaning]) -> Iterator[tuple[int, int, Meaning]]:
    """Each place where a term stands, from where to where, and what it means; some more than once.

    Args:
        plain: the terms.
        lettered: the same, each of their words as `disguises.as_letters` reads it.

    Raises:
        TooManyWords: there are; nothing was looked for, or only the first of those that are hidden.
    """
    words = _Words(flat(text))
    letters = each(words.folded.values(), disguises.as_letters)
    # What is a word of a term as it is written is one as well when its signs are read as letters.
    maybe = lettered.known(letters.values())
    if not lettered.can_be_said(maybe):
        return
    # From here on these few words alone.
    folded = {word: one for word, one in words.folded.items() if letters[one] in maybe}
    if len(words.hidden & folded.keys()) > _FEW_HIDDEN:
        raise TooManyWords
    known = plain.known(folded.values())
    yield from _as_written(words, {word: one for word, one in folded.items() if one in known}, plain, known)
    together = {folded[word] for kind in words.joined for word in kind.words & folded.keys()} & known.keys()
    if not plain.can_be_said(known, together):
        together = set()
    disguised = {word for word in folded.values() if disguises.is_disguised(word)} - known.keys()
    if not lettered.can_be_said(maybe, {letters[word] for word in disguised}):
        disguised = set()
    odd = sorted(_places(words, folded, together, disguised)) if together or disguised else []
    first_ones = odd[: words.most_odd]
    yield from _around(words, [one for one in first_ones if one[2] in together], folded, plain, known)
    as_letters = [(start, end, letters[word]) for start, end, word in first_ones if word in disguised]
    yield from _around(words, as_letters, {word: letters[one] for word, one in folded.items()}, lettered, maybe)
    if len(odd) > words.most_odd:
        raise TooManyWords


def _as_written(
    words: _Words, read: Mapping[str, str], plain: Vocabulary[Meaning], known: Mapping[str, Fitting]
) -> Iterator[tuple[int, int, Meaning]]:
    if plain.can_be_said({read[word]: known[read[word]] for word in words.standing & read.keys()}):
        row = list(map(read.get, words.row.found))
        yield from words.row.placed(plain.found(row, known))


def _places(
    words: _Words, folded: Mapping[str, str], together: AbstractSet[str], disguised: AbstractSet[str]
) -> Iterator[Stretch]:
    """Where those words stand, as they are when folded; of each kind no more than one that is too many.

    Args:
        folded: words as they stand there, and folded.
        together: of what is kept apart.
        disguised: of all.
    """
    most = words.most_odd + 1
    odd = {word for word, one in folded.items() if one in together or one in disguised}
    for kind in (*words.joined, *words.signed):
        for start, end, word in islice(kind.places(odd), most):
            yield start, end, folded[word]
    standing = {word for word in words.standing & odd if folded[word] in disguised}
    for start, word in islice(words.row.places(standing), most) if standing else ():
        yield start, start + len(word), folded[word]


def _around(
    words: _Words,
    odd: list[Stretch],
    read: Mapping[str, str],
    terms: Vocabulary[Meaning],
    known: Mapping[str, Fitting],
) -> Iterator[tuple[int, int, Meaning]]:
    """Where terms stand that have an odd word in them, one that was put together or read in another way.

    Args:
        read: what words are read as, those of the text that may be of a term.
        known: the words that some term has.
    """
    if odd:
        read = {word: one for word, one in read.items() if one in known}
        row = _with(words.blanked, read, _apart(odd), terms.longest - 1)
        for first, count, meaning in terms.found([one.word for one in row], known):
            if any(one.is_odd for one in row[first : first + count]):
                yield row[first].start, row[first + count - 1].end, meaning


def _apart(stretches: list[Stretch]) -> list[Stretch]:
    """Of two that overlap, the one that begins first, or else is longer."""
    chosen: list[Stretch] = []
    free_from = 0
    for start, negative, word in sorted([(start, -end, word) for start, end, word in stretches]):
        if start >= free_from:
            free_from = -negative
            chosen.append((start, free_from, word))
    return chosen


def _with(blanked: str, read: Mapping[str, str], odd: list[Stretch], reach: int) -> list[_Word]:
    """The odd words, in the places of those that they are made of, with the others around them.

    Args:
        reach: how many others a term may have on either side of an odd one. What is further away is left out, and so is
            what no term goes on over.
    """
    row: list[_Word] = []
    taken = 0
    for (start, end, word), (following, _end, _word) in pairwise([*odd, (len(blanked), 0, "")]):
        before = list(_backward(blanked, read, taken, start, reach))
        between = blanked[taken : before[-1].start if before else start]
        if len(between) > _WIDEST_GAP or between.strip():
            row.append(_Word(taken, taken, None))
        row += reversed(before)
        row.append(_Word(start, end, word, is_odd=True))
        row += _onward(blanked, read, end, following, reach)
        taken = row[-1].end
    return row


def _onward(blanked: str, read: Mapping[str, str], start: int, end: int, reach: int) -> Iterator[_Word]:
    """So many words from a place to another, as long as a term may go on with them."""
    for word in blanked[start:end].split(None, reach)[:reach]:
        begins = blanked.index(word, start)
        if begins - start > _WIDEST_GAP or word not in read:
            return
        start = begins + len(word)
        yield _Word(begins, start, read[word])


def _backward(blanked: str, read: Mapping[str, str], start: int, end: int, reach: int) -> Iterator[_Word]:
    """The same towards the beginning, from the last word on."""
    for word in reversed(blanked[start:end].rsplit(None, reach)[-reach:] if reach else []):
        ends = blanked.rindex(word, start, end) + len(word)
        if end - ends > _WIDEST_GAP or word not in read:
            return
        end = ends - len(word)
        yield _Word(end, ends, read[word])


def fold(words: str) -> str:
    """Case and width aside, in one normal form: compatibility caseless matching (Unicode, section 3.13).

    Letters and their accents stay apart: see `reading.composed`.
    """
    return words.lower() if words.isascii() else unicodedata.normalize("NFKD", words).casefold()
