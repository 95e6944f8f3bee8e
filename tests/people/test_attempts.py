"""Signing in that fails too often has to wait: by address, for failures only, and with no address kept."""

from datetime import timedelta

import pytest

from comments_service.people.attempts import MOST_FAILURES, TooManyAttempts, note_failure, origin_of, require_patience
from tests.support.company import NOON
from tests.support.talking import Talk

SECRET = "a key of the tests " * 2


@pytest.fixture
def talk(database: str) -> Talk:
    return Talk()


async def fails(talk: Talk, origin: str, times: int) -> None:
    for _ in range(times):
        await note_failure(origin, new_id=talk.new_id, now=talk.now)


@pytest.mark.anyio
async def test_a_whole_office_may_mistype_before_anybody_waits(talk: Talk) -> None:
    await fails(talk, "office", MOST_FAILURES - 1)
    await require_patience("office", now=talk.now)
    await fails(talk, "office", 1)

    with pytest.raises(TooManyAttempts):
        await require_patience("office", now=talk.now)
    await require_patience("elsewhere", now=talk.now)


@pytest.mark.anyio
async def test_it_is_told_when_to_try_again_and_then_it_may(talk: Talk) -> None:
    await fails(talk, "office", 1)
    talk.later(minutes=5)
    await fails(talk, "office", MOST_FAILURES - 1)

    with pytest.raises(TooManyAttempts) as refused:
        await require_patience("office", now=talk.now)
    assert refused.value.facts == {"seconds": 600}
    await require_patience("office", now=NOON + timedelta(minutes=15))


@pytest.mark.parametrize("address", ["", "testclient", "127.0.0.1", "::1", "::ffff:127.0.0.1", "10.0.0.1\n", "x" * 300])
def test_what_is_no_readers_address_is_not_counted(address: str) -> None:
    assert origin_of(address, secret=SECRET) is None


def test_an_address_cannot_be_read_or_guessed_from_what_stands_for_it() -> None:
    origin = origin_of("192.0.2.7", secret=SECRET)

    assert origin is not None
    assert origin != origin_of("192.0.2.7", secret=SECRET + "x")
    assert origin != origin_of("192.0.2.8", secret=SECRET)
    assert origin == origin_of("::ffff:192.0.2.7", secret=SECRET)


def test_one_network_of_ipv6_is_one_origin() -> None:
    one, same, other = (origin_of(one, secret=SECRET) for one in ("2001:db8::1", "2001:db8::ffff:2", "2001:db8:0:1::1"))

    assert one == same != other
