"""What may be baked into a page: what is marked in its discussion and public now, in the words that passed."""

import msgspec
import pytest

from comments_service.block_records import Asked
from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.post import Draft
from comments_service.discussion.snapshot import BakedComment, BakedThread, Part, Snapshot, Speaker, snapshot, tag_of
from comments_service.discussion.sync_threads import sync_threads
from comments_service.moderation.redact import Redaction, redact
from comments_service.moderation.responses.respond import respond
from comments_service.privacy.anonymise import Leaving, anonymise
from comments_service.privacy.purge import purge
from comments_service.privacy.retention import Retention
from comments_service.records import Comment
from comments_service.storage import comments, threads
from tests.discussion.test_unnamed import says
from tests.moderation.marks.conftest import Marker
from tests.support.company import AMAL, BEN, DANA, ELI, INES, NOOR, PAGES, PRIYA, entry
from tests.support.talking import HELD_WORDS, Talk, everything

pytestmark = pytest.mark.anyio


@pytest.fixture
def marker(talk: Talk) -> Marker:
    """Marks in a conversation, on SQLite and on PostgreSQL."""
    return Marker(talk)


async def responds(talk: Talk, body: str, *, to: Comment | None = None) -> Comment:
    how = {"ledger": talk.ledger, "rules": talk.rules, "deadlines": USUAL, "new_id": talk.new_id, "now": talk.now}
    draft = Draft(talk.new_id(), "rota", body, to.id if to else None)
    return (await respond(draft, by=INES, site_host="news.example", **how)).spoken.comment


async def baked(uid: str = "rota") -> BakedThread | None:
    return next((one for one in (await snapshot()).threads if one.uid == uid), None)


async def baked_comments(uid: str = "rota") -> list[BakedComment]:
    found = await baked(uid)
    return found.comments if found else []


async def test_what_is_asked_about_is_baked_with_the_question_and_with_its_answer(talk: Talk, marker: Marker) -> None:
    page = entry("rota", blocks=[{"id": "b-1", "words": "It starts in May."}])
    await sync_threads([page, *PAGES[1:]], archive=(), ledger=talk.ledger)
    asked = await talk.says(AMAL, "For drivers too?", about=Asked("b-1", "starts in May"))
    answer = await talk.says(BEN, "Yes.", to=asked)
    await marker.endorses(PRIYA, answer)
    await marker.features(DANA, asked)
    found = {one.id: one for one in await baked_comments()}
    part = Part("en", "b-1", "starts in May", earlier=False)

    assert (found[asked.id].part, found[answer.id].part) == (part, None)
    assert found[answer.id].answers is not None
    assert found[answer.id].answers.part == part


async def test_what_is_official_endorsed_or_featured_is_baked_and_nothing_else(talk: Talk, marker: Marker) -> None:
    asked = await talk.says(AMAL, "Who *swaps* with me?", kind="question")
    answer = await talk.says(BEN, "I do, on Mondays.", to=asked)
    tip = await talk.says(AMAL, "Bring a lamp.")
    pinned, plain = await talk.says(BEN, "Read this first."), await talk.says(BEN, "Hello.")
    await marker.endorses(PRIYA, answer)
    await marker.features(DANA, tip)
    await marker.pins(DANA, pinned)
    talk.later(days=1)
    official = await responds(talk, "It starts in **May**.")

    found = {one.id: one for one in await baked_comments()}

    assert next(iter(found)) == official.id
    assert set(found) == {official.id, answer.id, tip.id}
    assert plain.id not in found
    said = found[answer.id]
    assert (said.speaker.name, said.speaker.site, said.on) == ("Ben Carter", "Leeds", asked.created.date())
    assert (said.html, said.endorsed and said.endorsed.by) == ('<p dir="auto">I do, on Mondays.</p>', "Priya Shah")
    assert said.answers is not None
    assert (said.answers.kind, said.answers.speaker) == ("question", "Amal Haddad")
    assert said.answers.html == '<p dir="auto">Who <em>swaps</em> with me?</p>'
    assert [(one.official, one.featured) for one in (found[official.id], found[tip.id])] == [
        (True, False),
        (False, True),
    ]
    assert found[official.id].speaker.badges == ["Leader"]


async def test_a_note_stands_under_what_is_baked_and_a_correction_by_itself(talk: Talk, marker: Marker) -> None:
    tip, wrong = await talk.says(AMAL, "Bring a lamp."), await talk.says(AMAL, "It starts in April.")
    vague, late = await talk.says(BEN, "Everybody says so."), await talk.says(BEN, "It was cold.")
    await marker.features(DANA, tip)
    await marker.notes(DANA, tip, "confirmed")
    await marker.notes(DANA, wrong, "corrected", text="It starts in May.")
    await marker.notes(DANA, vague, "needs-context")
    await marker.notes(DANA, late, "out-of-date")

    found = await baked()

    assert found is not None
    assert [(one.id, one.note and one.note.status) for one in found.comments] == [(tip.id, "confirmed")]
    ((correction),) = found.corrections
    assert (correction.id, correction.note.text, correction.note.source) == (
        wrong.id,
        "It starts in May.",
        "/news/rota/",
    )
    # The words that were wrong are not carried on, and nobody is put in the pillory with them.
    assert "April" not in str(found)
    assert "Amal" not in str(found.corrections)


