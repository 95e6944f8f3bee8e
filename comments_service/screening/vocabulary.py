"""Terms of one or more words, kept so that a text is searched for all of them in one pass over its words.

Used by `watch_words`. A word of a term may have one `*` for any letters, or one at each end; what a search costs grows
with the text and not with the list, but for terms that fit the same words.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain, compress
from operator import attrgetter, getitem, itemgetter
from typing import Generic, TypeVar

from comments_service.screening.pieces import each
from comments_service.screening.reading import composed

Meaning = TypeVar("Meaning")
ANY = "*"
_GRAM = 3
# So many terms with a star at each end are quicker looked for one after the other.
_FEW = 16


# The words of terms that a word fits: itself, and any with stars.
Fitting = tuple[str, ...]


class Vocabulary(Generic[Meaning]):
    """What each term means, found by the words that it fits.

    Args:
        do_accents_count: whether a star never stands for the accent alone of the letter beside it.

    Attributes:
        longest: the words of the longest term.
    """

    def __init__(self, terms: Mapping[tuple[str, ...], Meaning], *, do_accents_count: bool = True) -> None:
        self._do_accents_count = do_accents_count
        # Terms are kept from the last word to the first, as rows are read: see `found`.
        self._tree = _Node[Meaning]()
        self.longest = max(map(len, terms), default=0)
        for term, meaning in terms.items():
            self._tree.add(term, meaning)
        patterns = {pattern for term in terms for pattern in term}
        self._words = {pattern for pattern in patterns if ANY not in pattern}
        self._openings: dict[str, list[_Starry]] = {}
        self._endings: dict[str, list[_Starry]] = {}
        self._grams: dict[str, list[_Starry]] = {}
        self._middles: list[_Starry] = []
        for starry in map(_Starry, patterns - self._words):
            if starry.middle:
                self._grams.setdefault(starry.middle[:_GRAM], []).append(starry)
                self._middles.append(starry)
            elif len(starry.head) >= len(starry.tail):
                self._openings.setdefault(starry.head, []).append(starry)
            else:
                self._endings.setdefault(starry.tail, []).append(starry)
        self._opening_lengths = sorted({len(opening) for opening in self._openings})
        self._ending_lengths = sorted({len(ending) for ending in self._endings})
        # What most words fail at once: the first letters of all openings, the last of all endings.
        self._first, self._last = min(self._opening_lengths, default=0), min(self._ending_lengths, default=0)
        self._heads = {opening[: self._first] for opening in self._openings}
        self._tails = {ending[-self._last :] for ending in self._endings}
        # Any first letter of a gram, any second, any third.
        classes = ("".join(map(re.escape, letters)) for letters in zip(*self._grams, strict=True))
        self._like_a_gram = re.compile("".join(f"[{letters}]" for letters in classes))

    def __bool__(self) -> bool:
        return bool(self._tree.then)

    def known(self, words: Iterable[str]) -> dict[str, Fitting]:
        """Each of the words that some term has, with the patterns that it fits."""
        distinct = set(words)
        known: dict[str, Fitting] = {word: (word,) for word in distinct & self._words}
        starry = list(self._starry(distinct))
        if self._do_accents_count:
            as_read = each({word for word, one in starry if one.may_cut_accents_off(word)}, composed)
            starry = [one for one in starry if one[0] not in as_read or one[1].composed.is_fitted_by(as_read[one[0]])]
        for word, one in starry:
            known[word] = (*known.get(word, ()), one.pattern)
        return known

    def can_be_said(self, known: Mapping[str, Fitting], with_one_of: Collection[str] | None = None) -> bool:
        """Whether some term is made of such words alone, in whatever order they stand.

        Args:
            known: what `known` returned for the words of a text.
            with_one_of: words of these one of which must be in the term; None where none needs to be.
        """
        patterns = set(chain.from_iterable(known.values()))
        wanted = patterns if with_one_of is None else set(chain.from_iterable(map(known.__getitem__, with_one_of)))
        nodes = [(self._tree, False)]
        while nodes:
            node, is_met = nodes.pop()
            then = [(node.then[pattern], is_met or pattern in wanted) for pattern in node.then.keys() & patterns]
            if any(is_now_met and after.meaning is not None for after, is_now_met in then):
                return True
            nodes += [one for one in then if one[0].then]
        return False

    def found(self, row: Sequence[str | None], known: Mapping[str, Fitting]) -> Iterator[tuple[int, int, Meaning]]:
        """Each place in a row of words where a term begins, how many words it takes there, and what it means.

        The row is read from its end, and what terms end with each word is kept while they go on: so one step a word
        finds all that begins at it.

        Args:
            row: the words. None for those that no term has is quicker, as each different word is looked at.
            known: what `known` returned for them.
        """
        made: dict[tuple[_Node[Meaning], ...], _State[Meaning]] = {}
        states = list(accumulate(reversed(row), getitem, initial=_State(self._tree, (), made, known)))
        if not any(state.begun for state in made.values()):
            return
        states.reverse()
        for place in compress(range(len(row)), map(attrgetter("begun"), states)):
            for count, meaning in states[place].begun:
                yield place, count, meaning

    def _starry(self, words: set[str]) -> Iterator[tuple[str, "_Starry"]]:
        """The words that fit terms with stars, with what they fit: nearly none, so that most must fail at once."""
        for word in [word for word in words if word[: self._first] in self._heads] if self._heads else ():
            for length in self._opening_lengths:
                yield from _fitting(word, self._openings.get(word[:length], ()))
        for word in [word for word in words if word[-self._last :] in self._tails] if self._tails else ():
            for length in self._ending_lengths:
                yield from _fitting(word, self._endings.get(word[-length:], ()))
        if len(self._middles) <= _FEW:
            for one in self._middles:
                yield from [(word, one) for word in words if one.middle in word]
            return
        for word in filter(self._like_a_gram.search, words):
            for gram in self._grams.keys() & _grams(word):
                yield from _fitting(word, self._grams[gram])


class _Starry:
    """A word with one star, or one at each end.

    Attributes:
        pattern: the word.
        head: what a word that fits begins with.
        middle: what stands in it, where there are two stars.
        tail: what it ends with.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.head, *middle, self.tail = pattern.split(ANY)
        self.middle = "".join(middle)
        # What such a word is found by is all of it.
        self.is_opening_or_ending = not self.middle and not (self.head and self.tail)

    @cached_property
    def composed(self) -> "_Starry":
        """The same with letters and their accents in one."""
        return _Starry(composed(self.pattern))

    def may_cut_accents_off(self, word: str) -> bool:
        """Whether a star may stand for no more than an accent in a word that fits: no letter of ASCII is joined."""
        after_star = self.tail or word[len(self.head) :]
        return not word.isascii() and (bool(self.middle) or not after_star[:1].isascii())

    def is_fitted_by(self, word: str) -> bool:
        """Whether a word fits it."""
        return (
            len(word) >= len(self.head) + len(self.tail)
            and word.startswith(self.head)
            and word.endswith(self.tail)
            and self.middle in word[len(self.head) : len(word) - len(self.tail)]
        )


