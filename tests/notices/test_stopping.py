"""Stopping mail: by a link that says nothing of whose it is, and that nobody else can make."""

from datetime import timedelta
from uuid import uuid4

import pytest

from comments_service.notices.stopping import (
    SEALED_FOR,
    StopLinkIsWrong,
    forget_addresses,
    stop,
    stop_token,
    wish,
    wishes,
)
from comments_service.people.openid.seal import Seal
from comments_service.storage import mailboxes
from comments_service.storage.mailboxes import Mailbox
from tests.support.company import AMAL, BEN, NOON

pytestmark = pytest.mark.anyio
SEAL = Seal("a secret of thirty-two characters", SEALED_FOR)
ADDRESS = "amal@example.com"


@pytest.mark.usefixtures("database")
async def test_a_link_stops_the_kind_of_mail_that_it_came_with() -> None:
    await mailboxes.put_address(AMAL.id, ADDRESS)
    token = stop_token(AMAL.id, "reply", seal=SEAL, now=NOON)

    for _ in range(2):
        assert await stop(token, all_of_it=False, seal=SEAL, now=NOON + timedelta(days=3000)) == "reply"
        assert await wishes(AMAL.id) == Mailbox(ADDRESS, replies=False, decisions=True)
    assert (
        await stop(stop_token(AMAL.id, "moved", seal=SEAL, now=NOON), all_of_it=False, seal=SEAL, now=NOON) == "moved"
    )
    assert await wishes(AMAL.id) == Mailbox(ADDRESS, replies=False, decisions=True, followed=False)
    await stop(token, all_of_it=True, seal=SEAL, now=NOON)

    assert await wishes(AMAL.id) == Mailbox(ADDRESS, replies=False, decisions=False, followed=False)
    assert await wishes(BEN.id) == Mailbox()


def test_a_link_says_nothing_of_whose_it_is() -> None:
    token = stop_token(AMAL.id, "reply", seal=SEAL, now=NOON)

    assert [one for one in (str(AMAL.id), AMAL.id.hex, "amal", "reply") if one in token] == []
    assert token != stop_token(AMAL.id, "reply", seal=SEAL, now=NOON)


WRONG = {
    "cut off": stop_token(AMAL.id, "reply", seal=SEAL, now=NOON)[:-9],
    "empty": "",
    "for another purpose": Seal("a secret of thirty-two characters", "other").close(f"{AMAL.id} reply", now=NOON),
    "by another service": Seal("another secret of as many characters", SEALED_FOR).close(f"{AMAL.id} reply", now=NOON),
    "of no kind": SEAL.close(f"{AMAL.id} news", now=NOON),
    "no token": "é" * 40,
}


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("case", WRONG)
async def test_what_is_no_link_of_ours_stops_nothing(case: str) -> None:
    with pytest.raises(StopLinkIsWrong):
        await stop(WRONG[case], all_of_it=True, seal=SEAL, now=NOON)

    assert await wishes(AMAL.id) == Mailbox()


@pytest.mark.usefixtures("database")
async def test_what_somebody_wants_outlasts_their_address() -> None:
    await mailboxes.put_address(AMAL.id, ADDRESS)
    await wish(AMAL.id, replies=False, decisions=True)
    await forget_addresses()
    assert await wishes(AMAL.id) == Mailbox("", replies=False, decisions=True)

    await mailboxes.put_address(AMAL.id, "amal.haddad@example.com")

    assert await wishes(AMAL.id) == Mailbox("amal.haddad@example.com", replies=False, decisions=True)


@pytest.mark.usefixtures("database")
async def test_nothing_is_kept_of_somebody_without_an_address() -> None:
    await mailboxes.put_address(AMAL.id, "")
    await stop(stop_token(uuid4(), "reply", seal=SEAL, now=NOON), all_of_it=False, seal=SEAL, now=NOON)

    assert await wishes(AMAL.id) == Mailbox()
