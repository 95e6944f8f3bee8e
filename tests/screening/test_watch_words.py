"""Words to look out for: whole words in any case, several of them in a row, at the place they stand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments_service.refusals import FieldIsWrong
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.watch_words import WatchWord, find

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def found(body: str, *terms: str) -> list[str]:
    words = tuple(WatchWord(term) for term in terms)
    return [body[finding.start : finding.end] for finding in find(body, words, ())]


@pytest.mark.parametrize(
    ("body", "term", "places"),
    [
        ("You IDIOT, you", "idiot", ["IDIOT"]),
        ("idiots are idiotic", "idiot", []),
        ("straße STRASSE", "Straße", ["straße", "STRASSE"]),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσεύς", []),
        ("ΟΔΥΣΣΕΥΣ οδυσσευς", "Οδυσσευς", ["ΟΔΥΣΣΕΥΣ", "οδυσσευς"]),
        ("cafe\u0301 café", "café", ["cafe\u0301", "café"]),
        ("ｉｄｉｏｔ", "idiot", ["ｉｄｉｏｔ"]),
        ("id\u200biot", "idiot", ["id\u200biot"]),
        ("so Project  Heron moves us", "project heron", ["Project  Heron"]),
        ("Project\nHeron, project-heron", "Project Heron", ["Project\nHeron", "project-heron"]),
        ("Heron's nest", "heron", ["Heron"]),
        ("Project was late. The Heron flew", "project heron", []),
        ("project — — — heron", "project heron", []),
        ("project heron project", "heron project", ["heron project"]),
        ("Q3/Q4 plan", "Q3 / Q4", ["Q3/Q4"]),
        ("مشروع بلشون", "بلشون", ["بلشون"]),
        ("", "heron", []),
    ],
)
def test_a_term_is_found_as_whole_words_in_any_case(body: str, term: str, places: list[str]) -> None:
    assert found(body, term) == places


def test_each_word_has_its_own_outcome_and_the_stricter_of_two_counts() -> None:
    words = (WatchWord("heron", Outcome.ADVISE), WatchWord("crane"), WatchWord("Crane", Outcome.ADVISE))

    assert [(finding.start, finding.outcome) for finding in find("heron crane", words, ())] == [
        (0, Outcome.ADVISE),
        (6, Outcome.HOLD),
    ]


def test_an_embargo_cannot_be_told_from_a_watch_word() -> None:
    (watched,) = find("Project Heron", (WatchWord("Project Heron"),), ())
    (embargoed,) = find("Project Heron", (), ("Project Heron",))

    assert embargoed == watched
    assert embargoed == Finding("watch_word", Outcome.HOLD, watched.message, 0, 13)
    assert not {"embargo", "news", "secret", "confidential", "Heron"} & set(watched.message.replace(".", "").split())


def test_an_embargo_is_stricter_than_advice_on_the_same_word() -> None:
    (found_once,) = find("heron", (WatchWord("heron", Outcome.ADVISE),), ("Heron",))

    assert found_once.outcome is Outcome.HOLD


@pytest.mark.parametrize("term", ["", " ", "!!", "\u200b"])
def test_a_term_without_a_word_is_refused(term: str) -> None:
    with pytest.raises(FieldIsWrong):
        WatchWord(term)


@pytest.mark.parametrize("outcome", [Outcome.BLOCK, Outcome.PUBLISH])
def test_a_watch_word_may_only_advise_or_hold(outcome: Outcome) -> None:
    with pytest.raises(FieldIsWrong):
        WatchWord("heron", outcome)


@PATIENT
@given(st.text(max_size=30), st.text("abé ", min_size=1, max_size=10), st.text(max_size=30))
def test_a_term_among_spaces_is_always_found(before: str, term: str, after: str) -> None:
    if not term.strip():
        return
    body = f"{before} , {term} , {after}"

    places = [body[start : start + len(term.strip())] for start in _starts(body, term)]

    assert term.strip() in places


def _starts(body: str, term: str) -> list[int]:
    return [finding.start for finding in find(body, (WatchWord(term),), ())]
