"""Rendering a page of a thread: nothing that is not public, the same for everybody, every root on one page."""

import re
from dataclasses import replace
from uuid import UUID

import pytest

from comments_service.discussion import rendering
from comments_service.discussion.my_view import my_view
from comments_service.discussion.ordering import SORTS
from comments_service.discussion.reading import page_with
from comments_service.moderation.close_discussion import close_discussion
from comments_service.records import Comment, Mark, Person
from comments_service.storage import connection, marks, threads
from comments_service.web.templating import environment
from tests.support.company import AMAL, BEN, DANA, INES, PRIYA, TOM
from tests.support.talking import HELD_WORDS, WINDOW, Talk

pytestmark = pytest.mark.anyio
TEMPLATES = environment(base="", site="")
ARTICLE = re.compile(r'<article id="comment-([0-9a-f-]{36})"')


async def page(
    talk: Talk, *, sort: str = "oldest", after: UUID | None = None, size: int = 50, only: str = ""
) -> rendering.Page:
    thread = await threads.get("rota")
    assert thread is not None
    return await rendering.page_of(thread, sort=sort, after=after, size=size, now=talk.now, only=only)


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


@pytest.mark.parametrize("sort", SORTS)
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
    if sort in ("oldest", "newest"):
        assert seen == (in_time if sort == "oldest" else in_time[::-1])
    assert sorted(seen) == sorted(in_time)


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


async def marked(
    talk: Talk, comment: Comment, kind: str, by: Person = DANA, *, named: Person | None = None, **facts: str
) -> None:
    mark = Mark(talk.new_id(), comment.id, kind, facts, by.id, by.name, talk.now)
    await marks.add(replace(mark, named_id=named.id, named=named.name) if named else mark)


async def test_what_was_said_about_a_comment_stands_with_it(talk: Talk) -> None:
    said = await talk.says(AMAL, "Use the north gate.", kind="question")
    await marked(talk, said, "endorsed", PRIYA, role="expert")
    await marked(talk, said, "acknowledged", named=INES, due="2026-11-26")
    await marked(
        talk, said, "accuracy", PRIYA, status="corrected", source="https://gates.example/", text="<b>South</b>"
    )
    shown = await html(talk)

    assert "Endorsed by Priya Shah, expert" in shown
    assert "Ines Okafor is finding out, by Thursday 26 November." in shown
    assert "<strong>Corrected.</strong> &lt;b&gt;South&lt;/b&gt;" in shown
    assert 'href="https://gates.example/" rel="ugc nofollow noopener"' in shown
    assert shown.index("Use the north gate.") < shown.index("Corrected.") < shown.index("Endorsed by")


async def test_an_answer_that_did_not_come_is_overdue_the_day_after(talk: Talk) -> None:
    said = await talk.says(AMAL, kind="question")
    await marked(talk, said, "acknowledged", named=INES, due="2026-11-23")

    assert "by Monday 23 November." in await html(talk)
    talk.later(days=1)
    assert "An answer was due Monday 23 November." in await html(talk)


@pytest.mark.parametrize("answer", ["from whom it was promised", "endorsed", "official", "from somebody else", "held"])
async def test_a_promise_is_kept_by_an_answer(talk: Talk, answer: str) -> None:
    question = await talk.says(AMAL, kind="question")
    await talk.says(INES, "I find out.", to=question)
    talk.later(minutes=1)
    await marked(talk, question, "acknowledged", named=INES, due="2026-11-26")
    assert "is finding out" in await html(talk)

    by = INES if answer in ("from whom it was promised", "held") else BEN
    reply = await talk.says(by, HELD_WORDS if answer == "held" else "It is gate 4.", to=question)
    if answer in ("endorsed", "official"):
        await marked(talk, reply, answer, PRIYA, role="expert")
    kept = answer in ("from whom it was promised", "endorsed", "official")

    assert ("is finding out" in await html(talk)) != kept
    thread = await threads.get("rota")
    assert thread is not None
    (mine,) = (await my_view(thread, AMAL, edit_window=WINDOW, now=talk.now)).mine
    assert [mark.kind for mark in mine.marks] == ([] if kept else ["acknowledged"])


