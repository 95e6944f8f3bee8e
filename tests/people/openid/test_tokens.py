"""What a token of the provider must say to be believed: about a sign-in, and about a sign-out."""

import contextlib
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.people.openid.failures import ClocksDisagree, LogoutTokenIsWrong, TokenIsWrong
from comments_service.people.openid.tokens import LOGOUT_EVENT, Terms, believe_logout, believe_sign_in
from tests.support.company import NOON

TERMS = Terms("https://login.example.com", "townhall", NOON, timedelta(seconds=60))
NOW = int(NOON.timestamp())
SIGN_IN = {"iss": TERMS.issuer, "aud": "townhall", "sub": "s-1", "iat": NOW, "exp": NOW + 300, "nonce": "asked"}
LOGOUT = {
    "iss": TERMS.issuer,
    "aud": "townhall",
    "iat": NOW,
    "jti": "1",
    "events": {LOGOUT_EVENT: {}},
    "sub": "s-1",
    "sid": "a",
}
ABSENT = "is absent"


def changed(token: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {name: value for name, value in {**token, **changes}.items() if value is not ABSENT}


def believed(claims: dict[str, Any]) -> Any:
    return believe_sign_in(claims, {"alg": "RS256"}, nonce="asked", access_token=None, terms=TERMS)


def test_a_token_for_us_now_about_this_sign_in_is_believed() -> None:
    assert believed(SIGN_IN)["sub"] == "s-1"
    assert believed(changed(SIGN_IN, aud=["townhall", "wiki"], azp="townhall"))["sub"] == "s-1"


@pytest.mark.parametrize(
    "change",
    [
        *({name: ABSENT} for name in SIGN_IN),
        {"iss": "https://login.example.com/"},
        {"iss": "https://evil.example"},
        {"aud": "wiki"},
        {"aud": "wiki", "azp": "townhall"},
        {"aud": []},
        {"aud": ["townhall", "wiki"]},
        {"azp": "wiki"},
        {"nonce": "of another sign-in"},
        {"nonce": ""},
        {"sub": ""},
        {"sub": 7},
        {"sub": "s" * 256},
        {"sub": "s\x00"},
        {"iat": "now"},
        {"exp": True},
    ],
    ids=str,
)
def test_any_other_token_signs_nobody_in(change: dict[str, Any]) -> None:
    with pytest.raises(TokenIsWrong):
        believed(changed(SIGN_IN, **change))


@pytest.mark.parametrize(
    "change", [{"exp": NOW - 61}, {"iat": NOW + 61}, {"nbf": NOW + 61}], ids=["over", "early", "not yet"]
)
def test_a_token_of_another_time_says_that_clocks_disagree_and_within_the_leeway_is_believed(
    change: dict[str, int],
) -> None:
    with pytest.raises(ClocksDisagree):
        believed(changed(SIGN_IN, **change))

    ((name, moment),) = change.items()
    nearer = moment + 2 if name == "exp" else moment - 1
    assert believed(changed(SIGN_IN, **{name: nearer}))


def ended(claims: dict[str, Any], **header: str) -> Any:
    return believe_logout(claims, {"alg": "RS256", **header}, terms=TERMS)


def test_a_logout_token_ends_a_session_or_all_of_a_subject() -> None:
    assert (ended(LOGOUT).subject, ended(LOGOUT).sid) == ("s-1", "a")
    assert (ended(changed(LOGOUT, sid=ABSENT)).subject, ended(changed(LOGOUT, sid=ABSENT)).sid) == ("s-1", "")
    assert ended(changed(LOGOUT, sub=ABSENT), typ="logout+jwt").sid == "a"


@pytest.mark.parametrize(
    "change",
    [
        *({name: ABSENT} for name in ("iss", "aud", "iat", "jti", "events")),
        {"sub": ABSENT, "sid": ABSENT},
        {"iss": "https://evil.example"},
        {"aud": ["wiki"]},
        {"iat": NOW + 61},
        {"iat": NOW - 661},
        {"exp": NOW - 61},
        {"jti": ""},
        {"jti": 7},
        {"events": {}},
        {"events": [LOGOUT_EVENT]},
        {"events": {LOGOUT_EVENT: True}},
        {"nonce": "asked"},
        {"nonce": None},
        {"sub": 7},
        {"sid": ["a"]},
        {"sid": None},
    ],
    ids=str,
)
def test_any_other_logout_token_ends_nothing(change: dict[str, Any]) -> None:
    with pytest.raises(LogoutTokenIsWrong) as refused:
        ended(changed(LOGOUT, **change))

    assert refused.value.facts == {"error": "invalid_request"}


def test_a_token_about_a_sign_in_is_no_logout_token_nor_is_one_of_another_type() -> None:
    with pytest.raises(LogoutTokenIsWrong):
        ended(SIGN_IN)
    with pytest.raises(LogoutTokenIsWrong):
        ended(LOGOUT, typ="at+jwt")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*SIGN_IN, *LOGOUT, "azp", "amr", "auth_time", "exp", "nbf"]), JSON))
def test_whatever_is_signed_is_believed_or_refused_and_never_a_fault(said: dict[str, Any]) -> None:
    for believe, token in ((believed, SIGN_IN), (ended, LOGOUT)):
        with contextlib.suppress(ClocksDisagree, TokenIsWrong, LogoutTokenIsWrong):
            believe({**token, **said})
