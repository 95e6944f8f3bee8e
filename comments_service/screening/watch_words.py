"""Finds the words a company asked to look out for, and the terms of news that is not out yet: whole words, any case.

Accents count, punctuation and spaces between the words of a term do not; `*` stands for any letters of a word. Spaced,
dotted and signs-for-letters spellings are seen through. A list may be long: see `vocabulary`.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import pairwise

from comments_service.refusals import FieldIsWrong
from comments_service.screening import disguises
from comments_service.screening.disguises import Stretch
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading, read
from comments_service.screening.vocabulary import ANY, Vocabulary

ADVICE = "This wording has led to trouble here before. Word it differently, or ask a facilitator to review it as it is."
# The same sentence for a watch word and an embargo: whoever reads it learns nothing about what is planned.
# Findings of the two carry one name for the same reason; which list it was, `rule` tells the desk.
HELD = "This comment would be held for a facilitator to check before others see it. You may also word it differently."

# Apostrophes and underscores part words, so "Heron's" is Heron; marks and vowel signs belong to the letter before them.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff\u0e31-\u0e4e"
)
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*")
_PATTERN = re.compile(rf"(?:[^\W_]|[{_MARKS}]|\*)+")
_WIDEST_GAP = 5
_FEWEST_LETTERS = 3
# "projectheron" is Project Heron; shorter ones are too often something else.
_SHORTEST_JOINED = 6
_STARS = re.compile(r"\*?[^*]+\*?|[^*]+\*[^*]+")


@dataclass(frozen=True, slots=True)
class WatchWord:
    """A word or a few to look out for.

    Attributes:
        term: letters and digits, with spaces or punctuation between the words. A `*` in a word stands for any letters.
        outcome: HOLD or ADVISE.
        lang: the language of the pages it is for, as a tag (BCP 47); "" for all.
        id: what findings call it.

    Raises:
        FieldIsWrong: there is no word in the term, its stars would find nearly everything, or the outcome is another.
    """

    term: str
    outcome: Outcome = Outcome.HOLD
    lang: str = ""
    id: str = ""

    def __post_init__(self) -> None:
        words = _words(self.term)
        if not any(word.strip(ANY) for word in words):
            raise FieldIsWrong("term", f"A watch word needs a letter or a digit; “{self.term}” has none.")
        for word in words:
            if ANY in word and (len(word.replace(ANY, "")) < _FEWEST_LETTERS or not _STARS.fullmatch(word)):
                why = f"needs {_FEWEST_LETTERS} letters or more, and takes one star, or one at each end"
                raise FieldIsWrong("term", f"A word with a star {why}; “{self.term}” would find too much.")
        if self.outcome not in {Outcome.HOLD, Outcome.ADVISE}:
            raise FieldIsWrong("outcome", "A watch word may advise or hold.", allowed=["advise", "hold"])


@dataclass(frozen=True, slots=True)
class EmbargoTerm:
    """A name or phrase of an article that is not out yet; it holds.

    Attributes:
        term: one word or more. A star in it is punctuation.
        uid: the article.
    """

    term: str
    uid: str


@dataclass(frozen=True, slots=True)
class _Meaning:
    outcome: Outcome
    rule: str


_Terms = Vocabulary[_Meaning]


class Watched:
    """Both lists, ready to be looked for; made once for many texts, since it takes longer than to screen one."""

    def __init__(self, watch_words: tuple[WatchWord, ...], embargo_terms: tuple[EmbargoTerm, ...] = ()) -> None:
        self._lists = watch_words, embargo_terms
        self._terms: dict[str, tuple[_Terms, _Terms]] = {}

    def terms(self, language: str) -> tuple[_Terms, _Terms]:
        """What is looked for on pages in a language; words for another are left out."""
        if language not in self._terms:
            self._terms[language] = _vocabularies(*self._lists, language)
        return self._terms[language]


def find(reading: Reading, watched: Watched, lang: str = "") -> Iterator[Finding]:
    """Each place where one of either list stands.

    Args:
        lang: the language of the page; words for another are left out.
    """
    plain, lettered = watched.terms(_primary(lang))
    if not plain:
        return
    seen: set[tuple[int, int, _Meaning]] = set()
    for words, odd, terms in _readings(reading.text, plain, lettered):
        for place in _places(words, odd, terms):
            if place not in seen:
                seen.add(place)
                start, end, meaning = place
                message = HELD if meaning.outcome is Outcome.HOLD else ADVICE
                span = reading.span(start, end)
                yield Finding("watch_word", meaning.outcome, message, *span, rule=meaning.rule)


class _Words:
    """The words of a text, folded; where they stand is only asked once a term was found."""

    def __init__(self, text: str) -> None:
        folded = text.casefold()
        # Folding that moves places, as "ß" does, must be done word by word.
        self._whole = len(folded) == len(text) and unicodedata.is_normalized("NFKC", folded)
        self._text = folded if self._whole else text
        found = _WORD.findall(self._text)
        self.spelled: list[str] = found if self._whole else _folded(found)

    @cached_property
    def stretches(self) -> list[Stretch]:
        places = (match.span() for match in _WORD.finditer(self._text))
        return [(*place, word) for place, word in zip(places, self.spelled, strict=True)]


@dataclass(frozen=True, slots=True)
class _Rewritten:
    """Words of which some were put together, or read in another way."""

    stretches: list[Stretch]

    @property
    def spelled(self) -> list[str]:
        return [word for _start, _end, word in self.stretches]


def _readings(
    text: str, plain: _Terms, lettered: _Terms
) -> Iterator[tuple[_Words | _Rewritten, list[Stretch], _Terms]]:
    """The words as written, with kept-apart ones joined, and with signs as letters; only where a term knows some.

    With each go those words one of which must be in whatever is found there, as the earlier reading had the others.
    """
    words = _Words(text)
    yield words, [], plain
    wanted = partial(_worth_a_look, plain=plain, lettered=lettered)
    joined = [(start, end, _fold(word)) for start, end, word in disguises.joined(text, wanted)]
    if odd := _known(joined, plain):
        yield _Rewritten(_with(words.stretches, odd)), odd, plain
    apart = [*joined, *((start, end, _fold(word)) for start, end, word in disguises.signed(text, wanted))]
    spelled = {*words.spelled, *(word for _start, _end, word in apart)}
    disguised = _worth_a_look({word for word in spelled if not word.isalpha()}, plain=None, lettered=lettered)
    disguised -= plain.known(disguised).keys()
    if disguised:
        stretches = [one for one in (*words.stretches, *apart) if one[2] in disguised]
        odd = _known(_as_letters(stretches), lettered)
        yield _Rewritten(_with(_as_letters(words.stretches), odd)), odd, lettered


def _worth_a_look(words: set[str], *, plain: _Terms | None, lettered: _Terms) -> set[str]:
    """Those of the words that some term has, as they are or with their signs as letters."""
    folded = {word: _fold(word) for word in words}
    known = plain.known(folded.values()).keys() if plain else ()
    read_as = {one: disguises.as_letters(one) for one in folded.values() if disguises.is_disguised(one)}
    lettered_known = lettered.known(read_as.values())
    return {word for word, one in folded.items() if one in known or read_as.get(one) in lettered_known}


def _known(stretches: list[Stretch], terms: _Terms) -> list[Stretch]:
    """Those that some term has; of two that overlap, the one that begins first, or else is longer."""
    known = terms.known({word for _start, _end, word in stretches})
    chosen: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda one: (one[0], -one[1])) if known else ():
        if stretch[2] in known and (not chosen or stretch[0] >= chosen[-1][1]):
            chosen.append(stretch)
    return chosen


def _with(words: list[Stretch], odd: list[Stretch]) -> list[Stretch]:
    """The words with the odd ones in the places of those that they are made of; each list is in order."""
    starts, ends = [one[0] for one in words], [one[1] for one in words]
    merged: list[Stretch] = []
    taken = 0
    for stretch in odd:
        merged += [*words[taken : bisect_right(ends, stretch[0])], stretch]
        taken = bisect_left(starts, stretch[1])
    return merged + words[taken:]


def _places(words: _Words | _Rewritten, odd: list[Stretch], terms: _Terms) -> Iterator[tuple[int, int, _Meaning]]:
    spelled = words.spelled
    known = terms.known(spelled)
    odd_starts = {start for start, _end, _word in odd}
    # A text that says one thing over and over must not cost more than one that does not.
    ended: dict[tuple[str, ...], list[tuple[int, _Meaning]]] = {}
    for place in [place for place, word in enumerate(spelled) if word in known]:
        following = tuple(spelled[place : place + terms.longest])
        if following not in ended:
            ended[following] = terms.found(following, known)
        for count, meaning in ended[following]:
            found = words.stretches[place : place + count]
            if _are_together(found) and (not odd or any(stretch[0] in odd_starts for stretch in found)):
                yield found[0][0], found[-1][1], meaning


def _are_together(found: list[Stretch]) -> bool:
    return all(right[0] - left[1] <= _WIDEST_GAP for left, right in pairwise(found))


@lru_cache(maxsize=64)
def _vocabularies(
    watch_words: tuple[WatchWord, ...], embargo_terms: tuple[EmbargoTerm, ...], language: str
) -> tuple[_Terms, _Terms]:
    """Terms as words and, for words with signs in them, as the letters that signs are read as.

    Where one is listed twice the stricter outcome counts, and an embargo before a watch word: its wait is shorter.
    """
    listed = [
        (_words(one.term), _Meaning(one.outcome, f"word:{one.id}" if one.id else ""))
        for one in watch_words
        if _primary(one.lang) in {"", language}
    ]
    listed += [
        (_words(one.term.replace(ANY, " ")), _Meaning(Outcome.HOLD, f"embargo:{one.uid}")) for one in embargo_terms
    ]
    terms: dict[tuple[str, ...], _Meaning] = {}
    for words, meaning in listed:
        joined = "".join(words)
        for term in {words, (joined,) if len(joined) >= _SHORTEST_JOINED else words} - {()}:
            if term not in terms or terms[term].outcome <= meaning.outcome:
                terms[term] = meaning
    lettered = {tuple(map(disguises.as_letters, term)): meaning for term, meaning in terms.items()}
    return Vocabulary(terms), Vocabulary(lettered)


def _primary(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


def _words(term: str) -> tuple[str, ...]:
    return tuple(_fold(match[0]) for match in _PATTERN.finditer(read(term).text))


def _fold(word: str) -> str:
    """Case and width aside, in one normal form: canonical caseless matching (Unicode, section 3.13)."""
    return word.lower() if word.isascii() else _compatible(_compatible(word).casefold())


def _folded(words: list[str]) -> list[str]:
    """Each word folded; one that stands there often is folded once."""
    folded = {word: _fold(word) for word in set(words)}
    return [folded[word] for word in words]


def _compatible(word: str) -> str:
    return word if unicodedata.is_normalized("NFKC", word) else unicodedata.normalize("NFKC", word)


def _as_letters(stretches: list[Stretch]) -> list[Stretch]:
    letters = {word: disguises.as_letters(word) for word in {word for _start, _end, word in stretches}}
    return [(start, end, letters[word]) for start, end, word in stretches]
