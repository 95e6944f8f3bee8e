"""Which addresses may be linked to, and what a link must admit to."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments_service.discussion import links

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("https://a.example/b.", "://a.example/b"),
        ("https://a.example/b)", "://a.example/b"),
        ("https://a.example/(b))", "://a.example/(b)"),
        ("https://a.example/[b]]", "://a.example/[b]"),
        ("https://a.example:80x", "://a.example:80"),
        ("https://a.example!?", "://a.example"),
        ("https://name@a.example", ""),
        ("https:///b", ""),
        ("https://***", ""),
    ],
)
def test_an_address_in_text_ends_before_closing_punctuation(text: str, rest: str) -> None:
    assert links.rest_of_address(text, 5) == rest


@pytest.mark.parametrize(
    ("before", "scheme"),
    [("https", "https"), ("see HTTP", "HTTP"), ("(http", "http"), ("xhttp", ""), ("shttps", ""), ("_http", "http")],
)
def test_a_scheme_is_a_word_of_its_own(before: str, scheme: str) -> None:
    assert links.scheme_before(before) == scheme


@PATIENT
@given(st.text("https:/\\@.?#[]%aA0-_ \t\n;(&\u0430", max_size=40))
def test_what_is_allowed_leads_to_the_web_a_mailbox_or_this_site(address: str) -> None:
    if links.is_allowed(address):
        lowered = address.lower()
        assert lowered.startswith(("https://", "http://", "mailto:")) or (
            address.startswith("/") and address[1:2] not in {"/", "\\"}
        )


@PATIENT
@given(st.text("abc./:@?#- ", max_size=30))
def test_only_a_text_that_is_the_host_hides_the_host(shown: str) -> None:
    named = links.destination("https://thief.example/x", shown, "bank.example")

    assert named == "thief.example"
