"""What was heard in a discussion: written by who answers for its page or a facilitator, and each version is kept."""

from uuid import UUID

import pytest

from comments_service.discussion import rendering
from comments_service.discussion.body import BodyIsUnreadable
from comments_service.discussion.snapshot import snapshot
from comments_service.discussion.sync_threads import sync_threads
from comments_service.discussion.thread_rules import ThreadIsUnknown
from comments_service.events import THREAD_SUMMARISED
from comments_service.moderation.legal_hold import Wanted, place
from comments_service.moderation.redact import Redaction, redact
from comments_service.moderation.summarise import LONGEST, Written, summarise
from comments_service.privacy.anonymise import Leaving, anonymise
from comments_service.privacy.export_mine import export_mine
from comments_service.privacy.purge import purge
from comments_service.privacy.retention import Retention
from comments_service.records import Person, Summary
from comments_service.refusals import FieldIsWrong, NotAllowed, SignInRequired
from comments_service.storage import summaries, threads
from tests.support.company import AMAL, BEN, DANA, ELI, HANNA, INES, NOOR, PAGES, PRIYA, TOM, entry
from tests.support.talking import ADVISED_WORDS, BLOCKED_WORDS, HELD_WORDS, Talk, everything, words_anywhere

pytestmark = pytest.mark.anyio
HEARD = "Most of you want **fewer** handovers. We try it in May."
PAGE = "answered"  # Tom owns it, and Ben answers there


async def sums_up(
    talk: Talk,
    by: Person | None = TOM,
    body: str = HEARD,
    *,
    number: int = 0,
    id: UUID | None = None,
    thread: str = PAGE,
) -> Summary | None:
    written = Written(id or talk.new_id(), thread, body, number)
    return await summarise(written, by=by, ledger=talk.ledger, rules=talk.rules, site_host="news.example")


async def shown(uid: str = PAGE) -> str | None:
    """The words that stand at the top of the discussion."""
    found = (await summaries.current([uid])).get(uid)
    return found and found.html


async def test_who_answers_for_the_page_or_a_facilitator_sums_it_up_and_nobody_else(talk: Talk) -> None:
    for number, by in enumerate((TOM, BEN, DANA)):
        await sums_up(talk, by, f"Version {number}.", number=number)
    before = await everything()

    for by in (AMAL, PRIYA, INES, NOOR):
        with pytest.raises(NotAllowed):
            await sums_up(talk, by, number=3)
    with pytest.raises(NotAllowed):
        await sums_up(talk, TOM, thread="rota")
    with pytest.raises(SignInRequired):
        await sums_up(talk, None)
    with pytest.raises(ThreadIsUnknown):
        await sums_up(talk, DANA, thread="nowhere")
    assert await everything() == before
    assert await shown() == '<p dir="auto">Version 2.</p>'


async def test_it_is_rendered_announced_and_an_event_without_words(talk: Talk) -> None:
    version = await threads.version(PAGE)

    await sums_up(talk)

    assert await shown() == '<p dir="auto">Most of you want <strong>fewer</strong> handovers. We try it in May.</p>'
    assert (await threads.version(PAGE), talk.announced) == ((version or 0) + 1, [PAGE])
    (event,) = [row for row in (await everything())["event"] if row["kind"] == THREAD_SUMMARISED]
    assert "handovers" not in str(event)


async def test_each_version_stays_and_an_empty_one_takes_it_back(talk: Talk) -> None:
    await sums_up(talk)
    talk.later(days=1)
    await sums_up(talk, BEN, "We tried it.", number=1)
    assert await sums_up(talk, TOM, "  ", number=2) is None

    versions = await summaries.history(PAGE)

    assert [(one.number, one.by_name, one.body) for one in versions] == [
        (3, TOM.name, ""),
        (2, BEN.name, "We tried it."),
        (1, TOM.name, HEARD),
    ]
    assert await shown() is None


async def test_the_same_again_is_once(talk: Talk) -> None:
    sent = talk.new_id()
    await sums_up(talk, id=sent)
    before = await summaries.history(PAGE)

    await sums_up(talk, id=sent)
    await sums_up(talk, BEN, number=1)
    assert await sums_up(talk, DANA, "", thread="rumours") is None

    assert await summaries.history(PAGE) == before


