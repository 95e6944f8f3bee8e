"""The letterbox: what is done without a name is nowhere to be seen before it is emptied, and then it is all there."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.block_records import Anchor, Asked
from comments_service.discussion import letterbox, reading
from comments_service.discussion.anchors import AnchorIsGone
from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.drop_letter import drop_appeal, drop_edit, drop_post, drop_withdrawal, take_back
from comments_service.discussion.edit import ChangedMeanwhile, CommentIsUnknown, Edited, edit
from comments_service.discussion.empty_letterbox import empty_letterbox
from comments_service.discussion.letterbox import next_round
from comments_service.discussion.my_view import Mine, my_view
from comments_service.discussion.pace import Limit, TooSoon
from comments_service.discussion.post import Draft, IdIsTaken, Posted, post
from comments_service.discussion.rule_book import RuleBook
from comments_service.discussion.sync_threads import sync_threads
from comments_service.discussion.withdraw import withdraw
from comments_service.discussion.wording import BodyIsBlocked
from comments_service.events import Ledger
from comments_service.ids import uuid7
from comments_service.moderation.appeal import Appealed, appeal, as_it_stands
from comments_service.people.anonymity import Anonymity
from comments_service.postman import postman_of
from comments_service.privacy.export_mine import export_mine
from comments_service.records import Comment, Person
from comments_service.settings import read
from comments_service.storage import cases, comments, pseudonyms, threads
from tests.support.company import AMAL, BEN, DANA, ELI, NOON, PAGES, entry
from tests.support.talking import BLOCKED_WORDS, WINDOW, Talk, everything

pytestmark = pytest.mark.anyio
ANONYMITY = Anonymity(["of a test, " * 4])
WORDS, OTHER_WORDS = "Nobody dares to say so, but the rest hours are not kept.", "Nor are the breaks."
YEAR = datetime(2026, 1, 1, tzinfo=UTC)
DUE = NOON + timedelta(hours=1)
# What a letter may be seen by: itself, and whose it is, sealed.
OUT_OF_SIGHT = {"letter", "person", "pseudonym"}


class Box:
    """A conversation in which people leave their names out, and the letterbox of it."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.amal, self.ben = ANONYMITY.known(AMAL), ANONYMITY.known(BEN)
        about = {"anonymity": ANONYMITY, "deadlines": USUAL, "rule_book": RuleBook(talk.rules, now=lambda: talk.now)}
        how = {"now": lambda: talk.now, "new_id": talk.new_id}
        self.empty: Callable[..., Awaitable[int]] = postman_of(read({}), talk.ledger, **about, **how)

    @property
    def _how(self) -> Mapping[str, object]:
        return {"rules": self.talk.rules, "deadlines": USUAL, "new_id": self.talk.new_id, "now": self.talk.now}

    @property
    def _box(self) -> Mapping[str, object]:
        return {"ledger": self.talk.ledger, "due": self.talk.now.replace(minute=0, second=0) + timedelta(hours=1)}

    async def posts(self, by: Person, body: str = WORDS, *, limit: Limit | None = None, **about: object) -> Posted:
        draft = Draft(**{"id": self.talk.new_id(), "thread_uid": "confide", "body": body, "unnamed": True, **about})
        how = {"site_host": "news.example", "limit": limit, "anonymity": ANONYMITY, **self._how}

        async def act(ledger: Ledger) -> Posted:
            return await post(draft, by=by, ledger=ledger, **how)

        return await drop_post(draft, act, by=by, anonymity=ANONYMITY, **self._box)

    async def arrived(self, by: Person, body: str = WORDS) -> Comment:
        """What was said without a name, when the letterbox has been emptied."""
        said = (await self.posts(by, body)).spoken.comment
        await self.an_hour_later()
        return await self.talk.now_of(said)

    async def an_hour_later(self) -> int:
        self.talk.later(hours=1)
        return await self.empty(now=self.talk.now)

    async def edits(self, by: Person, comment: Comment, body: str) -> Edited:
        async def act(ledger: Ledger) -> Edited:
            how = {"ask_review": False, "window": WINDOW, "site_host": "news.example", **self._how}
            return await edit(comment.id, body, by=by, ledger=ledger, **how)

        return await drop_edit(await self.talk.now_of(comment), act, **self._box)

    async def withdraws(self, by: Person, comment: Comment) -> Comment:
        async def act(ledger: Ledger) -> Comment:
            return await withdraw(comment.id, by=by, ledger=ledger, now=self.talk.now)

        return await drop_withdrawal(await self.talk.now_of(comment), act, **self._box)

    async def appeals(self, by: Person, comment: Comment, words: str) -> Appealed:
        async def act(ledger: Ledger) -> Appealed:
            how = {"deadlines": USUAL, "new_id": self.talk.new_id, "now": self.talk.now}
            return await appeal(comment.id, words, by=by, ledger=ledger, **how)

        async def see(_: object) -> Appealed:
            return await as_it_stands(comment.id)

        return await drop_appeal(await self.talk.now_of(comment), words, act, see, **self._box)

    async def mine(self, by: Person) -> list[Mine]:
        thread = await threads.get("confide")
        assert thread is not None
        return list((await my_view(thread, by, edit_window=WINDOW, now=self.talk.now)).mine)


