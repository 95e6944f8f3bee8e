"""The closed question of a page: one answer each, nobody can tell whose it is, and the result moves in steps."""

import random
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from comments_service.discussion.pulse_question import NothingIsAsked, Pulse, answer_pulse, pulse_of
from comments_service.discussion.sync_threads import sync_threads
from comments_service.discussion.thread_rules import ThreadIsClosed
from comments_service.people.anonymity import Anonymity
from comments_service.privacy.export_mine import export_mine
from comments_service.privacy.purge import purge
from comments_service.privacy.retention import Retention
from comments_service.records import Person, Thread
from comments_service.refusals import FieldIsWrong
from comments_service.storage import connection, events, leavers, people, threads
from tests.support.company import AMAL, BEN, CAST, NOON, PAGES, entry
from tests.support.talking import Talk, everything, words_anywhere

pytestmark = pytest.mark.anyio
QUESTION, CHOICES = "How clear is it?", ("Clear", "Partly", "Not clear")
KEYS = Anonymity(["a key for these tests, and for no other"])


@pytest.fixture
async def asking(talk: Talk) -> Talk:
    """A conversation beside a page that asks a question, until a day."""
    await asks(talk, QUESTION, *CHOICES)
    return talk


async def asks(talk: Talk, *pulse: str) -> None:
    page = entry("pulse", pulse=list(pulse), closes="2026-11-30")
    await sync_threads([*PAGES, page], archive=[], ledger=talk.ledger)


async def page(uid: str = "pulse") -> Thread:
    thread = await threads.get(uid)
    assert thread is not None
    return thread


async def answers(talk: Talk, by: Person, choice: str, *, asked: str = QUESTION, uid: str = "pulse") -> Pulse:
    return await answer_pulse(uid, asked, choice, by=KEYS.known(by), ledger=talk.ledger, now=talk.now)


async def seen(talk: Talk, by: Person) -> Pulse | None:
    return await pulse_of(await page(), KEYS.known(by), now=talk.now)


async def test_one_answer_each_changed_until_the_page_closes(asking: Talk) -> None:
    assert [(one.mine, one.result, one.is_open) for one in [await seen(asking, AMAL)] if one] == [(None, None, True)]
    assert (await answers(asking, AMAL, "Clear")).mine == "Clear"
    assert (await answers(asking, AMAL, "Partly")).mine == "Partly"
    assert len((await everything())["pulse_answer"]) == 1
    for asked, choice, wrong in ((QUESTION, "Perhaps", "choice"), ("How dark is it?", "Clear", "question")):
        with pytest.raises(FieldIsWrong) as refused:
            await answers(asking, AMAL, choice, asked=asked)
        assert refused.value.field == wrong
    with pytest.raises(NothingIsAsked):
        await answers(asking, AMAL, "Clear", uid="rota")
    asking.later(days=8)
    with pytest.raises(ThreadIsClosed):
        await answers(asking, AMAL, "Clear")
    closed = await seen(asking, AMAL)
    assert closed
    assert (closed.mine, closed.is_open) == ("Partly", False)
    assert await seen(asking, BEN) is None


async def test_nothing_is_asked_where_no_key_keeps_answers_and_people_apart(asking: Talk) -> None:
    assert await pulse_of(await page(), AMAL, now=asking.now) is None
    assert await pulse_of(await page(), None, now=asking.now) is None
    with pytest.raises(NothingIsAsked):
        await answer_pulse("pulse", QUESTION, "Clear", by=AMAL, ledger=asking.ledger, now=asking.now)


async def test_the_result_is_for_who_answered_once_five_have_and_for_all_when_it_is_over(asking: Talk) -> None:
    for person in CAST[:4]:
        assert (await answers(asking, person, "Clear")).result is None
    fifth = await answers(asking, CAST[4], "Not clear")
    assert (fifth.result, fifth.counted) == ([("Clear", 4), ("Partly", 0), ("Not clear", 1)], 5)
    assert [one.result for one in [await seen(asking, CAST[5])] if one] == [None]
    asking.later(days=8)
    assert [one.result for one in [await seen(asking, CAST[5])] if one] == [fifth.result]


