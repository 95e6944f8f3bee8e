"""Trying a rule on what was said: what it would have found, what people made of that, a batch at a time."""

from datetime import timedelta
from uuid import uuid4

import pytest

from comments_service.moderation import rehearse as rehearsing
from comments_service.moderation.rehearse import Rehearsal, rehearse
from comments_service.rule_records import Rule
from tests.support.company import AMAL, BEN, DANA, NOON
from tests.support.talking import Talk, everything

pytestmark = pytest.mark.anyio


def rule(term: str = "egret*", **about: object) -> Rule:
    usual = {"lang": "", "outcome": "hold", "why": "A test.", "owner_id": DANA.id, "owner_name": DANA.name}
    return Rule(uuid4(), term, **{**usual, **about}, added=NOON, expires=NOON + timedelta(days=9))  # type: ignore[arg-type]


async def tried(talk: Talk, the_rule: Rule | None = None, **how: object) -> Rehearsal:
    return await rehearse(the_rule or rule(), now=talk.now, **how)  # type: ignore[arg-type]


async def test_it_says_what_it_would_have_found_and_what_people_made_of_that(talk: Talk) -> None:
    public = await talk.says(AMAL, "The egrets are back.")
    removed = await talk.says(BEN, "Egret, egret, egret.")
    held = await talk.says(AMAL, "An egret at hall 3.", thread="incident")
    await talk.decides(DANA, removed, "remove", reason="off-topic")
    await talk.says(BEN, "Nothing of the kind.")
    found = await tried(talk)

    assert (found.looked_at, found.last) == (4, None)
    assert (found.found, found.left_public, found.removed) == (3, 1, 1)
    assert {one.comment_id: one.state for one in found.examples} == {
        public.id: "published",
        removed.id: "removed",
        held.id: "held",
    }


async def test_an_example_is_cut_around_what_was_found(talk: Talk) -> None:
    await talk.says(AMAL, "a " * 200 + "\n\negret\n\n" + "b " * 200)
    (one,) = (await tried(talk)).examples
    text = "".join(piece.text for piece in one.pieces)

    assert [piece.text for piece in one.pieces if piece.found] == ["egret"]
    assert text.startswith("…")
    assert text.endswith("…")
    assert len(text) < 200
    assert "\n" not in text


async def test_it_looks_at_the_latest_words_of_the_last_ninety_days(talk: Talk) -> None:
    await talk.says(AMAL, "An egret, long ago.")
    talk.later(days=90, seconds=1)
    said = await talk.says(AMAL, "An egret.")
    await talk.edits(AMAL, said, "A heron, rather.", ask_review=True)

    found = await tried(talk)
    assert (found.looked_at, found.found) == (1, 0)


async def test_a_rule_for_the_pages_of_one_language_is_tried_on_those(talk: Talk) -> None:
    await talk.says(AMAL, "An egret.")

    assert (await tried(talk, rule(lang="fr"))).found == 0
    assert (await tried(talk, rule(lang="en"))).found == 1


async def test_it_goes_batch_by_batch_and_misses_nothing(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsing, "_BATCH", 3)
    for number in range(10):
        await talk.says(AMAL, f"Egret {number}.", id=uuid4() if number % 2 else None)
    found = await tried(talk)

    assert (found.looked_at, found.found, found.last) == (10, 10, None)
    assert len({one.comment_id for one in found.examples}) == 10


async def test_it_stops_where_nobody_waits_for_it_and_where_there_is_too_much_and_goes_on_from_there(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsing, "_BATCH", 2)
    for number in range(6):
        await talk.says(AMAL, f"Egret {number}.")
    asked: list[bool] = []

    async def twice() -> bool:
        asked.append(True)
        return len(asked) < 2

    stopped, bounded = await tried(talk, still_wanted=twice), await tried(talk, most=2)
    assert (stopped.looked_at, stopped.back_to) == (4, NOON)
    assert (bounded.looked_at, bounded.back_to) == (2, NOON)
    rest = await tried(talk, before=bounded.last)
    assert (rest.looked_at, rest.last) == (4, None)
    assert len({one.comment_id for one in (*bounded.examples, *rest.examples)}) == 6


async def test_there_are_at_most_twenty_examples(talk: Talk) -> None:
    for number in range(23):
        await talk.says(AMAL, f"Egret {number}.")
    found = await tried(talk)

    assert (found.found, len(found.examples)) == (23, 20)


async def test_it_writes_nothing_down(talk: Talk) -> None:
    await talk.says(AMAL, "An egret.")
    before = await everything()
    await tried(talk)

    assert await everything() == before
