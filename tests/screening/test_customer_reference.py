"""The company's own reference format: found where it stands alone, refused where it could cost too much."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments_service.refusals import FieldIsWrong
from comments_service.screening.customer_reference import compiled, find
from comments_service.screening.finding import Outcome
from comments_service.screening.reading import read

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def found(body: str, pattern: str) -> list[str]:
    return [body[finding.start : finding.end] for finding in find(read(body), pattern)]


@pytest.mark.parametrize(
    ("pattern", "body", "references"),
    [
        (r"MCC-\d{6}", "about MCC-204417 and mcc-204418.", ["MCC-204417", "mcc-204418"]),
        (r"MCC-?\d{5,6}", "MCC20441, MCC-204417", ["MCC20441", "MCC-204417"]),
        (r"[A-Z]{2}\d{4}|K\d{8}", "AB1234 K12345678", ["AB1234", "K12345678"]),
        (r"MCC-\d{6}", "MCC–٢٠٤٤١٧", ["MCC–٢٠٤٤١٧"]),
        (r"MCC-\d{6}", "XMCC-204417 MCC-2044170 MCC-20441", []),
        ("", "MCC-204417", []),
    ],
)
def test_a_reference_is_found_where_it_stands_alone(pattern: str, body: str, references: list[str]) -> None:
    assert found(body, pattern) == references


def test_it_holds() -> None:
    assert [finding.outcome for finding in find(read("MCC-204417"), r"MCC-\d{6}")] == [Outcome.HOLD]


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"\d+",
        r"a*",
        r".{6}",
        r"(?=x)",
        r"(MCC)-\d{6}",
        r"\d{6}{2}",
        r"\d{1,}",
        r"[a-z",
        r"[z-a]",
        r"\d{0,30}\d{0,30}\d{0,30}X",
        r"a?a?a?a?a?a?a?aaaaaaa",
        r"\1",
        r"x|",
        r"|x",
        r"^x$",
        "x" * 201,
    ],
)
def test_a_pattern_that_could_cost_too_much_is_refused(pattern: str) -> None:
    with pytest.raises(FieldIsWrong) as refusal:
        compiled(pattern)

    assert refusal.value.field == "customer_reference"


@PATIENT
@given(st.text("ab1-[]\\dwZ{},123?|+*().^$", max_size=25))
def test_any_pattern_is_either_usable_or_refused(pattern: str) -> None:
    with suppress(FieldIsWrong):
        found("MCC-204417 ab1", pattern)
