"""Which reply solved a question: said by whoever asked it, of one reply, with a name or without; it stands first."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from comments_service.discussion.attention import FIRST, QUESTION
from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.drop_letter import drop_edit, drop_solution, drop_withdrawal
from comments_service.discussion.edit import ChangedMeanwhile, CommentIsUnknown, Edited
from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.discussion.my_view import my_view
from comments_service.discussion.post import Draft
from comments_service.discussion.rendering import page_of
from comments_service.discussion.reply_tree import Node
from comments_service.discussion.rule_book import RuleBook
from comments_service.discussion.solve import solve, solved_by
from comments_service.discussion.sync_threads import sync_threads
from comments_service.discussion.withdraw import withdraw
from comments_service.events import COMMENT_MARKED, COMMENT_UNMARKED, Ledger
from comments_service.moderation.marks.endorse import endorse
from comments_service.moderation.responses.respond import respond
from comments_service.people.anonymity import Anonymity
from comments_service.postman import postman_of
from comments_service.privacy.export_mine import export_mine
from comments_service.records import Comment, Person
from comments_service.refusals import FieldIsWrong, NotAllowed
from comments_service.settings import read
from comments_service.storage import attention, marks, threads
from tests.discussion.test_unnamed import says
from tests.support.company import AMAL, BEN, DANA, ELI, INES, PAGES, PRIYA, TOM, entry
from tests.support.talking import WINDOW, Talk, everything

pytestmark = pytest.mark.anyio
ANONYMITY = Anonymity(["of a test, " * 4])


async def solves(talk: Talk, by: Person, question: Comment, answer: Comment | UUID | None) -> Comment:
    answer_id = answer.id if isinstance(answer, Comment) else answer
    return await solve(question.id, answer_id, by=by, ledger=talk.ledger, new_id=talk.new_id)


async def waits(question: Comment) -> bool:
    found = await attention.latest_cases(question.id, kinds=[QUESTION, FIRST])
    return QUESTION in found and found[QUESTION].closed is None


async def root(talk: Talk, uid: str = "rota") -> Node:
    thread = await threads.get(uid)
    assert thread is not None
    return (await page_of(thread, sort="oldest", after=None, size=50, now=talk.now)).nodes[0]


@pytest.fixture
async def question(talk: Talk) -> Comment:
    return await talk.says(AMAL, "Who drives on Sunday?", kind="question")


async def test_whoever_asked_says_it_and_it_is_answered(talk: Talk, question: Comment) -> None:
    first, second = await talk.says(BEN, "I do.", to=question), await talk.says(TOM, "Not me.", to=question)
    assert await waits(question)

    await solves(talk, AMAL, question, second)
    await solves(talk, AMAL, question, second)

    assert not await waits(question)
    assert await solved_by(question) == second.id
    (event,) = [one for one in await talk.events_of(second) if one.kind == COMMENT_MARKED]
    assert (event.person_id, event.facts) == (AMAL.id, {"mark": "solved", "question": str(question.id)})
    shown = await root(talk)
    assert shown.solution is not None
    assert shown.solution.comment.id == second.id
    assert [one.spoken.comment.id for one in shown.replies] == [second.id, first.id]


async def test_one_reply_solves_it_and_another_takes_its_place(talk: Talk, question: Comment) -> None:
    first, second = await talk.says(BEN, "I do.", to=question), await talk.says(TOM, "Not me.", to=question)
    for answer in (first, second, None, None):
        await solves(talk, AMAL, question, answer)

    assert await solved_by(question) is None
    assert await waits(question)
    assert (await root(talk)).solution is None
    assert [one.kind for one in await talk.events_of(first)][1:] == [COMMENT_MARKED, COMMENT_UNMARKED]
    assert [one.kind for one in await talk.events_of(second)][1:] == [COMMENT_MARKED, COMMENT_UNMARKED]


async def test_two_at_once_leave_one(talk: Talk, question: Comment) -> None:
    answers = [await talk.says(BEN, "I do.", to=question), await talk.says(TOM, "Not me.", to=question)]
    await asyncio.gather(*(solves(talk, AMAL, question, one) for one in answers))

    assert len(await marks.of_thread("rota")) == 1


async def test_a_deep_reply_may_be_it_and_is_none_once_it_is_gone(talk: Talk, question: Comment) -> None:
    back = await talk.says(BEN, "Which Sunday?", to=question)
    deep = await talk.says(AMAL, "The next one.", to=back)
    answer = await talk.says(TOM, "Then it is Ben.", to=deep)
    await solves(talk, AMAL, question, answer)
    assert not await waits(question)

    await talk.decides(DANA, answer, "remove", reason="off-topic")

    assert await waits(question)
    assert (await root(talk)).solution is None
    talk.later(minutes=1)
    await talk.withdraws(BEN, back)


async def test_nobody_else_says_it_and_nothing_else_can_be_it(talk: Talk, question: Comment) -> None:
    reply, elsewhere = await talk.says(BEN, "I do.", to=question), await talk.says(ELI, "Another word.")
    held = await talk.says(TOM, "I heard about heron.", to=question)
    for by in (BEN, DANA, INES):
        with pytest.raises(NotAllowed):
            await solves(talk, by, question, reply)
    for wrong in (elsewhere, held, question, UUID(int=5)):
        with pytest.raises(FieldIsWrong):
            await solves(talk, AMAL, question, wrong)
    with pytest.raises(MoveIsImpossible):
        await solves(talk, BEN, reply, question)
    with pytest.raises(CommentIsUnknown):
        await solve(UUID(int=6), reply.id, by=AMAL, ledger=talk.ledger, new_id=talk.new_id)
    assert await marks.of_thread("rota") == []


async def test_what_answers_comes_first_the_official_before_the_solved_before_the_endorsed(
    talk: Talk, question: Comment
) -> None:
    plain = await talk.says(BEN, "I wonder too.", to=question)
    endorsed = await talk.says(TOM, "It is Ben.", to=question)
    solved = await talk.says(ELI, "It is Ben, by the list.", to=question)
    await endorse(endorsed.id, by=PRIYA, ledger=talk.ledger, new_id=talk.new_id)
    await solves(talk, AMAL, question, solved)
    how = {"ledger": talk.ledger, "rules": talk.rules, "deadlines": USUAL, "new_id": talk.new_id, "now": talk.now}
    draft = Draft(talk.new_id(), "rota", "Ben drives.", question.id)
    official = (await respond(draft, by=INES, site_host="", **how)).spoken.comment

    order = [one.spoken.comment.id for one in (await root(talk)).replies]

    assert order == [official.id, solved.id, endorsed.id, plain.id]


async def test_its_asker_is_shown_what_solved_it_and_may_choose_where_somebody_replied(
    talk: Talk, question: Comment
) -> None:
    thread = await threads.get("rota")
    assert thread is not None
    (before,) = (await my_view(thread, AMAL, edit_window=WINDOW, now=talk.now)).mine
    answer = await talk.says(BEN, "I do.", to=question)
    await solves(talk, AMAL, question, answer)
    (after,) = (await my_view(thread, AMAL, edit_window=WINDOW, now=talk.now)).mine

    assert ("solve" in before.can, "solve" in after.can) == (False, True)
    assert after.solution is not None
    assert after.solution.comment.id == answer.id


class Unnamed:
    """A question that Amal asked without their name, and a reply to it."""

    def __init__(self, talk: Talk, question: Comment, reply: Comment) -> None:
        self.talk, self.question, self.reply, self.amal = talk, question, reply, ANONYMITY.known(AMAL)

    async def chooses(self, answer: UUID | None) -> None:
        async def act(ledger: Ledger) -> Comment:
            return await solve(self.question.id, answer, by=self.amal, ledger=ledger, new_id=self.talk.new_id)

        due = self.talk.now + timedelta(hours=1)
        await drop_solution(self.question, answer, act, ledger=self.talk.ledger, due=due)

    async def empties(self) -> int:
        talk = self.talk
        about = {"anonymity": ANONYMITY, "deadlines": USUAL, "rule_book": RuleBook(talk.rules, now=lambda: talk.now)}
        postman = postman_of(read({}), talk.ledger, now=lambda: talk.now, new_id=talk.new_id, **about)
        return await postman(now=talk.now)


@pytest.fixture
async def unnamed(talk: Talk) -> Unnamed:
    await sync_threads([*PAGES, entry("confide", anonymous=True, kind="questions")], archive=[], ledger=talk.ledger)
    asked = (await says(talk, AMAL, "Who pays for the taxi home?", anonymity=ANONYMITY)).spoken.comment
    await talk.decides(DANA, asked, "approve")
    return Unnamed(talk, await talk.now_of(asked), await talk.says(BEN, "Claim it.", thread="confide", to=asked))


async def test_without_a_name_it_goes_through_the_letterbox(unnamed: Unnamed) -> None:
    before = await everything()
    await unnamed.chooses(unnamed.reply.id)
    after = await everything()
    assert {table for table, rows in after.items() if rows != before[table]} == {"letter"}
    assert str(AMAL.id) not in str(after["letter"])

    unnamed.talk.later(minutes=61)
    assert await unnamed.empties() == 1

    assert await solved_by(unnamed.question) == unnamed.reply.id
    (mark,) = await marks.of_thread("confide")
    day = datetime.combine(unnamed.talk.now.date(), datetime.min.time(), UTC)
    assert (mark.by_id, mark.by_name, mark.at) == (unnamed.question.author_id, "Colleague 1", day)
    rows = {name: rows for name, rows in (await everything()).items() if name in ("mark", "event")}
    assert [str(AMAL.id) in str(row) for row in rows["mark"]] == [False]
    assert str(AMAL.id) not in str([row for row in rows["event"] if str(row["comment_id"]) == str(unnamed.reply.id)])
    mine = await export_mine(unnamed.amal, now=unnamed.talk.now)
    assert [one["kind"] for one in mine["marks"]] == ["solved"]


async def test_what_is_chosen_again_or_taken_back_is_in_the_letterbox_in_its_place(unnamed: Unnamed) -> None:
    other = await unnamed.talk.says(ELI, "The night manager does.", thread="confide", to=unnamed.question)
    await unnamed.chooses(unnamed.reply.id)
    await unnamed.chooses(other.id)
    unnamed.talk.later(minutes=61)
    assert await unnamed.empties() == 1
    assert await solved_by(unnamed.question) == other.id

    await unnamed.chooses(None)
    await unnamed.chooses(other.id)
    assert (await everything())["letter"] == []
    await unnamed.chooses(None)
    unnamed.talk.later(minutes=61)
    assert await unnamed.empties() == 1
    assert await solved_by(unnamed.question) is None


async def test_what_lies_in_the_letterbox_about_the_question_already_comes_first(unnamed: Unnamed) -> None:
    async def act(ledger: Ledger) -> Comment:
        return await withdraw(unnamed.question.id, by=unnamed.amal, ledger=ledger, now=unnamed.talk.now)

    await drop_withdrawal(unnamed.question, act, ledger=unnamed.talk.ledger, due=unnamed.talk.now + timedelta(hours=1))

    with pytest.raises(ChangedMeanwhile):
        await unnamed.chooses(unnamed.reply.id)
    assert [row["action"] for row in (await everything())["letter"]] == ["withdraw"]


async def test_other_words_do_not_take_the_place_of_what_was_chosen(unnamed: Unnamed) -> None:
    await unnamed.chooses(unnamed.reply.id)

    async def act(ledger: Ledger) -> Edited:
        raise AssertionError(ledger)

    with pytest.raises(ChangedMeanwhile):
        await drop_edit(unnamed.question, act, ledger=unnamed.talk.ledger, due=unnamed.talk.now)
    assert [row["action"] for row in (await everything())["letter"]] == ["solve"]
