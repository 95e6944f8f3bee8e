"""Builds the site with Pelican beside the last one, and puts it in place only when it is whole.

Called by tasks.py and tools/development.py. Knows nothing of the comment service.
"""

import hashlib
import json
import shutil
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tools import children
from tools.failure import Failure

OUTPUT = "output"
BUILDING = "output.building"
BEFORE = "output.before"
MANIFEST = "threads.json"
DEVELOPMENT = "pelicanconf.py"
PUBLISH = "publishconf.py"

# What a build reads: if none of it changed since the last build, the site is as it should be.
SOURCES = ("content", "theme", "plugins", "snapshot", DEVELOPMENT, PUBLISH, "requirements/run.txt")
STATE = ".build/site.txt"


class BuildFailed(Failure):
    """The site could not be built; the message is what Pelican and the plugins said. The last good site stands."""


def as_it_is(_site: Path) -> None:
    """Change nothing about a fresh site."""


@dataclass(frozen=True, slots=True)
class Built:
    """A site that was built: with how many discussions, in how many seconds."""

    discussions: int
    seconds: float


def build(
    root: Path, *, settings: str, stop: threading.Event, strict: bool = False, finish: Callable[[Path], None] = as_it_is
) -> Built:
    """Build into a sibling folder, look that it is whole, then swap it in.

    `strict` fails on Pelican's warnings too; `finish` is called with the fresh site before it goes live.
    Raises `BuildFailed`, and then `output/` is what it was.
    """
    begun = time.monotonic()
    fresh = root / BUILDING
    recover(root)
    shutil.rmtree(fresh, ignore_errors=True)
    generate(root, fresh, settings=settings, stop=stop, strict=strict)
    discussions = count_discussions(fresh)
    finish(fresh)
    # Whoever builds may say that the site is current again; until then it is not.
    (root / STATE).unlink(missing_ok=True)
    swap(root)
    return Built(discussions, time.monotonic() - begun)


def generate(root: Path, into: Path, *, settings: str, stop: threading.Event, strict: bool) -> None:
    # Never with --quiet: Pelican then ends with 0 whatever went wrong.
    command = [sys.executable, "-m", "pelican", "content", "--settings", settings, "--output", str(into)]
    command += ["--fatal", "warnings" if strict else "errors"]
    # Pelican wraps what it says to the terminal's width; a path broken in two cannot be clicked.
    ended = children.run(command, root=root, stop=stop, settings={"COLUMNS": "300", "NO_COLOR": "1"})
    if ended.code != 0:
        raise BuildFailed(complaints(ended.said))


def complaints(said: str) -> str:
    """What Pelican said, without what was no complaint; all of it where nothing looks like one."""
    kept: list[str] = []
    keeping = False
    for line in said.splitlines():
        words = line.split()
        level = next((word for word in words[:2] if word in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}), None)
        if level is not None:
            keeping = level in {"WARNING", "ERROR", "CRITICAL"}
        if keeping and line.strip():
            kept.append(line.rstrip())
    return "\n".join(kept) or said.strip() or "Pelican failed and said nothing."


def count_discussions(site: Path) -> int:
    """How many discussions the manifest of a built site has; `BuildFailed` where there is none to read."""
    manifest = site / MANIFEST
    try:
        threads = json.loads(manifest.read_text(encoding="utf-8"))["threads"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BuildFailed(
            f"The site was built without a usable {MANIFEST} ({error!r}): is plugins/threads.py on?"
        ) from error
    return len(threads)


def swap(root: Path) -> None:
    """Put the fresh site in place of the last one: two renames, so a reader never meets half a site."""
    live, before = root / OUTPUT, root / BEFORE
    shutil.rmtree(before, ignore_errors=True)
    if live.exists():
        live.rename(before)
    (root / BUILDING).rename(live)
    shutil.rmtree(before, ignore_errors=True)


def recover(root: Path) -> None:
    """Bring back the last good site if an earlier build was killed between the two renames."""
    if (root / BEFORE).exists() and not (root / OUTPUT).exists():
        (root / BEFORE).rename(root / OUTPUT)


def is_current(root: Path, settings: str) -> bool:
    """Whether the site in `output/` was built with these settings from what is there now."""
    state = root / STATE
    whole = (root / OUTPUT / MANIFEST).is_file()
    return whole and state.is_file() and state.read_text() == fingerprint(root, settings)


def fingerprint(root: Path, settings: str) -> str:
    """A digest of every source file's path, size and time, of the settings, and of the day: embargoes end by date."""
    digest = hashlib.sha256(f"{settings} {datetime.now(UTC):%Y-%m-%d}\n".encode())
    for name in SOURCES:
        source = root / name
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if path.is_file() and "__pycache__" not in path.parts:
                facts = path.stat()
                digest.update(f"{path.relative_to(root)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def remember(root: Path, state: str) -> None:
    """Note the fingerprint that the site in `output/` was built from."""
    (root / STATE).parent.mkdir(exist_ok=True)
    (root / STATE).write_text(state)
