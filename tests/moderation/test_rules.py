"""Rules of screening: who may write them, what they may be, that none is on by being written, and that each ends."""

import asyncio
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from comments_service.discussion.rule_book import RuleBook, RuleWouldSilence
from comments_service.events import RULE_ADDED, RULE_CHANGED, RULE_ENDED, RULE_TURNED_ON
from comments_service.moderation.rules import (
    RuleIsOver,
    RuleIsUnknown,
    RuleWanted,
    add_rule,
    all_rules,
    change_rule,
    days_left,
    end_rule,
    names,
    rule_of,
    state_of,
    turn_on,
    writers,
)
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, NotAllowed, SignInRequired
from comments_service.rule_records import EmbargoedTerm, Rule
from comments_service.screening.screen import Rules
from comments_service.storage import embargo_terms
from tests.support.company import AMAL, DANA, ELI, INES, NOON, NOOR
from tests.support.talking import Talk, everything

pytestmark = pytest.mark.anyio
TODAY = NOON.date()
HALF_A_YEAR = TODAY + timedelta(days=180)
WANTED = RuleWanted("Project Egret", "", "hold", "It is not signed.", "dana", HALF_A_YEAR)


class Desk:
    """Somebody who writes rules, with the collaborators that it takes."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.book = RuleBook(Rules(), now=lambda: talk.now)

    def how(self, by: Person | None) -> dict[str, Any]:
        return {"by": by, "rule_book": self.book, "ledger": self.talk.ledger, "now": self.talk.now}

    async def adds(self, by: Person | None = DANA, id: UUID | None = None, **about: Any) -> Rule:
        return await add_rule(id or uuid4(), replace(WANTED, **about), **self.how(by))

    async def changes(self, rule: Rule, by: Person | None = DANA, **about: Any) -> Rule:
        known = RuleWanted(rule.term, rule.lang, rule.outcome, rule.why, "dana", rule.expires.date())
        return await change_rule(rule.id, replace(known, **about), **self.how(by))

    async def turns_on(self, rule: Rule, by: Person | None = DANA) -> Rule:
        return await turn_on(rule.id, **self.how(by))

    async def ends(self, rule: Rule, by: Person | None = DANA) -> Rule:
        return await end_rule(rule.id, **self.how(by))

    async def on(self) -> list[str]:
        return [word.term for word in (await self.book.rules()).watch_words]


@pytest.fixture
def desk(talk: Talk) -> Desk:
    return Desk(talk)


async def kinds() -> list[tuple[object, object]]:
    return [
        (row["kind"], row["facts"]) for row in (await everything())["event"] if str(row["kind"]).startswith("rule.")
    ]


async def test_a_rule_waits_until_it_is_turned_on_and_is_over_when_it_is_ended(desk: Desk) -> None:
    rule = await desk.adds()
    assert (state_of(rule, now=desk.talk.now), await desk.on()) == ("waiting", [])

    rule = await desk.turns_on(rule)
    assert (state_of(rule, now=desk.talk.now), await desk.on()) == ("on", ["Project Egret"])

    rule = await desk.ends(rule)
    assert (state_of(rule, now=desk.talk.now), await desk.on()) == ("ended", [])
    assert [one.id for one in await all_rules()] == [rule.id]


async def test_a_rule_that_is_on_holds_what_is_posted_next(desk: Desk) -> None:
    rule = await desk.turns_on(await desk.adds())
    desk.talk.rules = await desk.book.rules()
    held = await desk.talk.posts(AMAL, "Is project-egret a bird?")

    assert held.why_held == ["finding:watch_word"]
    assert held.spoken.revision
    assert [finding["rule"] for finding in held.spoken.revision.findings] == [f"word:{rule.id}"]


async def test_a_rule_stops_by_itself_and_says_how_long_it_still_has(desk: Desk) -> None:
    rule = await desk.turns_on(await desk.adds(expires=TODAY + timedelta(days=10)))
    assert days_left(rule, now=desk.talk.now) == 10

    desk.talk.later(days=9, hours=11, minutes=59)
    assert (days_left(rule, now=desk.talk.now), await desk.on()) == (1, ["Project Egret"])

    desk.talk.later(minutes=1)
    assert (state_of(rule, now=desk.talk.now), await desk.on()) == ("expired", [])
    with pytest.raises(RuleIsOver, match="expired"):
        await desk.turns_on(replace(rule, turned_on=None))
    later = await desk.changes(rule, expires=desk.talk.now.date() + timedelta(days=30))
    assert (state_of(later, now=desk.talk.now), await desk.on()) == ("on", ["Project Egret"])


@pytest.mark.parametrize("by", [AMAL, INES], ids=lambda person: person.handle)
async def test_only_facilitators_and_administrators_write_rules(desk: Desk, by: Person) -> None:
    rule = await desk.adds(by=NOOR)
    before = await everything()
    for act in (
        desk.adds(by=by),
        desk.turns_on(rule, by=by),
        desk.ends(rule, by=by),
        desk.changes(rule, by=by, why="x"),
    ):
        with pytest.raises(NotAllowed):
            await act
    with pytest.raises(SignInRequired):
        await desk.adds(by=None)

    assert await everything() == before
    assert [one.handle for one in await writers()] == ["dana", "eli", "noor"]


SILENCING = ("salary", "union", "the", "overtime", "works council", "discrimin*", "grève", "Betriebsrat")


async def test_a_rule_that_would_hold_protected_talk_is_refused_with_the_sentences(desk: Desk) -> None:
    before = await everything()
    for term, lang in itertools.product(SILENCING, ("", "pl")):
        with pytest.raises(RuleWouldSilence, match="Nothing was saved") as refused:
            await desk.adds(term=term, lang=lang)
        assert refused.value.facts["sentences"]

    assert await everything() == before


async def test_one_that_only_advises_may_name_such_a_word(desk: Desk) -> None:
    assert (await desk.adds(term="salary", outcome="advise")).outcome == "advise"


async def test_a_waiting_rule_cannot_be_changed_into_one_that_silences(desk: Desk) -> None:
    rule = await desk.adds()
    with pytest.raises(RuleWouldSilence):
        await desk.changes(rule, term="overtime")

    assert (await rule_of(rule.id)).term == "Project Egret"


IMPOSSIBLE: Mapping[str, Sequence[object]] = {
    "term": ("", "   ", "*", "a*", "*e*", "!!!", "x" * 121, "a\x00b", "egr\u202eet"),
    "lang": ("klingon language", "EN", "x"),
    "outcome": ("block", "publish", ""),
    "why": ("", " ", "x" * 501, "a\x00b"),
    "owner": ("", "amal", "nobody", "x\x00"),
    "expires": (TODAY, date(2020, 1, 1), TODAY + timedelta(days=367), date.max),
}


async def test_a_field_that_cannot_be_is_named_and_nothing_is_kept(desk: Desk) -> None:
    before = await everything()
    for field, value in ((field, value) for field, values in IMPOSSIBLE.items() for value in values):
        with pytest.raises(FieldIsWrong) as refused:
            await desk.adds(**{field: value})  # type: ignore[arg-type]
        assert refused.value.field == field, value

    assert await everything() == before


async def test_twelve_months_are_the_longest(desk: Desk) -> None:
    rule = await desk.adds(expires=TODAY + timedelta(days=366))

    assert rule.expires - desk.talk.now < timedelta(days=366)


async def test_the_same_rule_is_not_written_twice(desk: Desk) -> None:
    await desk.adds()
    with pytest.raises(FieldIsWrong, match=r"such a rule already\. Dana Reyes owns it"):
        await desk.adds(term="PROJECT  egret", by=ELI)
    await desk.adds(lang="fr")


async def test_the_same_sent_twice_is_one(desk: Desk) -> None:
    same = uuid4()
    first, second = await desk.adds(id=same), await desk.adds(id=same)
    assert first == second
    assert (await desk.turns_on(first)).turned_on == (await desk.turns_on(first)).turned_on
    assert (await desk.changes(first, why="Now signed.")).why == (await desk.changes(first, why="Now signed.")).why
    assert (await desk.ends(first)).ended == (await desk.ends(first)).ended

    told = [kind for kind, _facts in await kinds()]
    assert told == [RULE_ADDED, RULE_TURNED_ON, RULE_CHANGED, RULE_ENDED]


async def test_many_at_once_are_one(desk: Desk) -> None:
    same = uuid4()
    made = await asyncio.gather(*(desk.adds(id=same) for _ in range(4)))

    assert {one.id for one in made} == {same}
    assert [kind for kind, _facts in await kinds()] == [RULE_ADDED]


async def test_what_looks_for_something_else_once_it_was_on_is_another_rule(desk: Desk) -> None:
    rule = await desk.turns_on(await desk.adds())
    with pytest.raises(FieldIsWrong) as refused:
        await desk.changes(rule, term="Project Heron")

    assert refused.value.field == "term"
    changed = await desk.changes(rule, why="Signed in May.", owner="eli", expires=HALF_A_YEAR + timedelta(days=9))
    assert (changed.why, changed.owner_name, changed.turned_on) == ("Signed in May.", "Eli Brandt", rule.turned_on)


async def test_a_waiting_rule_may_become_any_other(desk: Desk) -> None:
    rule = await desk.adds()
    changed = await desk.changes(rule, term="Larkfield*", lang="fr", outcome="advise")

    assert await rule_of(rule.id) == changed


async def test_what_is_over_or_nobodys_stays_so(desk: Desk) -> None:
    rule = await desk.ends(await desk.adds())
    for act in (desk.turns_on(rule), desk.changes(rule, why="Once more.")):
        with pytest.raises(RuleIsOver):
            await act
    for unknown in (desk.turns_on(replace(rule, id=uuid4())), desk.ends(replace(rule, id=uuid4()))):
        with pytest.raises(RuleIsUnknown):
            await unknown


async def test_what_happened_is_recorded_without_the_words(desk: Desk) -> None:
    await desk.ends(await desk.changes(await desk.turns_on(await desk.adds()), why="Signed in May."))

    assert not [facts for _kind, facts in await kinds() if "gret" in str(facts) or "igned" in str(facts)]


async def test_facilitators_call_rules_by_their_names(desk: Desk) -> None:
    rule = await desk.adds()
    until = desk.talk.now + timedelta(days=1)
    await embargo_terms.replace([EmbargoedTerm("results", "Half-year results", "Larkfield", until)])
    gone = f"word:{uuid4()}"

    assert await names({f"word:{rule.id}", gone, "embargo:results", "embargo:rota", "embargo:nobody"}) == {
        f"word:{rule.id}": "Rule “Project Egret”, Dana Reyes",
        "embargo:results": "Not out yet: Half-year results",
        "embargo:rota": "Not out yet: Rota",
        "embargo:nobody": "Not out yet: nobody",
    }
    assert await names([]) == {}


def test_nobody_has_less_than_no_day_left() -> None:
    over = Rule(uuid4(), "x", "", "hold", "", DANA.id, DANA.name, NOON, datetime.min.replace(tzinfo=NOON.tzinfo))

    assert days_left(over, now=NOON) == 0
