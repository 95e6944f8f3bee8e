"""Two newsrooms in which all the same happened, but for who left their name out in one of them, and when they did: what
anybody at the desk can fetch is the same in both. Nothing that is shown, by whatever way, depends on who it was."""

import asyncio
import re
from collections.abc import Callable, Iterator
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
from tests.support.letters import empty

WORDS = "Nobody dares to say so, but the rest hours are not kept."
SENT = uuid7(NOON, 77)
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
            pages = [*PAGES, entry("confide", anonymous=True)]
            await sync_threads(pages, archive=[], ledger=Ledger(now=lambda: NOON))

    asyncio.run(fill())
    with TestClient(application.create_app(settings), base_url=ORIGIN, headers={"origin": ORIGIN}) as client:
        yield room.open(client)


def happen(room: Newsroom, author: str, late: float) -> str:
    """All the same, but for one thing: who leaves their name out, and how many minutes later they do what they do.

    Each time something is done by name in between, so that the order would tell as well as the time.
    """
    for number, who in enumerate(("amal", "ben", "eli")):
        room.at(30 + number)
        assert room.put(who, uuid7(NOON, number + 1), f"Word {number} with a name.").status_code == 201
    read_first(room.at(33).people["dana"])
    kept = by_turns(room, 35, late, lambda: speak(room, author), lambda: named(room, 4))
    hidden(room.at(59), kept)
    assert empty(room.at(61).client, until=room.now) == 1
    room.at(62).decides("dana", kept, 1, "approve")

    edit = {"body": f"{WORDS} Nor are breaks, nor weeks."}
    address = f"/api/v1/comments/{kept}"
    by_turns(
        room, 65, late / 10, lambda: done(room.people[author].patch(address, json=edit), 202), lambda: named(room, 5)
    )
    assert empty(room.at(121).client, until=room.now) == 1
    room.at(122).decides("eli", kept, 3, "remove", reason="off-topic")

    words = {"words": "It is about rest."}
    by_turns(
        room,
        125,
        late,
        lambda: done(room.people[author].put(f"{address}/appeal", json=words), 200),
        lambda: named(room, 6),
    )
    second = by_turns(room, 170, 0, lambda: speak(room, author, 78, "And nobody asks."), lambda: named(room, 7))
    assert empty(room.at(181).client, until=room.now) == 2
    room.at(182).decides("dana", kept, 5, "approve")

    gone = f"/api/v1/comments/{second}"
    by_turns(room, 190, late, lambda: done(room.people[author].delete(gone), 200), lambda: named(room, 8))
    assert empty(room.at(241).client, until=room.now) == 1
    return kept


Act = Callable[[], Any]


def by_turns(room: Newsroom, at: float, late: float, unnamed: Act, by_name: Act) -> Any:
    """One does something without a name before somebody does something by name, or some minutes later and after it."""
    if not late:
        room.at(at)
        made = unnamed()
    room.at(at + 1)
    by_name()
    if late:
        room.at(at + 1 + late)
        made = unnamed()
    return made


def speak(room: Newsroom, author: str, sent: int = 77, words: str = WORDS) -> str:
    said = room.put(author, uuid7(NOON, sent), words, anonymous=True)
    assert (said.status_code, said.json()["author"]["name"]) == (202, "Colleague 1")
    return str(said.json()["id"])


def named(room: Newsroom, number: int) -> None:
    assert room.put("eli", uuid7(NOON, number), f"Word {number} with a name.").status_code == 201


def done(answer: Any, status: int) -> None:
    assert answer.status_code == status, answer.text


def read_first(dana: TestClient) -> None:
    """One of the two is read first, which must not show."""
    token = re.search(r'name="_token" value="([^"]+)"', dana.get("/admin/people/ben").text)
    assert token
    measure = {"_token": token[1], "kind": "review", "until": "2026-12-01", "reason": "For a week."}
    assert dana.post("/admin/people/ben/sanctions", data=measure).status_code == 303


def hidden(room: Newsroom, comment: str) -> None:
    """While it lies in the letterbox there is nothing of it anywhere."""
    for who in ("dana", "noor"):
        assert not [address for address, text in fetched(room, who, comment).items() if WORDS in text]


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
def test_what_anybody_can_fetch_is_the_same_whoever_it_was_and_whenever(
    who: str, sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worlds = []
    for author, late in (("amal", 0), ("ben", 20)):
        with newsroom(sqlite_template, tmp_path / author, monkeypatch) as room:
            comment = happen(room, author, late)
            worlds.append(compared(fetched(room.at(300), who, comment)))

    for (address, one), (_, other) in zip(*worlds, strict=True):
        assert one == other, address
    assert any(WORDS in text for _, text in worlds[0])


def test_the_author_alone_sees_that_it_is_theirs(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the test above would pass where nobody could tell anything."""
    with newsroom(sqlite_template, tmp_path / "one", monkeypatch) as room:
        kept = happen(room, "amal", 0)
        mine, others = (room.people[who].get("/api/v1/threads/confide/me").json()["mine"] for who in ("amal", "ben"))

    assert kept in {one["id"] for one in mine if one["anonymous"]}
    assert not any(one["anonymous"] for one in others)