@pytest.fixture
async def box(talk: Talk) -> Box:
    await sync_threads([*PAGES, entry("confide", anonymous=True)], archive=[], ledger=talk.ledger)
    return Box(talk)


async def changed(before: Mapping[str, object]) -> set[str]:
    after = await everything()
    return {table for table in after if after[table] != before[table]}


async def test_what_lies_in_it_is_in_no_table_that_anybody_reads_and_nobody_is_woken(box: Box) -> None:
    before, announced = await everything(), list(box.talk.announced)
    posted = await box.posts(box.amal, id=(sent := uuid7(NOON, 5)))

    assert (posted.is_new, posted.why_held) == (True, ["in-the-letterbox"])
    assert await changed(before) == OUT_OF_SIGHT
    assert box.talk.announced == announced
    rows = await everything()
    new = [row for table in OUT_OF_SIGHT for row in rows[table] if row not in before[table]]
    # Neither who, nor when: the hour alone at which it is emptied.
    for word in (str(AMAL.id), AMAL.handle, str(sent), "12:00"):
        assert word not in str(new), word
    for reader in (None, BEN, box.ben, DANA):
        with pytest.raises(CommentIsUnknown):
            await reading.comment(posted.spoken.comment.id, reader=reader)


async def test_when_it_is_emptied_it_is_held_as_all_that_is_said_without_a_name(box: Box) -> None:
    said = (await box.posts(box.amal)).spoken.comment
    assert await box.empty(now=DUE - timedelta(seconds=1)) == 0
    box.talk.later(minutes=59)
    comment = (await box.talk.now_of(said)) if await box.an_hour_later() else None

    assert comment is not None
    assert (comment.state, comment.author_id, comment.created) == ("held", said.author_id, box.talk.now)
    assert [case.why for case in await cases.open_of(said.id)] == [["posted-without-a-name"]]
    assert (await everything())["letter"] == []
    assert await box.empty(now=box.talk.now) == 0


async def test_what_would_be_refused_is_refused_at_once_and_nothing_lies_in_it(box: Box) -> None:
    before = await everything()
    with pytest.raises(BodyIsBlocked):
        await box.posts(box.amal, BLOCKED_WORDS)

    assert await changed(before) == set()


async def test_what_it_asks_about_goes_with_it_and_stays_though_the_page_changes_meanwhile(box: Box) -> None:
    async def publishes(*said: dict[str, str]) -> None:
        pages = [*PAGES, entry("confide", anonymous=True, blocks=list(said))]
        await sync_threads(pages, archive=[], ledger=box.talk.ledger)

    await publishes({"id": "b-1", "words": "Nights begin in May."}, {"id": "b-2", "words": "Days stay."})
    gone = (await box.posts(box.amal, about=Asked("b-1"))).spoken.comment
    stays = (await box.posts(box.ben, OTHER_WORDS, about=Asked("b-2", "stay"))).spoken.comment
    [mine] = await box.mine(box.amal)
    assert mine.spoken.anchor is not None
    assert mine.spoken.anchor.quote == "Nights begin in May."
    with pytest.raises(AnchorIsGone):
        await box.posts(box.amal, OTHER_WORDS, about=Asked("b-1", "Nights begin in June."))
    await publishes({"id": "b-2", "words": "Days stay."})
    assert await box.an_hour_later() == 2
    said = await comments.spoken([gone.id, stays.id], words="latest")

    assert said[gone.id].anchor == Anchor("en", None, "Nights begin in May.", earlier=True)
    assert said[stays.id].anchor == Anchor("en", "b-2", "stay", earlier=False)


