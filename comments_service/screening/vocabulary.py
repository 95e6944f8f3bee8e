"""Terms of one or more words, kept so that a text is searched for all of them in one pass over its words.

Used by `watch_words`. A word of a term may have one `*` for any letters, or one at each end; what a search costs grows
with the text and not with the list, but for terms that fit the same words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")
ANY = "*"
_GRAM = 3


class Vocabulary(Generic[Meaning]):
    """What each term means, found by the words that it fits.

    Attributes:
        longest: the words of the longest term.
    """

    def __init__(self, terms: Mapping[tuple[str, ...], Meaning]) -> None:
        self._tree = _Node[Meaning]()
        self.longest = max(map(len, terms), default=0)
        for term, meaning in terms.items():
            self._tree.add(term, meaning)
        patterns = {pattern for term in terms for pattern in term}
        self._words = {pattern for pattern in patterns if ANY not in pattern}
        self._openings: dict[str, list[str]] = {}
        self._endings: dict[str, list[str]] = {}
        self._grams: dict[str, list[str]] = {}
        for pattern in patterns - self._words:
            head, *_, tail = pattern.split(ANY)
            if not head and not tail:
                self._grams.setdefault(pattern[1 : 1 + _GRAM], []).append(pattern)
            elif len(head) >= len(tail):
                self._openings.setdefault(head, []).append(pattern)
            else:
                self._endings.setdefault(tail, []).append(pattern)
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

    def known(self, words: Iterable[str]) -> dict[str, list[str]]:
        """Each of the words that some term has, with the patterns that it fits."""
        distinct = set(words)
        known = {word: [word] for word in distinct & self._words}
        for word in self._starry(distinct):
            if fitting := self._fitting(word):
                known[word] = fitting
        return known

    def can_be_said(self, known: Mapping[str, list[str]]) -> bool:
        """Whether some term is made of such words alone, in whatever order they stand.

        Args:
            known: what `known` returned for the words of a text.
        """
        patterns = {pattern for fitting in known.values() for pattern in fitting}
        nodes = [self._tree]
        while nodes:
            node = nodes.pop()
            if node.meaning is not None:
                return True
            nodes += [node.then[pattern] for pattern in node.then.keys() & patterns]
        return False

    def walk(self, known: Mapping[str, list[str]]) -> "Walk[Meaning]":
        """Begin to look for terms among words of one text.

        Args:
            known: what `known` returned for them.
        """
        return Walk(known, [self._tree])

    def _starry(self, words: set[str]) -> set[str]:
        """Those of the words that a term with a star may fit: nearly none, so the others are told from them quickly."""
        perhaps: set[str] = set()
        if self._heads:
            perhaps.update([word for word in words if word[: self._first] in self._heads])
        if self._tails:
            perhaps.update([word for word in words if word[-self._last :] in self._tails])
        if self._grams:
            perhaps.update([word for word in words if self._like_a_gram.search(word)])
        return perhaps

    def _fitting(self, word: str) -> list[str]:
        fitting = [word] if word in self._words else []
        for length in self._opening_lengths:
            if length <= len(word):
                fitting += self._openings.get(word[:length], ())
        for length in self._ending_lengths:
            if length <= len(word):
                fitting += self._endings.get(word[-length:], ())
        if self._grams:
            for gram in _grams(word):
                fitting += self._grams.get(gram, ())
        return [pattern for pattern in dict.fromkeys(fitting) if _fits(pattern, word)]


class _Node(Generic[Meaning]):
    """The words that may follow, and what a term that ends here means."""

    __slots__ = ("meaning", "then")

    def __init__(self) -> None:
        self.then: dict[str, _Node[Meaning]] = {}
        self.meaning: Meaning | None = None

    def add(self, term: tuple[str, ...], meaning: Meaning) -> None:
        node = self
        for pattern in term:
            node = node.then.setdefault(pattern, _Node())
        node.meaning = meaning


class Walk(Generic[Meaning]):
    """How far the words up to here have come in terms. A step that was taken once is remembered.

    Attributes:
        meanings: of the terms that end here.
    """

    __slots__ = ("_known", "_nodes", "_steps", "meanings")

    def __init__(self, known: Mapping[str, list[str]], nodes: list[_Node[Meaning]]) -> None:
        self._known = known
        self._nodes = nodes
        self._steps: dict[str, Walk[Meaning] | None] = {}
        self.meanings = [node.meaning for node in nodes if node.meaning is not None]

    @property
    def openers(self) -> set[str]:
        """The words that a term goes on with from here."""
        then = set().union(*(node.then.keys() for node in self._nodes))
        return {word for word, fitting in self._known.items() if not then.isdisjoint(fitting)}

    def found(self, words: Sequence[str]) -> list[tuple[int, Meaning]]:
        """Each term that these words begin with, as how many of them it takes and what it means."""
        ended: list[tuple[int, Meaning]] = []
        here: Walk[Meaning] = self
        for count, word in enumerate(words, start=1):
            there = here.after(word)
            if there is None:
                break
            here = there
            if here.meanings:
                ended += [(count, meaning) for meaning in here.meanings]
        return ended

    def after(self, word: str) -> "Walk[Meaning] | None":
        """One word further, or None where no term goes on with it."""
        if word not in self._steps:
            patterns = self._known.get(word, ())
            nodes = [node.then[pattern] for node in self._nodes for pattern in patterns if pattern in node.then]
            self._steps[word] = Walk(self._known, nodes) if nodes else None
        return self._steps[word]


def _grams(word: str) -> list[str]:
    return [word[place : place + _GRAM] for place in range(len(word) - _GRAM + 1)]


def _fits(pattern: str, word: str) -> bool:
    if ANY not in pattern:
        return pattern == word
    head, *middle, tail = pattern.split(ANY)
    if len(word) < len(head) + len(tail) or not (word.startswith(head) and word.endswith(tail)):
        return False
    return all(piece in word[len(head) : len(word) - len(tail)] for piece in middle)
