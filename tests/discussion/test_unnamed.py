"""Speaking without a name: the same colleague throughout a discussion, nobody's elsewhere, and always read first."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.my_view import my_branches, my_view
from comments_service.discussion.pace import Limit, TooSoon
from comments_service.discussion.post import Draft, IdIsTaken, Posted, post
from comments_service.discussion.sync_threads import sync_threads
from comments_service.discussion.unnamed import NamesAreNeeded
from comments_service.ids import uuid7
from comments_service.moderation.sanction import Measure, end_sanction, sanction
from comments_service.people.anonymity import Anonymity
from comments_service.people.standing import MutedUntil
from comments_service.privacy.export_mine import export_mine
from comments_service.records import Person
from comments_service.refusals import NotAllowed
from comments_service.storage import cases, connection, people, pseudonyms, threads
from tests.support.company import AMAL, BEN, DANA, ELI, NOON, PAGES, entry
from tests.support.talking import WINDOW, Talk, everything

pytestmark = pytest.mark.anyio
KEY, OLD_KEY = "of a test, " * 4, "of a test before, " * 3
ANONYMITY = Anonymity([KEY])
WORDS = "Nobody dares to say so, but the rest hours are not kept."


@pytest.fixture
async def confide(talk: Talk) -> Talk:
    """A conversation with two pages on which names may be left out."""
    open_to_all = [entry("confide", anonymous=True), entry("whisper", anonymous=True)]
    await sync_threads([*PAGES, *open_to_all], archive=[], ledger=talk.ledger)
    return talk


async def says(
    talk: Talk,
    by: Person,
    body: str = WORDS,
    *,
    thread: str = "confide",
    id: UUID | None = None,
    unnamed: bool = True,
    anonymity: Anonymity = ANONYMITY,
    **about: object,
) -> Posted:
    draft = Draft(id or talk.new_id(), thread, body, unnamed=unnamed)
    how = {"ledger": talk.ledger, "rules": talk.rules, "deadlines": USUAL, "new_id": talk.new_id, "now": talk.now}
    return await post(draft, by=anonymity.known(by), site_host="news.example", anonymity=anonymity, **about, **how)


async def test_it_is_held_whoever_says_it_and_wherever(confide: Talk) -> None:
    posted = await says(confide, AMAL)

    assert (posted.spoken.comment.state, posted.why_held) == ("held", ["posted-without-a-name"])
    assert [case.why for case in await cases.open_of(posted.spoken.comment.id)] == [["posted-without-a-name"]]


async def test_somebody_is_the_same_colleague_throughout_a_discussion_and_another_elsewhere(confide: Talk) -> None:
    first, again = await says(confide, AMAL), await says(confide, AMAL, "And nobody asks.")
    another, elsewhere = await says(confide, BEN), await says(confide, AMAL, thread="whisper")

    names = [one.spoken.author.name for one in (first, again, another, elsewhere)]
    assert names == ["Colleague 1", "Colleague 1", "Colleague 2", "Colleague 1"]
    authors = [one.spoken.comment.author_id for one in (first, again, another, elsewhere)]
    assert authors[0] == authors[1]
    assert len({*authors, AMAL.id, BEN.id}) == 5


async def test_no_row_but_the_seal_tells_whose_it_is(confide: Talk) -> None:
    """Neither by id nor by name, nor by the id that the comment was sent with."""
    before = await everything()
    said = (await says(confide, AMAL, id=uuid7(NOON, 5))).spoken
    after = await everything()

    new = {table: [row for row in rows if row not in before[table]] for table, rows in after.items()}
    written = {table: rows for table, rows in new.items() if rows}
    assert set(written) == {
        *("person", "pseudonym", "comment", "revision", "comment_search"),
        *("moderation_case", "thread", "event", "audit_head"),
    }
    for word in (str(AMAL.id), AMAL.id.hex, AMAL.handle, AMAL.name, AMAL.site, AMAL.department, str(uuid7(NOON, 5))):
        assert word not in str(written), word
    kept = await pseudonyms.get(said.comment.author_id)
    assert kept is not None
    assert ANONYMITY.open(kept.sealed, pseudonym=said.comment.author_id) == AMAL.id
    assert Anonymity([OLD_KEY]).open(kept.sealed, pseudonym=said.comment.author_id) is None
    assert ANONYMITY.open(kept.sealed, pseudonym=uuid4()) is None


async def test_only_a_page_that_allows_it_takes_it_and_only_with_a_key(confide: Talk) -> None:
    with pytest.raises(NamesAreNeeded):
        await says(confide, AMAL, thread="rota")
    draft = Draft(confide.new_id(), "confide", WORDS, unnamed=True)
    how = {"ledger": confide.ledger, "rules": confide.rules, "deadlines": USUAL, "new_id": confide.new_id}
    with pytest.raises(NamesAreNeeded):
        await post(draft, by=AMAL, site_host="news.example", now=confide.now, **how)


async def test_sent_twice_it_is_one_and_with_a_name_the_second_time_it_stays_without(confide: Talk) -> None:
    sent = uuid7(NOON, 9)
    first, again = await says(confide, AMAL, id=sent), await says(confide, AMAL, id=sent)

    assert (first.is_new, again.is_new) == (True, False)
    assert first.spoken.comment.id == again.spoken.comment.id != sent
    with pytest.raises(IdIsTaken):
        await says(confide, AMAL, id=sent, unnamed=False)
    named = await says(confide, AMAL, "With my name.", id=uuid7(NOON, 10), unnamed=False)
    with pytest.raises(IdIsTaken):
        await says(confide, AMAL, "With my name.", id=named.spoken.comment.id)


async def test_its_author_edits_withdraws_and_appeals_and_no_event_names_them(confide: Talk) -> None:
    amal = ANONYMITY.known(AMAL)
    said = (await says(confide, AMAL)).spoken.comment
    await confide.decides(DANA, said, "approve")
    edited = await confide.edits(amal, await confide.now_of(said), "The rest hours are not kept.")
    assert edited.why_held == ["posted-without-a-name"]
    assert edited.spoken.author.name == "Colleague 1"
    await confide.decides(ELI, said, "remove", reason="off-topic")
    confide.later(minutes=1)
    await confide.appeals(amal, said)
    other = (await says(confide, AMAL, "Nor are the breaks.")).spoken.comment
    await confide.withdraws(amal, other)

    did = {one.person_id for about in (said, other) for one in await confide.events_of(about)}
    assert did == {said.author_id, DANA.id, ELI.id}
    with pytest.raises(NotAllowed):
        await confide.withdraws(ANONYMITY.known(BEN), said)


async def test_a_facilitator_who_wrote_it_does_not_decide_about_it(confide: Talk) -> None:
    said = (await says(confide, DANA)).spoken
    with pytest.raises(NotAllowed):
        await confide.decides(ANONYMITY.known(DANA), said.comment, "approve")
    measure = Measure("mute", date(2026, 12, 1), "A word too many.")
    how = {"ledger": confide.ledger}
    with pytest.raises(NotAllowed):
        await sanction(said.author.handle, measure, by=ANONYMITY.known(DANA), new_id=confide.new_id, **how)
    made = await sanction(said.author.handle, measure, by=ELI, new_id=confide.new_id, **how)
    with pytest.raises(NotAllowed):
        await end_sanction(said.author.handle, made.id, by=ANONYMITY.known(DANA), **how)


async def test_who_is_muted_is_so_without_their_name_and_their_pseudonym_there_alone(confide: Talk) -> None:
    measure, how = Measure("mute", date(2026, 12, 1), "A week of quiet."), {"ledger": confide.ledger}
    said = (await says(confide, AMAL)).spoken
    await sanction(said.author.handle, measure, by=DANA, new_id=confide.new_id, **how)
    await sanction("ben", measure, by=DANA, new_id=confide.new_id, **how)

    with pytest.raises(MutedUntil):
        await says(confide, AMAL, "Again.")
    with pytest.raises(MutedUntil):
        await says(confide, BEN)
    assert (await says(confide, AMAL, "With my name.", unnamed=False)).is_new
    assert (await says(confide, AMAL, "Elsewhere.", thread="whisper")).is_new


async def test_that_somebody_is_read_first_is_not_told_of_their_pseudonym(confide: Talk) -> None:
    measure = Measure("review", date(2026, 12, 1), "Read first.")
    await sanction("amal", measure, by=DANA, ledger=confide.ledger, new_id=confide.new_id)

    assert (await says(confide, AMAL)).why_held == ["posted-without-a-name"]


async def test_a_limit_counts_what_one_person_says_by_name_and_without(confide: Talk) -> None:
    limit = Limit(2, timedelta(minutes=10), "two in ten minutes")
    await says(confide, AMAL, limit=limit)
    await says(confide, AMAL, "By name.", unnamed=False, limit=limit)

    with pytest.raises(TooSoon):
        await says(confide, AMAL, "Once more.", thread="whisper", limit=limit)


async def test_what_one_said_by_name_is_no_repetition_without(confide: Talk) -> None:
    """Or what screening found would say whose it is."""
    await says(confide, AMAL, unnamed=False)
    said = await says(confide, AMAL)

    assert said.spoken.revision is not None
    assert said.spoken.revision.findings == []


async def test_no_place_is_named_where_fewer_than_five_work(confide: Talk) -> None:
    """Five at the site of Amal, four of them in her department."""
    for number in range(4):
        department = "Warehouse" if number else "Office"
        await people.put(replace(AMAL, id=uuid4(), handle=f"near-{number}", department=department))

    assert ((said := (await says(confide, AMAL)).spoken.author).site, said.department) == ("Casablanca", "")
    await people.put(replace(AMAL, id=uuid4(), handle="near-5"))
    # What was shown once stays as it was: a change would tell who had come.
    assert (await says(confide, AMAL, "Again.")).spoken.author.department == ""
    assert (await says(confide, AMAL, thread="whisper")).spoken.author.department == "Warehouse"


async def test_a_new_key_leaves_everybody_who_they_were(confide: Talk) -> None:
    before = (await says(confide, AMAL, anonymity=Anonymity([OLD_KEY]))).spoken
    after = (await says(confide, AMAL, "Again.", anonymity=Anonymity([KEY, OLD_KEY]))).spoken

    assert after.author.id == before.author.id


async def test_their_own_view_and_copy_have_it_and_nobody_elses(confide: Talk) -> None:
    said = (await says(confide, AMAL)).spoken.comment
    thread = await threads.get("confide")
    assert thread is not None
    amal, ben = ANONYMITY.known(AMAL), ANONYMITY.known(BEN)

    mine = (await my_view(thread, amal, edit_window=WINDOW, now=confide.now)).mine
    assert [one.spoken.comment.id for one in mine] == [said.id]
    assert (await my_view(thread, ben, edit_window=WINDOW, now=confide.now)).mine == []
    assert [one["id"] for one in (await export_mine(amal, now=confide.now))["comments"]] == [str(said.id)]
    assert (await export_mine(ben, now=confide.now))["comments"] == []


async def test_nobody_can_be_signed_in_found_or_mentioned_as_a_pseudonym(confide: Talk) -> None:
    author = (await says(confide, AMAL)).spoken.author

    assert await people.by_handle(author.handle) is None
    assert author.id not in {one.id for one in await people.everybody()}
    assert await people.named("Colleague") == []
    assert await people.names(frozenset({author.handle})) == {}


async def test_a_pseudonym_goes_when_nothing_of_it_is_left(confide: Talk) -> None:
    said = (await says(confide, AMAL)).spoken.comment
    await pseudonyms.clear()
    assert await pseudonyms.get(said.author_id) is not None
    for table in ("comment_search", "moderation_case", "revision", "comment"):
        await connection.execute(f"DELETE FROM {table}")
    await pseudonyms.clear()

    assert await pseudonyms.get(said.author_id) is None
    assert len(await people.everybody()) == 11


@given(
    st.lists(st.uuids(), min_size=2, max_size=8, unique=True), st.lists(st.text(max_size=20), min_size=2, unique=True)
)
def test_pseudonyms_are_all_different_and_look_like_ids(who: list[UUID], uids: list[str]) -> None:
    known = [ANONYMITY.known(replace(AMAL, id=one)) for one in who]
    made = [one.pseudonyms.in_thread(uid)[0] for one in known if one.pseudonyms for uid in uids]

    assert len(set(made)) == len(who) * len(uids)
    assert {one.version for one in made} == {8}
    assert all(KEY not in repr(one) and str(one.id) not in repr(one.pseudonyms) for one in known)


async def test_what_somebody_said_without_their_name_is_among_theirs_to_them_alone(confide: Talk) -> None:
    said = (await says(confide, AMAL)).spoken.comment
    thread = await threads.get("confide")
    assert thread is not None

    assert await my_branches(ANONYMITY.known(AMAL), thread) == {said.root_id}
    assert await my_branches(ANONYMITY.known(BEN), thread) == set()
    assert await my_branches(AMAL, thread) == set()
