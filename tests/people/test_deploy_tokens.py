"""Tokens of a publish: kept by hash, several in force at once, and at an end when they are."""

from datetime import timedelta

import pytest

from comments_service.events import PUBLISH_LET_IN, PUBLISH_SHUT_OUT
from comments_service.people import deploy_tokens
from comments_service.people.deploy_tokens import DeployTokenIsWrong
from comments_service.refusals import FieldIsWrong
from tests.support.talking import Talk, everything, words_anywhere

pytestmark = pytest.mark.anyio


@pytest.fixture
def talk(database: str) -> Talk:
    return Talk()


async def new(talk: Talk, name: str = "first", **lives: int) -> str:
    long = timedelta(**(lives or {"days": 30}))
    return (await deploy_tokens.make(name, lives=long, ledger=talk.ledger, new_id=talk.new_id))[0]


async def opens(talk: Talk, token: str) -> bool:
    try:
        await deploy_tokens.require(token, now=talk.now)
    except DeployTokenIsWrong:
        return False
    return True


async def test_a_token_is_nowhere_in_the_database(talk: Talk) -> None:
    token = await new(talk)

    assert await opens(talk, token)
    assert await words_anywhere(token) == await words_anywhere(token.removeprefix("townhall-sync-")) == []


async def test_one_follows_another_while_both_are_in_force(talk: Talk) -> None:
    first, second = await new(talk), await new(talk, "second")
    assert first != second
    assert [await opens(talk, one) for one in (first, second)] == [True, True]

    await deploy_tokens.revoke("first", ledger=talk.ledger)

    assert [await opens(talk, one) for one in (first, second)] == [False, True]


async def test_a_token_is_over_when_its_time_is(talk: Talk) -> None:
    token = await new(talk, hours=1)

    talk.later(minutes=59)
    assert await opens(talk, token)
    talk.later(minutes=1)
    assert not await opens(talk, token)


@pytest.mark.parametrize("wrong", ["", "townhall-sync-", "\x00", "x" * 100_000])
async def test_what_is_no_token_opens_nothing(talk: Talk, wrong: str) -> None:
    token = await new(talk)

    assert not await opens(talk, wrong)
    assert not await opens(talk, token[:-1])
    assert not await opens(talk, f"{token}x")


async def test_the_last_day_of_its_use_is_noted_and_nothing_more(talk: Talk) -> None:
    token = await new(talk)
    days = [(await deploy_tokens.made())[0].used]
    for _ in range(2):
        await deploy_tokens.require(token, now=talk.now)
        days.append((await deploy_tokens.made())[0].used)
        talk.later(days=1)

    assert days == [None, (talk.now - timedelta(days=2)).date(), (talk.now - timedelta(days=1)).date()]


async def test_making_and_revoking_are_events_and_neither_names_the_token(talk: Talk) -> None:
    token = await new(talk, "first")
    await deploy_tokens.revoke("first", ledger=talk.ledger)

    told = [row for row in (await everything())["event"] if str(row["kind"]).startswith("deploy-token")]
    assert [row["kind"] for row in told] == [PUBLISH_LET_IN, PUBLISH_SHUT_OUT]
    assert token not in str(told)


async def test_a_token_to_pull_with_does_not_open_the_sync(talk: Talk) -> None:
    how = {"lives": timedelta(days=1), "ledger": talk.ledger, "new_id": talk.new_id}
    to_pull = (await deploy_tokens.make("build", pull_only=True, **how))[0]
    to_publish = await new(talk)

    for token in (to_pull, to_publish):
        await deploy_tokens.require(token, now=talk.now, to_pull=True)
    assert await opens(talk, to_publish)
    with pytest.raises(DeployTokenIsWrong, match="opens the snapshot alone"):
        await deploy_tokens.require(to_pull, now=talk.now)


async def test_a_name_is_used_once_and_what_is_over_cannot_be_revoked(talk: Talk) -> None:
    await new(talk)
    await deploy_tokens.revoke("first", ledger=talk.ledger)
    await new(talk, "short", hours=1)
    talk.later(hours=2)
    before = await everything()

    with pytest.raises(FieldIsWrong, match="There is, or was"):
        await new(talk)
    for name in ("first", "short", "never"):
        with pytest.raises(FieldIsWrong, match="No token of that name"):
            await deploy_tokens.revoke(name, ledger=talk.ledger)
    assert await everything() == before


@pytest.mark.parametrize("name", ["", "Has Capitals", "x" * 41, "a\nb", "-"])
async def test_a_name_is_one_that_can_be_typed(talk: Talk, name: str) -> None:
    with pytest.raises(FieldIsWrong, match="small letters"):
        await new(talk, name)


@pytest.mark.parametrize("days", [0, -1, 3651])
async def test_a_token_has_an_end(talk: Talk, days: int) -> None:
    with pytest.raises(FieldIsWrong, match="days"):
        await new(talk, days=days)
