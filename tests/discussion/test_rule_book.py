"""The rules in force: which are, from when, until when, and that a posted text meets them."""

import logging
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from comments_service.discussion.rule_book import RuleBook, RuleWouldSilence, require_free_speech
from comments_service.discussion.sync_threads import sync_threads
from comments_service.discussion.wording import BodyNeedsAdvice
from comments_service.rule_records import EmbargoedTerm, Rule
from comments_service.screening.screen import Rules
from comments_service.screening.watch_words import EmbargoTerm, WatchWord
from comments_service.storage import embargo_terms, rule_hits, rules
from tests.support.company import AMAL, BEN, DANA, NOON, PAGES, entry
from tests.support.talking import HELD_WORDS, RULES, Talk

pytestmark = pytest.mark.anyio
OURS = Rules(customer_reference=r"MCC-\d{6}", watch_words=(WatchWord("heron"),))
YEAR = timedelta(days=365)


def rule(term: str, **about: object) -> Rule:
    usual = {"lang": "", "outcome": "hold", "why": "It is a test.", "owner_id": DANA.id, "owner_name": DANA.name}
    times = {"added": NOON - timedelta(days=9), "expires": NOON + YEAR, "turned_on": NOON - timedelta(days=8)}
    return Rule(uuid4(), term, **{**usual, **times, **about})  # type: ignore[arg-type]


async def terms_at(when: datetime) -> list[str]:
    found = await RuleBook(OURS, now=lambda: when).rules()
    return [word.term for word in found.watch_words] + [term.term for term in found.embargo_terms]


async def test_what_the_settings_say_stands_with_what_is_on(talk: Talk) -> None:
    on = rule("Larkfield*", lang="en", outcome="advise")
    await rules.add(on)
    await embargo_terms.replace([EmbargoedTerm("results", "Results", "Project Egret", NOON + YEAR)])

    found = await RuleBook(OURS, now=lambda: NOON).rules()

    assert found.customer_reference == OURS.customer_reference
    assert found.watch_words == (WatchWord("heron"), WatchWord("Larkfield*", "advise", "en", str(on.id)))  # type: ignore[arg-type]
    assert found.embargo_terms == (EmbargoTerm("Project Egret", "results"),)


@pytest.mark.parametrize(
    "about",
    [{"turned_on": None}, {"ended": NOON - timedelta(days=1)}, {"expires": NOON}],
    ids=["waiting", "ended", "expired"],
)
async def test_a_rule_that_is_not_on_is_not_among_them(talk: Talk, about: dict[str, object]) -> None:
    await rules.add(rule("Larkfield", **about))

    assert await terms_at(NOON) == ["heron"]


async def test_a_rule_and_an_embargo_stop_by_themselves(talk: Talk) -> None:
    await rules.add(rule("Larkfield", expires=NOON + timedelta(hours=1)))
    await embargo_terms.replace([EmbargoedTerm("results", "Results", "Egret", NOON + timedelta(hours=2))])

    assert await terms_at(NOON) == ["heron", "Larkfield", "Egret"]
    assert await terms_at(NOON + timedelta(hours=1)) == ["heron", "Egret"]
    assert await terms_at(NOON + timedelta(hours=2)) == ["heron"]


async def test_what_another_process_turned_on_is_seen_within_a_second(talk: Talk) -> None:
    book = RuleBook(OURS, now=lambda: talk.now)
    before = await book.rules()
    await rules.add(rule("Larkfield"))

    assert await book.rules() is before
    talk.later(seconds=1)
    assert [word.term for word in (await book.rules()).watch_words] == ["heron", "Larkfield"]


async def test_a_clock_that_is_set_back_keeps_nothing_for_long(talk: Talk) -> None:
    book = RuleBook(OURS, now=lambda: talk.now)
    await book.rules()
    await rules.add(rule("Larkfield"))
    talk.later(hours=-2)

    assert len((await book.rules()).watch_words) == 2


async def test_what_this_process_changed_is_seen_at_once(talk: Talk) -> None:
    book = RuleBook(OURS, now=lambda: talk.now)
    await book.rules()
    await rules.add(rule("Larkfield"))
    book.forget()

    assert len((await book.rules()).watch_words) == 2


async def test_a_rule_that_cannot_be_used_keeps_nobody_from_posting(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    broken = rule("*")
    await rules.add(broken)
    with caplog.at_level(logging.ERROR):
        assert await terms_at(NOON) == ["heron"]

    assert str(broken.id) in caplog.text
    assert broken.why not in caplog.text


def test_what_would_silence_protected_talk_is_refused_with_the_sentences() -> None:
    with pytest.raises(RuleWouldSilence, match="Not so") as refused:
        require_free_speech(Rules(watch_words=(WatchWord("salary", lang="fr"),)), "Not so.")

    assert any("salary" in sentence for sentence in refused.value.facts["sentences"])
    require_free_speech(OURS, "So be it.")


async def test_a_post_meets_the_rules_of_its_pages_language(talk: Talk) -> None:
    talk.rules = Rules(watch_words=(WatchWord("plumeau", lang="fr"),))
    await sync_threads([*PAGES, entry("plume", lang="fr-FR")], archive=[], ledger=talk.ledger)
    english = await talk.posts(AMAL, "Le plumeau.", thread="rota")
    french = await talk.posts(AMAL, "Le plumeau, encore.", thread="plume")

    assert (english.why_held, french.why_held) == ([], ["finding:watch_word"])


async def test_who_says_the_same_again_is_asked_first_and_others_are_not(talk: Talk) -> None:
    long = "The gate by hall three has been open all night again."
    said = await talk.says(AMAL, long)
    with pytest.raises(BodyNeedsAdvice) as asked:
        await talk.posts(AMAL, long)

    assert [finding.detector for finding in asked.value.findings] == ["repetition"]
    assert (await talk.posts(BEN, long)).why_held == []
    assert (await talk.edits(AMAL, said, long + " Please.")).why_held == []


async def test_what_was_taken_back_or_said_days_ago_may_be_said_again(talk: Talk) -> None:
    long = "The gate by hall three has been open all night again."
    await talk.withdraws(AMAL, await talk.says(AMAL, long))
    assert (await talk.posts(AMAL, long)).why_held == []

    talk.later(days=1, seconds=1)
    assert (await talk.posts(AMAL, long)).why_held == []


async def test_what_held_a_comment_is_counted_with_it(talk: Talk) -> None:
    talk.rules = Rules(watch_words=(*RULES.watch_words, WatchWord("egret", id="7")))
    await talk.posts(AMAL, "An egret and a heron, call 0113 496 0000.")
    await talk.posts(AMAL, "Call 0113 496 0000.", ask_review=True)
    await talk.posts(AMAL, "Nothing here.", thread="incident")
    public = await talk.says(AMAL, "Nothing here either.")
    await talk.edits(AMAL, public, "An egret.")

    found = {code: hits.held for code, hits in (await rule_hits.figures()).items()}
    assert found == {"word:7": 2, "watch_word": 1, "phone_number": 1}


async def test_a_comment_that_was_not_kept_is_not_counted(talk: Talk) -> None:
    same = talk.new_id()
    await talk.posts(AMAL, HELD_WORDS, id=same)
    await talk.posts(AMAL, HELD_WORDS, id=same)

    assert (await rule_hits.figures())["watch_word"].held == 1
