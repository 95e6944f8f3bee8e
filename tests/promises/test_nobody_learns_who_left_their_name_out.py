"""Two newsrooms in which all the same happened, but for who left their name out in one of them: whatever anybody at the
desk can fetch is the same in both. Nothing that is shown, by whatever way, depends on who it was."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
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

WORDS = "Nobody dares to say so, but the rest hours are not kept."
SENT = uuid7(NOON, 77)
# What differs between any two newsrooms, whoever speaks in them: ids in the order in which they come, and chance.
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
CHANCE = re.compile(r'[0-9a-f]{64}|colleague-[0-9a-f]{16}|nonce-[\w-]+|nonce="[^"]+"')


class Newsroom:
    """A running application in which time stands still, and everybody of the cast who is asked for is signed in."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.people = {one.handle: self._signed_in(one.handle) for one in CAST}

    def _signed_in(self, handle: str) -> TestClient:
        client = TestClient(self.client.app, base_url=ORIGIN, headers={"origin": ORIGIN}, follow_redirects=False)
        client.portal = self.client.portal
        assert client.post("/auth/demo", json={"person": handle}).status_code == 204
        return client

    def put(self, who: str, id: UUID, body: str, **about: Any) -> Any:
        return self.people[who].put(f"/api/v1/comments/{id}", json={"thread": "confide", "body": body, **about})


@contextmanager
def newsroom(template: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    folder.mkdir()
    settings = read({"TOWNHALL_DATABASE_URL": databases.sqlite_copy(template, folder)})
    made = iter(range(1, 100_000))
    monkeypatch.setattr(application, "clock", lambda: NOON)
    monkeypatch.setattr(application, "new_id", lambda: uuid7(NOON, next(made) << 40))

    async def fill() -> None:
        async with connection.opened(settings.database_url):
            await move_in()
            pages = [*PAGES, entry("confide", anonymous=True)]
            await sync_threads(pages, archive=[], ledger=Ledger(now=lambda: NOON))

    asyncio.run(fill())
    with TestClient(application.create_app(settings), base_url=ORIGIN, headers={"origin": ORIGIN}) as client:
        yield Newsroom(client)


def happen(room: Newsroom, author: str) -> str:
    """All the same, but for one thing: who leaves their name out. The id of that comment."""
    dana = room.people["dana"]
    for number, who in enumerate(("amal", "ben", "eli")):
        assert room.put(who, uuid7(NOON, number + 1), f"Word {number} with a name.").status_code == 201
    # One of the two is read first, which must not show.
    token = re.search(r'name="_token" value="([^"]+)"', dana.get("/admin/people/ben").text)
    assert token
    measure = {"_token": token[1], "kind": "review", "until": "2026-12-01", "reason": "For a week."}
    assert dana.post("/admin/people/ben/sanctions", data=measure).status_code == 303
    said = room.put(author, SENT, WORDS, anonymous=True)
    assert (said.status_code, said.json()["author"]["name"]) == (202, "Colleague 1")
    kept = str(said.json()["id"])
    room.people[author].patch(f"/api/v1/comments/{SENT}", json={"body": f"{WORDS} Nor are breaks."})
    about = {"comment": kept, "version": 2}
    results = dana.post("/admin/api/decisions", json=[{**about, "action": "approve"}]).json()["results"]
    assert [one["status"] for one in results] == [200], results
    second = room.put(author, uuid7(NOON, 78), "And nobody asks.", anonymous=True, parent=kept)
    assert second.status_code == 202
    return kept


def fetched(room: Newsroom, who: str, comment: str) -> dict[str, str]:
    """Everything that somebody can fetch: pages, JSON, fragments, feeds, exports."""
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
        *("/api/v1/threads/confide", "/api/v1/threads/confide/me", "/api/v1/counts?thread=confide"),
        *(f"/api/v1/comments/{comment}", f"/api/v1/comments/{SENT}"),
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


@pytest.mark.parametrize("who", ["dana", "eli", "ines", "noor", "hanna", "lotte"])
def test_what_anybody_can_fetch_is_the_same_whoever_it_was(
    who: str, sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worlds = []
    for author in ("amal", "ben"):
        with newsroom(sqlite_template, tmp_path / author, monkeypatch) as room:
            worlds.append(compared(fetched(room, who, happen(room, author))))

    for (address, one), (_, other) in zip(*worlds, strict=True):
        assert one == other, address
    assert any(WORDS in text for _, text in worlds[0])


def test_the_author_alone_sees_that_it_is_theirs(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the test above would pass where nobody could tell anything."""
    with newsroom(sqlite_template, tmp_path / "one", monkeypatch) as room:
        kept = happen(room, "amal")
        mine, others = (room.people[who].get("/api/v1/threads/confide/me").json()["mine"] for who in ("amal", "ben"))

    assert kept in {one["id"] for one in mine if one["anonymous"]}
    assert not any(one["anonymous"] for one in others)
