"""Rendering a page of a thread: nothing that is not public, the same for everybody, every root on one page."""

import re
from uuid import UUID

import pytest

from comments_service.discussion import rendering
from comments_service.discussion.reading import page_with
from comments_service.records import Comment
from comments_service.storage import threads
from comments_service.web.templating import environment
from tests.support.company import AMAL, BEN, DANA, INES
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio
TEMPLATES = environment(base="")
ARTICLE = re.compile(r'<article id="comment-([0-9a-f-]{36})"')


async def page(talk: Talk, *, sort: str = "oldest", after: UUID | None = None, size: int = 50) -> rendering.Page:
    thread = await threads.get("rota")
    assert thread is not None
    return await rendering.page_of(thread, sort=sort, after=after, size=size, now=talk.now)


async def html(talk: Talk, **which: object) -> str:
    return rendering.fragment(await page(talk, **which), templates=TEMPLATES)  # type: ignore[arg-type]


def articles(fragment: str) -> list[UUID]:
    return [UUID(found) for found in ARTICLE.findall(fragment)]


async def test_what_was_said_is_shown_with_who_said_it(talk: Talk) -> None:
    said = await talk.says(INES, "Thank you **all**.")
    shown = await html(talk)

    assert articles(shown) == [said.id]
    assert "<strong>all</strong>" in shown
    assert "Ines Okafor" in shown
    assert "Leader" in shown


async def taken_away(talk: Talk, how: str, comment: Comment) -> None:
    match how:
        case "removed":
            await talk.decides(DANA, comment, "remove", reason="confidential", message="Not yet public.")
        case "withdrawn":
            await talk.withdraws(AMAL, comment)
        case "hidden":
            await talk.reports(INES, comment, "personal-data", "It names my neighbour.")
        case "held":
            await talk.decides(DANA, comment, "undo")


@pytest.mark.parametrize("how", ["removed", "withdrawn", "hidden"])
@pytest.mark.parametrize("answered", [False, True])
async def test_nothing_is_left_of_what_was_taken_away(talk: Talk, how: str, answered: bool) -> None:
    said = await talk.says(AMAL, "The unspeakable phrase.")
    if answered:
        await talk.says(BEN, "I hear you.", to=said)
    await taken_away(talk, how, said)
    shown = await html(talk)

    for secret in ("unspeakable", "Amal", "Casablanca", "Not yet public", "neighbour"):
        assert secret not in shown
    assert (said.id in articles(shown)) == (answered or how == "hidden")
    assert ("I hear you." in shown) == answered


async def test_nothing_is_shown_of_what_waits(talk: Talk) -> None:
    await talk.says(AMAL, HELD_WORDS)
    shown = await html(talk)

    assert articles(shown) == []
    assert "Nobody has said anything yet" in shown


async def test_an_edit_that_waits_shows_the_words_that_passed(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    await talk.edits(AMAL, said, HELD_WORDS)
    shown = await html(talk)

    assert "First words." in shown
    assert "heron" not in shown


@pytest.mark.parametrize("how", ["removed", "withdrawn", "hidden"])
async def test_deep_answers_do_not_name_who_wrote_what_is_gone(talk: Talk, how: str) -> None:
    first = await talk.says(BEN)
    second = await talk.says(BEN, to=first)
    third = await talk.says(AMAL, "The unspeakable phrase.", to=second)
    await talk.says(BEN, "I hear you.", to=third)
    assert "in reply to" in await html(talk)
    await taken_away(talk, how, third)

    assert "Amal" not in await html(talk)


async def test_a_second_rendering_is_the_same_to_the_byte(talk: Talk) -> None:
    await talk.says(BEN, to=await talk.says(AMAL))

    assert await html(talk) == await html(talk)


@pytest.mark.parametrize("sort", rendering.SORTS)
@pytest.mark.parametrize("size", [1, 3, 50])
async def test_every_root_is_on_exactly_one_page(talk: Talk, sort: str, size: int) -> None:
    said = []
    for number in range(13):
        said.append(await talk.says(AMAL, f"Number {number}."))
        await talk.says(BEN, to=said[-1])
        if number % 4 == 3:
            talk.later(microseconds=1)  # some at one time, some later
    await talk.withdraws(AMAL, said[2])
    await talk.decides(DANA, said[5], "hide")
    await talk.says(AMAL, HELD_WORDS)

    seen: list[UUID] = []
    after = None
    while True:
        shown = await page(talk, sort=sort, after=after, size=size)
        seen += [node.spoken.comment.id for node in shown.nodes]
        assert len(shown.nodes) <= size
        if (after := shown.next_after) is None:
            break

    in_time = [one.id for one in said]
    assert seen == (in_time if sort == "oldest" else in_time[::-1])


@pytest.mark.parametrize("size", [1, 2, 5])
async def test_each_comment_is_found_on_the_page_that_shows_it(talk: Talk, size: int) -> None:
    said = [await talk.says(AMAL) for _ in range(7)]
    answers = [await talk.says(BEN, to=one) for one in said]
    await talk.withdraws(AMAL, said[1])
    await talk.withdraws(BEN, answers[1])
    for one in (said[0], answers[3], said[6]):
        shown = await page(talk, after=await page_with(one, size=size), size=size)
        assert one.id in [node.spoken.comment.id for root in shown.nodes for node in (root, *root.replies)]


async def test_answers_stand_in_order_of_time_whatever_the_sort(talk: Talk) -> None:
    question = await talk.says(AMAL)
    answers = []
    for _ in range(3):
        talk.later(seconds=1)
        answers.append((await talk.says(BEN, to=question)).id)
    (root,) = (await page(talk, sort="newest")).nodes

    assert [node.spoken.comment.id for node in root.replies] == answers


async def test_answers_older_than_what_they_answer_take_nothing_down(talk: Talk) -> None:
    """The clock of the process that took the answer was behind."""
    question = await talk.says(AMAL)
    talk.later(seconds=-2)
    answer = await talk.says(BEN, to=question)

    assert articles(await html(talk)) == [question.id, answer.id]


async def test_a_comments_own_page_of_html_is_escaped(talk: Talk) -> None:
    await talk.says(AMAL, "<script>alert(1)</script> & <b>bold</b>")
    shown = await html(talk)

    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


async def test_a_closed_discussion_says_so(talk: Talk) -> None:
    thread = await threads.get("heard")
    assert thread is not None
    closed = await rendering.page_of(thread, sort="oldest", after=None, size=9, now=talk.now)

    assert "This discussion is closed" in rendering.fragment(closed, templates=TEMPLATES)


async def test_a_composer_takes_the_place_of_its_slot_once(talk: Talk) -> None:
    shown = rendering.with_composer(await html(talk), "<form>\\1</form>")

    assert shown.count("<form>\\1</form>") == 1
    assert rendering.COMPOSER_SLOT not in shown


async def test_a_version_that_moved_is_not_current(talk: Talk) -> None:
    thread = await rendering.thread("rota")
    assert thread is not None
    assert await rendering.is_current("rota", thread.version)
    await talk.says(AMAL)

    assert not await rendering.is_current("rota", thread.version)
    assert not await rendering.is_current("no-such-page", 0)
