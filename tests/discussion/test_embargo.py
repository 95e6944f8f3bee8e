"""Words under embargo: they come with a sync, replace those before, hold comments until their page is out, and are
never told."""

import json
from datetime import timedelta
from typing import Any

import pytest

from comments_service.discussion.embargo import EmbargoIsWrong, embargoed
from comments_service.discussion.rule_book import RuleBook, RuleWouldSilence
from comments_service.discussion.sync_threads import ManifestIsWrong, parse, sync_threads
from comments_service.events import EMBARGO_SYNCED
from comments_service.rule_records import EmbargoedTerm
from comments_service.screening.screen import Rules
from comments_service.storage import embargo_terms
from comments_service.storage.values import as_json
from tests.support.company import AMAL, NOON, PAGES, manifest
from tests.support.talking import Talk, everything

RESULTS = {"uid": "results", "title": "Half-year results", "terms": ["Project Egret", "Larkfield"]}
UNTIL = NOON + timedelta(days=3)


def text_of(*pages: dict[str, Any], **about: Any) -> bytes:
    return json.dumps(
        {**manifest(*PAGES), "embargo": [{"until": UNTIL.isoformat(), **page} for page in pages], **about}
    ).encode()


async def sync(talk: Talk, text: bytes) -> None:
    await sync_threads(parse(text), archive=[], ledger=talk.ledger, embargoed=embargoed(text))


async def terms(talk: Talk) -> list[str]:
    return [one.term for one in await embargo_terms.in_force(talk.now)]


def test_a_manifest_brings_its_words_page_by_page() -> None:
    found = embargoed(text_of(RESULTS, {"uid": "hall", "title": "A new hall", "terms": []}))

    assert found == [
        EmbargoedTerm("results", "Half-year results", "Project Egret", UNTIL),
        EmbargoedTerm("results", "Half-year results", "Larkfield", UNTIL),
    ]


def test_a_manifest_that_says_nothing_of_them_is_none() -> None:
    assert embargoed(json.dumps(manifest(*PAGES))) is None
    assert embargoed(b'{"embargo": null}') is None
    assert embargoed(text_of()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"uid": "Not a uid"}, {"title": ""}, {"terms": "heron"}, {"terms": [""]}, {"terms": ["x" * 121]},
        {"terms": ["a\x00b"]}, {"terms": [7]}, {"until": "soon"}, {"until": "2026-11-23T12:00:00"}, {"until": None},
        {"title": "\x00"},
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_and_not_repeated(wrong: dict[str, Any]) -> None:
    text = text_of({**RESULTS, **wrong})

    with pytest.raises(EmbargoIsWrong) as refused:
        embargoed(text)
    with pytest.raises(ManifestIsWrong) as refused_too:
        parse(text)
    assert not [word for word in ("Egret", "x" * 9) if word in refused.value.message + refused_too.value.message]


@pytest.mark.parametrize("text", [b"", b"null", b"[]", b"\xff", b'{"embargo": {}}', b"[" * 100_000])
def test_what_is_no_feed_is_refused(text: bytes) -> None:
    with pytest.raises(EmbargoIsWrong):
        embargoed(text)


def test_a_word_that_would_silence_protected_talk_is_refused_with_its_page() -> None:
    with pytest.raises(RuleWouldSilence, match="Embargo_terms of results") as refused:
        embargoed(text_of({**RESULTS, "terms": ["works council"]}))

    assert refused.value.sentences


@pytest.mark.anyio
async def test_each_sync_replaces_them_all_and_one_without_them_leaves_them(talk: Talk) -> None:
    await sync(talk, text_of(RESULTS))
    await sync(talk, json.dumps(manifest(*PAGES)).encode())
    assert await terms(talk) == ["Larkfield", "Project Egret"]

    await sync(talk, text_of({**RESULTS, "terms": ["Egret"]}))
    assert await terms(talk) == ["Egret"]

    await sync(talk, text_of())
    assert await terms(talk) == []


@pytest.mark.anyio
async def test_the_same_again_changes_nothing_and_a_change_is_an_event_without_the_words(talk: Talk) -> None:
    twice = {**RESULTS, "title": "Résultats", "until": (UNTIL + timedelta(days=1)).isoformat()}
    await sync(talk, text_of(RESULTS, twice))
    before = await everything()
    await sync(talk, text_of(twice, RESULTS))

    assert await everything() == before
    (told,) = [row for row in before["event"] if row["kind"] == EMBARGO_SYNCED]
    assert as_json(told["facts"]) == {"pages": 1, "terms": 2}


@pytest.mark.anyio
async def test_they_hold_a_comment_in_words_that_confirm_nothing_until_the_page_is_out(talk: Talk) -> None:
    await sync(talk, text_of(RESULTS))
    talk.rules = await RuleBook(Rules(), now=lambda: talk.now).rules()
    held = await talk.posts(AMAL, "So Project Egret moves us?")
    assert held.spoken.revision
    (finding,) = held.spoken.revision.findings

    assert held.why_held == ["finding:watch_word"]
    assert finding["rule"] == "embargo:results"
    assert finding["detector"] == "watch_word"
    assert not [word for word in ("embargo", "Egret", "out yet") if word in str(finding["message"])]

    talk.later(days=3)
    talk.rules = await RuleBook(Rules(), now=lambda: talk.now).rules()
    assert (await talk.posts(AMAL, "So Project Egret does move us.")).why_held == []
