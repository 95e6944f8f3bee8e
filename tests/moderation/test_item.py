"""One comment at the desk: everything to decide by on one screen, for any comment, and nothing that is not this
facilitator's to see or do."""

from typing import Any

import pytest

from comments_service.moderation.claim import claim
from comments_service.moderation.difference import DiffPiece
from comments_service.moderation.item import Item, item
from comments_service.records import Comment, Person
from comments_service.refusals import NotAllowed, SignInRequired
from tests.support.company import AMAL, BEN, DANA, ELI, INES
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio


async def opened(talk: Talk, comment: Comment, *, by: Person = DANA) -> Item:
    found = await item(comment.id, by=by, now=talk.now)
    assert found is not None
    return found


async def test_it_brings_the_page_what_was_answered_the_reports_and_what_may_be_done(talk: Talk) -> None:
    question = await talk.says(BEN, "Who drives on Sunday?")
    answer = await talk.says(AMAL, "I do.", to=question)
    await talk.reports(BEN, answer, "hurtful", "Not kindly meant.")
    one = await opened(talk, answer)

    assert (one.thread.title, one.spoken.author.name) == ("Rota", "Amal Haddad")
    assert one.parent is not None
    assert one.parent.revision is not None
    assert one.parent.revision.body == "Who drives on Sunday?"
    assert [made.detail for made in one.reports] == ["Not kindly meant."]
    assert one.case is not None
    assert one.case.kind == "report"
    assert {"approve", "remove", "hide"} <= set(one.can)
    assert (await opened(talk, question)).replies == 1


async def test_the_words_that_screening_found_are_marked(talk: Talk) -> None:
    one = await opened(talk, await talk.says(AMAL, HELD_WORDS))

    assert [piece.text for piece in one.pieces if piece.found] == ["heron"]
    assert "".join(piece.text for piece in one.pieces) == HELD_WORDS
    assert [found.words for found in one.found] == ["heron"]


async def test_a_waiting_edit_shows_what_it_changes_in_the_public_words(talk: Talk) -> None:
    said = await talk.says(AMAL, "I heard about Friday.")
    await talk.edits(AMAL, said, HELD_WORDS)
    one = await opened(talk, said)

    assert one.public.revision is not None
    assert one.public.revision.body == "I heard about Friday."
    assert one.difference == [
        DiffPiece("I heard about ", "same"),
        DiffPiece("Friday", "gone"),
        DiffPiece("heron", "added"),
        DiffPiece(".", "same"),
    ]
    await talk.decides(DANA, said, "approve")
    assert (await opened(talk, said)).difference == []


async def test_three_on_each_side_stand_beside_it_and_only_what_is_public(talk: Talk) -> None:
    said = []
    for number in range(9):
        said.append(await talk.says(BEN, f"Number {number}."))
        talk.later(minutes=1)
    await talk.withdraws(BEN, said[3])
    await talk.says(AMAL, "A reply.", to=said[4])
    one = await opened(talk, said[4])

    assert [beside.comment.id for beside in one.siblings] == [said[number].id for number in (0, 1, 2, 5, 6, 7)]


async def test_replies_stand_beside_those_that_answer_the_same(talk: Talk) -> None:
    root, other = await talk.says(BEN, "Root."), await talk.says(BEN, "Other root.")
    first, second = await talk.says(AMAL, "One.", to=root), await talk.says(INES, "Two.", to=root)
    await talk.says(INES, "Elsewhere.", to=other)

    assert [beside.comment.id for beside in (await opened(talk, first)).siblings] == [second.id]


async def test_its_author_is_known_by_what_became_of_what_they_said(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    assert (await opened(talk, said)).author_history.first_timer

    await talk.decides(DANA, said, "approve")
    talk.later(minutes=1)
    removed = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, removed, "remove", reason="off-topic")
    known = (await opened(talk, await talk.says(AMAL, HELD_WORDS))).author_history

    assert (known.comments, known.published, known.removed, known.first_timer) == (3, 1, 1, False)
    assert [made.action for made in known.decisions] == ["remove", "approve"]


async def test_who_is_on_it_is_shown(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await claim(said.id, by=ELI, now=talk.now)

    held = (await opened(talk, said)).claim
    assert held is not None
    assert held.person_id == ELI.id


async def test_about_ones_own_words_nothing_may_be_decided_and_it_says_why(talk: Talk) -> None:
    one = await opened(talk, await talk.says(DANA, HELD_WORDS))

    assert list(one.can) == []
    assert "another facilitator" in one.why_not


async def test_any_comment_can_be_opened_whether_anything_is_open_about_it_or_not(talk: Talk) -> None:
    said = await talk.says(DANA, "Welcome.")
    reply = await talk.says(AMAL, "Thanks.", to=said)
    await talk.says(BEN, "Thanks, too.", to=reply)
    await talk.decides(DANA, reply, "remove", reason="off-topic")
    one = await opened(talk, reply)

    assert (one.case, list(one.cases)) == (None, [])
    assert [made.action for made in one.decisions] == ["remove"]
    assert await item(talk.new_id(), by=DANA, now=talk.now) is None


async def test_everything_that_is_offered_can_be_done(talk: Talk) -> None:
    how: dict[str, dict[str, Any]] = {"remove": {"reason": "off-topic"}, "return": {"reason": "off-topic"}}
    how["escalate"] = {"to": "hr", "note": "Look at this."}
    for words, reported in ((HELD_WORDS, None), ("Fine.", "hurtful"), ("Fine.", "personal-data")):
        said = await talk.says(AMAL, words)
        if reported:
            await talk.reports(BEN, said, reported)
        for action in (await opened(talk, said)).can:
            talk.later(minutes=1)
            await talk.decides(DANA, said, action, **how.get(action, {}))
            talk.later(minutes=1)
            await talk.decides(DANA, said, "undo")


async def test_it_is_for_facilitators(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)

    with pytest.raises(NotAllowed):
        await item(said.id, by=INES, now=talk.now)
    with pytest.raises(SignInRequired):
        await item(said.id, by=None, now=talk.now)