async def test_nobody_overwrites_what_they_have_not_seen(talk: Talk) -> None:
    await sums_up(talk)
    before = await everything()

    with pytest.raises(FieldIsWrong, match=f"{TOM.name} has changed it meanwhile"):
        await sums_up(talk, BEN, "Mine.", number=0)
    with pytest.raises(FieldIsWrong, match="has changed it meanwhile"):
        await sums_up(talk, BEN, "Mine.", number=7)

    assert await everything() == before


@pytest.mark.parametrize("words", [HELD_WORDS, ADVISED_WORDS, BLOCKED_WORDS])
async def test_what_screening_finds_is_not_kept(talk: Talk, words: str) -> None:
    before = await everything()

    with pytest.raises(FieldIsWrong, match="Say it otherwise"):
        await sums_up(talk, DANA, words)

    assert await everything() == before


async def test_it_is_short_and_text(talk: Talk) -> None:
    with pytest.raises(FieldIsWrong, match="under 3,000"):
        await sums_up(talk, TOM, "word " * LONGEST)
    with pytest.raises(BodyIsUnreadable):
        await sums_up(talk, TOM, "a\x00b\ud800")


async def test_it_stands_at_the_top_of_the_first_page_and_in_the_snapshot(talk: Talk) -> None:
    await sums_up(talk)
    said = [await talk.says(AMAL, f"Number {number}.", thread=PAGE) for number in range(3)]
    thread = await rendering.thread(PAGE)
    assert thread is not None

    first = await rendering.page_of(thread, sort="oldest", after=None, size=2, now=talk.now)
    second = await rendering.page_of(thread, sort="oldest", after=said[1].id, size=2, now=talk.now)

    assert first.summary is not None
    assert (first.summary.body, second.summary) == (HEARD, None)
    (baked,) = (await snapshot()).threads
    assert baked.summary is not None
    assert (baked.uid, baked.summary.by, baked.summary.version, baked.comments) == (PAGE, TOM.name, 1, [])
    assert "fewer" in baked.summary.html
    await sums_up(talk, TOM, "", number=1)
    assert (await snapshot()).tags == {}


async def test_a_redaction_reaches_each_version(talk: Talk) -> None:
    said = await talk.says(AMAL, "I live in Kestrel Road.", thread=PAGE)
    await sums_up(talk, TOM, "Somebody in **Kestrel Road** asked.")
    await sums_up(talk, TOM, "Somebody of Kestrel Road and others asked.", number=1)

    asked = Redaction(said.id, said.version, ("Kestrel Road",), "personal-data")
    done = await redact(asked, by=ELI, ledger=talk.ledger, site_host="news.example", new_id=talk.new_id)

    assert done.places == 3
    assert await words_anywhere("Kestrel") == []
    assert "of ▇▇▇ and others" in str(await shown())


async def test_whoever_leaves_takes_their_name_off_it(talk: Talk) -> None:
    await sums_up(talk)
    version = await threads.version(PAGE)

    await anonymise(Leaving("tom"), by=NOOR, ledger=talk.ledger, secret="of a test", new_id=talk.new_id)

    assert [one.by_name for one in await summaries.history(PAGE)] == ["Former colleague"]
    assert await threads.version(PAGE) == (version or 0) + 1


async def test_it_is_among_what_somebody_has_of_themselves(talk: Talk) -> None:
    await sums_up(talk)

    assert [one["body"] for one in (await export_mine(TOM, now=talk.now))["summaries"]] == [HEARD]
    assert (await export_mine(BEN, now=talk.now))["summaries"] == []


async def test_it_goes_when_what_is_said_goes_unless_the_law_keeps_it(talk: Talk) -> None:
    board, held = entry("board", retention=90, owner="tom"), entry("kept", retention=90, owner="tom")
    await sync_threads([*PAGES, board, held], archive=[], ledger=talk.ledger)
    for uid in ("board", "kept", PAGE):
        await sums_up(talk, thread=uid)
    wanted = Wanted(page="kept", reason="A complaint.", review="2027-06-01")
    await place(talk.new_id(), wanted, by=HANNA, ledger=talk.ledger)
    talk.later(days=91)

    dry = await purge(Retention(), ledger=talk.ledger, now=talk.now, dry_run=True)
    done = await purge(Retention(), ledger=talk.ledger, now=talk.now)

    assert (dry.rest["summaries"], done.rest["summaries"]) == (1, 1)
    assert [await shown(uid) is None for uid in ("board", "kept", PAGE)] == [True, False, False]
