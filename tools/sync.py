"""Tells a server which discussions the site has: the manifest, by HTTP, with a deploy token. Called by tasks.py.

A local database is told by tools/database.py.
"""

import http
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from tools.failure import Failure

ADDRESS = "TOWNHALL_URL"
TOKEN = "TOWNHALL_DEPLOY_TOKEN"  # the name of the setting, not its value
PATH = "/api/v1/site/threads"
WITHIN = 60.0  # seconds


class SyncRefused(Failure):
    """The server did not take the manifest; the message is what it said, or why it could not be asked."""


class ServiceAway(SyncRefused):
    """The server could not be asked, or rests: the same may be taken later."""


def is_wanted(environ: Mapping[str, str]) -> bool:
    """Whether a server is named. Half a name is a mistake, and told."""
    given = [name for name in (ADDRESS, TOKEN) if environ.get(name)]
    if len(given) == 1:
        missing = TOKEN if given == [ADDRESS] else ADDRESS
        raise SyncRefused(f"{given[0]} is set and {missing} is not: a server needs both. Neither means this machine.")
    return bool(given)


def put(manifest: Path, *, embargo: Path, address: str, token: str) -> str:
    """Send the manifest with the words under embargo, and return one sentence about what changed.

    Raises `SyncRefused` where the server refuses (RFC 9457 problem details are spelt out) or cannot be reached.
    """
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Accept": "application/json"}
    body = with_embargo(manifest.read_bytes(), embargo)
    try:
        request = urllib.request.Request(address.rstrip("/") + PATH, data=body, method="PUT", headers=headers)
        with urllib.request.urlopen(request, timeout=WITHIN) as answer:
            return f"{address} has the discussions of this site. {summary(answer.read())}".strip()
    except urllib.error.HTTPError as error:
        with error:
            kind = ServiceAway if error.code >= http.HTTPStatus.INTERNAL_SERVER_ERROR else SyncRefused
            raise kind(f"{address} refused the manifest ({error.code}).\n{problem(error.read())}".strip()) from None
    except OSError as error:
        raise ServiceAway(f"{address} could not be reached: {getattr(error, 'reason', error)}") from error
    except ValueError as error:
        raise SyncRefused(f"{address} could not be reached: {error}") from error


def with_embargo(manifest: bytes, embargo: Path) -> bytes:
    """The manifest, and what may not stand in it because anybody may read it; as it is where nothing was written."""
    if not embargo.is_file():
        return manifest
    return json.dumps({**json.loads(manifest), **json.loads(embargo.read_bytes())}, ensure_ascii=False).encode()


def summary(body: bytes) -> str:
    """What a JSON answer counts, as `added 2, changed 1`; nothing where it counts nothing."""
    answer = read(body)
    counts = [(name, value) for name, value in answer.items() if isinstance(value, int) and not isinstance(value, bool)]
    return ", ".join(f"{name} {value}" for name, value in counts)


def problem(body: bytes) -> str:
    """A problem document as lines for a person; the body as it is where it is something else."""
    answer = read(body)
    if not answer:
        return body.decode(errors="replace").strip()[:500]
    lines = [str(answer[name]) for name in ("title", "detail") if answer.get(name)]
    errors = answer.get("errors")
    lines += [f"  {in_words(error)}" for error in errors] if isinstance(errors, list) else []
    known = {"type", "title", "detail", "status", "instance", "errors"}
    lines += [f"  {name}: {json.dumps(value)}" for name, value in answer.items() if name not in known]
    return "\n".join(lines)


def in_words(error: object) -> str:
    return " · ".join(str(value) for value in error.values()) if isinstance(error, dict) else str(error)


def read(body: bytes) -> dict[str, object]:
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
