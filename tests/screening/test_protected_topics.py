"""Pay, hours, safety and the like can always be talked about."""

import pytest

from comments_service.screening.finding import Outcome
from comments_service.screening.protected_topics import SENTENCES, silenced_by
from comments_service.screening.screen import Rules, screen
from comments_service.screening.watch_words import EmbargoTerm, WatchWord

ALL = [sentence for sentences in SENTENCES.values() for sentence in sentences]
DEFAULTS = Rules(
    customer_reference=r"MCC-\d{6}", allowed_hosts=("meridale.example",), internal_hosts=("corp.meridale.example",)
)


def test_there_are_enough_sentences_on_every_topic() -> None:
    assert set(SENTENCES) == {"pay", "hours", "safety", "conditions", "union", "discrimination", "wrongdoing"}
    assert len(set(ALL)) == len(ALL) >= 60
    assert all(len(sentences) >= 9 for sentences in SENTENCES.values())


@pytest.mark.parametrize("sentence", ALL)
def test_the_rules_that_come_with_the_house_let_it_be_said(sentence: str) -> None:
    assert screen(sentence, DEFAULTS).outcome is Outcome.PUBLISH


@pytest.mark.parametrize("sentence", ALL)
def test_said_loudly_and_again_it_is_advised_on_at_most(sentence: str) -> None:
    loud = sentence.upper()

    assert screen(loud, DEFAULTS, recent=(loud,)).outcome <= Outcome.ADVISE


def test_the_rules_that_come_with_the_house_silence_nobody() -> None:
    assert silenced_by(DEFAULTS) == []


@pytest.mark.parametrize(
    ("term", "piece"),
    [("salary", "salary"), ("Betriebsrat", "Betriebsrat"), ("grève", "grève"), ("podwyżka płac", "podwyżka płac")],
)
def test_a_watch_word_that_would_silence_somebody_is_told_whom(term: str, piece: str) -> None:
    silenced = silenced_by(Rules(watch_words=(WatchWord(term),)))

    assert silenced != []
    assert all(piece in sentence for sentence in silenced)


def test_an_embargo_on_a_protected_word_is_told_too() -> None:
    assert silenced_by(Rules(embargo_terms=(EmbargoTerm("works council", "a1"),))) != []


def test_a_watch_word_for_one_language_is_tried_on_all_sentences_as_people_write_any_language_anywhere() -> None:
    assert silenced_by(Rules(watch_words=(WatchWord("salary", lang="fr"),))) != []


def test_a_star_that_would_silence_somebody_is_told_too() -> None:
    assert silenced_by(Rules(watch_words=(WatchWord("discrim*"),))) != []


def test_advice_silences_nobody() -> None:
    assert silenced_by(Rules(watch_words=(WatchWord("salary", Outcome.ADVISE),))) == []