class _Node(Generic[Meaning]):
    """The words that may come before, and what a term that begins here means.

    Attributes:
        count: how many words have come.
    """

    __slots__ = ("count", "meaning", "then")

    def __init__(self, count: int = 0) -> None:
        self.count = count
        self.then: dict[str, _Node[Meaning]] = {}
        self.meaning: Meaning | None = None

    def add(self, term: tuple[str, ...], meaning: Meaning) -> None:
        node = self
        for count, pattern in enumerate(reversed(term), start=1):
            node = node.then.setdefault(pattern, _Node(count))
        node.meaning = meaning


class _State(dict[str | None, "_State[Meaning]"], Generic[Meaning]):
    """How far the words up to here have come in terms, and the state after each word. Made where a text needs it.

    Attributes:
        begun: the terms that begin with the last word read, by how many words they take and what they mean.
    """

    __slots__ = ("_all", "_known", "_nodes", "_tree", "begun")

    def __init__(
        self,
        tree: _Node[Meaning],
        nodes: tuple[_Node[Meaning], ...],
        made: dict[tuple[_Node[Meaning], ...], "_State[Meaning]"],
        known: Mapping[str, Fitting],
    ) -> None:
        self._tree = tree
        self._known = known
        self._nodes = nodes
        self._all = made
        made[nodes] = self
        # No term goes on with a word that fits none.
        self[None] = made[()]
        begun = [(node.count, node.meaning) for node in nodes if node.meaning is not None]
        self.begun = sorted(begun, key=itemgetter(0))

    def __missing__(self, word: str) -> "_State[Meaning]":
        before, fitting = (self._tree, *self._nodes), self._known.get(word, ())
        nodes = tuple([node.then[one] for node in before for one in fitting if one in node.then])
        state = self._all.get(nodes) or _State(self._tree, nodes, self._all, self._known)
        self[word] = state
        return state


def _grams(word: str) -> list[str]:
    return [word[place : place + _GRAM] for place in range(len(word) - _GRAM + 1)]


def _fitting(word: str, starry: Iterable[_Starry]) -> list[tuple[str, _Starry]]:
    """Those that a word fits, of some with the same beginning, end or middle as it."""
    return [(word, one) for one in starry if one.is_opening_or_ending or one.is_fitted_by(word)]
