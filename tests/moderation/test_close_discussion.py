"""A facilitator closes a discussion, says why, and opens it again; nobody else does."""

import pytest

from comments_service.discussion import thread_rules
from comments_service.discussion.sync_threads import sync_threads
from comments_service.discussion.thread_rules import Closed, ThreadIsClosed, ThreadIsUnknown
from comments_service.moderation.close_discussion import close_discussion, reopen_discussion
from comments_service.moderation.slow_discussion import slow_discussion
from comments_service.records import Thread
from comments_service.refusals import FieldIsWrong, NotAllowed, SignInRequired
from comments_service.storage import threads
from tests.support.company import AMAL, CAST, DANA, ELI, PAGES, entry
from tests.support.talking import Talk

pytestmark = pytest.mark.anyio
WHY = "Until the decision on Thursday."


async def rota() -> Thread:
    thread = await threads.get("rota")
    assert thread is not None
    return thread


async def test_a_closed_discussion_takes_nothing_new_and_says_who_closed_it_and_why(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await close_discussion("rota", f" {WHY} ", by=DANA, ledger=talk.ledger)

    assert thread_rules.closed(await rota()) == Closed("Dana Reyes", WHY)
    for refused in (talk.says(AMAL), talk.edits(AMAL, said, "Something else.")):
        with pytest.raises(ThreadIsClosed):
            await refused
    assert talk.announced[-1] == "rota"


async def test_it_can_be_opened_again(talk: Talk) -> None:
    await close_discussion("rota", WHY, by=DANA, ledger=talk.ledger)

    await reopen_discussion("rota", by=ELI, ledger=talk.ledger)
    await reopen_discussion("rota", by=ELI, ledger=talk.ledger)

    await talk.says(AMAL)
    assert thread_rules.closed(await rota()) is None


async def test_closing_twice_is_closing_once_and_other_words_take_the_place_of_the_first(talk: Talk) -> None:
    await close_discussion("rota", WHY, by=DANA, ledger=talk.ledger)
    before = (await rota()).version

    await close_discussion("rota", WHY, by=ELI, ledger=talk.ledger)
    assert (await rota()).version == before

    await close_discussion("rota", "For good.", by=ELI, ledger=talk.ledger)
    assert thread_rules.closed(await rota()) == Closed("Eli Brandt", "For good.")


async def test_only_a_facilitator_closes_and_opens(talk: Talk) -> None:
    for person in CAST:
        if "facilitator" not in person.roles:
            for refused in (
                close_discussion("rota", WHY, by=person, ledger=talk.ledger),
                reopen_discussion("rota", by=person, ledger=talk.ledger),
                slow_discussion("rota", 5, by=person, ledger=talk.ledger),
            ):
                with pytest.raises(NotAllowed):
                    await refused
    with pytest.raises(SignInRequired):
        await close_discussion("rota", WHY, by=None, ledger=talk.ledger)
    assert (await rota()).switches == {}


@pytest.mark.parametrize("said", ["", "   ", "x" * 301, "a\x00b"])
async def test_readers_are_told_why_in_a_sentence(talk: Talk, said: str) -> None:
    with pytest.raises(FieldIsWrong):
        await close_discussion("rota", said, by=DANA, ledger=talk.ledger)


async def test_there_is_no_closing_what_is_not_there(talk: Talk) -> None:
    with pytest.raises(ThreadIsUnknown):
        await close_discussion("nowhere", WHY, by=DANA, ledger=talk.ledger)


async def test_a_page_that_says_closed_stays_closed(talk: Talk) -> None:
    await reopen_discussion("heard", by=DANA, ledger=talk.ledger)

    with pytest.raises(ThreadIsClosed):
        await talk.says(AMAL, thread="heard")


async def test_a_sync_leaves_it_closed_and_slowing_too(talk: Talk) -> None:
    await close_discussion("rota", WHY, by=DANA, ledger=talk.ledger)
    await slow_discussion("rota", 5, by=ELI, ledger=talk.ledger)

    await sync_threads([entry("rota", title="A new title"), *PAGES[1:]], archive=[], ledger=talk.ledger)

    thread = await rota()
    assert (thread.title, thread_rules.closed(thread)) == ("A new title", Closed("Dana Reyes", WHY))
    assert thread.switches["slow"] == 300