async def test_only_words_that_passed_are_in_it(talk: Talk, marker: Marker) -> None:
    tip = await talk.says(AMAL, "Bring a lamp.")
    await marker.features(DANA, tip)
    await talk.edits(AMAL, tip, HELD_WORDS)

    assert [one.html for one in await baked_comments()] == ['<p dir="auto">Bring a lamp.</p>']


async def test_what_is_not_public_any_more_is_gone_and_its_tag_with_it(talk: Talk, marker: Marker) -> None:
    said = [await talk.says(by, "Bring a lamp.", thread=uid) for by, uid in ((AMAL, "rota"), (BEN, "ask-ines"))]
    for one in said:
        await marker.features(DANA, one)
    assert set((await snapshot()).tags) == {"rota", "ask-ines"}

    await talk.withdraws(AMAL, said[0])
    await talk.decides(DANA, said[1], "hide")

    assert await snapshot() == Snapshot({}, [])


async def test_a_mark_that_was_ended_bakes_nothing(talk: Talk, marker: Marker) -> None:
    tip = await talk.says(AMAL, "Bring a lamp.")
    await marker.features(DANA, tip)
    await marker.ends(DANA, tip, "featured")

    assert await baked() is None


async def test_what_it_answers_is_left_out_where_that_is_not_public(talk: Talk, marker: Marker) -> None:
    asked = await talk.says(AMAL, "Who swaps with me?")
    answer = await talk.says(BEN, "I do.", to=asked)
    await marker.features(DANA, answer)
    await talk.decides(DANA, asked, "remove", reason="off-topic")

    assert [one.answers for one in await baked_comments()] == [None]
    assert "swaps" not in str(await snapshot())


async def test_what_was_redacted_purged_or_said_by_somebody_who_left_is_so_in_the_next(
    talk: Talk, marker: Marker
) -> None:
    await sync_threads([*PAGES, entry("board", retention=90)], archive=[], ledger=talk.ledger)
    street, old = await talk.says(AMAL, "I live in Kestrel Road."), await talk.says(BEN, "It was cold.", thread="board")
    for one in (street, old):
        await marker.features(ELI, one)
    before = (await snapshot()).tags

    words = Redaction(street.id, (await talk.now_of(street)).version, ("Kestrel Road",), "personal-data")
    await redact(words, by=ELI, ledger=talk.ledger, site_host="news.example", new_id=talk.new_id)
    redacted = await snapshot()
    leaving = Leaving("amal")
    await anonymise(leaving, by=NOOR, ledger=talk.ledger, secret="of a test", new_id=talk.new_id)
    left = await snapshot()
    talk.later(days=91)
    await purge(Retention(), ledger=talk.ledger, now=talk.now)

    assert "Kestrel" not in str(redacted)
    assert "Amal" not in str(left)
    assert len({before["rota"], redacted.tags["rota"], left.tags["rota"]}) == 3
    assert (redacted.tags["board"], left.tags["board"]) == (before["board"],) * 2
    assert "board" not in (await snapshot()).tags


async def test_of_somebody_without_their_name_there_is_a_pseudonym_and_a_day(talk: Talk, marker: Marker) -> None:
    await sync_threads([*PAGES, entry("confide", anonymous=True)], archive=[], ledger=talk.ledger)
    talk.later(hours=7, minutes=13)
    said = (await says(talk, AMAL)).spoken.comment
    await talk.decides(DANA, said, "approve")
    await marker.features(DANA, said)

    ((one,),) = [await baked_comments("confide")]

    assert one.speaker == Speaker("Colleague 1", "", "", [], unnamed=True)
    assert one.on == said.created.date()
    told = msgspec.json.encode(await snapshot()).decode()
    for word in (AMAL.name, AMAL.site, AMAL.department, str(AMAL.id), "19:13", "13:00"):
        assert word not in told, word


async def test_a_page_that_was_put_away_bakes_nothing(talk: Talk, marker: Marker) -> None:
    await marker.features(DANA, await talk.says(AMAL, "Bring a lamp."))
    await threads.archive(["rota"])

    assert await baked() is None


async def test_the_words_of_some_threads_are_had_alone_and_the_tags_of_all(talk: Talk, marker: Marker) -> None:
    for uid in ("rota", "ask-ines"):
        await marker.features(DANA, await talk.says(AMAL, "Bring a lamp.", thread=uid))
    everything_of_it = await snapshot()

    some, none = await snapshot(only=["rota", "nowhere"]), await snapshot(only=[""])

    assert [one.uid for one in everything_of_it.threads] == ["ask-ines", "rota"]
    assert ([one.uid for one in some.threads], none.threads) == (["rota"], [])
    assert everything_of_it.tags == some.tags == none.tags
    assert {one.uid: tag_of(one) for one in everything_of_it.threads} == some.tags


async def test_more_than_a_query_can_ask_for_are_found(talk: Talk, marker: Marker) -> None:
    said = [await talk.says(AMAL, f"Number {number}.", thread="rota") for number in range(7)]
    for one in said:
        await marker.endorses(PRIYA, one)
    before = await everything()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(comments, "_AT_ONCE", 3)
        assert {one.id for one in await baked_comments()} == {one.id for one in said}
    assert await everything() == before
