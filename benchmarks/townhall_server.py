"""Townhall as it is measured: its own command, SQLite as it ships, the conversation posted over HTTP."""

import contextlib
import http.client
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import thread
from benchmarks.measure import ROOT, Started, free_port, server

READ, WRITTEN = "bench-read", "bench-written"
_COMMAND = [sys.executable, "-m", "comments_service"]


@dataclass(frozen=True, slots=True)
class Townhall:
    """A running Townhall with the conversation in it, and the cookie of somebody who is signed in."""

    address: str
    cookie: str
    started: Started


@contextlib.contextmanager
def townhall(folder: Path) -> Iterator[Townhall]:
    """Run Townhall with one thread of 200 comments and an empty one to post to."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {"TOWNHALL_DATABASE_URL": f"sqlite://{folder}/townhall.sqlite3", "TOWNHALL_PUBLIC_URL": address}
    environment["TOWNHALL_LIMITS"] = "comments=999999/1m"  # one person posts as fast as the service answers
    _prepare(folder, environment)
    with server(
        [*_COMMAND, "serve", "--port", str(port)], ready=f"{address}/readyz", environment=environment
    ) as started:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        cookie = _sign_in(connection, address)
        _talk(connection, address, cookie)
        yield Townhall(address, cookie, started)


def _prepare(folder: Path, environment: dict[str, str]) -> None:
    manifest = {"site": {"url": "", "title": "Bench", "built": ""}, "threads": [_entry(READ), _entry(WRITTEN)]}
    (folder / "threads.json").write_text(json.dumps(manifest))
    (folder / "conversation.toml").write_text("")
    people = str(ROOT / "content" / "people.toml")
    for command in (
        ["migrate"],
        ["sync", str(folder / "threads.json")],
        ["seed", "--people", people, "--conversation", str(folder / "conversation.toml")],
    ):
        subprocess.run(
            [*_COMMAND, *command], cwd=ROOT, env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL
        )


def _entry(uid: str) -> dict[str, object]:
    usual = {"lang": "en", "kind": "discussion", "comments": "open", "moderation": "screened", "category": "news"}
    return {"uid": uid, "url": f"/news/{uid}/", "title": uid, **usual}


def _sign_in(connection: http.client.HTTPConnection, origin: str) -> str:
    headers = {"content-type": "application/json", "origin": origin}
    connection.request("POST", "/auth/demo", json.dumps({"person": "amal"}), headers)
    answer = connection.getresponse()
    answer.read()
    return str(answer.headers["set-cookie"]).partition(";")[0]


def _talk(connection: http.client.HTTPConnection, origin: str, cookie: str) -> None:
    ids = [str(uuid.uuid4()) for _ in range(thread.COMMENTS)]
    headers = {"content-type": "application/json", "origin": origin, "cookie": cookie}
    for own_id, body, parent in zip(ids, thread.bodies(), thread.parents(), strict=True):
        sent = {"thread": READ, "body": body, "parent": None if parent is None else ids[parent]}
        connection.request("PUT", f"/api/v1/comments/{own_id}", json.dumps(sent), headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != 201:
            raise SystemExit(f"a comment was not taken: {answer.status} {text[:200]!r}")
