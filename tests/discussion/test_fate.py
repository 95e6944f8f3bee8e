"""What its author knows of a comment, at each moment of its life."""

import pytest

from comments_service.discussion.fate import Fate, fate
from comments_service.discussion.told import FRESH_FOR
from comments_service.records import Comment
from comments_service.storage import decisions
from tests.support.company import AMAL, BEN, DANA, ELI
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio
A_MOMENT = FRESH_FOR.total_seconds()


async def of(talk: Talk, said: Comment) -> Fate:
    return await fate(await talk.now_of(said), await decisions.of_comment(said.id), now=talk.now)


async def test_what_waits_says_why_and_behind_how_many(talk: Talk) -> None:
    ahead = []
    said = []
    for _ in range(3):
        said.append(await talk.says(AMAL if len(said) % 2 else BEN, HELD_WORDS + f" {len(said)}"))
        talk.later(minutes=1)
    ahead = [(await of(talk, one)).ahead for one in said]

    assert ahead == [0, 1, 2]
    await talk.decides(DANA, said[0], "approve")
    await talk.decides(DANA, said[1], "escalate", to="legal", note="Why.")
    now = await of(talk, said[2])
    assert (now.ahead, now.why) == (0, ["finding:watch_word"])


async def test_what_is_public_waits_for_nobody(talk: Talk) -> None:
    now = await of(talk, await talk.says(AMAL))

    assert (now.state, now.why, now.ahead, now.told, now.came_back) == ("published", [], None, [], False)


@pytest.mark.parametrize(("body", "shown"), [(HELD_WORDS, "held"), ("The new rota works for us.", "hidden")])
async def test_a_fresh_removal_is_not_told_only_that_somebody_reads_it(talk: Talk, body: str, shown: str) -> None:
    said = await talk.says(AMAL, body)
    talk.later(minutes=1)
    await talk.decides(DANA, said, "remove", reason="off-topic")
    talk.later(seconds=A_MOMENT - 0.1)
    now = await of(talk, said)

    assert (now.state, now.why, now.told, now.may_appeal) == (shown, ["being-read"], [], False)
    talk.later(seconds=0.1)
    now = await of(talk, said)
    assert (now.state, now.why, now.may_appeal) == ("removed", [], True)
    assert now.removal == now.last
    assert now.last is not None
    assert now.last.reason == "off-topic"


async def test_what_was_returned_is_told_after_a_moment_and_until_it_is_changed(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "return", reason="hurtful", marked=["heron"])
    now = await of(talk, said)
    assert (now.returned, now.why) == (None, ["finding:watch_word"])

    talk.later(seconds=A_MOMENT)
    now = await of(talk, said)
    assert now.returned is not None
    assert (now.returned.marked, now.why, now.ahead) == (("heron",), [], None)

    await talk.edits(AMAL, said, "Better words.")
    now = await of(talk, said)
    assert (now.returned, now.why, now.ahead) == (None, ["returned", "finding:watch_word"], 0)


async def test_that_somebody_is_asked_is_told_but_not_who(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "escalate", to="legal", note="Why.")
    assert (await of(talk, said)).why == ["finding:watch_word"]
    talk.later(seconds=A_MOMENT)
    now = await of(talk, said)

    assert (now.why, now.ahead, now.told) == (["finding:watch_word", "somebody-is-asked"], None, [])


@pytest.mark.parametrize(("answer", "state"), [("approve", "published"), ("remove", "removed")])
async def test_an_appeal_from_its_words_to_its_answer(talk: Talk, answer: str, state: str) -> None:
    said = await talk.says(AMAL)
    await talk.decides(DANA, said, "remove", reason="off-topic")
    talk.later(minutes=1)
    made = await talk.appeals(AMAL, said)
    now = await of(talk, said)
    assert (now.appeal, now.appeal_due, now.answer, now.may_appeal) == (made.appeal, made.due, None, False)

    talk.later(minutes=1)
    await talk.decides(ELI, said, answer, reason="off-topic", message="I read it again.")
    talk.later(seconds=A_MOMENT - 0.1)
    assert (await of(talk, said)).answer is None
    talk.later(seconds=0.1)
    now = await of(talk, said)
    assert now.answer is not None
    assert (now.answer.by_name, now.state, now.came_back) == ("Eli Brandt", state, answer == "approve")

    await talk.decides(ELI, said, "undo")
    talk.later(seconds=A_MOMENT)
    now = await of(talk, said)
    assert (now.state, now.answer, now.came_back) == ("removed", None, False)
    assert [one.action for one in now.told] == ["remove", answer, "undo"]


async def test_a_removal_that_was_taken_back_is_news_for_a_while(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.decides(DANA, said, "remove", reason="off-topic")
    talk.later(minutes=1)
    await talk.decides(DANA, said, "undo")
    talk.later(seconds=A_MOMENT)
    now = await of(talk, said)

    assert ([one.action for one in now.told], now.came_back) == (["remove", "undo"], True)
    talk.later(days=30)
    assert not (await of(talk, said)).came_back


async def test_a_report_is_not_told_to_the_author_of_what_stays_public(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.reports(BEN, said)

    assert (await of(talk, said)).why == []
