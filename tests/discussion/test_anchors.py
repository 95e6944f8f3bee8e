"""Asking about one part of a page, and finding it again after the page was edited."""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.block_records import Asked, Block
from comments_service.discussion.anchors import LONGEST_QUOTE, AnchorIsGone, succeeding
from comments_service.discussion.hang import NOWHERE, part_named
from comments_service.discussion.reading import page_about
from comments_service.discussion.rendering import page_of
from comments_service.discussion.sync_threads import ManifestIsWrong, parse, sync_threads
from comments_service.privacy.export_mine import export_mine
from comments_service.refusals import FieldIsWrong
from comments_service.storage import anchors, comments, page_texts, purging, threads
from tests.support.company import AMAL, BEN, PAGES, entry
from tests.support.talking import Talk

WHEN = "From 12 May the depots in Leeds and Gdańsk change to a four-on, four-off rota."
WHY = "Agency cover has doubled since January, and nobody wants that to go on."


def blocks(*said: str) -> list[dict[str, str]]:
    return [{"id": f"b-{abs(hash(words)) % 10**10}", "words": words} for words in said]


def id_of(words: str) -> str:
    return blocks(words)[0]["id"]


async def publishes(talk: Talk, *said: str, **about: Any) -> None:
    pages = [entry("rota", blocks=blocks(*said), **about), *PAGES[1:]]
    await sync_threads(pages, archive=(), ledger=talk.ledger)


async def hangs_on(comment: Any) -> tuple[str | None, str, bool]:
    found = (await comments.spoken([comment.id], words="public"))[comment.id].anchor
    assert found is not None
    return found.block, found.quote, found.earlier


@pytest.fixture
async def asked(talk: Talk) -> Any:
    """Amal asks about four words of the second of three blocks."""
    await publishes(talk, "When it starts", WHEN, WHY)
    return await talk.says(AMAL, "Does that hold for Casablanca?", about=Asked(id_of(WHEN), "Leeds and  Gdańsk change"))


@pytest.mark.anyio
async def test_a_question_hangs_on_its_words_while_they_stand_there(talk: Talk, asked: Any) -> None:
    at_first = (id_of(WHEN), "Leeds and Gdańsk change", False)
    assert asked.kind == "question"
    assert await hangs_on(asked) == at_first
    assert await anchors.on_page("rota") == {id_of(WHEN): [asked.id]}

    version = await threads.version("rota")
    await publishes(talk, "New above.", "When it starts", "New as well.", WHEN, WHY)
    assert await hangs_on(asked) == at_first
    assert await threads.version("rota") == version, "what readers see is the same"

    edited = WHEN.replace("12 May", "19 May")
    await publishes(talk, "When it starts", edited, WHY)
    assert await hangs_on(asked) == (id_of(edited), "Leeds and Gdańsk change", False)
    assert await threads.version("rota") == (version or 0) + 1

    # Each edit is compared with the one before, so that many small ones lose nothing.
    again = edited.replace("Leeds and Gdańsk", "Leeds, Hull and Gdańsk").replace("the depots", "three of the depots")
    await publishes(talk, "When it starts", again, WHY)
    assert await hangs_on(asked) == (id_of(again), "Leeds and Gdańsk change", True)


@pytest.mark.anyio
async def test_ones_own_copy_says_what_one_asked_about_and_a_purge_leaves_nothing_of_it(talk: Talk, asked: Any) -> None:
    mine, bens = [(await export_mine(person, now=talk.now))["asked_about"] for person in (AMAL, BEN)]
    assert mine == [{"comment_id": str(asked.id), "quote": "Leeds and Gdańsk change"}]
    assert bens == []

    await purging.destroy(asked.id)
    assert await anchors.of_thread("rota") == []


@pytest.mark.anyio
async def test_where_the_words_are_gone_it_stands_about_an_earlier_version_until_they_are_back(
    talk: Talk, asked: Any
) -> None:
    await publishes(talk, "When it starts", WHY)
    assert await hangs_on(asked) == (None, "Leeds and Gdańsk change", True)
    assert await anchors.on_page("rota") == {}

    await publishes(talk)
    assert await hangs_on(asked) == (None, "Leeds and Gdańsk change", True)
    await publishes(talk, WHY, WHEN)
    assert await hangs_on(asked) == (id_of(WHEN), "Leeds and Gdańsk change", False)


@pytest.mark.anyio
async def test_a_paragraph_that_was_split_is_found_by_the_words_that_were_chosen(talk: Talk) -> None:
    both = f"{WHEN} {WHY}"
    await publishes(talk, both)
    asked = await talk.says(AMAL, about=Asked(id_of(both), "nobody wants that to go on"))
    long_since = "Much else is said here now, about the weather, the canteen, the car park and whatever comes to mind."
    await publishes(talk, f"{WHEN} {long_since}", f"{long_since} {WHY}")

    assert await hangs_on(asked) == (id_of(f"{long_since} {WHY}"), "nobody wants that to go on", False)


@pytest.mark.anyio
async def test_only_what_the_page_says_can_be_quoted(talk: Talk) -> None:
    await publishes(talk, WHEN, WHY, "x" * 400)
    sent = [
        Asked(id_of(WHEN), "The directors lie."),
        Asked(id_of(WHY), "Leeds and Gdańsk"),
        Asked("b-unknown"),
        Asked(id_of("x" * 400), "x" * 301),
        Asked("b-unknown\x00", "Leeds\x00"),
    ]
    for about in sent:
        with pytest.raises(AnchorIsGone):
            await talk.posts(AMAL, about=about)
    first = await talk.says(BEN)
    with pytest.raises(FieldIsWrong, match="A reply"):
        await talk.posts(AMAL, to=first, about=Asked(id_of(WHEN)))

    assert await anchors.of_thread("rota") == []


