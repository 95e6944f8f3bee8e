"""Sessions: begun, recognised, ended; and what the table of them would tell a thief."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from comments_service.events import SIGNED_IN, SIGNED_OUT
from comments_service.people.sign_in import begin, demo_people, demo_person, recognise, rotated, still_lives
from comments_service.people.sign_out import end
from comments_service.records import Session
from comments_service.refusals import FieldIsWrong
from comments_service.storage import people
from tests.support.company import AMAL, BEN, CAST, NOON
from tests.support.talking import Talk, everything, words_anywhere

pytestmark = pytest.mark.anyio
IDLE, LIFETIME = timedelta(days=14), timedelta(days=60)


@pytest.fixture
def talk(database: str) -> Talk:
    return Talk()


async def known(token: str, now: datetime) -> Session | None:
    return await recognise(token, now=now, idle=IDLE, lifetime=LIFETIME)


async def test_whoever_signed_in_is_recognised(talk: Talk) -> None:
    token = await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)
    session = await known(token, NOON)

    assert session is not None
    assert (session.person, session.created, session.seen) == (AMAL, NOON, NOON)


async def test_two_sessions_of_one_person_are_two(talk: Talk) -> None:
    one, other = [await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id) for _ in range(2)]
    session = await known(one, NOON)
    assert session is not None
    await end(session, ledger=talk.ledger)

    assert await known(one, NOON) is None
    assert await known(other, NOON) is not None


async def test_the_token_is_kept_nowhere(talk: Talk) -> None:
    token = await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)

    assert len(token) >= 43  # 256 bits
    assert await words_anywhere(token) == []


async def test_what_the_table_holds_signs_nobody_in(talk: Talk) -> None:
    await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)
    (row,) = (await everything())["session"]

    for value in row.values():
        assert await known(str(value), NOON) is None


@pytest.mark.parametrize("token", ["", "x", "a" * 10_000, "\x00", "é", "' OR 1=1 --"])
async def test_other_tokens_sign_nobody_in(talk: Talk, token: str) -> None:
    await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)

    assert await known(token, NOON) is None


async def test_a_session_that_is_not_used_ends(talk: Talk) -> None:
    token = await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)

    assert await known(token, NOON + IDLE + timedelta(microseconds=1)) is None
    assert await known(token, NOON + IDLE) is not None


async def test_a_session_that_is_used_lives_until_its_lifetime_ends(talk: Talk) -> None:
    token = await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)
    for days in range(10, 61, 10):
        assert await known(token, NOON + timedelta(days=days)) is not None

    assert await known(token, NOON + LIFETIME + timedelta(microseconds=1)) is None


async def test_being_recognised_is_written_down_once_an_hour_at_most(talk: Talk) -> None:
    token = await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)
    before = await everything()
    await known(token, NOON + timedelta(hours=1))
    assert await everything() == before

    later = NOON + timedelta(hours=1, seconds=1)
    await known(token, later)
    session = await known(token, later)
    assert session is not None
    assert session.seen == later


async def test_somebody_who_left_is_signed_out_everywhere_at_once(talk: Talk) -> None:
    token = await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)
    await people.put(replace(AMAL, active=False))

    assert await known(token, NOON) is None


async def test_a_role_that_was_taken_away_is_gone_at_the_next_request(talk: Talk) -> None:
    token = await begin(CAST[2], ledger=talk.ledger, new_id=talk.new_id)
    await people.put(replace(CAST[2], roles=()))
    session = await known(token, NOON)

    assert session is not None
    assert session.person.roles == ()


async def test_beginning_and_ending_are_recorded_without_the_token(talk: Talk) -> None:
    token = await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)
    session = await known(token, NOON)
    assert session is not None
    await end(session, ledger=talk.ledger)
    await end(session, ledger=talk.ledger)
    kinds = [row["kind"] for row in (await everything())["event"]]

    assert kinds[1:] == [SIGNED_IN, SIGNED_OUT, SIGNED_OUT]
    assert (await everything())["session"] == []
    assert talk.announced == []


async def test_demo_people_are_found_however_their_handle_is_typed(talk: Talk) -> None:
    assert await demo_person(" Amal ") == AMAL
    assert [one.handle for one in await demo_people()] == sorted(one.handle for one in CAST)


@pytest.mark.parametrize("handle", ["", "nobody", "Amal Haddad", "x" * 41, "a\x00mal", "\udfff"])
async def test_somebody_unknown_is_refused_and_those_who_are_known_are_named(talk: Talk, handle: str) -> None:
    with pytest.raises(FieldIsWrong) as refused:
        await demo_person(handle)

    assert refused.value.field == "person"
    assert set(refused.value.facts["allowed"]) == {one.handle for one in CAST}


async def test_a_demo_person_who_left_is_not_offered(talk: Talk) -> None:
    await people.put(replace(BEN, active=False))

    with pytest.raises(FieldIsWrong):
        await demo_person("ben")
    assert "ben" not in [one.handle for one in await demo_people()]


async def test_a_page_that_only_stays_open_does_not_keep_its_session_alive(talk: Talk) -> None:
    token = await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)
    session = await known(token, NOON)
    assert session is not None
    late = NOON + IDLE - timedelta(hours=1)

    assert await still_lives(session.id, now=late, idle=IDLE, lifetime=LIFETIME) == session
    assert await known(token, NOON + IDLE + timedelta(seconds=1)) is None


async def test_a_session_that_lives_for_minutes_only_is_kept_alive_by_use(talk: Talk) -> None:
    token = await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)
    for minutes in range(4, 30, 4):
        now = NOON + timedelta(minutes=minutes)

        assert await recognise(token, now=now, idle=timedelta(minutes=5), lifetime=LIFETIME) is not None


async def promoted(talk: Talk) -> tuple[str, str]:
    """Amal signs in and becomes a facilitator: her token before, and the one that she gets at her next request."""
    token = await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)
    await people.put(replace(AMAL, roles=("facilitator",)))
    session = await known(token, NOON)
    assert session is not None
    fresh = await rotated(session, token, now=NOON)
    assert fresh is not None
    return token, fresh


async def test_whose_roles_change_gets_another_token_and_the_one_before_serves_a_minute_longer(talk: Talk) -> None:
    before, after = await promoted(talk)
    soon, later = NOON + timedelta(seconds=59), NOON + timedelta(minutes=1)

    assert (await known(before, soon)) == (await known(after, soon)) != None  # noqa: E711 (all three are compared)
    assert await known(before, later) is None
    assert await known(after, later) is not None


async def test_a_token_is_replaced_once_however_many_requests_come_with_the_one_before(talk: Talk) -> None:
    before, after = await promoted(talk)
    for token in (before, after):
        session = await known(token, NOON)
        assert session is not None

        assert await rotated(session, token, now=NOON) is None
    assert await known(after, NOON + timedelta(days=1)) is not None


async def test_two_requests_that_saw_the_same_session_do_not_both_replace_its_token(talk: Talk) -> None:
    token = await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)
    await people.put(replace(AMAL, roles=("facilitator",)))
    session = await known(token, NOON)
    assert session is not None

    assert await rotated(session, token, now=NOON) is not None
    assert await rotated(session, token, now=NOON) is None


async def test_a_token_stays_while_roles_do(talk: Talk) -> None:
    token = await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)
    await people.put(replace(AMAL, site="Leeds"))
    session = await known(token, NOON)

    assert session is not None
    assert await rotated(session, token, now=NOON) is None
