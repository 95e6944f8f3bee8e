"""E-mail addresses are advised on."""

import pytest

from comments_service.screening.email_address import find
from comments_service.screening.finding import Outcome
from comments_service.screening.reading import read


def found(body: str) -> list[str]:
    return [body[finding.start : finding.end] for finding in find(read(body))]


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ("write to dana@meridale.example.", "dana@meridale.example"),
        ("(d.reyes+news@mail.meridale.example)", "d.reyes+news@mail.meridale.example"),
        ("<a@b.example>", "a@b.example"),
        ("mailto:a@b.example?subject=x", "a@b.example"),
        ("DANA@MERIDALE.EXAMPLE!", "DANA@MERIDALE.EXAMPLE"),
        ("راسل a@b.example الآن", "a@b.example"),
    ],
)
def test_an_address_is_found_without_what_is_around_it(body: str, address: str) -> None:
    assert found(body) == [address]


@pytest.mark.parametrize(
    "body", ["thanks @amal", "4 @ 3.50", "a@b", "dana at meridale", "@@@@", "a@.b", "x@-y.example"]
)
def test_other_signs_are_left_alone(body: str) -> None:
    assert found(body) == []


def test_it_only_advises() -> None:
    assert [finding.outcome for finding in find(read("a@b.example"))] == [Outcome.ADVISE]
