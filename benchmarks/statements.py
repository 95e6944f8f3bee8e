"""What is asked of the database, statement by statement, and how the database would answer each."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from comments_service.storage import connection

# Where Tortoise says each statement that it sends, with its values.
_SAID = logging.getLogger("tortoise.db_client")

Statement = tuple[str, list[Any]]


class _Recorder(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Statement] = []

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.args, tuple) and len(record.args) == 2:
            sql, values = record.args
            self.seen.append((str(sql), list(values or [])))  # type: ignore[call-overload]


@contextmanager
def recorded() -> Iterator[list[Statement]]:
    """Record the statements that this process sends while the block runs."""
    # Others' filters drop what was said before (Pelican's do), and the same statement twice is two.
    recorder, before, filters = _Recorder(), _SAID.level, _SAID.filters
    _SAID.filters = []
    _SAID.addHandler(recorder)
    _SAID.setLevel(logging.DEBUG)
    try:
        yield recorder.seen
    finally:
        _SAID.filters = filters
        _SAID.setLevel(before)
        _SAID.removeHandler(recorder)


async def plan(statement: Statement) -> str:
    """How the open database would answer a statement, in its own words, one step a line."""
    sql, values = statement
    postgres = connection.is_postgres()
    rows = await connection.current().execute_query_dict(
        f"{'EXPLAIN (COSTS OFF)' if postgres else 'EXPLAIN QUERY PLAN'} {sql}", values
    )
    return "\n".join(row["QUERY PLAN" if postgres else "detail"] for row in rows)
