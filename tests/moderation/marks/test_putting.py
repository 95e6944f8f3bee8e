"""What all marks have in common: who may, on what, once, for everybody to see, until somebody ends it."""

from dataclasses import replace

import pytest

from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.people.roles import PERMISSIONS
from comments_service.records import Person
from comments_service.refusals import NotAllowed, SignInRequired
from comments_service.storage import people
from tests.moderation.marks.conftest import PUTTING, Marker, on, version
from tests.support.company import AMAL, BEN, CAST, DANA, INES, NOOR, PRIYA, TOM

pytestmark = pytest.mark.anyio
MAY: dict[str, Person] = {
    "pinned": DANA,
    "featured": DANA,
    "endorsed": PRIYA,
    "accuracy": PRIYA,
    "acknowledged": DANA,
}
PERMISSION = {
    "pinned": "lift",
    "featured": "lift",
    "endorsed": "endorse",
    "accuracy": "note-accuracy",
    "acknowledged": "acknowledge",
}


@pytest.mark.parametrize("kind", PUTTING)
async def test_a_mark_says_who_and_when_and_everybodys_copy_is_old(marker: Marker, kind: str) -> None:
    comment = await marker.talk.says(AMAL, kind="question")
    marker.talk.later(minutes=5)
    before = await version()

    mark = await PUTTING[kind](marker, MAY[kind], comment)

    assert await on(comment) == {kind: mark}
    assert (mark.by_id, mark.by_name, mark.at) == (MAY[kind].id, MAY[kind].name, marker.talk.now)
    assert await version() == before + 1
    assert marker.talk.announced[-1] == "rota"
    (event,) = [one for one in await marker.talk.events_of(comment) if one.kind == "comment.marked"]
    assert (event.person_id, event.facts["mark"]) == (MAY[kind].id, kind)


@pytest.mark.parametrize("kind", PUTTING)
async def test_only_who_holds_the_permission_may(marker: Marker, kind: str) -> None:
    comment = await marker.talk.says(AMAL, kind="question")
    for person in CAST:
        if PERMISSIONS[PERMISSION[kind]].isdisjoint(person.roles):
            with pytest.raises(NotAllowed):
                await PUTTING[kind](marker, person, comment)

    with pytest.raises(SignInRequired):
        await PUTTING[kind](marker, None, comment)
    assert await on(comment) == {}


@pytest.mark.parametrize("kind", ["endorsed", "accuracy", "acknowledged"])
@pytest.mark.parametrize("person", [BEN, TOM])
async def test_who_answers_for_a_page_may_on_that_page_alone(marker: Marker, kind: str, person: Person) -> None:
    theirs = await marker.talk.says(AMAL, thread="answered", kind="question")
    elsewhere = await marker.talk.says(AMAL, kind="question")

    await PUTTING[kind](marker, person, theirs)

    assert list(await on(theirs)) == [kind]
    with pytest.raises(NotAllowed):
        await PUTTING[kind](marker, person, elsewhere)


async def test_who_has_left_answers_for_nothing(marker: Marker) -> None:
    comment = await marker.talk.says(AMAL, thread="answered")
    gone = Person(BEN.id, "ben", "Ben Carter", "", "", "", (), active=False)
    await people.put(gone)

    with pytest.raises(NotAllowed):
        await marker.endorses(gone, comment)


@pytest.mark.parametrize("kind", PUTTING)
async def test_only_what_everybody_sees_can_be_marked(marker: Marker, kind: str) -> None:
    held = await marker.talk.says(AMAL, "I heard about heron.", kind="question")
    removed = await marker.talk.says(AMAL, kind="question")
    await marker.talk.decides(DANA, removed, "remove", reason="other", message="No.")

    for comment in (held, removed):
        with pytest.raises(MoveIsImpossible):
            await PUTTING[kind](marker, MAY[kind], comment)
        assert await on(comment) == {}


@pytest.mark.parametrize("kind", PUTTING)
async def test_the_same_mark_twice_is_one(marker: Marker, kind: str) -> None:
    comment = await marker.talk.says(AMAL, kind="question")

    first = await PUTTING[kind](marker, MAY[kind], comment)
    marker.talk.later(minutes=1)

    assert await PUTTING[kind](marker, MAY[kind], comment) == first
    assert len([one for one in await marker.talk.events_of(comment) if one.kind == "comment.marked"]) == 1


@pytest.mark.parametrize("kind", PUTTING)
async def test_a_mark_survives_an_edit(marker: Marker, kind: str) -> None:
    comment = await marker.talk.says(AMAL, kind="question")
    mark = await PUTTING[kind](marker, MAY[kind], comment)

    await marker.talk.edits(AMAL, comment, "Other words, the same point.")

    assert await on(comment) == {kind: mark}


@pytest.mark.parametrize("kind", PUTTING)
async def test_it_can_be_ended_and_put_anew(marker: Marker, kind: str) -> None:
    comment = await marker.talk.says(AMAL, kind="question")
    first = await PUTTING[kind](marker, MAY[kind], comment)
    before = await version()

    await marker.ends(MAY[kind], comment, kind)
    await marker.ends(MAY[kind], comment, kind)

    assert await on(comment) == {}
    assert await version() == before + 1
    assert [one.kind for one in await marker.talk.events_of(comment)][-2:] == ["comment.marked", "comment.unmarked"]
    assert (await PUTTING[kind](marker, MAY[kind], comment)).id != first.id


@pytest.mark.parametrize("kind", PUTTING)
async def test_who_may_not_put_it_may_not_end_it(marker: Marker, kind: str) -> None:
    comment = await marker.talk.says(AMAL, kind="question")
    mark = await PUTTING[kind](marker, MAY[kind], comment)

    for person in (AMAL, NOOR):
        with pytest.raises(NotAllowed):
            await marker.ends(person, comment, kind)
    with pytest.raises(SignInRequired):
        await marker.ends(None, comment, kind)
    assert await on(comment) == {kind: mark}


@pytest.mark.parametrize("kind", ["featured", "endorsed", "accuracy"])
async def test_nobody_praises_or_vouches_for_themselves(marker: Marker, kind: str) -> None:
    own = await marker.talk.says(MAY[kind])

    with pytest.raises(NotAllowed):
        await PUTTING[kind](marker, MAY[kind], own)


@pytest.mark.parametrize("kind", PUTTING)
async def test_there_is_no_marking_what_is_not_there(marker: Marker, kind: str) -> None:
    comment = await marker.talk.says(AMAL)
    nowhere = replace(comment, id=marker.talk.new_id())

    with pytest.raises(CommentIsUnknown):
        await PUTTING[kind](marker, MAY[kind], nowhere)


async def test_an_event_holds_no_words(marker: Marker) -> None:
    comment = await marker.talk.says(AMAL, kind="question")
    await marker.notes(PRIYA, comment, "corrected", "https://rota.example/why", "It was the twelfth.")
    await marker.acknowledges(DANA, comment, owner="ines", due="2026-11-26")

    told = [one.facts for one in await marker.talk.events_of(comment) if one.kind == "comment.marked"]
    assert told == [
        {"mark": "accuracy", "status": "corrected"},
        {"mark": "acknowledged", "due": "2026-11-26", "named": str(INES.id)},
    ]