@pytest.mark.anyio
async def test_who_opened_the_page_before_it_was_changed_may_still_ask_about_what_stands_there(talk: Talk) -> None:
    await publishes(talk, f"{WHEN} More of it.")
    asked = await talk.says(AMAL, about=Asked(id_of(WHEN), "12 May the depots"))

    assert await hangs_on(asked) == (id_of(f"{WHEN} More of it."), "12 May the depots", False)


@pytest.mark.anyio
async def test_a_whole_block_is_quoted_as_it_begins(talk: Talk) -> None:
    long = " ".join(["word"] * 200)
    await publishes(talk, long)
    asked = await talk.says(AMAL, about=Asked(id_of(long)))
    _, quote, earlier = await hangs_on(asked)

    assert len(quote) <= LONGEST_QUOTE
    assert long.startswith(f"{quote} ")
    assert not earlier


@pytest.mark.anyio
async def test_each_language_has_its_own_text_and_the_thread_carries_none_of_it(talk: Talk) -> None:
    french = {"lang": "fr", "url": "/fr/news/rota/", "title": "Les rotations", "blocks": blocks("Dès le 12 mai.")}
    await publishes(talk, WHEN, translations=[french])
    asked = await talk.says(AMAL, about=Asked(id_of("Dès le 12 mai."), "12 mai"))
    await publishes(talk, f"{WHEN} Dès le 12 mai.", translations=[{**french, "blocks": []}])
    thread = await threads.get("rota")

    assert await hangs_on(asked) == (None, "12 mai", True), "another language is another text"
    assert thread is not None
    assert "12 M" not in str(thread.facts)
    assert [one.lang for one in await page_texts.of_thread("rota")] == ["en"]


@pytest.mark.anyio
@pytest.mark.parametrize("size", [1, 2, 3, 7])
async def test_the_comments_about_one_part_are_paged_and_each_is_led_to_on_its_page(talk: Talk, size: int) -> None:
    await publishes(talk, WHEN, WHY)
    here = []
    for number in range(5):
        here.append(await talk.says(AMAL, f"Number {number}?", about=Asked(id_of(WHEN))))
        await talk.says(BEN, f"Why number {number}?", about=Asked(id_of(WHY)))
    reply = await talk.says(BEN, "That one.", to=here[3])
    thread = await threads.get("rota")
    assert thread is not None

    pages: list[tuple[UUID | None, list[UUID]]] = []
    after = None
    while True:
        shown = await page_of(thread, sort="oldest", after=after, size=size, now=talk.now, about=id_of(WHEN))
        pages.append((after, [node.spoken.comment.id for node in shown.nodes]))
        if (after := shown.next_after) is None:
            break
    assert [root for _, roots in pages for root in roots] == [one.id for one in here]
    for one in (*here, reply):
        _, begins = await page_about(one, id_of(WHEN), size=size)
        assert one.root_id in dict(pages)[begins]
    assert (await page_about(here[0], id_of(WHY), size=size))[0] == ""


@pytest.mark.anyio
async def test_the_id_of_a_part_leads_to_it_after_each_edit_and_that_of_one_that_is_gone_nowhere(talk: Talk) -> None:
    said = ["When it starts", WHEN, WHY]
    await publishes(talk, *said)
    ids = [id_of(WHEN)]
    for month in ("June", "July", "August"):
        said[1] = WHEN.replace("May", month)
        await publishes(talk, *said)
        ids.append(id_of(said[1]))
        assert {await part_named(one, "rota") for one in ids} == {ids[-1]}
    await publishes(talk, *said)
    assert {await part_named(one, "rota") for one in ids} == {ids[-1]}
    # What was taken back has its first id again, and what it was called meanwhile leads there too.
    await publishes(talk, "When it starts", WHEN, WHY)
    assert {await part_named(one, "rota") for one in ids} == {ids[0]}
    assert await part_named(id_of(WHY), "rota") == id_of(WHY)
    await publishes(talk, "When it starts", "Something else by now, of which nobody has heard.", WHY)
    assert {await part_named(one, "rota") for one in ids} == {NOWHERE}


@given(
    st.lists(
        st.lists(st.sampled_from(["a b c d", "a b c e", "a b f e", "g h i j", "g h i k", "l"]), unique=True), max_size=6
    )
)
def test_whatever_a_page_becomes_each_id_leads_to_one_part_of_it_at_most(texts: list[list[str]]) -> None:
    now: list[Block] = []
    for text in texts:
        now = succeeding(now, [Block("en", words.replace(" ", ""), words) for words in text])
        ids = [block.id for block in now]
        former = [one for block in now for one in block.former]
        assert [block.words for block in now] == text
        assert len(former) == len(set(former))
        assert not set(former) & set(ids)
        assert succeeding(now, [replace(block, former=()) for block in now]) == now


@pytest.mark.parametrize("said", [[{"id": "b 1", "words": "x"}], [{"id": "b1", "words": ""}], [{"id": "b1"}], "b1"])
def test_a_text_that_is_none_is_refused(said: Any) -> None:
    site = '{"site": {}, "threads": %s}'
    with pytest.raises(ManifestIsWrong):
        parse(site % json.dumps([entry("rota", blocks=said)]))
