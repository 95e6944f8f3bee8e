"""Signing in and out as the demo people."""

from tests.conftest import Visitor


def test_somebody_signed_in_is_known(visitor: Visitor) -> None:
    me = visitor("amal").get("/api/v1/me")

    assert me.json()["person"]["name"] == "Amal Haddad"


def test_nobody_signed_in_is_told_where_to_sign_in(visitor: Visitor) -> None:
    answer = visitor().get("/api/v1/me")

    assert (answer.status_code, answer.json()["sign_in"]) == (401, "/auth/login")
