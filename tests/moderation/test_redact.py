"""Redacting: the words are gone from wherever they were kept, readers see that something is, and the rest stays."""

import asyncio

import pytest
from tortoise import fields

from comments_service.discussion.edit import ChangedMeanwhile, CommentIsUnknown
from comments_service.discussion.redaction import BAR
from comments_service.moderation.redact import Redacted, Redaction, redact
from comments_service.records import Comment, Note, Person
from comments_service.refusals import FieldIsWrong, NotAllowed, SignInRequired
from comments_service.storage import (
    desk_tables,
    marks,
    notes,
    notice_tables,
    privacy_tables,
    redaction,
    sign_in_tables,
    tables,
)
from tests.support.company import AMAL, BEN, DANA, ELI
from tests.support.talking import Talk, words_anywhere

pytestmark = pytest.mark.anyio

ADDRESS = "14 Kestrel Road"
# Text that belongs to no comment, or none that people wrote.
ELSEWHERE = {
    ("revision", "body"), ("revision", "html"), ("comment_search", "words"), ("summary", "body"), ("summary", "html"),
    ("sanction", "reason"), ("rule", "why"), ("legal_hold", "reason"), ("provider_session", "hint"),
}  # fmt: skip


async def redacts(talk: Talk, by: Person | None, comment: Comment, *words: str, **about: object) -> Redacted:
    version = about.get("version") or (await talk.now_of(comment)).version
    asked = Redaction(comment.id, version, words, str(about.get("reason", "personal-data")))  # type: ignore[arg-type]
    return await redact(asked, by=by, ledger=talk.ledger, site_host="news.example", new_id=talk.new_id)


async def test_the_words_are_gone_from_all_that_was_said_and_all_that_was_said_about_it(talk: Talk) -> None:
    said = await talk.says(AMAL, f"Jo lives at {ADDRESS} now.")
    await talk.edits(AMAL, said, f"Jo lives at **{ADDRESS}**, I think.")
    await talk.reports(BEN, said, "personal-data", f"It shows {ADDRESS}.")
    await notes.add(Note(talk.new_id(), said.id, DANA.id, DANA.name, f"{ADDRESS} is Jo's home.", talk.now))
    await talk.decides(DANA, said, "remove", reason="personal-data", message=f"Not {ADDRESS}.", note=f"{ADDRESS}!")
    talk.later(minutes=1)
    await talk.appeals(AMAL, said, f"But {ADDRESS} is mine.")

    done = await redacts(talk, ELI, said, ADDRESS)

    assert done.places == 7
    assert await words_anywhere("Kestrel") == []
    public, latest = await talk.words_of(said)
    assert (public, latest) == (f"Jo lives at **{BAR}**, I think.",) * 2
    assert [mark.facts for mark in (await marks.of_comments([said.id]))[said.id]] == [{"reason": "personal-data"}]


async def test_who_quotes_it_is_named_and_left_alone(talk: Talk) -> None:
    said = await talk.says(AMAL, f"Ask at {ADDRESS}.")
    quoting = await talk.says(BEN, f"> Ask at {ADDRESS}.\n\nWhy?", to=said)
    await talk.says(BEN, "Why?", to=said)

    done = await redacts(talk, DANA, said, ADDRESS)

    assert list(done.elsewhere) == [quoting.id]
    assert ADDRESS in str((await talk.words_of(quoting))[0])
    assert list((await redacts(talk, DANA, quoting, ADDRESS)).elsewhere) == []


async def test_everybody_is_told_that_the_thread_changed_and_the_event_holds_no_word(talk: Talk) -> None:
    said = await talk.says(AMAL, f"Ask at {ADDRESS}.")
    talk.announced.clear()
    await redacts(talk, DANA, said, ADDRESS)

    assert talk.announced == ["rota"]
    event = (await talk.events_of(said))[-1]
    assert (event.kind, event.person_id, event.facts) == (
        "comment.redacted", DANA.id, {"reason": "personal-data", "places": 1},
    )  # fmt: skip


async def test_what_is_not_in_the_comment_changes_nothing(talk: Talk) -> None:
    said = await talk.says(AMAL, "Call Jo.")
    before = await talk.now_of(said)

    with pytest.raises(FieldIsWrong, match="not in the comment"):
        await redacts(talk, DANA, said, ADDRESS)
    assert await talk.now_of(said) == before


@pytest.mark.parametrize(("words", "reason"), [([], "other"), (["ab"], "other"), ([ADDRESS], "because")])
async def test_words_and_reason_must_be_such(talk: Talk, words: list[str], reason: str) -> None:
    said = await talk.says(AMAL, f"Ask at {ADDRESS}, ab.")

    with pytest.raises(FieldIsWrong):
        await redacts(talk, DANA, said, *words, reason=reason)


async def test_only_a_facilitator_redacts_and_not_what_is_their_own(talk: Talk) -> None:
    said, own = await talk.says(AMAL, f"Ask at {ADDRESS}."), await talk.says(DANA, f"Ask at {ADDRESS}.")

    for by, comment, refusal in ((AMAL, said, NotAllowed), (None, said, SignInRequired), (DANA, own, NotAllowed)):
        with pytest.raises(refusal):
            await redacts(talk, by, comment, ADDRESS)
    asked = Redaction(talk.new_id(), 1, [ADDRESS], "other")
    with pytest.raises(CommentIsUnknown):
        await redact(asked, by=DANA, ledger=talk.ledger, site_host="", new_id=talk.new_id)


async def test_what_changed_meanwhile_is_looked_at_again_first(talk: Talk) -> None:
    said = await talk.says(AMAL, f"Ask at {ADDRESS}.")
    await talk.edits(AMAL, said, f"Ask at {ADDRESS} today.")

    with pytest.raises(ChangedMeanwhile):
        await redacts(talk, DANA, said, ADDRESS, version=1)
    assert ADDRESS in str((await talk.words_of(said))[0])


async def test_of_two_at_once_one_does_it_and_the_other_is_told(talk: Talk) -> None:
    said = await talk.says(AMAL, f"Ask at {ADDRESS}.")

    done = await asyncio.gather(
        *(redacts(talk, by, said, ADDRESS, version=said.version) for by in (DANA, ELI)), return_exceptions=True
    )

    assert sorted(type(one).__name__ for one in done) == ["ChangedMeanwhile", "Redacted"]


def test_every_column_of_text_is_in_the_list_of_places() -> None:
    """A new column in which people's words are kept must be redacted too."""
    rooms = (tables, desk_tables, privacy_tables, sign_in_tables, notice_tables)
    models = [model for room in rooms for model in vars(room).values()]
    found = {
        (model._meta.db_table, name)
        for model in models
        if isinstance(model, type) and hasattr(model, "_meta") and model._meta.db_table
        for name, field in model._meta.fields_map.items()
        if isinstance(field, fields.TextField)
    }

    assert found - ELSEWHERE - {(table, column) for table, column, _ in redaction.PLACES} == set()
