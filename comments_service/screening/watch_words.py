"""Finds the words a company asked to look out for, and the terms of news that is not out yet: whole words, any case.

Accents count, punctuation and spaces between the words of a term do not; `*` stands for any letters of a word. Spaced,
dotted and signs-for-letters spellings are seen through. A list may be long: see `vocabulary`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from comments_service.languages import N_
from comments_service.refusals import FieldIsWrong
from comments_service.screening import disguises
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.gaps import MARKS
from comments_service.screening.looks import TooManyWords, fold, found
from comments_service.screening.reading import Reading, composed, read
from comments_service.screening.vocabulary import ANY, Vocabulary

ADVICE = N_(
    "This wording has led to trouble here before. Word it differently, or ask a facilitator to review it as it is."
)
# The same sentence for a watch word and an embargo: whoever reads it learns nothing about what is planned.
# Findings of the two carry one name for the same reason; which list it was, `rule` tells the desk.
HELD = N_(
    "This comment would be held for a facilitator to check before others see it. You may also word it differently."
)

_PATTERN = re.compile(rf"(?:[^\W_]|[{MARKS}]|\*)+")
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
            raise FieldIsWrong(
                "term", N_("A watch word needs a letter or a digit; “%(term)s” has none.", term=self.term)
            )
        for word in words:
            if ANY in word and (len(composed(word.replace(ANY, ""))) < _FEWEST_LETTERS or not _STARS.fullmatch(word)):
                said = N_(
                    "A word with a star needs %(least)s letters or more, and takes one star, or one at each end; "
                    "“%(term)s” would find too much.",
                    least=_FEWEST_LETTERS,
                    term=self.term,
                )
                raise FieldIsWrong("term", said)
        if self.outcome not in {Outcome.HOLD, Outcome.ADVISE}:
            raise FieldIsWrong("outcome", N_("A watch word may advise or hold."), allowed=["advise", "hold"])


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
    """Each place where one of either list stands; all of a text that is too odd to be looked through.

    Args:
        lang: the language of the page; words for another are left out.
    """
    plain, lettered = watched.terms(_primary(lang))
    if not plain:
        return
    seen: set[tuple[int, int, _Meaning]] = set()
    try:
        for place in found(reading.flat, plain, lettered):
            if place not in seen:
                seen.add(place)
                start, end, meaning = place
                message = HELD if meaning.outcome is Outcome.HOLD else ADVICE
                yield Finding("watch_word", meaning.outcome, message, *reading.span(start, end), rule=meaning.rule)
    except TooManyWords:
        # A person looks instead.
        yield Finding("watch_word", Outcome.HOLD, HELD, 0, len(reading.body))


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
        for term in {words, (joined,) if len(composed(joined)) >= _SHORTEST_JOINED else words} - {()}:
            if term not in terms or terms[term].outcome <= meaning.outcome:
                terms[term] = meaning
    lettered = {tuple(map(disguises.as_letters, term)): meaning for term, meaning in terms.items()}
    # What the second does not know is not looked for by the first, which is the stricter one.
    return Vocabulary(terms), Vocabulary(lettered, do_accents_count=False)


def _primary(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


def _words(term: str) -> tuple[str, ...]:
    return tuple(fold(match[0]) for match in _PATTERN.finditer(read(term).text))
