"""Comments are found by their words: an index of them in the database's own way, with what was said already."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from comments_service.storage import search
from comments_service.storage.connection import execute, fetch, is_postgres
from comments_service.storage.values import as_uuid

_AT_A_TIME = 1000
_LATEST = (
    "SELECT c.id, r.body FROM comment c JOIN revision r ON r.comment_id = c.id AND r.number = c.latest_number"
    f" WHERE c.id > ? ORDER BY c.id LIMIT {_AT_A_TIME}"
)
# By hand, because Tortoise knows neither kind of table. The hyphens make an id one word; everything else is words and
# spaces already: see folding.py. How long each text is, nobody asks.
_SQLITE = (
    "CREATE VIRTUAL TABLE comment_search USING fts5"
    """(comment_id, words, tokenize = "ascii tokenchars '-'", columnsize = 0)""",
)
_POSTGRES = (
    "CREATE TABLE comment_search"
    " (comment_id uuid PRIMARY KEY REFERENCES comment (id) ON DELETE CASCADE, words tsvector NOT NULL)",
    "CREATE INDEX comment_search_words ON comment_search USING gin (words)",
)


async def make_and_fill(*_given: object) -> None:
    """Make the table, and take in the latest words of every comment that is there."""
    for statement in _POSTGRES if is_postgres() else _SQLITE:
        await execute(statement)
    last = "00000000-0000-0000-0000-000000000000"
    while rows := await fetch(_LATEST, last):
        for row in rows:
            last = str(row["id"])
            await search.add(as_uuid(row["id"]), row["body"])


class Migration(migrations.Migration):
    dependencies = [("townhall", "0003_chained_events")]

    initial = False

    operations = [
        ops.AddIndex(model_name="Comment", index=Index(fields=("created", "id"), name="comment_by_time")),
        ops.RunPython(make_and_fill),
    ]
