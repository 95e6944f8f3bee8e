"""Searching: the same answers on both databases, whatever is typed, over the words that a comment has now."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments_service.moderation.search import LONGEST, Asked, Results, excerpt, look_for, terms_of
from comments_service.refusals import FieldIsWrong, NotAllowed, SignInRequired
from comments_service.storage import connection, search
from comments_service.storage.search import Filters, Term
from tests.support.company import AMAL, BEN, DANA
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio


async def found(**asked: str) -> list[UUID]:
    return [one.spoken.comment.id for one in (await look_for(Asked(**asked), by=DANA)).found]


def marked_in(results: Results) -> list[str]:
    return [piece.text for one in results.found for piece in one.pieces if piece.found]


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("rota", True),
        ("ROTA nights", True),
        ("zoe cafe", True),
        ("Zoë's", True),
        ("nigh", True),
        ("ni", False),
        ("nigh rota", False),
        ('"the new rota"', True),
        ('"new the"', False),
        ('"the new ro"', False),
        ("„the new“ works", True),
        ('rota "the new', True),
        ("ask b.carter@x.example", True),
        ("b.carter@y.example", False),
        ("rota heron", False),
        ("!!! ---", False),
        ("NOT AND OR rota", False),
    ],
)
async def test_words_phrases_and_beginnings_find(talk: Talk, asked: str, is_found: bool) -> None:
    said = await talk.says(AMAL, "The new rota works. Nights? Ask b.carter@x.example or Zoë’s café.", ask_review=True)

    assert await found(words=asked) == ([said.id] if is_found else [])


async def test_arabic_is_found_without_vowel_signs_and_tatweel(talk: Talk) -> None:
    said = await talk.says(AMAL, "شُكْرًا جـــزيلا للفريق")

    assert await found(words="شكرا جزيلا") == [said.id]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.sampled_from("ab \"'*:()-^{}+~!&|<>\\%_.,\x00\ud800é»“AND OR NOT NEAR/"), max_size=40))
async def test_nothing_that_can_be_typed_is_an_error(talk: Talk, text: str) -> None:
    await look_for(Asked(words=text, person=text, page=text), by=DANA)
    await look_for(Asked(words=text), by=DANA)


async def test_an_edit_is_found_by_its_new_words_alone(talk: Talk) -> None:
    said = await talk.says(AMAL, "The depot in Leeds.")
    await talk.edits(AMAL, said, "The depot in Rotterdam.")

    assert await found(words="leeds") == []
    assert await found(words="rotterdam") == [said.id]


async def test_what_was_refused_leaves_no_words_behind(talk: Talk) -> None:
    said = await talk.says(AMAL, "The depot.")
    with pytest.raises(NotAllowed):
        await talk.edits(BEN, said, "Mine now.")

    assert await found(words="mine") == []
    assert len(await found(words="depot")) == 1


async def test_whatever_became_of_it_it_is_found_and_said(talk: Talk) -> None:
    held = await talk.says(AMAL, HELD_WORDS)
    removed = await talk.says(BEN, "A heron as well.")
    await talk.decides(DANA, removed, "remove", reason="off-topic")
    shown = await look_for(Asked(words="heron"), by=DANA)

    assert [(one.spoken.comment.id, one.removed_for) for one in shown.found] == [
        (removed.id, "off-topic"),
        (held.id, ""),
    ]
    assert await found(state="held") == [held.id]
    assert await found(reason="off-topic") == [removed.id]
    assert await found(reason="hurtful") == []


async def test_person_page_and_days_narrow_it(talk: Talk) -> None:
    first = await talk.says(AMAL, "Rota one.")
    talk.later(days=1)
    second = await talk.says(BEN, "Rota two.", thread="ask-ines", kind="question")

    assert await found(words="rota") == [second.id, first.id]
    assert await found(words="rota", person="HADDAD") == [first.id]
    assert await found(person="ben") == [second.id]
    assert await found(page="ask ines") == await found(page="ask-ines") == [second.id]
    assert await found(until="2026-11-23") == [first.id]
    assert await found(since="2026-11-24") == [second.id]
    assert await found(since="2026-11-23", until="2026-11-24") == [second.id, first.id]
    assert await found(person="nobody") == await found(page="nowhere") == []


async def test_pages_of_what_was_found_leave_nothing_out_and_repeat_nothing(talk: Talk) -> None:
    said = [await talk.says(AMAL, f"Rota {number}.") for number in range(30)]
    first = await look_for(Asked(words="rota"), by=DANA)
    second = await look_for(Asked(words="rota"), by=DANA, after=first.next_after)
    ids = [one.spoken.comment.id for one in (*first.found, *second.found)]

    assert (len(first.found), second.next_after) == (25, None)
    assert ids == [one.id for one in sorted(said, key=lambda one: (one.created, one.id), reverse=True)]


async def test_the_words_are_marked_where_they_stand(talk: Talk) -> None:
    await talk.says(AMAL, "Nobody asked. " * 30 + "The Café at the new depôt closes.")
    shown = await look_for(Asked(words='cafe "new depot" clos'), by=DANA)

    assert marked_in(shown) == ["Café", "new depôt", "closes"]
    (one,) = shown.found
    assert one.pieces[0].text == "… "
    assert sum(len(piece.text) for piece in one.pieces) < 300


@given(st.text(max_size=600), st.text(alphabet='abc é"', max_size=12))
def test_an_excerpt_is_a_part_of_the_text(body: str, asked: str) -> None:
    text = "".join(piece.text for piece in excerpt(body, terms_of(asked)))

    assert text.removeprefix("… ").removesuffix("…") in body or text in body


@pytest.mark.parametrize(
    "asked",
    [
        {"words": "x" * (LONGEST + 1)},
        {"state": "gone"},
        {"reason": "mood"},
        {"since": "yesterday"},
        {"until": "9999-12-31"},
        {"since": "2026-11-24", "until": "2026-11-23"},
    ],
)
async def test_what_cannot_be_looked_for_is_said(talk: Talk, asked: dict[str, str]) -> None:
    with pytest.raises(FieldIsWrong) as refused:
        await look_for(Asked(**asked), by=DANA)

    assert refused.value.field in asked


async def test_searching_is_for_facilitators(talk: Talk) -> None:
    with pytest.raises(NotAllowed):
        await look_for(Asked(words="rota"), by=AMAL)
    with pytest.raises(SignInRequired):
        await look_for(Asked(words="rota"), by=None)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.lists(st.sampled_from("ab ba aab x".split()), min_size=1, max_size=6), min_size=1, max_size=4),
    st.lists(st.lists(st.sampled_from("ab ba aab x".split()), min_size=1, max_size=3), min_size=1, max_size=2),
    st.booleans(),
)
async def test_the_database_finds_what_reading_each_text_would(
    talk: Talk, texts: Sequence[Sequence[str]], asked: Sequence[Sequence[str]], goes_on: bool
) -> None:
    before = await search.find(Filters(), after=None, limit=1000)
    said = {(await talk.says(AMAL, " ".join(words), ask_review=True)).id: words for words in texts}
    terms = [Term(tuple(words), goes_on and words is asked[-1]) for words in asked]

    here = set(await search.find(Filters(terms=terms), after=None, limit=1000)) - set(before)
    assert here == {key for key, words in said.items() if all(stands(term, words) for term in terms)}


def stands(term: Term, words: Sequence[str]) -> bool:
    size = len(term.words)
    runs = [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]
    *begin, last = term.words
    return any(
        run[:-1] == tuple(begin) and (run[-1].startswith(last) if term.goes_on else run[-1] == last) for run in runs
    )


async def test_what_was_overwritten_is_in_no_index_after_a_rebuild(talk: Talk) -> None:
    said = await talk.says(AMAL, "Her number is zq07700900zq.")
    for number in range(20):
        await talk.says(BEN, f"Something else, {number}.")
    async with connection.transaction():
        await search.put(said.id, "Her number is gone.")
    await search.rebuild()

    assert await found(words="zq07700900zq") == []
    if not connection.is_postgres():
        for table in ("comment_search_content", "comment_search_data", "comment_search_idx"):
            rows = await connection.fetch(f"SELECT * FROM {table}")
            assert not [row for row in rows if "zq0770" in str(row)], table
