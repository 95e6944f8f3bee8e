"""Finds the words a company asked to look out for, and the terms of news that is not out yet: whole words, any case.

Accents count, punctuation and spaces between the words of a term do not; `*` stands for any letters of a word. Spaced,
dotted and signs-for-letters spellings are seen through. A list may be long: see `vocabulary`.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
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
    for look in _looks(reading.text, plain, lettered):
        for place in _places(look):
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
        found = list(_WORD.finditer(self._text))
        return list(zip(map(re.Match.start, found), map(re.Match.end, found), self.spelled, strict=True))


@dataclass(frozen=True, slots=True)
class _Rewritten:
    """Words of which some were put together, or read in another way."""

    stretches: list[Stretch]

    @property
    def spelled(self) -> list[str]:
        return [word for _start, _end, word in self.stretches]


@dataclass(frozen=True, slots=True)
class _Look:
    """One way to read a text.

    Attributes:
        known: the words that some term has, with what they fit.
        odd: words one of which must be in whatever is found, as an earlier look had the others; none for the first.
    """

    words: _Words | _Rewritten
    terms: _Terms
    known: Mapping[str, list[str]]
    odd: list[Stretch]


def _looks(text: str, plain: _Terms, lettered: _Terms) -> Iterator[_Look]:
    """The words as written, with kept-apart ones joined, and with signs as letters.

    A look is taken only where its words are enough for some term. That is told from the words alone, without asking
    where each stands, and nearly always the end of it.
    """
    words = _Words(text)
    known = plain.known(words.spelled)
    if plain.can_be_said(known):
        yield _Look(words, plain, known, [])
    joined, signed = disguises.joined(text), disguises.signed(text)
    folded = {word: _fold(word) for pieces in (*joined, *signed) for word in pieces.words}
    together = plain.known({folded[word] for pieces in joined for word in pieces.words})
    if together and plain.can_be_said(both := {**known, **together}):
        odd = _apart(_places_of(joined, folded, together))
        yield _Look(_Rewritten(_with(words.stretches, odd)), plain, both, odd)
    spelled = {*words.spelled, *folded.values()}
    letters = {word: disguises.as_letters(word) for word in spelled if disguises.is_disguised(word)}
    hidden = lettered.known(set(letters.values()))
    disguised = {word for word, one in letters.items() if one in hidden}
    disguised -= plain.known(disguised).keys()
    if disguised and lettered.can_be_said(known := lettered.known(set(map(disguises.as_letters, spelled)))):
        stretches = [one for one in words.stretches if one[2] in disguised]
        stretches += _places_of((*joined, *signed), folded, disguised)
        odd = _apart(_as_letters(stretches))
        yield _Look(_Rewritten(_with(_as_letters(words.stretches), odd)), lettered, known, odd)


def _places_of(kinds: Iterable[disguises.Pieces], folded: Mapping[str, str], wanted: Collection[str]) -> list[Stretch]:
    """Where the wanted words stand, folded."""
    as_written = {word for word, one in folded.items() if one in wanted}
    return [(start, end, folded[word]) for kind in kinds for start, end, word in kind.places(as_written)]


def _apart(stretches: list[Stretch]) -> list[Stretch]:
    """Of two that overlap, the one that begins first, or else is longer."""
    chosen: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda one: (one[0], -one[1])):
        if not chosen or stretch[0] >= chosen[-1][1]:
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


def _places(look: _Look) -> Iterator[tuple[int, int, _Meaning]]:
    spelled = look.words.spelled
    odd_starts = {start for start, _end, _word in look.odd}
    walk = look.terms.walk(look.known)
    # A text that says one thing over and over must not cost more than one that does not.
    ended: dict[tuple[str, ...], list[tuple[int, _Meaning]]] = {}
    openers = walk.openers
    for place in [place for place, word in enumerate(spelled) if word in openers]:
        following = tuple(spelled[place : place + look.terms.longest])
        if following not in ended:
            ended[following] = walk.found(following)
        for count, meaning in ended[following]:
            found = look.words.stretches[place : place + count]
            if _are_together(found) and (not odd_starts or any(stretch[0] in odd_starts for stretch in found)):
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
