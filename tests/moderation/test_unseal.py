"""Learning who wrote a comment without their name: two people of two halves, a reason, events, and the author told."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.my_view import Mine, my_view
from comments_service.discussion.post import Draft, post
from comments_service.discussion.sync_threads import sync_threads
from comments_service.ids import uuid7
from comments_service.moderation import unseal
from comments_service.moderation.unseal import Untold
from comments_service.moderation.unsealing import (
    UnsealingIsAsked,
    UnsealingIsOver,
    UnsealingIsUnknown,
    every,
    look,
)
from comments_service.people.anonymity import Anonymity
from comments_service.people.leavers import NAME
from comments_service.privacy.anonymise import Leaving, anonymise
from comments_service.privacy.export_mine import export_mine
from comments_service.records import Comment, Person
from comments_service.refusals import FieldIsWrong, NotAllowed, SignInRequired
from comments_service.storage import people, purging, threads
from comments_service.storage.unsealings import Unsealing
from tests.support.company import AMAL, BEN, DANA, ELI, HANNA, INES, LOTTE, NOON, NOOR, OWEN, PAGES, entry
from tests.support.talking import WINDOW, Talk, everything

pytestmark = pytest.mark.anyio
ANONYMITY = Anonymity(["of a test, " * 4])
OTHER_KEY = Anonymity(["of another test, " * 3])
REASON = "Threats against a colleague; the police asks."
LAW = "An order of a court."
BOTH = Person(UUID(int=21), "both", "Bo Both", "", "Leeds", "IT", ("admin", "hr"), active=True)
SECOND = Person(UUID(int=22), "second", "Sec Ond", "", "Leeds", "IT", ("admin",), active=True)


@pytest.fixture
async def confide(talk: Talk) -> Talk:
    """A conversation with a page on which names may be left out, and two more people."""
    await sync_threads([*PAGES, entry("confide", anonymous=True)], archive=[], ledger=talk.ledger)
    for person in (BOTH, SECOND):
        await people.put(person)
    return talk


async def confides(talk: Talk, by: Person = AMAL) -> Comment:
    """What somebody said without their name."""
    draft = Draft(talk.new_id(), "confide", "I know where you live.", unnamed=True)
    how = {"ledger": talk.ledger, "rules": talk.rules, "deadlines": USUAL, "new_id": talk.new_id, "now": talk.now}
    posted = await post(draft, by=ANONYMITY.known(by), site_host="news.example", anonymity=ANONYMITY, **how)
    return posted.spoken.comment


async def asks(
    talk: Talk, by: Person | None, comment: Comment | UUID, reason: str = REASON, *, id: UUID | None = None,
    untold: Untold | None = None,
) -> Unsealing:  # fmt: skip
    about = comment.id if isinstance(comment, Comment) else comment
    known = ANONYMITY.known(by) if by else None
    return await unseal.ask(about, reason, id=id or talk.new_id(), by=known, ledger=talk.ledger, untold=untold)


async def opens(talk: Talk, by: Person | None, asked: Unsealing, untold: Untold | None = None) -> Unsealing:
    return await unseal.open_it(asked.id, by=ANONYMITY.known(by) if by else None, ledger=talk.ledger, untold=untold)


async def reads(talk: Talk, by: Person, asked: Unsealing, anonymity: Anonymity | None = ANONYMITY) -> Person | None:
    return await unseal.read(asked.id, by=ANONYMITY.known(by), anonymity=anonymity, ledger=talk.ledger)


async def mine(talk: Talk, by: Person = AMAL) -> Mine:
    thread = await threads.get("confide")
    assert thread
    (one,) = (await my_view(thread, ANONYMITY.known(by), edit_window=WINDOW, now=talk.now)).mine
    return one


async def kinds() -> list[str]:
    return [str(row["kind"]) for row in (await everything())["event"] if str(row["kind"]).startswith("unsealing.")]


@pytest.mark.parametrize(
    ("first", "second"), [(NOOR, HANNA), (OWEN, NOOR), (NOOR, BOTH), (BOTH, NOOR)], ids=lambda one: one.handle
)
async def test_two_of_two_halves_learn_who_it_was(confide: Talk, first: Person, second: Person) -> None:
    asked = await asks(confide, first, await confides(confide))
    opened = await opens(confide, second, asked)

    assert (opened.outcome, opened.answered_by_name, opened.answered) == ("opened", second.name, confide.now)
    assert [(await reads(confide, one, asked)) == replace(AMAL) for one in (first, second)] == [True, True]
    assert await kinds() == ["unsealing.asked", "unsealing.opened", "unsealing.read", "unsealing.read"]


@pytest.mark.parametrize(
    ("first", "second"),
    [(NOOR, NOOR), (HANNA, HANNA), (NOOR, SECOND), (HANNA, OWEN), (BOTH, BOTH), (BOTH, HANNA)],
    ids=lambda one: one.handle,
)
async def test_nobody_alone_and_no_two_of_one_half(confide: Talk, first: Person, second: Person) -> None:
    asked = await asks(confide, first, await confides(confide))
    before = await everything()

    with pytest.raises(NotAllowed):
        await opens(confide, second, asked)
    with pytest.raises(NotAllowed):
        await unseal.decline(asked.id, "No.", by=second, ledger=confide.ledger)
    with pytest.raises(NotAllowed):
        await reads(confide, second, asked)
    assert await everything() == before


@pytest.mark.parametrize("person", [AMAL, BEN, DANA, ELI, INES, LOTTE], ids=lambda one: one.handle)
async def test_nobody_else_asks_opens_or_reads(confide: Talk, person: Person) -> None:
    said = await confides(confide, by=NOOR)
    asked = await asks(confide, HANNA, said)
    await opens(confide, SECOND, asked)
    before = await everything()

    for tried in (asks(confide, person, said), opens(confide, person, asked), reads(confide, person, asked)):
        with pytest.raises(NotAllowed):
            await tried
    with pytest.raises(SignInRequired):
        await asks(confide, None, said)
    assert await everything() == before


async def test_nobody_but_the_two_reads_who_it_was_and_each_reading_is_an_event(confide: Talk) -> None:
    asked = await asks(confide, NOOR, await confides(confide))
    with pytest.raises(NotAllowed):
        await reads(confide, NOOR, asked)
    await opens(confide, HANNA, asked)

    for other in (OWEN, SECOND, BOTH):
        with pytest.raises(NotAllowed):
            await reads(confide, other, asked)
    assert "unsealing.read" not in await kinds()
    confide.later(days=30)
    assert await reads(confide, NOOR, asked)
    confide.later(minutes=1)
    with pytest.raises(NotAllowed):
        await reads(confide, NOOR, asked)
    assert (await kinds()).count("unsealing.read") == 1


async def test_no_row_says_who_it_was_nor_an_event_about_what(confide: Talk) -> None:
    said = await confides(confide)
    before = await everything()
    asked = await asks(confide, NOOR, said)
    await opens(confide, HANNA, asked)
    await reads(confide, HANNA, asked)
    after = await everything()

    new = [row for table in after for row in after[table] if row not in before[table]]
    events = [row for row in new if str(row.get("kind", "")).startswith("unsealing.")]
    assert len(events) == 3
    for word in (str(AMAL.id), AMAL.id.hex, AMAL.handle, AMAL.name):
        assert all(word not in str(row) for row in new)
    assert all(str(said.id) not in str(row) and said.id.hex not in str(row) for row in events)


@pytest.mark.parametrize("words", ["", "  ", "x" * 1001, "a\x00b"])
async def test_reasons_need_words(confide: Talk, words: str) -> None:
    said = await confides(confide)
    with pytest.raises(FieldIsWrong) as refused:
        await asks(confide, NOOR, said, words)
    assert refused.value.field == "reason"
    asked = await asks(confide, NOOR, said)
    with pytest.raises(FieldIsWrong) as refused:
        await unseal.decline(asked.id, words, by=HANNA, ledger=confide.ledger)
    assert refused.value.field == "answer"


async def test_only_about_a_comment_without_a_name(confide: Talk) -> None:
    for about, words in ((await confide.says(BEN), "That comment has a name."), (confide.new_id(), "no such comment")):
        with pytest.raises(FieldIsWrong, match=words) as refused:
            await asks(confide, NOOR, about)
        assert refused.value.field == "comment"


async def test_pressed_twice_it_is_asked_once_and_another_waits_their_turn(confide: Talk) -> None:
    said, form = await confides(confide), confide.new_id()
    same = await asyncio.gather(*(asks(confide, NOOR, said, id=form) for _ in range(3)))
    assert len({one.at for one in same}) == 1
    with pytest.raises(UnsealingIsAsked) as refused:
        await asks(confide, OWEN, said)
    assert refused.value.facts == {"asked_by": NOOR.name}
    with pytest.raises(UnsealingIsUnknown):
        await asks(confide, OWEN, said, id=form)
    assert await kinds() == ["unsealing.asked"]


async def test_of_two_who_ask_at_once_one_waits(confide: Talk) -> None:
    said = await confides(confide)
    done = await asyncio.gather(*(asks(confide, one, said) for one in (NOOR, OWEN, BOTH)), return_exceptions=True)

    assert sorted(type(one).__name__ for one in done) == ["Unsealing", "UnsealingIsAsked", "UnsealingIsAsked"]


async def test_answered_once_it_is_over(confide: Talk) -> None:
    asked = await asks(confide, NOOR, await confides(confide))
    declined = await unseal.decline(asked.id, " Talk first. ", by=OWEN, ledger=confide.ledger)
    assert (declined.outcome, declined.answer, declined.answered_by_name) == ("declined", "Talk first.", OWEN.name)

    with pytest.raises(UnsealingIsOver):
        await opens(confide, HANNA, asked)
    with pytest.raises(UnsealingIsOver):
        await unseal.withdraw(asked.id, by=NOOR, ledger=confide.ledger)
    with pytest.raises(NotAllowed):
        await reads(confide, NOOR, asked)
    assert await kinds() == ["unsealing.asked", "unsealing.declined"]


async def test_of_two_who_open_it_at_once_one_did(confide: Talk) -> None:
    asked = await asks(confide, NOOR, await confides(confide))
    done = await asyncio.gather(*(opens(confide, one, asked) for one in (HANNA, OWEN)), return_exceptions=True)

    assert sorted(type(one).__name__ for one in done) == ["Unsealing", "UnsealingIsOver"]
    assert await kinds() == ["unsealing.asked", "unsealing.opened"]


async def test_whoever_asked_takes_it_back_and_nobody_else(confide: Talk) -> None:
    said = await confides(confide)
    asked = await asks(confide, HANNA, said)
    with pytest.raises(NotAllowed):
        await unseal.withdraw(asked.id, by=OWEN, ledger=confide.ledger)
    await unseal.withdraw(asked.id, by=HANNA, ledger=confide.ledger)

    assert await kinds() == ["unsealing.asked", "unsealing.withdrawn"]
    assert (await asks(confide, OWEN, said)).outcome is None


async def test_after_a_week_nobody_answers_and_it_can_be_asked_again(confide: Talk) -> None:
    said = await confides(confide)
    asked = await asks(confide, NOOR, said)
    confide.later(days=7, minutes=1)

    with pytest.raises(UnsealingIsOver) as refused:
        await opens(confide, HANNA, asked)
    assert refused.value.facts == {"outcome": "lapsed"}
    seen = await look(asked.id, by=HANNA, now=confide.now)
    assert (seen.lapsed, seen.can) == (True, frozenset())
    assert (await asks(confide, OWEN, said)).id != asked.id


async def test_each_is_offered_what_they_may(confide: Talk) -> None:
    asked = await asks(confide, NOOR, await confides(confide))
    offered = {one.handle: (await look(asked.id, by=one, now=confide.now)).can for one in (NOOR, SECOND, HANNA, LOTTE)}
    assert offered == {"noor": {"withdraw"}, "second": set(), "hanna": {"open", "decline"}, "lotte": set()}
    await opens(confide, HANNA, asked)
    offered = {one.handle: (await look(asked.id, by=one, now=confide.now)).can for one in (NOOR, SECOND, HANNA, LOTTE)}
    assert offered == {"noor": {"read"}, "second": set(), "hanna": {"read"}, "lotte": set()}


async def test_the_works_council_knows_that_it_was_asked_and_not_why(confide: Talk) -> None:
    await asks(confide, NOOR, await confides(confide))

    assert [one.reasons for one in await every(LOTTE, now=confide.now)] == [False]
    assert [one.reasons for one in await every(OWEN, now=confide.now)] == [True]
    with pytest.raises(NotAllowed):
        await every(DANA, now=confide.now)


async def test_whoever_wrote_it_sees_none_of_it_at_the_desk(confide: Talk) -> None:
    said = await confides(confide, by=HANNA)
    asked = await asks(confide, NOOR, said)
    hanna = ANONYMITY.known(HANNA)

    assert await every(hanna, now=confide.now) == []
    tried = (
        look(asked.id, by=hanna, now=confide.now),
        opens(confide, HANNA, asked),
        unseal.decline(asked.id, "No.", by=hanna, ledger=confide.ledger),
        reads(confide, HANNA, asked),
    )
    for one in tried:
        with pytest.raises(UnsealingIsUnknown):
            await one
    with pytest.raises(FieldIsWrong, match="yourself"):
        await asks(confide, HANNA, said)


async def test_there_must_be_such_a_request(confide: Talk) -> None:
    with pytest.raises(UnsealingIsUnknown):
        await look(uuid7(NOON, 1), by=HANNA, now=confide.now)


async def test_the_author_is_told_by_whom_and_why(confide: Talk) -> None:
    asked = await asks(confide, NOOR, await confides(confide))
    assert (await mine(confide)).unsealed == ()
    await opens(confide, HANNA, asked)

    (told,) = (await mine(confide)).unsealed
    assert (told.by_name, told.answered_by_name, told.reason) == (NOOR.name, HANNA.name, REASON)


async def test_whoever_took_it_back_is_told_all_the_same(confide: Talk) -> None:
    said = await confides(confide)
    await opens(confide, HANNA, await asks(confide, NOOR, said))
    await confide.withdraws(ANONYMITY.known(AMAL), said)
    thread = await threads.get("confide")
    assert thread
    for somebody, times in ((AMAL, 1), (BEN, 0)):
        view = await my_view(thread, ANONYMITY.known(somebody), edit_window=WINDOW, now=confide.now)
        assert (len(view.mine), len(view.unsealed)) == (0, times)


@pytest.mark.parametrize("at_asking", [True, False], ids=["when-asking", "when-opening"])
async def test_where_a_law_forbids_it_the_author_is_told_on_a_day(confide: Talk, at_asking: bool) -> None:
    day = (confide.now + timedelta(days=10)).date()
    untold, said = Untold(day.isoformat(), LAW), await confides(confide)
    if at_asking:
        asked = await asks(confide, HANNA, said, untold=untold)
        opened = await opens(confide, NOOR, asked)
    else:
        asked = await asks(confide, NOOR, said)
        opened = await opens(confide, HANNA, asked, untold)

    assert (opened.untold_until, opened.untold_because) == (day, LAW)
    confide.later(days=9)
    assert (await mine(confide)).unsealed == ()
    confide.later(days=1)
    (told,) = (await mine(confide)).unsealed
    assert told.untold_because == LAW


async def test_only_human_resources_and_legal_say_that_a_law_forbids_it(confide: Talk) -> None:
    said = await confides(confide)
    with pytest.raises(NotAllowed):
        await asks(confide, NOOR, said, untold=Untold("2026-12-01", LAW))
    asked = await asks(confide, HANNA, said)
    with pytest.raises(NotAllowed):
        await opens(confide, NOOR, asked, Untold("2026-12-01", LAW))


@pytest.mark.parametrize(
    ("until", "because", "field"),
    [("", LAW, "untold_until"), ("soon", LAW, "untold_until"), ("2026-11-23", LAW, "untold_until"),
     ("2027-12-01", LAW, "untold_until"), ("2026-12-01", " ", "untold_because")],
)  # fmt: skip
async def test_until_when_and_which_law_are_said_together(confide: Talk, until: str, because: str, field: str) -> None:
    said = await confides(confide)
    with pytest.raises(FieldIsWrong) as refused:
        await asks(confide, HANNA, said, untold=Untold(until, because))
    assert refused.value.field == field
    assert await kinds() == []


async def test_without_the_key_nobody_learns_it(confide: Talk) -> None:
    asked = await asks(confide, NOOR, await confides(confide))
    await opens(confide, HANNA, asked)

    assert [await reads(confide, NOOR, asked, with_key) for with_key in (None, OTHER_KEY)] == [None, None]


async def test_of_whoever_left_it_has_no_name_any_more(confide: Talk) -> None:
    asked = await asks(confide, NOOR, await confides(confide))
    await opens(confide, HANNA, asked)
    await people.put(replace(AMAL, active=False))
    how = {"by": NOOR, "ledger": confide.ledger, "secret": "s" * 40, "new_id": confide.new_id}
    await anonymise(Leaving(AMAL.handle, words=False), **how)

    was = await reads(confide, HANNA, asked)
    assert was
    assert was.name == NAME


async def test_it_goes_with_the_sealed_cases_and_not_before_its_author_is_told(confide: Talk) -> None:
    first = await asks(confide, HANNA, await confides(confide), untold=Untold("2027-01-01", LAW))
    await opens(confide, NOOR, first)
    second = await asks(confide, NOOR, await confides(confide))
    await opens(confide, HANNA, second)

    assert await purging.delete_rest("sealed", confide.now + timedelta(days=30)) == 1
    assert [row["reason"] for row in (await everything())["unsealing"]] == [REASON]
    assert await purging.delete_rest("sealed", confide.now + timedelta(days=60)) == 1


async def test_their_own_copy_says_that_two_people_learned_it(confide: Talk) -> None:
    said = await confides(confide)
    asked = await asks(confide, HANNA, said)
    assert (await export_mine(ANONYMITY.known(AMAL), now=confide.now))["unsealed"] == []
    await opens(confide, NOOR, asked)

    (told,) = (await export_mine(ANONYMITY.known(AMAL), now=confide.now))["unsealed"]
    assert (told["comment_id"], told["why"]) == (str(said.id), REASON)
    assert (await export_mine(ANONYMITY.known(BEN), now=confide.now))["unsealed"] == []