async def test_its_author_alone_sees_changes_and_takes_it_out_and_it_leaves_no_trace(box: Box) -> None:
    before = await everything()
    said = (await box.posts(box.amal)).spoken.comment
    [mine] = await box.mine(box.amal)
    assert (mine.fate.state, mine.can, mine.letter and mine.letter.action) == ("held", ["edit", "withdraw"], "post")
    assert await box.mine(box.ben) == []
    letter = await letterbox.about(said.id, box.amal)
    assert letter is not None
    assert await letterbox.about(said.id, box.ben) is None
    again = await box.posts(
        box.amal, **{**_fields(letterbox.as_draft(letter)), "body": OTHER_WORDS, "ask_review": False}
    )
    assert again.spoken.comment.id == said.id
    [mine] = await box.mine(box.amal)
    assert mine.spoken.revision is not None
    assert mine.spoken.revision.body == OTHER_WORDS
    assert [one["body"] for one in (await export_mine(box.amal, now=NOON))["letters"]] == [OTHER_WORDS]
    assert (await export_mine(box.ben, now=NOON))["letters"] == []

    changed_letter = await letterbox.about(said.id, box.amal)
    assert changed_letter is not None
    await take_back(changed_letter, ledger=box.talk.ledger)
    assert await box.an_hour_later() == 0
    await pseudonyms.clear()
    assert await changed(before) == set()


def _fields(draft: Draft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in draft.__slots__}


async def test_sent_twice_it_is_one_and_neither_other_words_nor_a_name_take_its_place(box: Box) -> None:
    sent = uuid7(NOON, 9)
    first, again = [await box.posts(box.amal, id=sent) for _ in range(2)]
    assert (first.is_new, again.is_new) == (True, False)
    assert first.spoken.comment.id == again.spoken.comment.id
    with pytest.raises(IdIsTaken):
        await box.posts(box.amal, OTHER_WORDS, id=sent)
    how = {"rules": box.talk.rules, "deadlines": USUAL, "new_id": box.talk.new_id, "now": box.talk.now}
    with pytest.raises(IdIsTaken):
        await post(Draft(sent, "confide", WORDS), by=box.amal, ledger=box.talk.ledger, site_host="x", **how)

    await box.an_hour_later()
    late = await box.posts(box.amal, id=sent)
    assert (late.is_new, late.spoken.comment.id) == (False, first.spoken.comment.id)
    assert len((await everything())["comment"]) == 1


async def test_two_who_empty_it_at_once_do_each_thing_once(box: Box) -> None:
    for who in (box.amal, box.ben):
        await box.posts(who)
    box.talk.later(hours=1)
    done = await asyncio.gather(*(box.empty(now=box.talk.now) for _ in range(3)))

    rows = await everything()
    assert sum(done) >= 2
    assert (len(rows["comment"]), len(rows["revision"]), rows["letter"]) == (2, 2, [])


async def test_a_change_that_comes_while_it_is_emptied_is_not_lost(box: Box) -> None:
    """The postman holds the earlier words in his hand when the letter is changed."""
    said = (await box.posts(box.amal)).spoken.comment
    box.talk.later(hours=1)

    async def too_late(letter: object, by: Person, ledger: Ledger) -> object:
        current = await letterbox.about(said.id, box.amal)
        assert current is not None
        await box.posts(box.amal, **{**_fields(letterbox.as_draft(current)), "body": OTHER_WORDS})
        how = {"rules": box.talk.rules, "deadlines": USUAL, "new_id": box.talk.new_id, "now": box.talk.now}
        draft = letterbox.as_draft(current)
        return await post(draft, by=by, ledger=ledger, site_host="x", anonymity=ANONYMITY, **how)

    done = await empty_letterbox({"post": too_late}, ledger=box.talk.ledger, anonymity=ANONYMITY, now=box.talk.now)
    assert (done, (await everything())["comment"]) == (0, [])
    await box.an_hour_later()
    assert (await box.talk.words_of(said))[1] == OTHER_WORDS


