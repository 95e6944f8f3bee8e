"""What the pages carry is fetched whole or not at all, a thread at a time, and goes when it is gone over there."""

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from plugins.snapshot import read_kept
from tests.support import snapshots
from tools import pull

ROOT = Path(__file__).resolve().parents[2]


def thread(uid: str, **about: Any) -> dict[str, Any]:
    """A discussion in which one comment is featured."""
    return snapshots.thread(uid, snapshots.comment(**about))


def digest(of: object) -> str:
    return hashlib.sha256(json.dumps(of).encode()).hexdigest()[:32]


@dataclass
class Service:
    """A service that answers as its contract says, or as a test wants it; it keeps what it was asked."""

    address: str = ""
    threads: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    answer: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str | None, str | None]] = field(default_factory=list)

    def tags(self) -> dict[str, str]:
        return {one["uid"]: digest(one) for one in self.threads}

    def etag(self) -> str:
        return f'"{digest(self.tags())}"'

    def body(self, named: list[str]) -> bytes:
        if self.answer is not None:
            return self.answer
        found = [one for one in self.threads if one["uid"] in named]
        return json.dumps({"tags": self.tags(), "threads": found}).encode()


@pytest.fixture
def service() -> Iterator[Service]:
    """A real HTTP server on a free port."""
    state = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append((self.path, self.headers["Authorization"], self.headers["If-None-Match"]))
            body = state.body(parse_qs(urlsplit(self.path).query).get("thread", []))
            is_known = state.status == 200 and self.headers["If-None-Match"] == state.etag()
            self.send_response(304 if is_known else state.status)
            for name, value in {"ETag": state.etag(), "Content-Length": str(len(body)), **state.headers}.items():
                if not (is_known and name == "Content-Length"):
                    self.send_header(name, value)
            self.end_headers()
            if not is_known:
                self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing: the tests look at what was asked."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        state.address = f"http://127.0.0.1:{http.server_port}"
        serving = threading.Thread(target=http.serve_forever)
        serving.start()
        yield state
        http.shutdown()
        serving.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "snapshot"


def pulled(service: Service, folder: Path) -> str:
    return pull.pull(folder, pull.Server(service.address, "a token"))