async def test_what_marks_lift_stands_above_everything_and_leads_to_its_place(talk: Talk) -> None:
    first = await talk.says(AMAL, "First of all.")
    featured = await talk.says(BEN, "Worth everybody's time.")
    official = await talk.says(INES, "We open **gate 4**.", to=first)
    await marked(talk, featured, "featured")
    await marked(talk, official, "official", INES, named=TOM)
    shown = await html(talk)

    top = shown[shown.index('class="th-lifted"') : shown.index('data-slot="composer"')]
    assert top.index("We open <strong>gate 4</strong>.") < top.index("Worth everybody")
    assert f"/t/rota?comment={official.id}" in top
    assert shown.count("· drafted with Tom de Vries") == 2
    assert articles(shown) == [first.id, official.id, featured.id]
    ids = re.findall(r' id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


async def test_only_the_first_page_has_them(talk: Talk) -> None:
    first, second = await talk.says(AMAL), await talk.says(BEN)
    await marked(talk, second, "pinned")

    assert "th-lifted" in await html(talk, size=1)
    assert "th-lifted" not in await html(talk, size=1, after=first.id)
    assert "Pinned" in await html(talk, size=1, after=first.id)


async def test_what_is_not_public_is_lifted_nowhere(talk: Talk) -> None:
    said = await talk.says(AMAL, "The unspeakable phrase.")
    await marked(talk, said, "pinned")
    await talk.decides(DANA, said, "remove", reason="confidential")

    assert "th-lifted" not in await html(talk)
    assert "unspeakable" not in await html(talk)


async def test_of_many_official_responses_the_newest_three_stand_on_top(talk: Talk) -> None:
    for number in range(5):
        said = await talk.says(INES, f"Answer number {number}.")
        await marked(talk, said, "official", INES)
        talk.later(minutes=1)
    shown = await html(talk)

    top = shown[shown.index('class="th-lifted"') : shown.index('data-slot="composer"')]
    assert re.findall(r"Answer number (\d)", top) == ["4", "3", "2"]
    assert "2 more official responses stand in the discussion." in top


async def test_marks_cost_one_query_however_many_there_are(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        await marked(talk, await talk.says(AMAL), "endorsed", PRIYA, role="expert")
    asked: list[str] = []
    fetch = connection.fetch

    async def counted(query: str, *values: object) -> list[dict[str, object]]:
        asked.append(query)
        return await fetch(query, *values)

    monkeypatch.setattr(marks, "fetch", counted)
    await page(talk)

    assert len(asked) == 1


async def test_readers_are_told_who_closed_a_discussion_and_why(talk: Talk) -> None:
    await close_discussion("rota", "Until <Thursday>.", by=DANA, ledger=talk.ledger)

    assert "Dana Reyes has closed this discussion: <q>Until &lt;Thursday&gt;.</q>" in await html(talk)


async def test_of_many_replies_the_rest_stand_behind_their_number(talk: Talk) -> None:
    question = await talk.says(AMAL)
    replies = [await talk.says(BEN, f"Reply {number}.", to=question) for number in range(7)]
    await talk.says(INES, "And below.", to=replies[5])
    shown = await html(talk)

    box = shown[shown.index("<details") : shown.index("</details>")]
    assert f'data-collapsed="{replies[3].id}"' in box
    assert "5 more replies" in box
    assert [word in box for word in ("Reply 2.", "Reply 3.", "Reply 6.", "And below.")] == [False, True, True, True]
    assert len(articles(shown)) == 9


async def test_a_change_that_waits_shows_by_nothing_at_all(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    before = await html(talk)
    talk.later(minutes=1)
    await talk.edits(AMAL, said, HELD_WORDS)
    assert await html(talk) == before

    await talk.decides(DANA, said, "approve")
    assert '<span class="th-comment__edited">edited</span>' in await html(talk)


async def test_what_was_settled_comes_first_and_what_nobody_answered(talk: Talk) -> None:
    quiet = await talk.says(AMAL, "Nobody says anything to this.")
    asked = await talk.says(AMAL, "Which gate?", kind="question")
    answered = await talk.says(BEN, "Which door?", kind="question")
    official = await talk.says(INES, "Door 3.", to=answered)
    await marked(talk, official, "official", INES)
    await talk.says(BEN, HELD_WORDS, to=asked)

    assert [node.spoken.comment.id for node in (await page(talk, sort="helpful")).nodes] == [
        answered.id,
        quiet.id,
        asked.id,
    ]
    assert [node.spoken.comment.id for node in (await page(talk, sort="unanswered")).nodes] == [
        asked.id,
        quiet.id,
        answered.id,
    ]


async def test_only_questions_or_only_what_was_answered_officially(talk: Talk) -> None:
    await talk.says(AMAL, "Just so.")
    asked = await talk.says(AMAL, "Which gate?", kind="question")
    answered = await talk.says(BEN, "Door?")
    official = await talk.says(INES, "Door 3.", to=answered)
    await marked(talk, official, "official", INES)

    assert articles(await html(talk, only="questions")) == [asked.id]
    assert articles(await html(talk, only="official")) == [answered.id, official.id]
    assert "th-lifted" not in await html(talk, only="official")


async def test_where_nothing_is_of_that_kind_it_says_so(talk: Talk) -> None:
    await talk.says(AMAL, "Just so.")

    assert "Nobody has asked anything here." in await html(talk, only="questions")
    assert "Nobody has answered officially here." in await html(talk, only="official")


async def test_links_of_an_order_and_a_choice_keep_the_other(talk: Talk) -> None:
    for number in range(7):
        await talk.says(AMAL, f"Number {number}?", kind="question")
    shown = await html(talk, sort="helpful", only="questions", size=3)

    found = re.findall(r'href="/t/rota(\?[^"]*|)"', shown)
    assert [one for one in found if "after" not in one and "reply" not in one and "comment" not in one] == [
        "?only=questions",
        "?sort=newest&amp;only=questions",
        "?sort=unanswered&amp;only=questions",
        "?sort=helpful",
        "?sort=helpful&amp;only=official",
        "?sort=helpful&amp;only=mine",
        "?sort=helpful&amp;only=following",
    ]
    assert any(one.startswith("?sort=helpful&amp;only=questions&amp;after=") for one in found)


async def test_a_short_discussion_has_nothing_to_choose_but_its_order(talk: Talk) -> None:
    for _ in range(3):
        await talk.says(AMAL)

    assert "Which comments" not in await html(talk)
    assert "Most helpful" not in await html(talk)
    assert "Newest first" in await html(talk)
