"""Somebody who left loses their name everywhere at once, and neither search nor a sync brings it back."""

from dataclasses import replace

import pytest

from comments_service.audit.verify import verify
from comments_service.discussion.react import react
from comments_service.moderation.close_discussion import close_discussion
from comments_service.moderation.legal_hold import HeldForLegal, Wanted, place
from comments_service.moderation.profile import find_people
from comments_service.moderation.sanction import PersonIsUnknown
from comments_service.people import sign_in
from comments_service.people.bring_up_to_date import bring_up_to_date
from comments_service.people.leavers import NAME, has_left, welcome
from comments_service.privacy.anonymise import Leaving, anonymise, leaving
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, NotAllowed, SignInRequired
from comments_service.storage import comments, people, reactions, search, threads
from comments_service.storage.search import Filters
from tests.support.company import AMAL, BEN, DANA, HANNA, INES, NOOR, OWEN
from tests.support.talking import Talk, everything, words_anywhere

pytestmark = pytest.mark.anyio

SECRET = "s" * 40


async def anonymises(talk: Talk, handle: str = "amal", *, by: Person | None = NOOR, words: bool = False) -> Person:
    return await anonymise(Leaving(handle, words), by=by, ledger=talk.ledger, secret=SECRET, new_id=talk.new_id)


async def test_what_they_said_stays_and_their_name_is_nowhere(talk: Talk) -> None:
    said = await talk.says(AMAL, "The new rota works.")
    token = await sign_in.begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)
    talk.announced.clear()

    former = await anonymises(talk)

    assert await words_anywhere("Haddad") == []
    assert await words_anywhere("'amal'") == []
    spoken = (await comments.spoken([said.id], words="public"))[said.id]
    assert (spoken.author.name, spoken.author.site, spoken.author.active) == (NAME, "", False)
    assert spoken.revision is not None
    assert talk.announced == ["rota"]
    how = {"idle": talk.now - talk.now, "lifetime": talk.now - talk.now}
    assert await sign_in.recognise(token, now=talk.now, **how) is None
    for looked_for in ("amal", "haddad", "former", former.handle):
        assert (await find_people(looked_for, now=talk.now)).people == []
        assert (
            await search.find(Filters(people=[one.id for one in await people.named(looked_for)]), after=None, limit=9)
            == []
        )
    recorded = (await everything())["event"][-1]
    assert (recorded["kind"], str(recorded["person_id"])) == ("person.anonymised", str(NOOR.id))
    assert (await verify(expect=None)).broken is None


async def test_no_sync_brings_the_name_back_until_an_administrator_says_so(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await anonymises(talk)

    assert await bring_up_to_date([AMAL, BEN], ledger=talk.ledger, secret=SECRET) == ["amal"]
    assert await people.by_handle("amal") is None
    with pytest.raises(FieldIsWrong):
        await welcome("ben", by=NOOR, ledger=talk.ledger, secret=SECRET)
    with pytest.raises(NotAllowed):
        await welcome("amal", by=DANA, ledger=talk.ledger, secret=SECRET)
    await welcome("Amal", by=NOOR, ledger=talk.ledger, secret=SECRET)
    assert not await has_left("amal", secret=SECRET)
    again = replace(AMAL, id=talk.new_id())
    assert await bring_up_to_date([again], ledger=talk.ledger, secret=SECRET) == []
    assert (await comments.spoken([said.id], words="public"))[said.id].author.name == NAME
    assert (await people.by_handle("amal")) == again


async def test_their_words_go_too_where_that_is_asked(talk: Talk) -> None:
    alone = await talk.says(AMAL, "A kestrel.")
    answered = await talk.says(AMAL, "Another kestrel.")
    await talk.says(BEN, "Where?", to=answered)

    await anonymises(talk, words=True)

    assert await words_anywhere("estrel") == []
    assert (await talk.now_of(alone)).state == (await talk.now_of(answered)).state == "purged"


async def test_what_they_reacted_with_goes_with_their_words_and_stays_without_a_name_otherwise(talk: Talk) -> None:
    said = await talk.says(DANA, "The lamps are up.")
    for by in (AMAL, BEN):
        await react(said.id, "thanks", by=by, ledger=talk.ledger, now=talk.now)
    talk.announced.clear()

    await anonymises(talk, "ben")
    assert await reactions.of_comments([said.id]) == {said.id: {"thanks": 2}}
    await anonymises(talk, "amal", words=True)

    assert await reactions.of_comments([said.id]) == {said.id: {"thanks": 1}}
    assert talk.announced == ["rota"]


async def test_a_name_that_stands_in_what_a_facilitator_closed_goes_as_well(talk: Talk) -> None:
    await close_discussion("rota", "We have an answer.", by=DANA, ledger=talk.ledger)

    await anonymises(talk, "dana")

    thread = await threads.get("rota")
    assert thread is not None
    assert thread.switches["closed"]["by"] == NAME
    assert await words_anywhere("Reyes") == []


@pytest.mark.parametrize("on", [{"person": "amal"}, {"page": "rota"}])
async def test_who_said_what_is_held_keeps_their_name_for_now(talk: Talk, on: dict[str, str]) -> None:
    await talk.says(AMAL)
    await place(talk.new_id(), Wanted(**on, reason="A claim.", review="2027-01-01"), by=OWEN, ledger=talk.ledger)
    before = await everything()

    with pytest.raises(HeldForLegal):
        await anonymises(talk)
    assert await everything() == before


@pytest.mark.parametrize("by", [DANA, INES, HANNA, BEN, None])
async def test_only_administrators_take_a_name_off(talk: Talk, by: Person | None) -> None:
    before = await everything()

    for attempt in (anonymises(talk, by=by), leaving("amal", by=by)):
        with pytest.raises(NotAllowed if by else SignInRequired):
            await attempt
    assert await everything() == before


async def test_nobody_takes_off_their_own_name_one_that_is_not_there_or_one_twice(talk: Talk) -> None:
    former = await anonymises(talk)

    for handle, refusal in (("noor", NotAllowed), ("nobody", PersonIsUnknown), (former.handle, PersonIsUnknown)):
        with pytest.raises(refusal):
            await anonymises(talk, handle)
