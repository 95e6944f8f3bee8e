"""A company with 50,000 held comments and more beside them, written past the service: for measuring the desk."""

import json
import random
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from benchmarks import thread
from comments_service.ids import uuid7
from comments_service.storage.migrate import migrate

HELD, PUBLISHED, REPORTED, QUESTIONS = 50_000, 60_000, 2_000, 1_000
_PEOPLE, _THREADS, _DAYS = 600, 80, 200
FACILITATOR = "dana"

Row = Mapping[str, Any]


async def make_town(url: str, *, now: datetime) -> None:
    """Fill a new database."""
    await migrate(url)
    tables = _Town(now).tables
    write = _write_sqlite if url.startswith("sqlite:") else _write_postgres
    await write(url, tables)


class _Town:
    """The rows, the same in every run."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._chance = random.Random(22)
        self._bodies = thread.bodies()
        self.tables: dict[str, list[Row]] = {"person": [*self._people()], "thread": [*self._threads()]}
        for table in ("comment", "revision", "moderation_case", "decision", "report", "claim"):
            self.tables[table] = []
        for state, kind, count in (
            ("published", None, PUBLISHED),
            ("published", "report", REPORTED),
            ("published", "question", QUESTIONS),
            ("held", "hold", HELD),
        ):
            for _ in range(count):
                self._say(state, kind)

    def _id(self, at: datetime) -> UUID:
        return uuid7(at, self._chance.getrandbits(74))

    def _people(self) -> Iterator[Row]:
        for number in range(_PEOPLE):
            facilitates = number < 4
            yield {
                "id": self._id(self._now - timedelta(days=400)),
                "handle": FACILITATOR if number == 0 else f"person-{number}",
                "name": f"Person {number}",
                "title": "",
                "site": "Leeds",
                "department": "Warehouse",
                "roles": ["facilitator"] if facilitates else [],
                "active": True,
            }

    def _threads(self) -> Iterator[Row]:
        for number in range(_THREADS):
            uid = f"page-{number}"
            facts: dict[str, object] = {"uid": uid, "kind": "discussion", "comments": "open", "moderation": "review"}
            facts |= {"category": "news", "authors": ["dana"]}
            about = {"uid": uid, "url": f"/news/{uid}/", "title": f"Page {number}", "lang": "en", "facts": facts}
            yield {**about, "version": 1, "archived": False, "switches": {}}

    def _say(self, state: str, kind: str | None) -> None:
        at = self._now - timedelta(seconds=self._chance.randrange(_DAYS * 86_400))
        author = self._chance.choice(self.tables["person"][4:])["id"]
        where, own = self._chance.choice(self.tables["thread"])["uid"], self._id(at)
        public = 1 if state == "published" else None
        body = self._chance.choice(self._bodies)
        self.tables["comment"].append(
            {"id": own, "thread_id": where, "parent_id": None, "root_id": own, "author_id": author, "state": state}
            | {"kind": "question" if kind == "question" else "comment", "version": 1, "public_number": public}
            | {"latest_number": 1, "created": at, "edited": None}
        )
        self.tables["revision"].append(
            {"id": self._id(at), "comment_id": own, "number": 1, "body": body, "html": f"<p>{body}</p>"}
            | {"markup_version": 1, "findings": [], "created": at}
        )
        # What is public was held once, and somebody decided: the past is in the same tables.
        self._case(own, kind or "hold", at, decided=kind is None)
        if kind == "report":
            self.tables["report"].append(
                {"id": self._id(at), "comment_id": own, "by_id": self.tables["person"][5]["id"]}
                | {"reason": "hurtful", "detail": "", "at": at}
            )

    def _case(self, comment: UUID, kind: str, at: datetime, *, decided: bool) -> None:
        queue = {"hold": "held", "report": "reported", "question": "questions"}[kind]
        closed = at + timedelta(hours=2) if decided else None
        self.tables["moderation_case"].append(
            {"id": self._id(at), "comment_id": comment, "kind": kind, "queue": queue, "why": ["page-is-reviewed"]}
            | {"opened": at, "due": at + timedelta(hours=4), "waits_for": None, "closed": closed}
            | {"outcome": "approve" if decided else None}
        )
        if decided:
            self.tables["decision"].append(
                {"id": self._id(at), "comment_id": comment, "judged_version": 0, "action": "approve", "reason": None}
                | {"from_state": "held", "to_state": "published", "from_public_number": None, "message": ""}
                | {"note": "", "marked": [], "silent": False, "by_id": self.tables["person"][1]["id"], "at": closed}
            )


async def _write_sqlite(url: str, tables: Mapping[str, Sequence[Row]]) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite://"))) as file, file:
        for table, rows in tables.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                file.executemany(
                    f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({marks})",
                    ([_for_sqlite(value) for value in row.values()] for row in rows),
                )


def _for_sqlite(value: object) -> object:
    if isinstance(value, UUID | datetime):
        return str(value)
    return json.dumps(value) if isinstance(value, dict | list) else value


async def _write_postgres(url: str, tables: Mapping[str, Sequence[Row]]) -> None:
    database = await asyncpg.connect(url)
    try:
        for table, rows in tables.items():
            if rows:
                records = [[_for_postgres(value) for value in row.values()] for row in rows]
                await database.copy_records_to_table(table, records=records, columns=list(rows[0]))
        # What its housekeeper does within minutes by itself.
        await database.execute("VACUUM ANALYZE")
    finally:
        await database.close()


def _for_postgres(value: object) -> object:
    return json.dumps(value) if isinstance(value, dict | list) else value