def there(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.exists() else {}


def test_each_discussion_becomes_a_file_and_the_token_is_shown(service: Service, folder: Path) -> None:
    service.threads = [thread("incident"), thread("rota")]

    said = pulled(service, folder)

    assert said == (
        f"Pulled from {service.address} what the pages carry of their discussions:"
        " 2 new or changed (incident, rota), 0 as before."
    )
    assert set(there(folder)) == {"incident.json", "rota.json", pull.STATE}
    assert read_kept(folder / "rota.json").thread.comments[0].speaker.name == "Amal Haddad"
    assert [(path, token) for path, token, _ in service.asked] == [
        ("/api/v1/site/snapshot?thread=", "Bearer a token"),
        ("/api/v1/site/snapshot?thread=incident&thread=rota", "Bearer a token"),
    ]


def test_only_what_changed_is_fetched_and_what_is_gone_goes(service: Service, folder: Path) -> None:
    service.threads = [thread("incident"), thread("rota"), thread("heard")]
    pulled(service, folder)
    before = (folder / "incident.json").stat().st_mtime_ns
    service.asked.clear()
    service.threads = [thread("incident"), thread("rota", html="<p>Bring two.</p>")]

    said = pulled(service, folder)

    assert said.endswith("1 new or changed (rota), 1 gone (heard), 1 as before.")
    assert [path for path, _, _ in service.asked][1:] == ["/api/v1/site/snapshot?thread=rota"]
    assert set(there(folder)) == {"incident.json", "rota.json", pull.STATE}
    assert b"Bring two." in (folder / "rota.json").read_bytes()
    assert (folder / "incident.json").stat().st_mtime_ns == before


def test_where_nothing_changed_one_question_is_asked_and_nothing_written(service: Service, folder: Path) -> None:
    service.threads = [thread("rota")]
    pulled(service, folder)
    before, asked = there(folder), len(service.asked)

    said = pulled(service, folder)

    assert said == f"Nothing is new at {service.address}: 1 discussion is as before."
    assert (len(service.asked), service.asked[-1][2]) == (asked + 1, service.etag())
    assert there(folder) == before


@pytest.mark.parametrize("harm", ["deleted", "emptied", "another", "of-another-service"])
def test_what_was_harmed_here_is_mended_by_the_next(service: Service, folder: Path, harm: str) -> None:
    service.threads = [thread("rota"), thread("incident")]
    pulled(service, folder)
    before = there(folder)
    match harm:
        case "deleted":
            (folder / "rota.json").unlink()
        case "emptied":
            (folder / "rota.json").write_bytes(b"")
        case "another":
            (folder / "rota.json").write_bytes((folder / "incident.json").read_bytes())
        case _:
            (folder / "heard.json").write_bytes(b"{}")
            (folder / "rota.json.fresh").write_bytes(b"{}")

    pulled(service, folder)

    assert there(folder) == before


def test_a_discussion_that_goes_while_it_is_fetched_is_not_there(service: Service, folder: Path) -> None:
    """And if it comes back with the same words, it is fetched."""
    service.threads = [thread("rota"), thread("incident")]
    whole, tags = service.threads, service.tags()

    class Going(Service):
        def body(self, named: list[str]) -> bytes:
            if named == [""] or not named:
                return json.dumps({"tags": tags, "threads": []}).encode()
            return json.dumps({"tags": {"rota": tags["rota"]}, "threads": [whole[0]]}).encode()

    service.__class__ = Going
    pulled(service, folder)
    assert set(there(folder)) == {"rota.json", pull.STATE}

    service.__class__ = Service
    pulled(service, folder)
    assert set(there(folder)) == {"incident.json", "rota.json", pull.STATE}


def test_many_are_named_a_few_at_a_time(service: Service, folder: Path) -> None:
    service.threads = [thread(f"page-{number}") for number in range(pull.AT_ONCE + 1)]

    pulled(service, folder)

    assert len(there(folder)) == pull.AT_ONCE + 2
    assert [path.count("thread=") for path, _, _ in service.asked] == [1, pull.AT_ONCE, 1]


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_service_that_rests_leaves_what_is_there(service: Service, folder: Path, status: int) -> None:
    service.threads = [thread("rota")]
    pulled(service, folder)
    before = there(folder)
    service.status, service.answer = status, b"Bad gateway"

    with pytest.raises(pull.ServiceRests, match="What was pulled before stays as it was") as told:
        pulled(service, folder)

    assert (there(folder), told.value.code) == (before, 75)


def test_a_service_that_is_not_there_is_told_and_leaves_what_is_there(folder: Path) -> None:
    with pytest.raises(pull.ServiceRests, match=r"^http://127\.0\.0\.1:9 could not be reached: "):
        pull.pull(folder, pull.Server("http://127.0.0.1:9", "a token"))
    assert there(folder) == {}


def test_a_refusal_is_spelt_out(service: Service, folder: Path) -> None:
    service.status = 403
    service.answer = json.dumps({"title": "This is no deploy token that is in force.", "status": 403}).encode()

    with pytest.raises(pull.PullRefused, match=r"\(403\)\.\nThis is no deploy token") as told:
        pulled(service, folder)
    assert told.value.code == 1


def test_the_token_goes_nowhere_else(service: Service, folder: Path) -> None:
    service.status, service.headers = 302, {"Location": f"{service.address}/elsewhere"}

    with pytest.raises(pull.PullRefused, match=r"\(302\)"):
        pulled(service, folder)

    assert [path for path, _, _ in service.asked] == ["/api/v1/site/snapshot?thread="]


TAGS = {"rota": "of-1"}
SPEAKER, NOTE = snapshots.speaker(), snapshots.note()
RUBBISH: dict[str, Any] = {
    "no JSON": b"<!doctype html><title>Sign in</title>",
    "half of it": json.dumps({"tags": TAGS, "threads": [thread("rota")]}).encode()[:-20],
    "no text": b'{"tags": {"rota": "\xff"}, "threads": []}',
    "half a character": b'{"tags": {"rota": "1"}, "threads": [{"uid": "rota", "lang": "\\ud800"}]}',
    "deep": b"[" * 200_000,
    "a list": [],
    "no tags": {"threads": []},
    "a uid that is a path": {"tags": {"../../etc/passwd": "1"}, "threads": []},
    "a uid that is another file": {"tags": {"_pulled": "1"}, "threads": []},
    "a thread that is a path": {"tags": TAGS, "threads": [thread("../rota")]},
    "a thread that was not asked for": {"tags": TAGS, "threads": [thread("incident")]},
    "a thread twice": {"tags": TAGS, "threads": [thread("rota"), thread("rota")]},
    "words that are a number": {"tags": TAGS, "threads": [thread("rota", html=7)]},
    "an id that is none": {"tags": TAGS, "threads": [thread("rota", id="x")]},
    "a day that is none": {"tags": TAGS, "threads": [thread("rota", on="yesterday")]},
    "nobody": {"tags": TAGS, "threads": [thread("rota", speaker=None)]},
    "a name without end": {"tags": TAGS, "threads": [thread("rota", speaker={**SPEAKER, "name": "x" * 10_000})]},
    "a source that runs": {"tags": TAGS, "threads": [thread("rota", note={**NOTE, "source": "javascript:alert(1)"})]},
    "a source elsewhere": {"tags": TAGS, "threads": [thread("rota", note={**NOTE, "source": "//evil.example/"})]},
    "a status with a quote": {"tags": TAGS, "threads": [thread("rota", note={**NOTE, "status": 'x" onclick="'})]},
}


@pytest.mark.parametrize("which", RUBBISH)
def test_rubbish_is_refused_before_anything_is_written(service: Service, folder: Path, which: str) -> None:
    service.threads = [thread("heard")]
    pulled(service, folder)
    before = there(folder)
    service.threads = [thread("rota")]
    rubbish = RUBBISH[which]
    service.answer = rubbish if isinstance(rubbish, bytes) else json.dumps(rubbish).encode()

    with pytest.raises(pull.PullRefused, match="Nothing was written"):
        pulled(service, folder)

    assert there(folder) == before


def test_an_answer_without_end_is_refused(service: Service, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pull, "LARGEST", 100)
    service.answer = b" " * 101

    with pytest.raises(pull.PullRefused, match="more than 100 bytes"):
        pulled(service, folder)


def test_what_the_contract_may_add_later_is_no_harm_and_is_not_kept(service: Service, folder: Path) -> None:
    service.threads = [thread("rota", mood="<script>")]

    pulled(service, folder)

    assert b"mood" not in (folder / "rota.json").read_bytes()


def test_what_people_said_is_kept_out_of_git() -> None:
    """There it would be for ever, whoever takes it back."""
    asked = ["git", "check-ignore", "--quiet", "snapshot/rota.json"]

    assert subprocess.run(asked, cwd=ROOT, check=False).returncode == 0
    tracked = subprocess.run(["git", "ls-files", "snapshot"], cwd=ROOT, check=True, capture_output=True, text=True)
    assert tracked.stdout == ""


def inv(task: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {"PATH": str(Path(sys.executable).parent), **environment}
    command = [sys.executable, "-m", "invoke", task]
    return subprocess.run(command, cwd=ROOT, env=kept, check=False, capture_output=True, text=True)


def test_the_task_says_what_is_missing_and_ends_so_that_a_script_can_tell() -> None:
    rests = {"TOWNHALL_URL": "http://127.0.0.1:9", "TOWNHALL_DEPLOY_TOKEN": "a token"}

    unnamed, half, resting = inv("pull"), inv("pull", TOWNHALL_URL="http://127.0.0.1:9"), inv("pull", **rests)

    assert (unnamed.returncode, half.returncode, resting.returncode) == (1, 1, 75)
    assert "neither is set" in unnamed.stderr
    assert "TOWNHALL_DEPLOY_TOKEN is not" in half.stderr
    assert "could not be reached" in resting.stderr
