"""Masking takes out what was found, and nothing of it can be found or guessed at afterwards."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.corpus.made_up import filled
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.mask import masked
from comments_service.screening.screen import Rules, screen
from comments_service.screening.watch_words import WatchWord

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
RULES = Rules(customer_reference=r"MCC-\d{6}", watch_words=(WatchWord("heron"),), allowed_hosts=("meridale.example",))
PIECES = [
    "{card}",
    "{card:amex|fours}",
    "{card|words:en}",
    "{iban:GB|fours}",
    "{pesel}",
    "{github}",
    "password: {password}",
    "a@b.example",
    "+44 7700 900123",
    "MCC-204417",
    "nas.lan",
    "https://tyres.example/x",
    "heron",
    "Hello there, ",
    " ",
    "\u200b",
    "é",
    ", ",
]


def finding(start: int, end: int, detector: str = "iban") -> Finding:
    return Finding(detector, Outcome.BLOCK, "m", start, end)


@pytest.mark.parametrize(
    ("findings", "text"),
    [
        ([], "0123456789"),
        ([finding(2, 4)], "01▇▇▇456789"),
        ([finding(0, 10)], "▇▇▇"),
        ([finding(6, 8), finding(2, 4)], "01▇▇▇45▇▇▇89"),
        ([finding(2, 6), finding(4, 8)], "01▇▇▇89"),
        ([finding(2, 8), finding(4, 6)], "01▇▇▇89"),
        ([finding(2, 4), finding(4, 6)], "01▇▇▇6789"),
        ([finding(0, 1), finding(0, 1, "phone_number")], "▇▇▇123456789"),
        ([finding(2, 4, "watch_word"), finding(0, 10, "repetition"), finding(1, 3, "shouting")], "0123456789"),
    ],
)
def test_each_stretch_becomes_a_bar_of_one_length(findings: list[Finding], text: str) -> None:
    assert masked("0123456789", findings) == text


def test_what_is_said_around_it_stays(card: Callable[[str, int], str]) -> None:
    body = f"Pay with {card('4', 16)}, not by heron."

    assert masked(body, screen(body, RULES).findings) == "Pay with ▇▇▇, not by heron."


@PATIENT
@given(st.lists(st.sampled_from(PIECES), max_size=8).map(lambda pieces: filled(" ".join(pieces))))
def test_nothing_is_found_in_a_masked_text_but_what_cannot_be_masked(body: str) -> None:
    before = screen(body, RULES)

    after = screen(masked(body, before.findings), RULES)

    assert {one.detector for one in after.findings} <= {"watch_word"}
    assert masked(body, before.findings).count("heron") == body.count("heron")
