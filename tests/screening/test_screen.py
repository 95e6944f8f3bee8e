"""One screening: every detector, the strictest finding decides, in the order of the text."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum import iban

from comments_service.refusals import FieldIsWrong
from comments_service.screening.finding import Outcome
from comments_service.screening.screen import MOST_FINDINGS_OF_A_KIND, Rules, screen
from comments_service.screening.watch_words import EmbargoTerm, WatchWord

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

RULES = Rules(
    customer_reference=r"MCC-\d{6}",
    watch_words=(WatchWord("muppet", Outcome.ADVISE), WatchWord("leak")),
    embargo_terms=(EmbargoTerm("Project Heron", "heron-article"),),
)
PASS = "Winter" + "2026!x"


def test_nothing_found_is_published() -> None:
    screening = screen("Thanks, Dana. The new racks are much better.", RULES)

    assert screening.outcome is Outcome.PUBLISH
    assert screening.findings == ()


@pytest.mark.parametrize(
    ("body", "outcome", "detectors"),
    [
        ("you muppet", Outcome.ADVISE, ["watch_word"]),
        ("ask a@b.example or 07700 900123", Outcome.ADVISE, ["email_address", "phone_number"]),
        ("a@b.example about MCC-204417", Outcome.HOLD, ["email_address", "customer_reference"]),
        ("so Project Heron moves us, a@b.example", Outcome.HOLD, ["watch_word", "email_address"]),
        (f"MCC-204417 password: {PASS}", Outcome.BLOCK, ["customer_reference", "secret"]),
    ],
)
def test_the_strictest_finding_decides_and_all_are_told(body: str, outcome: Outcome, detectors: list[str]) -> None:
    screening = screen(body, RULES)

    assert screening.outcome is outcome
    assert [finding.detector for finding in screening.findings] == detectors


def test_what_lies_within_something_stricter_is_not_told_twice(card: Callable[[str, int], str]) -> None:
    login = f"https://app:{PASS}@db.meridale.example/x"

    assert [finding.detector for finding in screen(login, RULES).findings] == ["secret"]
    assert [finding.detector for finding in screen(f"+{card('37', 15)}", RULES).findings] == ["payment_card"]


def test_an_account_number_is_not_told_as_a_card_as_well() -> None:
    for number in range(200):
        account = f"DE{iban.calc_check_digits(f'DE004{number:017}')}4{number:017}"
        assert [finding.detector for finding in screen(account, RULES).findings] == ["iban"]


def test_an_address_in_the_web_is_not_told_as_mail_as_well() -> None:
    rules = replace(RULES, allowed_hosts=("meridale.example",), internal_hosts=("corp.meridale.example",))

    def told(body: str) -> list[str]:
        return [finding.detector for finding in screen(body, rules).findings]

    assert told("https://meridale.example@tyres.example/") == ["outside_link"]
    assert told("https://wiki.corp.meridale.example/ and https://meridale.example/") == ["internal_address"]
    assert "outside_link" not in [finding.detector for finding in screen("https://tyres.example", RULES).findings]


def test_the_page_and_what_was_said_before_are_taken_into_account() -> None:
    rules = Rules(watch_words=(WatchWord("Reiher", lang="de", id="w1"),))
    body = "Der Reiher steht wieder am Teich bei Rampe vier"

    assert screen(body, rules).findings == ()
    assert [finding.rule for finding in screen(body, rules, lang="de-AT").findings] == ["word:w1"]
    assert [finding.detector for finding in screen(body, rules, recent=("Danke!", body)).findings] == ["repetition"]


def test_places_are_those_of_the_text_as_it_was_typed() -> None:
    body = "كلمة\u200b المرور: " + PASS + " … MCC–٢٠٤٤١٧"

    assert [body[finding.start : finding.end] for finding in screen(body, RULES).findings] == [PASS, "MCC–٢٠٤٤١٧"]


def test_a_flood_of_findings_is_cut_short() -> None:
    assert len(screen("a@b.example " * 500, RULES).findings) == MOST_FINDINGS_OF_A_KIND


def test_rules_with_an_unsafe_format_cannot_be_made() -> None:
    with pytest.raises(FieldIsWrong):
        Rules(customer_reference="(a+)+$")


@PATIENT
@given(
    st.one_of(
        st.text(max_size=300),
        st.text("0123456789 +-./@:=,", max_size=300),
        st.lists(
            st.sampled_from(["GB82 ", "4111", " ", "password", ": ", "eyJ", ".", "-----BEGIN ", "@", "Project "])
        ).map("".join),
    )
)
def test_any_text_can_be_screened(body: str) -> None:
    screening = screen(body, RULES)

    assert all(0 <= finding.start < finding.end <= len(body) for finding in screening.findings)
    assert [finding.start for finding in screening.findings] == sorted(finding.start for finding in screening.findings)
    assert screening.outcome is max((finding.outcome for finding in screening.findings), default=Outcome.PUBLISH)
    assert screening == screen(body, RULES)


@PATIENT
@given(st.text(max_size=200))
def test_no_finding_repeats_what_it_found(body: str) -> None:
    marked = f"{body} a@b.example MCC-204417"

    assert all(marked[finding.start : finding.end] not in finding.message for finding in screen(marked, RULES).findings)
