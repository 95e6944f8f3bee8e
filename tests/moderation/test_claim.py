"""Claims: one facilitator at a time, visible to others, over by themselves, and nobody's lock."""

import asyncio
from datetime import timedelta

import pytest

from comments_service.discussion.edit import CommentIsUnknown
from comments_service.moderation.claim import LEASE, claim, everybody, give_up
from comments_service.refusals import NotAllowed, SignInRequired
from tests.support.company import AMAL, DANA, ELI
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio


async def test_whoever_comes_first_holds_the_claim_and_the_second_sees_who(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    mine = await claim(said.id, by=DANA, now=talk.now)
    seen = await claim(said.id, by=ELI, now=talk.now)

    assert (mine.person_id, mine.until) == (DANA.id, talk.now + LEASE)
    assert (seen.person_id, seen.person_name) == (DANA.id, DANA.name)
    assert [one.person_id for one in await everybody(now=talk.now)] == [DANA.id]


async def test_a_claim_is_renewed_by_its_holder_and_ends_by_itself(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await claim(said.id, by=DANA, now=talk.now)
    talk.later(seconds=60)
    renewed = await claim(said.id, by=DANA, now=talk.now)
    talk.later(seconds=89)
    assert (await claim(said.id, by=ELI, now=talk.now)).person_id == DANA.id

    assert renewed.until == talk.now + timedelta(seconds=1)
    talk.later(seconds=1)
    assert await everybody(now=talk.now) == []
    assert (await claim(said.id, by=ELI, now=talk.now)).person_id == ELI.id


async def test_of_two_who_come_at_once_one_holds_it_and_both_know_who(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)

    held = await asyncio.gather(*(claim(said.id, by=by, now=talk.now) for by in (DANA, ELI) * 5))

    assert len({one.person_id for one in held}) == 1


async def test_a_claim_is_given_up_by_its_holder_alone(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await claim(said.id, by=DANA, now=talk.now)

    await give_up(said.id, by=ELI, now=talk.now)
    assert len(await everybody(now=talk.now)) == 1
    await give_up(said.id, by=DANA, now=talk.now)
    assert await everybody(now=talk.now) == []


async def test_only_facilitators_claim_and_only_what_is_there(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)

    with pytest.raises(NotAllowed):
        await claim(said.id, by=AMAL, now=talk.now)
    with pytest.raises(SignInRequired):
        await claim(said.id, by=None, now=talk.now)
    with pytest.raises(CommentIsUnknown):
        await claim(talk.new_id(), by=DANA, now=talk.now)
