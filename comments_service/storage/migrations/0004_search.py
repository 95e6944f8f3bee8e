"""Comments are found by their words: a row of folded words for each, and an index over them in the database's own way."""

from typing import Any

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from comments_service.storage.connection import execute, fetch, is_postgres
from comments_service.storage.search import put

_AT_A_TIME = 1000


async def index(*_given: Any) -> None:
    """Make the index, and take in what was said already."""
    if is_postgres():
        await execute(
            "CREATE INDEX comment_search ON comment_words USING gin (array_to_tsvector(string_to_array(words, ' ')))"
        )
    else:
        await execute(
            "CREATE VIRTUAL TABLE comment_search USING fts5(words, content='comment_words', content_rowid='id',"
            " tokenize='unicode61 remove_diacritics 0')"
        )
    last = ""
    while rows := await fetch(
        "SELECT c.id, r.body FROM comment c JOIN revision r ON r.comment_id = c.id AND r.number = c.latest_number"
        f" WHERE CAST(c.id AS text) > ? ORDER BY CAST(c.id AS text) LIMIT {_AT_A_TIME}",
        last,
    ):
        for row in rows:
            last = str(row["id"])
            await put(row["id"], row["body"])


class Migration(migrations.Migration):
    dependencies = [("townhall", "0003_chained_events")]

    initial = False

    operations = [
        ops.CreateModel(
            name="CommentWords",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "comment",
                    fields.ForeignKeyField(
                        "townhall.Comment",
                        source_field="comment_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("words", fields.TextField(unique=False)),
            ],
            options={
                "table": "comment_words",
                "app": "townhall",
                "unique_together": (("comment",),),
                "pk_attr": "id",
                "table_description": "The folded words of each comment, for searching: see search.py.",
            },
            bases=["Model"],
        ),
        ops.AddIndex(model_name="Comment", index=Index(fields=("created", "id"), name="comment_by_time")),
        ops.RunPython(index),
    ]