async def test_an_edit_a_withdrawal_and_an_appeal_wait_as_well(box: Box) -> None:
    said = await box.arrived(box.amal)
    await box.talk.decides(DANA, said, "approve")
    before = await everything()
    await box.edits(box.amal, said, OTHER_WORDS)
    assert await changed(before) == {"letter"}
    [mine] = await box.mine(box.amal)
    assert mine.spoken.revision is not None
    assert (mine.spoken.revision.body, mine.can) == (OTHER_WORDS, ["edit", "withdraw"])
    await box.an_hour_later()
    assert await box.talk.words_of(said) == (WORDS, OTHER_WORDS)

    await box.talk.decides(ELI, said, "remove", reason="off-topic")
    box.talk.later(minutes=1)
    before = await everything()
    made = await box.appeals(box.amal, said, "It is about rest.")
    assert (made.appeal.words, await changed(before)) == ("It is about rest.", {"letter"})
    assert [one.can for one in await box.mine(box.amal)] == [[]]
    await box.an_hour_later()
    assert [case.kind for case in await cases.open_of(said.id)] == ["appeal"]

    other = await box.arrived(box.amal, OTHER_WORDS)
    before = await everything()
    assert (await box.withdraws(box.amal, other)).state == "held"
    assert await changed(before) == {"letter"}
    with pytest.raises(ChangedMeanwhile):
        await box.edits(box.amal, other, WORDS)
    await box.an_hour_later()
    assert (await box.talk.now_of(other)).state == "withdrawn"


async def test_what_cannot_be_done_any_more_is_left_to_its_author_with_why(box: Box) -> None:
    said = (await box.posts(box.amal)).spoken.comment
    await sync_threads(
        [*PAGES, entry("confide", anonymous=True, comments="closed")], archive=[], ledger=box.talk.ledger
    )
    assert await box.an_hour_later() == 0

    [mine] = await box.mine(box.amal)
    assert mine.letter is not None
    assert "closed" in mine.letter.problem or "no new comments" in mine.letter.problem
    assert mine.spoken.comment.id == said.id
    assert (await everything())["comment"] == []
    box.talk.later(days=31)
    await box.empty(now=box.talk.now)
    assert await box.mine(box.amal) == []


async def test_what_no_key_opens_waits_for_one(box: Box) -> None:
    await box.posts(box.amal)
    box.talk.later(hours=1)
    other = Anonymity(["another key, " * 4])
    assert await empty_letterbox({}, ledger=box.talk.ledger, anonymity=other, now=box.talk.now) == 0

    assert await box.empty(now=box.talk.now) == 1


async def test_what_lies_in_it_counts_as_said_just_now(box: Box) -> None:
    limit = Limit(2, timedelta(minutes=10), "two in ten minutes")
    await box.posts(box.amal, limit=limit)
    box.talk.later(minutes=30)
    await box.posts(box.amal, OTHER_WORDS, limit=limit)
    with pytest.raises(TooSoon) as refused:
        await box.posts(box.amal, "A third.", limit=limit)
    assert refused.value.facts["until"] == DUE.isoformat()
    assert (await box.posts(box.ben, limit=limit)).is_new


async def test_what_one_says_keeps_its_order_and_what_several_say_has_none_of_time(box: Box) -> None:
    said = [
        (await box.posts(box.amal, f"The {word} of it.")).spoken.comment.id for word in ("first", "second", "third")
    ]
    other = (await box.posts(box.ben)).spoken.comment
    await box.an_hour_later()

    rows = (await everything())["event"]
    posted = [UUID(str(row["comment_id"])) for row in rows if row["kind"] == "comment.posted"]
    assert [one for one in posted if one in said] == said
    by_author = {said[0]: (await box.talk.now_of(said[0])).author_id, other.id: other.author_id}
    assert posted.index(other.id) == (0 if by_author[other.id].hex < by_author[said[0]].hex else 3)


@given(
    st.integers(min_value=0, max_value=366 * 24 * 3600 * 10**6).map(lambda us: YEAR + timedelta(microseconds=us)),
    st.sampled_from([10, 30, 60, 240, 720]).map(lambda minutes: timedelta(minutes=minutes)),
)
def test_the_next_round_is_within_one_and_on_the_clock(now: datetime, every: timedelta) -> None:
    due = next_round(now, every=every)

    assert now < due <= now + every
    assert (due - due.replace(hour=0, minute=0, second=0, microsecond=0)) % every == timedelta()
    assert next_round(due - timedelta(microseconds=1), every=every) == due
    assert next_round(due, every=every) == due + every
