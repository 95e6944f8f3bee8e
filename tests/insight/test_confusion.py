"""What confuses in a lesson: the worst first, questions as everybody sees them, answers five people at a time."""

from dataclasses import replace
from uuid import UUID

import pytest

from comments_service.block_records import Asked
from comments_service.discussion.sync_threads import sync_threads
from comments_service.insight.confusion import confusion
from comments_service.learning.progress import answer
from comments_service.records import Thread
from comments_service.storage import people, threads
from tests.support.company import AMAL, BEN, PAGES, entry
from tests.support.talking import Talk

pytestmark = pytest.mark.anyio
WORDS = [f"Paragraph {number} says that cold is not a repair." for number in range(1, 6)]
BLOCKS = [{"id": f"b-{number}", "words": words} for number, words in enumerate(WORDS, 1)]
QUIZZES = [{"id": "b-easy", "words": "Is it cold?"}, {"id": "b-hard", "words": "Why?"}, {"id": "b-new", "words": "So?"}]


@pytest.fixture
def talk(database: str) -> Talk:
    return Talk()


@pytest.fixture
async def lesson(talk: Talk) -> Talk:
    """A conversation beside a lesson of five paragraphs and three quizzes, and its course."""
    names = [one["id"] for one in QUIZZES]
    about = {"course": "cold", "lesson": 1, "blocks": [*BLOCKS, *QUIZZES], "quizzes": names}
    await sync_threads([*PAGES, entry("cold", course="cold"), entry("cold-1", **about)], archive=[], ledger=talk.ledger)
    return talk


async def page(uid: str) -> Thread:
    found = await threads.get(uid)
    assert found
    return found


async def answers(talk: Talk, item: str, *right: bool) -> None:
    for number, is_right in enumerate(right):
        person = replace(AMAL, id=UUID(int=7000 + number), handle=f"near-{number}")
        await people.put(person)
        how = {"ledger": talk.ledger, "new_id": talk.new_id, "now": talk.now}
        await answer("cold-1", item, right=is_right, by=person, **how)


async def test_c4_10_the_part_that_was_asked_about_most_is_first_with_what_was_quoted(lesson: Talk) -> None:
    for number, asked in ((2, 1), (4, 6)):
        for turn in range(asked):
            about = Asked(f"b-{number}", f"Paragraph {number}")
            await lesson.says(
                AMAL if turn % 2 else BEN, f"What is meant, {turn}?", thread="cold-1", kind="question", about=about
            )
    await lesson.says(BEN, "Well said.", thread="cold-1", kind="comment", about=Asked("b-1", ""))

    for uid in ("cold-1", "cold"):
        found = await confusion(await page(uid))
        assert found
        assert [(one.words, one.questions, one.quotes) for one in found.asked] == [
            (WORDS[3], 6, ["Paragraph 4"]),
            (WORDS[1], 1, ["Paragraph 2"]),
        ]


async def test_the_quiz_that_is_wrong_most_often_is_first_and_answers_count_five_people_at_a_time(lesson: Talk) -> None:
    await answers(lesson, "b-easy", *([True] * 9), False)
    await answers(lesson, "b-hard", False, False, False, True, True, False, False, False, False)
    await answers(lesson, "b-new", False, False, False, False)

    found = await confusion(await page("cold-1"))
    assert found
    assert [(one.question, one.people, one.wrong, one.share) for one in found.tried] == [
        ("Why?", 5, 3, 60),
        ("Is it cold?", 10, 1, 10),
    ]
    assert found.uncounted == 1
    await answers(lesson, "b-hard", True)
    assert await confusion(await page("cold-1")) == found


async def test_where_nothing_is_learned_nothing_confuses(lesson: Talk) -> None:
    assert await confusion(await page("rota")) is None
