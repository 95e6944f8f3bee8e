"""No address and no browser of anybody is kept, and no log tells of a person, whatever happened."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest

from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from comments_service.ids import uuid7
from comments_service.storage import connection
from comments_service.web.routes import ENDLESS, TABLE
from tests.conftest import move_in
from tests.support.company import NOON, PAGES, entry
from tests.support.contents import rows
from tests.support.proxy import wired
from tests.support.service import Service, run, serving

ADDRESS, BROWSER = "203.0.113.77", "Kestrel-Phone/7.1"
COMES_FROM = {
    "x-forwarded-for": ADDRESS,
    "x-real-ip": ADDRESS,
    "forwarded": f"for={ADDRESS}",
    "user-agent": BROWSER,
    "referer": f"http://{ADDRESS}/{BROWSER}",
}
WORDS = "Plover-words of mine."
UNNAMED = "Heron-words of nobody."
# A log may hold none of these; a table holds people and what they say, but never from where or with what.
NOWHERE = (ADDRESS, BROWSER, "127.0.0.1")
NOT_LOGGED = (*NOWHERE, "amal", "haddad", "plover", "casablanca", "ben carter", "wrong-person")
GONE = (500, 503)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Service, str, object]]:
    """A service whose output goes to a file, its database past it, and what takes the database away."""
    url = str(request.getfixturevalue(f"{request.param}_url"))

    async def fill() -> None:
        async with connection.opened(url):
            await move_in()
            await sync_threads([*PAGES, entry("confide", anonymous=True)], archive=[], ledger=Ledger(now=lambda: NOON))

    asyncio.run(fill())
    with ExitStack() as stack:
        wire, through = stack.enter_context(wired(url)) if request.param == "postgres" else (None, url)
        service = stack.enter_context(serving(through, log=tmp_path / "service.log"))
        yield service, url, wire


def use_it(service: Service) -> str:
    """Let people post, be reported, be decided about, be mistaken, and read everything there is; return a token."""
    amal, ben, dana = (service.client(who) for who in ("amal", "ben", "dana"))
    for client in (amal, ben, dana):
        client.headers.update(COMES_FROM)
    said, held = uuid4(), uuid4()
    assert amal.put(f"/api/v1/comments/{said}", json={"thread": "rota", "body": WORDS}).status_code == 201
    assert amal.put(f"/api/v1/comments/{held}", json={"thread": "incident", "body": WORDS}).status_code == 202
    assert ben.put(f"/api/v1/comments/{said}/report", json={"reason": "hurtful", "detail": WORDS}).status_code == 200
    verdict = {"comment": str(held), "version": 1, "action": "remove", "reason": "off-topic", "message": WORDS}
    assert dana.post("/admin/api/decisions", json=[verdict]).status_code == 200
    mistakes(amal, said)
    read_everything(dana, said)
    return str(amal.cookies["townhall_session"])


def leave_a_name_out(service: Service, url: str) -> tuple[str, ...]:
    """Let somebody post, change and withdraw without their name, and two people find out who; return what would tell.

    Both ids: the one that was sent has the time in it, and stands beside an address in the log of a web server.
    """
    sent, form = str(uuid7(datetime.now(UTC), 77)), {"thread": "confide", "body": UNNAMED, "anonymous": True}
    amal, noor, hanna = (service.client(who) for who in ("amal", "noor", "hanna"))
    for client in (amal, noor, hanna):
        client.headers.update(COMES_FROM)
    kept = amal.put(f"/api/v1/comments/{sent}", json=form).json()["id"]
    assert amal.patch(f"/api/v1/comments/{sent}", json={"body": f"{UNNAMED} Again."}).status_code == 202
    run("letterbox", "--all", TOWNHALL_DATABASE_URL=url, TOWNHALL_LETTERBOX="12h")
    assert amal.patch(f"/api/v1/comments/{kept}", json={"body": UNNAMED}).status_code == 202
    token = noor.get("/admin/unsealings/").text.partition('name="_token" value="')[2].partition('"')[0]
    asked = {"_token": token, "id": str(uuid4()), "comment": kept, "reason": "A threat."}
    assert noor.post("/admin/unsealings/", data=asked).status_code == 303
    where = f"/admin/unsealings/{asked['id']}"
    token = hanna.get(where).text.partition('name="_token" value="')[2].partition('"')[0]
    assert hanna.post(where, data={"_token": token, "action": "open"}).status_code == 303
    assert "Amal Haddad" in noor.get(where).text
    assert amal.delete(f"/api/v1/comments/{sent}").status_code == 200
    assert amal.put(f"/api/v1/comments/{sent}", content=b"{").status_code in (400, 415)
    return sent, kept, sent.replace("-", ""), kept.replace("-", ""), "confide", "colleague", UNNAMED


def mistakes(client: httpx2.Client, said: object) -> None:
    assert client.post("/auth/demo", json={"person": "wrong-person"}).status_code == 422
    assert client.put(f"/api/v1/comments/{said}", content=b"{").status_code in (400, 415)
    assert client.post("/t/rota", data={"body": WORDS, "_token": "x"}).status_code == 403
    assert client.get(f"/api/v1/threads/{WORDS}").status_code == 404
    assert client.post("/t/rota", headers={"origin": f"http://{ADDRESS}"}, data={"body": WORDS}).status_code == 403
    assert client.put(f"/api/v1/comments/{said}", content=b"x" * 70_000, headers={"content-type": "application/json"})


def read_everything(client: httpx2.Client, said: object) -> None:
    for path, handlers in TABLE.items():
        if "GET" in handlers and path not in ENDLESS:
            address = path.replace("{uid}", "rota").replace("{id}", str(said)).replace("{handle}", "amal")
            client.get(f"{address}?name=amal&person=amal&words=plover")


def take_away(service: Service, wire: object) -> None:
    """Take the database away under a service that runs, and ask it for things all the same."""
    amal = service.client("amal")
    amal.headers.update(COMES_FROM)
    wire.cut()  # type: ignore[attr-defined]
    for attempt in ("/t/rota", "/admin/people/amal", "/me/export"):
        amal.get(attempt)
    amal.put(f"/api/v1/comments/{uuid4()}", json={"thread": "rota", "body": WORDS})


def test_no_log_and_no_table_tells_from_where_with_what_or_who(
    place: tuple[Service, str, object], tmp_path: Path
) -> None:
    service, url, wire = place
    token = use_it(service)
    would_tell = leave_a_name_out(service, url)
    metrics = service.client().get("/metrics").text
    every = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if url.startswith("sqlite:")
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    tables = {name: str(rows(url, f'SELECT * FROM "{name}"')) for (name,) in rows(url, every)}
    assert WORDS in tables["revision"]
    if wire is not None:  # a file that a process has open is not to be taken away from it
        take_away(service, wire)

    for name, text in tables.items():
        assert [what for what in (*NOWHERE, token) if what in text] == [], name
        # What it was sent with is kept nowhere.
        assert would_tell[0] not in text, name
    log = (tmp_path / "service.log").read_text(encoding="utf-8").lower()
    assert ("the database cannot be reached" in log) == (wire is not None)
    for text in (log, metrics.lower()):
        assert [what for what in (*NOT_LOGGED, *would_tell, token) if what.lower() in text] == []
