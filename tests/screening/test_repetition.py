"""Saying the same again is advised on; thanking twice, or asking about another truck, is not the same."""

import pytest

from comments_service.screening.finding import Outcome
from comments_service.screening.reading import read
from comments_service.screening.repetition import find

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


def test_of_several_the_one_that_is_most_like_it_is_looked_at() -> None:
    others = ("Could somebody look at the lights?", "The heating in Leeds is fine since Friday, thank you all.")

    assert is_found(SAID, *others, SAID.replace("Leeds", "Lee\u200bds"))
    assert not is_found(SAID, *others)


def test_without_recent_texts_nothing_is_repeated() -> None:
    assert not is_found(SAID)


def test_it_only_advises_and_marks_the_whole_text() -> None:
    (finding,) = find(read(SAID), (SAID, SAID))

    assert (finding.outcome, finding.start, finding.end) == (Outcome.ADVISE, 0, len(SAID))
