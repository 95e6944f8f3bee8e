"""A newsroom in which it is as late as a test says, and all that somebody in it can fetch; two can be compared."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from comments_service import app as application
from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from comments_service.ids import uuid7
from comments_service.settings import read
from comments_service.storage import connection
from tests.conftest import ORIGIN, move_in
from tests.support import databases
from tests.support.company import CAST, NOON, PAGES, entry

# What differs between any two newsrooms, whoever speaks in them: ids in the order in which they come, and chance.
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
CHANCE = re.compile(r'[0-9a-f]{64}|colleague-[0-9a-f]{16}|nonce-[\w-]+|nonce="[^"]+"')


class Newsroom:
    """A running application in which it is as late as the test says: minutes after noon."""

    def __init__(self) -> None:
        self.now = NOON
        self.people: dict[str, TestClient] = {}

    def open(self, client: TestClient) -> "Newsroom":
        """Let everybody of the cast sign in, each some minutes after another: administrators know who came when."""
        self.client = client
        for number, one in enumerate(CAST):
            self.at(2 * number)
            self.people[one.handle] = self._signed_in(one.handle)
        return self

    def at(self, minutes: float) -> "Newsroom":
        """Let it be so many minutes after noon."""
        self.now = NOON + timedelta(minutes=minutes)
        return self

    def clock(self) -> datetime:
        return self.now

    def _signed_in(self, handle: str) -> TestClient:
        client = TestClient(self.client.app, base_url=ORIGIN, headers={"origin": ORIGIN}, follow_redirects=False)
        client.portal = self.client.portal
        assert client.post("/auth/demo", json={"person": handle}).status_code == 204
        return client

    def put(self, who: str, id: UUID, body: str, **about: Any) -> Any:
        return self.people[who].put(f"/api/v1/comments/{id}", json={"thread": "confide", "body": body, **about})

    def decides(self, who: str, comment: str, version: int, action: str, **why: str) -> None:
        verdict = {"comment": comment, "version": version, "action": action, **why}
        results = self.people[who].post("/admin/api/decisions", json=[verdict]).json()["results"]
        assert [one["status"] for one in results] == [200], results


@contextmanager
def newsroom(template: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    folder.mkdir()
    url = databases.sqlite_copy(template, folder)
    settings = read({"TOWNHALL_DATABASE_URL": url, "TOWNHALL_LETTERBOX": "1h"})
    made = iter(range(1, 100_000))
    room = Newsroom()
    monkeypatch.setattr(application, "clock", room.clock)
    monkeypatch.setattr(application, "new_id", lambda: uuid7(NOON, next(made) << 40))

    async def fill() -> None:
        async with connection.opened(settings.database_url):
            await move_in()
            pages = [*PAGES, entry("confide", anonymous=True, pulse=["Is it well lit?", "Yes", "No"])]
            await sync_threads(pages, archive=[], ledger=Ledger(now=lambda: NOON))

    asyncio.run(fill())
    with TestClient(application.create_app(settings), base_url=ORIGIN, headers={"origin": ORIGIN}) as client:
        yield room.open(client)


def fetched(room: Newsroom, who: str, comment: str, *others: str) -> dict[str, str]:
    """Everything that somebody can fetch: pages, JSON, fragments, feeds, exports.

    Args:
        others: further ids that somebody might ask for a comment by.
    """
    client = room.people[who]
    first = client.get("/admin/?queue=all").text
    handles = dict.fromkeys(
        re.findall(r"/admin/people/(colleague-[0-9a-f]+)", client.get(f"/admin/comments/{comment}").text)
    )
    addresses = [
        *(f"/admin/?queue={queue}" for queue in ("held", "reported", "questions", "first", "appeals", "all")),
        *dict.fromkeys(re.findall(r'href="(/admin/comments/[^"#]+)"', first)),
        f"/admin/comments/{comment}",
        f"/admin/comments/{comment}/redaction",
        *(f"/admin/people/{handle}" for handle in (*handles, "amal", "ben")),
        *(f"/admin/people/?name={name}" for name in ("amal", "ben", "colleague", "")),
        *(f"/admin/search?person={name}" for name in ("amal", "ben", "colleague")),
        "/admin/search?text=rest+hours",
        *("/admin/audit", "/admin/audit?person=amal", "/admin/audit?person=ben", f"/admin/audit?comment={comment}"),
        *("/admin/threads/confide", "/admin/leavers", "/admin/sealed/", "/admin/holds", "/admin/rules"),
        *("/t/confide", "/t/confide/fragment", "/t/confide/feed", f"/t/confide?comment={comment}"),
        f"/t/confide/topics/{comment}",
        *(f"/t/confide/fragment?sort={sort}" for sort in ("newest", "helpful", "unanswered")),
        *(f"/t/confide?only={only}" for only in ("official", "mine", "questions")),
        *(
            f"/t/confide/comments/{comment}/{what}"
            for what in ("reactions", "report", "solution", "withdraw", "appeal")
        ),
        *(f"/api/v1/people?begins={name}" for name in ("am", "be", "coll")),
        *(
            "/me/export",
            "/me/mail",
            "/me/following",
            "/me/contributions",
            "/latest/",
            "/latest/?view=mine",
            "/latest/?view=following",
            "/latest/?view=unanswered",
            "/me/learning",
            "/api/v1/threads/confide/progress",
            *("/api/v1/courses/cold/completion", "/api/v1/courses/cold/completion/amal"),
            "/admin/unsealings/",
            f"/admin/marks?comment={comment}",
            "/admin/responses",
        ),
        f"/admin/outcomes/{comment}",
        *("/admin/corrections/", f"/admin/corrections/{comment}", f"/admin/corrections/{comment}/patch"),
        *("/api/v1/threads/confide", "/api/v1/threads/confide/me", "/api/v1/counts?thread=confide"),
        *(f"/api/v1/comments/{one}" for one in (comment, *others)),
        *("/api/v1/me", "/api/v1/me/export", "/insight/", "/privacy/now"),
    ]
    found = {address: client.get(address).text for address in addresses}
    token = re.search(r'name="_token" value="([^"]+)"', found["/admin/audit"])
    if token:
        found["export"] = client.post("/admin/audit/export", data={"_token": token[1]}).text
    return found


def compared(found: dict[str, str]) -> list[tuple[str, str]]:
    """What was fetched, with each id as its number in the order of coming, and without what is chance."""
    numbers: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        return numbers.setdefault(match[0], f"id-{len(numbers)}")

    tokens = re.compile(r'(_token" value="|"token": ?")[0-9a-f]+')
    return [
        (ID.sub(number, address), ID.sub(number, CHANCE.sub("chance", tokens.sub(r"\1chance", text))))
        for address, text in found.items()
    ]
