"""Fetches what the pages carry of their discussions into snapshot/, for the next build. Called by tasks.py.

All that came is looked at before anything is written, and each file is put in place whole. A service that rests leaves
what is there. What people said must not be in git, where no redaction reaches it: snapshot/ is ignored there.
"""

import http
import http.client
import os
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from plugins.snapshot import FOLDER, Answer, Kept, SnapshotIsWrong, files, read_answer, read_kept
from tools import sync
from tools.failure import Failure
from tools.sync import problem

PATH: Final = "/api/v1/site/snapshot"
WITHIN: Final = 60.0  # seconds
LARGEST: Final = 64 * 1024 * 1024  # bytes of one answer
AT_ONCE: Final = 50  # threads that are named in one address
# Begins as no uid can, so that it is no thread's file.
STATE: Final = "_pulled.json"

_NOTHING: Final = " Nothing was written."
_STAYS: Final = " What was pulled before stays as it was."


class PullRefused(Failure):
    """The service refused, or answered with what is no snapshot. Nothing was written."""


class ServiceRests(Failure):
    """The service could not be asked. What was pulled before is as it was."""

    code = 75  # EX_TEMPFAIL of sysexits.h: try again later


class Pulled(msgspec.Struct, frozen=True):
    """What the last pull found: where, the entity tag of it, and the tag of each thread."""

    address: str
    etag: str
    tags: dict[str, str]


@dataclass(frozen=True, slots=True)
class Server:
    """Which service is asked, and with which token."""

    address: str
    token: str


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any, **_more: Any) -> None:
        """Follow nothing: the token would go along to wherever that leads."""


def service() -> Server:
    """The one that the environment names; a `Failure` where it names none."""
    if not sync.is_wanted(os.environ):
        raise Failure(f"{sync.ADDRESS} and {sync.TOKEN} say which service to pull from, and neither is set.")
    return Server(os.environ[sync.ADDRESS], os.environ[sync.TOKEN])


def pulled_or_as_before(root: Path) -> str:
    """Pull; a service that rests keeps no page from being published."""
    try:
        return pull(root / FOLDER, service())
    except ServiceRests as rests:
        return str(rests)


def pull(folder: Path, server: Server) -> str:
    """Bring the snapshot up to date, and return what came and what went.

    Raises:
        PullRefused, ServiceRests.
    """
    kept = _kept(folder)
    last = _state(folder)
    is_whole = last is not None and (last.address, last.tags) == (server.address, kept)
    etag, body = _ask(server, [""], had=last.etag if last and is_whole else "")
    if body is None:
        return f"Nothing is new at {server.address}: {_discussions(len(kept))} as before."
    tags = _read(server, body).tags
    came = _threads(server, [uid for uid, tag in tags.items() if kept.get(uid) != tag])
    stayed = {uid: tag for uid, tag in kept.items() if tags.get(uid) == tag}
    went = sorted(kept.keys() - stayed.keys() - came.keys())
    there = dict(sorted({**stayed, **{uid: one.tag for uid, one in came.items()}}.items()))
    # Only a tag of what is there: a thread that went while it was fetched may be back with the same words.
    _write(folder, came, went=went, state=Pulled(server.address, etag if there == tags else "", there))
    return _told(server, came=sorted(came), went=went, stayed=len(stayed))


def _kept(folder: Path) -> dict[str, str]:
    """The tag of each thread that is there; of one that cannot be read none, so that it comes anew, or goes."""
    found: dict[str, str] = {}
    for path in files(folder):
        try:
            found[path.stem] = read_kept(path).tag
        except SnapshotIsWrong:
            found[path.stem] = ""
    return found


