"""Events are numbered without gaps and chained to each other; those that are there are taken into the chain."""

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise import fields
from tortoise.indexes import Index

from comments_service.storage.chain import BEFORE_THE_FIRST, hash_after
from comments_service.storage.connection import execute, fetch
from comments_service.storage.events import event_in

_AT_A_TIME = 1000


async def chain(*_given: object) -> None:
    """Put the events that were there into the new table, in the order in which they were recorded."""
    number, last_hash, last_id = 0, BEFORE_THE_FIRST, 0
    while rows := await fetch(f"SELECT * FROM event_unchained WHERE id > ? ORDER BY id LIMIT {_AT_A_TIME}", last_id):
        for row in rows:
            number, last_id = number + 1, row["id"]
            last_hash = hash_after(last_hash, number, event_in(row))
            await execute(
                "INSERT INTO event (number, kind, thread_uid, comment_id, person_id, at, facts, hash)"
                " SELECT ?, kind, thread_uid, comment_id, person_id, at, facts, ? FROM event_unchained WHERE id = ?",
                number,
                last_hash,
                last_id,
            )
    await execute("INSERT INTO audit_head (id, number, hash) VALUES (1, ?, ?)", number, last_hash)


class Migration(migrations.Migration):
    dependencies = [("townhall", "0002_the_desk")]

    initial = False

    operations = [
        # The number is the new primary key, so the table is made anew; by hand, since Tortoise would lose its rows.
        ops.RunSQL("CREATE TABLE event_unchained AS SELECT * FROM event"),
        ops.RunSQL("CREATE UNIQUE INDEX event_unchained_id ON event_unchained (id)"),
        ops.DeleteModel(name="Event"),
        ops.CreateModel(
            name="Event",
            fields=[
                ("number", fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                ("kind", fields.CharField(max_length=40)),
                ("thread_uid", fields.CharField(null=True, max_length=100)),
                ("comment_id", fields.UUIDField(null=True)),
                ("person_id", fields.UUIDField(null=True)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "facts",
                    fields.JSONField(
                        default=dict, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("hash", fields.CharField(max_length=64)),
            ],
            options={
                "table": "event",
                "app": "townhall",
                "indexes": [Index(fields=["comment_id"]), Index(fields=["person_id", "number"])],
                "pk_attr": "number",
                "table_description": "What happened, numbered without gaps and chained: see chain.py. Written in the transaction that it tells of.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AuditHead",
            fields=[
                ("id", fields.SmallIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                ("number", fields.BigIntField()),
                ("hash", fields.CharField(max_length=64)),
            ],
            options={
                "table": "audit_head",
                "app": "townhall",
                "pk_attr": "id",
                "table_description": "The number and hash of the last event, in one row: what shows that events were cut off the end.",
            },
            bases=["Model"],
        ),
        ops.RunPython(chain),
        ops.RunSQL("DROP TABLE event_unchained"),
    ]
