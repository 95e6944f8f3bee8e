"""Saying the same again is advised on; thanking twice, or asking about another truck, is not the same."""

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments_service.screening.finding import Outcome
from comments_service.screening.reading import in_one_form, read
from comments_service.screening.repetition import FEWEST_WORDS, NEARLY_ALL, find

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SAID = "Could somebody look at the heating in the Leeds changing room before Friday?"


def is_found(body: str, *recent: str) -> bool:
    return bool(list(find(read(body), recent)))


@pytest.mark.parametrize(
    "again",
    [
        SAID,
        SAID.lower(),
        SAID.upper() + "!!!",
        SAID.replace(" ", "  "),
        SAID.replace("Leeds", "Lee\u200bds"),
        SAID.replace("o", "о"),
        "**" + SAID + "**",
        "So " + SAID,
    ],
)
def test_nearly_the_same_again_is_found(again: str) -> None:
    assert is_found(again, "Thanks!", SAID)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Thanks!", "Thanks!"),
        ("Thank you all, well done.", "Thank you all, well done."),
        ("Déjà répété, très désolé.", "Déjà répété, très désolé."),
        ("Truck 114 has been late again at dock 7", "Truck 115 has been late again at dock 9"),
        (SAID.replace("heating", "lights").replace("Friday", "Monday"), SAID),
        (f"{SAID} It has been cold in there since October, and two of us are ill.", SAID),
        (SAID, ""),
        ("", SAID),
    ],
)
def test_something_else_or_something_short_is_not_the_same(body: str, said: str) -> None:
    assert not is_found(body, said)


def test_letters_that_look_like_others_as_capitals_alone_are_seen_through() -> None:
    said = "Heat Here Half Hand Home Hour Hall"

    assert is_found(said.replace("H", "Н"), said)


def test_of_several_the_one_that_is_most_like_it_is_looked_at() -> None:
    others = ("Could somebody look at the lights?", "The heating in Leeds is fine since Friday, thank you all.")

    assert is_found(SAID, *others, SAID.replace("Leeds", "Lee\u200bds"))
    assert not is_found(SAID, *others)


def test_without_recent_texts_nothing_is_repeated() -> None:
    assert not is_found(SAID)


def test_it_only_advises_and_marks_the_whole_text() -> None:
    (finding,) = find(read(SAID), (SAID, SAID))

    assert (finding.outcome, finding.start, finding.end) == (Outcome.ADVISE, 0, len(SAID))


def counted(body: str) -> Counter[str]:
    """Every word, read through its disguise."""
    return Counter(re.findall("\\w[\\w\u0301]*", in_one_form(read(body).text).casefold().replace("_", " ")))


PIECES = [
    "heron",
    "Heron",
    "hеron",
    "he\u200bron",
    "co-op",
    "co",
    "op!",
    "it's",
    "4",
    "caf\u00e9",
    "cafe\u0301",
    "a_b",
    "--",
]


@PATIENT
@given(st.lists(st.sampled_from(PIECES), max_size=24), st.data())
def test_it_is_found_where_nearly_all_words_are_the_same_whatever_they_are_written_like(
    pieces: list[str], data: st.DataObject
) -> None:
    before = [data.draw(st.sampled_from([piece, *PIECES])) if data.draw(st.booleans()) else piece for piece in pieces]
    here, there = counted(" ".join(pieces)), counted(" ".join(before))
    same = (here & there).total() >= NEARLY_ALL * max(here.total(), there.total())

    assert is_found(" ".join(pieces), " ".join(before)) is (same and here.total() >= FEWEST_WORDS)


def test_of_a_long_text_half_may_be_disguised_and_what_is_all_disguised_is_another() -> None:
    said = [f"word{number}" for number in range(120)]
    disguised = [f"wо{piece[2:]}" for piece in said]

    assert is_found(" ".join(said[:60] + disguised[60:]), " ".join(said))
    assert not is_found(" ".join(disguised), " ".join(said))
    assert is_found(" ".join(disguised[:90]), " ".join(said[:90]))