async def test_each_result_differs_from_the_one_before_by_five_people_or_more(asking: Talk) -> None:
    """Whatever people answer, in whatever order, and however often one of them changes theirs."""
    chance = random.Random(5)
    now: dict[UUID, str] = {}
    shown: list[dict[UUID, str]] = [{}]
    for _ in range(250):
        # Three of them change their minds again and again.
        person, choice = chance.choice([*CAST, *CAST[:3], *CAST[:3]]), chance.choice(CHOICES)
        now[person.id] = choice
        pulse = await answers(asking, person, choice)
        changed = {one for one in now if now[one] != shown[-1].get(one)}
        if len(changed) >= 5:
            shown.append(dict(now))
        expected = [(one, list(shown[-1].values()).count(one)) for one in CHOICES]
        assert pulse.result == (expected if len(shown) > 1 else None)
    assert len(shown) > 10


async def test_one_person_moves_no_result_however_often_they_press(asking: Talk) -> None:
    for person in CAST[:9]:
        await answers(asking, person, "Clear")
    results = [(await answers(asking, AMAL, CHOICES[turn % 3])).result for turn in range(20)]

    assert all(one == [("Clear", 5), ("Partly", 0), ("Not clear", 0)] for one in results[:1])
    assert len({str(one) for one in results[1:]}) == 1


async def test_nothing_that_is_kept_leads_to_who_answered(asking: Talk) -> None:
    before = (await page()).version, await events.head(), list(asking.announced)
    await answers(asking, AMAL, "Clear")
    (row,) = (await everything())["pulse_answer"]

    assert set(row) == {"id", "thread_id", "asked", "choice", "counted", "month"}
    assert str(row["month"]) == "2026-11-01"
    assert str(row["id"]) not in {str(one.id) for one in await people.everybody()}
    assert await words_anywhere(str(row["id"])) == ["pulse_answer.id"]
    assert ((await page()).version, await events.head(), asking.announced) == before
    other = Anonymity(["another key"]).known(AMAL)
    assert [one.mine for one in [await pulse_of(await page(), other, now=asking.now)] if one] == [None]


async def test_another_key_in_front_keeps_the_answer_of_before(asking: Talk) -> None:
    await answers(asking, AMAL, "Clear")
    newer = Anonymity(["a newer key", "a key for these tests, and for no other"]).known(AMAL)
    await answer_pulse("pulse", QUESTION, "Partly", by=newer, ledger=asking.ledger, now=asking.now)

    assert [row["choice"] for row in (await everything())["pulse_answer"]] == [1]


async def test_another_question_begins_with_no_answers(asking: Talk) -> None:
    for person in CAST[:6]:
        await answers(asking, person, "Clear")
    await asks(asking, "How clear is it now?", *CHOICES)
    shown = await seen(asking, AMAL)
    assert shown
    assert (shown.question.text, shown.mine, shown.result) == ("How clear is it now?", None, None)
    assert (await export_mine(KEYS.known(AMAL), now=NOON))["pulses"] == [
        {"thread_id": "pulse", "question": "", "answer": ""}
    ]


async def test_it_is_in_ones_own_copy_stays_when_somebody_leaves_and_goes_all_at_once(asking: Talk) -> None:
    for person in CAST[:5]:
        await answers(asking, person, "Partly")
    mine = [{"thread_id": "pulse", "question": QUESTION, "answer": "Partly"}]
    assert (await export_mine(KEYS.known(AMAL), now=NOON))["pulses"] == mine
    assert (await export_mine(replace(AMAL, pseudonyms=None), now=NOON))["pulses"] == []
    await leavers.take_name_off(BEN.id, name="Former colleague", handle="former-1")
    left = await connection.fetch("SELECT COUNT(*) AS n FROM pulse_answer")
    assert left[0]["n"] == 5
    await purge(Retention(), ledger=asking.ledger, now=NOON + timedelta(days=330))
    assert len((await everything())["pulse_answer"]) == 5
    await purge(Retention(), ledger=asking.ledger, now=NOON + timedelta(days=367))
    assert (await everything())["pulse_answer"] == []
