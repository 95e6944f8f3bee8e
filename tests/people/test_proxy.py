"""Whom a proxy at the edge vouches for, and everything that only claims to be it."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.app import edge_of
from comments_service.people.openid.profile import MappingIsWrong
from comments_service.people.proxy import Edge, Vouched, read_headers
from comments_service.settings import read

SECRET = "between us two " * 3
HEADERS = "person=X-Auth-Subject, secret=X-Auth-Secret, name=X-Auth-Name, groups=X-Auth-Groups, department=X-Auth-Dept"
SETTINGS = {
    "TOWNHALL_PROXY_ADDRESSES": "10.0.0.5, 10.1.0.0/24, fd00::/64",
    "TOWNHALL_PROXY_SECRET": SECRET,
    "TOWNHALL_PROXY_HEADERS": HEADERS,
    "TOWNHALL_PROXY_ROLES": "newsroom=facilitator, leeds-staff=site:Leeds",
}
EDGE = edge_of(read(SETTINGS))
AMAL = {"x-auth-subject": "s-1", "x-auth-secret": SECRET.strip(), "x-auth-name": "Zoë Quist"}
IN = "10.0.0.5"


@pytest.fixture(autouse=True)
def said_again() -> None:
    """Pelican gave its own class to whatever loggers were made after it, and that says nothing twice."""
    logging.getLogger("comments_service.people.proxy").filters.clear()


def vouched(
    headers: dict[str, str] | list[tuple[str, str]], peer: str = IN, edge: Edge | None = EDGE
) -> Vouched | None:
    assert edge
    pairs = headers.items() if isinstance(headers, dict) else headers
    return edge.vouched([(name.encode(), value.encode()) for name, value in pairs], peer=peer)


def test_whom_the_proxy_names_is_described_as_by_the_companys_sign_in() -> None:
    found = vouched({**AMAL, "X-Auth-Groups": "readers; newsroom,leeds-staff", "x-auth-dept": "IT", "x-auth-site": "?"})

    assert found
    assert found.subject == "s-1"
    assert found.about.words == {"name": "Zoë Quist", "department": "IT", "site": "Leeds"}
    assert (found.about.roles, found.about.handle) == (("facilitator",), "")


@pytest.mark.parametrize("peer", [IN, "10.1.0.0", "10.1.0.255", "fd00::1", "::ffff:10.0.0.5"])
def test_it_is_believed_from_each_address_that_is_named(peer: str) -> None:
    assert vouched(AMAL, peer)


@pytest.mark.parametrize(
    ("headers", "peer", "why"),
    [
        (AMAL, "10.0.0.6", "no address that is named"),
        (AMAL, "10.1.1.0", "no address that is named"),
        (AMAL, "fd00:0:0:1::1", "no address that is named"),
        (AMAL, "", "no address that is named"),
        (AMAL, "testclient", "no address that is named"),
        ({**AMAL, "x-forwarded-for": IN}, "9.9.9.9", "no address that is named"),
        ({**AMAL, "x-auth-secret": ""}, IN, "secret was wrong"),
        ({**AMAL, "x-auth-secret": SECRET.strip()[:-1]}, IN, "secret was wrong"),
        ({**AMAL, "x-auth-secret": "ü"}, IN, "secret was wrong"),
        ({"x-auth-subject": "s-1"}, IN, "secret was wrong"),
        ([*AMAL.items(), ("X-Auth-Subject", "s-2")], IN, "stood there twice"),
        ([*AMAL.items(), ("x-auth-secret", "x")], IN, "stood there twice"),
        ([*AMAL.items(), ("x-auth-groups", "a"), ("x-auth-groups", "newsroom")], IN, "stood there twice"),
        ({**AMAL, "x-auth-subject": "s" * 256}, IN, "person was none"),
        ({**AMAL, "x-auth-subject": "s\x001"}, IN, "person was none"),
    ],
)
def test_whatever_only_claims_to_be_it_is_ignored_and_logged_without_who(
    headers: dict[str, str] | list[tuple[str, str]], peer: str, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert vouched(headers, peer) is None

    (line,) = caplog.messages
    assert why in line
    for secret in ("s-1", "s-2", "Zoë", SECRET.strip()[:8], "10.0"):
        assert secret not in line


def test_where_nobody_is_named_there_is_nothing_to_say(caplog: pytest.LogCaptureFixture) -> None:
    assert vouched({"x-auth-secret": SECRET.strip()}) is None
    assert vouched({"x-auth-subject": " ", "accept": "text/html"}, "9.9.9.9") is None
    assert caplog.messages == []


def test_a_name_in_an_older_encoding_is_read() -> None:
    assert EDGE
    raw = [(name.encode(), value.encode("latin-1")) for name, value in AMAL.items()]
    found = EDGE.vouched(raw, peer=IN)

    assert found
    assert found.about.words["name"] == "Zoë Quist"


@given(st.lists(st.tuples(st.sampled_from(sorted(AMAL)), st.binary(max_size=60)), max_size=5), st.text(max_size=20))
def test_without_the_secret_nobody_is_anybody(sent: list[tuple[str, bytes]], peer: str) -> None:
    assert EDGE
    assert EDGE.vouched([(name.encode(), value) for name, value in sent], peer=peer) is None
    assert EDGE.vouched([(name.encode(), value) for name, value in sent], peer=IN) is None


@pytest.mark.parametrize(
    "text",
    [
        "person=X-A", "secret=X-A", "person=X-A, secret=X-A", "person=X-A, secret=X-B, name=x-a", "person",
        "person=X_A, secret=X-B", "person=X A, secret=X-B", "person=X-A, secret=X-B, email=X-C",
    ],
)  # fmt: skip
def test_headers_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(MappingIsWrong):
        read_headers(text)
