"""Everybody's own copy: all that is theirs, nothing of anybody else, and no column that leads to a person forgotten."""

import json

import pytest
from tortoise import fields
from tortoise.models import Model

from comments_service.moderation.legal_hold import Wanted, place
from comments_service.moderation.sanction import Measure, sanction
from comments_service.people import sign_in
from comments_service.privacy.export_mine import IN_WORDS, export_mine
from comments_service.privacy.purge import purge
from comments_service.privacy.retention import Retention
from comments_service.records import Note
from comments_service.storage import connection, notes
from comments_service.storage.everything_of import LEFT_OUT, SECTIONS
from tests.support.company import AMAL, BEN, CAST, DANA, ELI, OWEN
from tests.support.talking import Talk

pytestmark = pytest.mark.anyio


def leading_to_a_person() -> set[str]:
    """Every column, as table.column, that says which person something is about or by."""
    found = set()
    for module in connection.TABLES:
        tables = __import__(module, fromlist=["*"])
        for model in vars(tables).values():
            if not (isinstance(model, type) and issubclass(model, Model) and model is not Model):
                continue
            table = model._meta.db_table
            for name, field in model._meta.fields_map.items():
                of = getattr(field, "model_name", "")
                is_reference = isinstance(field, fields.relational.ForeignKeyFieldInstance) and of == "townhall.Person"
                if is_reference or (name.endswith("person_id") and not getattr(field, "reference", None)):
                    found.add(f"{table}.{name if name.endswith('_id') else name + '_id'}")
    return found


def test_every_column_that_leads_to_a_person_is_exported_or_left_out_with_a_reason() -> None:
    covered = {column for section in SECTIONS.values() for column in section.covers}

    assert leading_to_a_person() >= {"comment.author_id", "event.person_id", "claim.person_id", "legal_hold.person_id"}
    assert leading_to_a_person() - covered - set(LEFT_OUT) == set()
    assert all(LEFT_OUT.values())
    assert {*SECTIONS, "decisions", "unsealed", "pulses", "happened"} == set(IN_WORDS)


async def test_it_holds_all_that_is_mine_and_nothing_of_anybody_else(talk: Talk) -> None:
    token = await sign_in.begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)
    said = await talk.says(AMAL, "My first words.")
    await talk.edits(AMAL, said, "My second words.")
    other = await talk.says(BEN, "Words of Ben alone.", to=said)
    await talk.reports(AMAL, other, "hurtful", "My report.")
    await talk.reports(BEN, said, "hurtful", "Report of Ben alone.")
    await notes.add(Note(talk.new_id(), said.id, DANA.id, DANA.name, "Note of Dana alone.", talk.now))
    await talk.decides(DANA, said, "remove", reason="off-topic", message="What I was told.", note="Dana to Eli alone.")
    talk.later(minutes=1)
    await talk.appeals(AMAL, said, "My appeal.")
    until = talk.later(days=1).date().replace(month=12)
    await sanction(
        "amal", Measure("review", until, "Why I am read first."), by=ELI, ledger=talk.ledger, new_id=talk.new_id
    )
    await place(
        talk.new_id(), Wanted(person="amal", reason="Law alone.", review="2027-01-01"), by=OWEN, ledger=talk.ledger
    )

    mine = await export_mine(AMAL, now=talk.now)

    text = json.dumps(mine)
    for words in (
        "My first words.",
        "My second words.",
        "My report.",
        "What I was told.",
        "My appeal.",
        "Why I am read first.",
    ):
        assert words in text, words
    assert " alone." not in text
    assert [one for one in CAST if one is not AMAL and (one.name in text or str(one.id) in text)] == []
    assert token not in text
    assert [one["kind"] for one in mine["did"]] == [
        "session.began",
        "comment.posted",
        "comment.edited",
        "comment.reported",
        "comment.appealed",
    ]
    assert [(one["kind"], one["sanction"]) for one in mine["happened"]] == [("person.sanctioned", "review")]
    assert (len(mine["sessions"]), mine["comments"][0]["state"], mine["decisions"][0]["action"]) == (
        1,
        "removed",
        "remove",
    )
    assert mine["left_out"]


async def test_facilitators_have_what_they_did_and_not_what_they_wrote_about_others(talk: Talk) -> None:
    said = await talk.says(AMAL, "Words of Amal alone.")
    await talk.decides(DANA, said, "remove", reason="off-topic", message="To Amal alone.", note="About Amal alone.")

    mine = await export_mine(DANA, now=talk.now)

    assert [(one["action"], one["reason"]) for one in mine["decisions_made"]] == [("remove", "off-topic")]
    assert "alone" not in json.dumps(mine)


async def test_what_is_kept_for_a_hold_alone_is_not_in_it(talk: Talk) -> None:
    said = await talk.says(AMAL, "A kestrel.")
    await talk.withdraws(AMAL, said)
    assert "kestrel" in json.dumps(await export_mine(AMAL, now=talk.now))
    await place(
        talk.new_id(), Wanted(person="amal", reason="A claim.", review="2027-01-01"), by=OWEN, ledger=talk.ledger
    )
    talk.later(days=31)
    await purge(Retention(), ledger=talk.ledger, now=talk.now)

    mine = await export_mine(AMAL, now=talk.now)

    assert "kestrel" not in json.dumps(mine)
    assert mine["comments"][0]["state"] == "purged"
