"""From claims to a person: what is kept, what groups give, and who may be called what."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.people.openid.profile import (
    Mapped,
    MappingIsWrong,
    is_lacking,
    made_up_handle,
    profile,
    read_claims,
    read_groups,
)

THERE_ARE = ("author", "leader", "expert", "facilitator", "works-council", "admin", "hr", "legal", "safety")
CLAIMS = "department=department, site=office.city, level=https://example.com/level, handle=staff"
ROLES = "newsroom-facilitators=facilitator, board=leader, board=legal, leeds-staff=site:Leeds, a=b=leader"
MAPPED = Mapped(read_claims(CLAIMS), read_groups(ROLES))
AMAL: dict[str, Any] = {
    "sub": "s-1",
    "name": "Amal  Haddad\n",
    "email": "amal@example.com",
    "department": "Warehouse",
    "office": {"city": "Casablanca"},
    "https://example.com/level": 4,
    "staff": "Amal",
    "groups": ["board", "everybody"],
}


def test_what_the_settings_name_is_kept_and_nothing_else() -> None:
    about = profile(AMAL, MAPPED)

    assert about.words == {"name": "Amal Haddad", "department": "Warehouse", "site": "Casablanca", "level": "4"}
    assert (about.roles, about.handle) == (("leader", "legal"), "amal")
    assert "example.com" not in str(about)


WHERE_MAIL_GOES = Mapped(read_claims("mail=email"), None)


def test_where_mail_goes_is_kept_only_if_a_setting_names_the_claim() -> None:
    assert profile(AMAL, WHERE_MAIL_GOES).mail == "amal@example.com"
    assert profile(AMAL, MAPPED).mail is None
    assert "example.com" not in str(profile(AMAL, WHERE_MAIL_GOES).words)


def test_an_address_that_the_provider_has_not_verified_is_not_believed() -> None:
    assert profile({**AMAL, "email_verified": False}, WHERE_MAIL_GOES).mail == ""
    assert profile({**AMAL, "email_verified": True}, WHERE_MAIL_GOES).mail == "amal@example.com"


NO_ADDRESSES = [
    "", None, 7, ["amal@example.com"], "amal", "amal@", "@example.com", "a b@example.com", "amal@example.com\r\nBcc: x",
    "Amal <amal@example.com>", "amal@example.com,ben@example.com", "ämal@example.com", "amal@exämple.com",
    f"{'a' * 65}@example.com", f"amal@{'a.' * 130}com", '"a b"@example.com', "amal@example.com>", "amal@[127.0.0.1]",
]  # fmt: skip


@pytest.mark.parametrize("said", NO_ADDRESSES, ids=str)
def test_what_is_no_plain_address_is_none(said: object) -> None:
    assert profile({**AMAL, "email": said}, WHERE_MAIL_GOES).mail == ""


def test_a_group_may_say_where_somebody_works() -> None:
    assert profile({**AMAL, "groups": ["leeds-staff", "a=b"]}, MAPPED).words["site"] == "Leeds"


def test_a_group_may_make_experts_in_one_subject() -> None:
    groups = read_groups("hygiene=expert:food-safety, drivers=expert:tyres, board=leader")
    about = profile({**AMAL, "groups": ["hygiene", "board", "drivers"]}, Mapped(read_claims(""), groups))

    assert about.roles == ("leader", "expert:food-safety", "expert:tyres")
    assert about.words == {"name": "Amal Haddad"}


@pytest.mark.parametrize("groups", [None, [], "everybody", ["facilitator", "Board", "board "], {"board": 1}, [7], 7])
def test_groups_that_no_setting_names_grant_nothing(groups: object) -> None:
    assert profile({**AMAL, "groups": groups}, MAPPED).roles == ()


def test_where_no_setting_speaks_of_groups_roles_are_not_the_providers_to_say() -> None:
    assert read_groups(" ") is None
    assert profile(AMAL, Mapped(read_claims(""), None)).roles is None


@pytest.mark.parametrize("staff", ["", "amal@example.com", "a b", "-amal", "4711", "é", "a" * 41, ["amal"], None, {}])
def test_what_could_be_no_handle_names_nobody(staff: object) -> None:
    assert profile({**AMAL, "staff": staff}, MAPPED).handle == ""


def test_a_made_up_handle_is_always_the_same_and_anothers_is_another() -> None:
    assert made_up_handle("https://a", "1") == made_up_handle("https://a", "1") != made_up_handle("https://b", "1")


def test_what_the_first_token_does_not_say_is_asked_for() -> None:
    assert not is_lacking(AMAL, MAPPED)
    assert is_lacking({**AMAL, "office": {}}, MAPPED)


@pytest.mark.parametrize(
    ("read", "text", "told"),
    [
        (read_claims, "departmnt=department", "Allowed before the equals sign: name, title, site, department, level"),
        (read_claims, "department", "is not two names with an equals sign between them"),
        (read_claims, "department=", "is not two names"),
        (read_groups, "newsroom=facilitater", f"Allowed: {', '.join(THERE_ARE)}, expert:…, site:…"),
        (read_groups, "newsroom=leader:food-safety", "gives “leader:food-safety” to “newsroom”"),
        (read_groups, "newsroom=expert:Food safety", "gives “expert:Food safety” to “newsroom”"),
        (read_groups, "newsroom=site:", "gives “site:” to “newsroom”"),
        (read_groups, "newsroom=email:x", "gives “email:x” to “newsroom”"),
        (read_groups, "=facilitator", "is not two names"),
    ],
)
def test_a_mapping_that_means_nothing_is_told_with_what_would_do(read: Any, text: str, told: str) -> None:
    with pytest.raises(MappingIsWrong, match=r".") as wrong:
        read(text)

    assert told in str(wrong.value)


@given(st.lists(st.sampled_from([*THERE_ARE, "board", "newsroom-facilitators", "x"])))
def test_no_group_but_those_named_gives_a_role(groups: list[str]) -> None:
    given_roles = set(profile({**AMAL, "groups": groups}, MAPPED).roles or ())

    expected = {"leader", "legal"} if "board" in groups else set()
    assert given_roles == expected | ({"facilitator"} if "newsroom-facilitators" in groups else set())