def _state(folder: Path) -> Pulled | None:
    try:
        return msgspec.json.decode((folder / STATE).read_bytes(), type=Pulled)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def _threads(server: Server, uids: Sequence[str]) -> dict[str, Kept]:
    """Fetch the words of some threads, a few at a time. One that has gone meanwhile is not among them."""
    found: dict[str, Kept] = {}
    for first in range(0, len(uids), AT_ONCE):
        some = uids[first : first + AT_ONCE]
        _, body = _ask(server, some)
        answer = _read(server, body or b"")
        named = [one.uid for one in answer.threads]
        if len({*named}) < len(named) or not {*named} <= {*some} & answer.tags.keys():
            raise PullRefused(f"{server.address} answered with other discussions than were asked for.{_NOTHING}")
        found |= {one.uid: Kept(answer.tags[one.uid], one) for one in answer.threads}
    return found


def _ask(server: Server, uids: Sequence[str], *, had: str = "") -> tuple[str, bytes | None]:
    """Ask for the words of some threads and the tags of all; return the entity tag, and None for what one has."""
    headers = {"Authorization": f"Bearer {server.token}", "Accept": "application/json"}
    headers |= {"If-None-Match": had} if had else {}
    query = urllib.parse.urlencode([("thread", uid) for uid in uids])
    try:
        request = urllib.request.Request(f"{server.address.rstrip('/')}{PATH}?{query}", headers=headers)
        with urllib.request.build_opener(_NoRedirects).open(request, timeout=WITHIN) as answer:
            return answer.headers.get("ETag", ""), answer.read(LARGEST + 1)
    except urllib.error.HTTPError as error:
        with error:
            if error.code == http.HTTPStatus.NOT_MODIFIED:
                return had, None
            raise _refusal(server, error) from None
    except (OSError, http.client.HTTPException) as error:
        why = getattr(error, "reason", error) or type(error).__name__
        raise ServiceRests(f"{server.address} could not be reached: {why}.{_STAYS}") from error
    except ValueError as error:
        raise PullRefused(f"{server.address} is no address of a service: {error}.") from error


def _refusal(server: Server, error: urllib.error.HTTPError) -> Failure:
    said = f"{server.address} refused the snapshot ({error.code}).\n{problem(error.read(LARGEST))}".strip()
    if error.code >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
        return ServiceRests(f"{said}\n{_STAYS.strip()}")
    return PullRefused(said)


def _read(server: Server, body: bytes) -> Answer:
    if len(body) > LARGEST:
        raise PullRefused(f"{server.address} answered with more than {LARGEST:,} bytes.{_NOTHING}")
    try:
        return read_answer(body)
    except SnapshotIsWrong as wrong:
        raise PullRefused(f"{server.address} answered with what is no snapshot: {wrong}.{_NOTHING}") from wrong


def _write(folder: Path, came: Mapping[str, Kept], *, went: Sequence[str], state: Pulled) -> None:
    """All is written beside what it takes the place of, and then put there, each file at once.

    What says what is there is the last: if this is stopped on the way, the next pull begins anew.
    """
    folder.mkdir(exist_ok=True)
    for left in (folder / STATE, *folder.glob("*.fresh")):
        left.unlink(missing_ok=True)
    fresh = {uid: msgspec.json.format(msgspec.json.encode(one), indent=1) for uid, one in came.items()}
    for uid, text in fresh.items():
        (folder / f"{uid}.json.fresh").write_bytes(text + b"\n")
    for uid in fresh:
        (folder / f"{uid}.json.fresh").replace(folder / f"{uid}.json")
    for uid in went:
        (folder / f"{uid}.json").unlink(missing_ok=True)
    (folder / STATE).write_bytes(msgspec.json.encode(state))


def _told(server: Server, *, came: Sequence[str], went: Sequence[str], stayed: int) -> str:
    parts = [
        f"{len(some)} {what} ({', '.join(some)})" for some, what in ((came, "new or changed"), (went, "gone")) if some
    ]
    said = ", ".join([*parts, f"{stayed} as before"])
    return f"Pulled from {server.address} what the pages carry of their discussions: {said}."


def _discussions(count: int) -> str:
    return f"{count} {'discussion is' if count == 1 else 'discussions are'}"
