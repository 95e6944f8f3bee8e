"""What was redacted is nowhere: at no address, for nobody, in no column, in no file of the database, in no log."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest

from comments_service.storage import connection
from comments_service.web.routes import ENDLESS, TABLE
from tests.conftest import move_in
from tests.support.contents import rows
from tests.support.service import Service, serving

WORDS = "14 Kestrel Road"
# A part of it, as an index might keep it: small, and behind what it shares with the word before.
TRACE = "estrel"
PATIENCE = 10


@pytest.fixture
def filled(database_url: str) -> str:
    """A database with the cast and their pages in it."""

    async def fill() -> None:
        async with connection.opened(database_url):
            await move_in()

    asyncio.run(fill())
    return database_url


@pytest.fixture
def two(filled: str, tmp_path: Path) -> Iterator[tuple[Service, Service]]:
    """Two processes on it; all they say goes to files."""
    with serving(filled, log=tmp_path / "one.log") as one, serving(filled, log=tmp_path / "other.log") as other:
        yield one, other


def token(client: httpx2.Client) -> str:
    return client.get("/t/rota").text.partition('name="_token" value="')[2].partition('"')[0]


def version(url: str) -> int:
    return int(rows(url, "SELECT version FROM comment")[0][0])


def decide(client: httpx2.Client, url: str, comment: str, action: str, **about: str) -> None:
    verdict = {"comment": comment, "version": version(url), "action": action, **about}
    (result,) = client.post("/admin/api/decisions", json=[verdict]).json()["results"]
    assert result["status"] == 200, result


def talk_about_it(service: Service, url: str) -> str:
    """Have the words in everything that people write about a comment; return its id. It is public in the end."""
    amal, ben, dana, hanna = (service.client(who) for who in ("amal", "ben", "dana", "hanna"))
    said = str(uuid4())
    here = f"/api/v1/comments/{said}"
    assert amal.put(here, json={"thread": "rota", "body": f"Jo lives at {WORDS} now."}).status_code == 201
    assert amal.patch(here, json={"body": f"Jo lives at **{WORDS}**, I think."}).status_code == 200
    reported = ben.put(f"{here}/report", json={"reason": "personal-data", "detail": f"It shows {WORDS}."})
    assert reported.status_code == 200, reported.text
    note = {"_token": token(dana), "comment": said, "id": str(uuid4()), "note": f"{WORDS} is Jo’s home."}
    assert dana.post("/admin/notes", data=note).status_code == 303
    decide(dana, url, said, "escalate", to="hr", note=f"Jo is at {WORDS}.")
    ((case,),) = rows(url, "SELECT id FROM sealed_case")
    sealed = {"_token": token(hanna), "id": str(uuid4()), "note": f"We know {WORDS}.", "told": f"Take {WORDS} out."}
    assert hanna.post(f"/admin/sealed/{case}/notes", data=sealed).status_code == 303
    assert hanna.post(f"/admin/sealed/{case}/close", data=sealed).status_code == 303
    decide(dana, url, said, "remove", reason="personal-data", message=f"Not {WORDS}.", note=f"{WORDS}!")
    decide(dana, url, said, "undo")
    decide(dana, url, said, "restore", note=f"Until {WORDS} is out.")
    return said


def addresses(url: str, said: str) -> list[str]:
    """Every address that answers a GET, for this comment, and those that ask for something."""
    ((case,),) = rows(url, "SELECT id FROM sealed_case")
    filled = []
    for path, handlers in TABLE.items():
        if "GET" in handlers and path not in ENDLESS and "{name}" not in path:
            one = case if path.startswith("/admin/sealed/") else said
            filled.append(path.replace("{uid}", "rota").replace("{id}", str(one)).replace("{handle}", "amal"))
    asked = ("/admin/?queue=", "/admin/search?words=jo+lives&state=")
    queues = [f"{asked[0]}{name}&item={said}" for name in ("held", "reported", "first", "all", "elsewhere")]
    searches = ["/admin/search?words=jo+lives", "/admin/search?person=amal", f"/admin/marks?comment={said}"]
    return [*filled, *queues, *searches, f"/t/rota?comment={said}", "/t/rota/fragment?sort=new"]


def where_it_is_read(service: Service, url: str, said: str) -> list[str]:
    """The addresses at which somebody reads a trace of the words."""
    people = (None, "amal", "ben", "dana", "eli", "hanna", "ines", "noor")
    return [
        f"{address} ({person})"
        for person in people
        for client in [service.client(person)]
        for address in addresses(url, said)
        if TRACE in client.get(address).text.lower()
    ]


def where_it_is_kept(url: str) -> list[str]:
    """The tables in which a trace of the words stands, those that the database keeps for itself too."""
    every = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if url.startswith("sqlite:")
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    return [name for (name,) in rows(url, every) if TRACE in str(rows(url, f'SELECT * FROM "{name}"')).lower()]


def redact(client: httpx2.Client, said: str) -> None:
    there = f"/admin/comments/{said}/redaction"
    page = client.get(there).text
    asked = {"words": WORDS, "reason": "personal-data", "sure": "yes", "_token": token(client)}
    answer = client.post(
        there, data={**asked, "version": page.partition('name="version" value="')[2].partition('"')[0]}
    )
    assert answer.status_code == 200, answer.text


def test_what_was_taken_out_is_nowhere_any_more(two: tuple[Service, Service], filled: str, tmp_path: Path) -> None:
    one, other = two
    said = talk_about_it(one, filled)
    # Read through both processes, so that each keeps what it will have to forget.
    for service in two:
        read = where_it_is_read(service, filled, said)
        assert {"/t/rota (None)", "/t/rota/fragment (None)", f"/admin/comments/{said} (dana)"} <= set(read)
    before = one.client().get("/t/rota/fragment").headers["etag"]
    assert {"revision", "report", "note", "decision", "sealed_case", "sealed_note"} <= set(where_it_is_kept(filled))

    redact(one.client("eli"), said)

    deadline = time.monotonic() + PATIENCE
    while TRACE in other.client().get("/t/rota/fragment").text.lower():
        assert time.monotonic() < deadline, "the other process still shows it"
        time.sleep(0.02)
    for service in two:
        assert where_it_is_read(service, filled, said) == []
        assert service.client().get("/t/rota/fragment").headers["etag"] != before
    assert where_it_is_kept(filled) == []
    assert "Nothing was found" in one.client("dana").get("/admin/search", params={"words": WORDS}).text
    assert [file.name for file in tmp_path.rglob("*") if file.is_file() and TRACE in traces_of(file)] == []


def traces_of(file: Path) -> str:
    return file.read_bytes().decode("latin-1").lower()
