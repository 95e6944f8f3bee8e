"""Builds the site with Pelican beside the last one, and puts it in place only when it is whole.

Called by tasks.py and tools/development.py. Knows nothing of the comment service.
"""

import hashlib
import json
import re
import shutil
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tools import children
from tools.failure import Failure

OUTPUT = "output"
BUILDING = "output.building"
BEFORE = "output.before"
CHECKED = ".build/checked"
MANIFEST = "threads.json"
# What a build to throw away differs in: it carries nothing of the discussions, and it has an address.
AS_CHECKED = ('SNAPSHOT=""', 'SITEURL="https://newsroom.example"', 'FEED_DOMAIN="https://newsroom.example"')
DEVELOPMENT = "pelicanconf.py"
PUBLISH = "publishconf.py"
PREVIEW = "previewconf.py"
SHOWN = "preview"

# What a build reads: if none of it changed since the last build, the site is as it should be.
SOURCES = ("content", "theme", "plugins", "snapshot", DEVELOPMENT, PUBLISH, "requirements/run.txt")
STATE = ".build/site.txt"

# A record in Pelican's log: perhaps a time, a level, what is said, and far to the right where in the code.
RECORD = re.compile(
    r"(?:\[[\d:]+\])?\s*(?P<level>DEBUG|INFO|WARNING|ERROR|CRITICAL)\s+(?P<said>.*?)(?:\s{2,}\S+\.py:\d+)?\s*$"
)
ERRORS = ("ERROR", "CRITICAL")
# How Pelican ends itself after a complaint, with a trace of its own machinery: the complaint is enough.
FATAL = "RuntimeError: Warning or error encountered"


class BuildFailed(Failure):
    """The site could not be built; the message is what Pelican and the plugins said. The last good site stands."""


@dataclass(frozen=True, slots=True)
class Built:
    """A site that was built: with how many discussions, in how many seconds, and what was said of it meanwhile."""

    discussions: int
    seconds: float
    warnings: Sequence[str] = ()


def build(root: Path, *, settings: str, stop: threading.Event, first: Callable[[Path], object] | None = None) -> Built:
    """Build into a sibling folder, look that it is whole, then swap it in.

    `first` is called with the fresh manifest before any reader meets the fresh pages.
    Raises `BuildFailed`, and then `output/` is what it was.
    """
    begun = time.monotonic()
    recover(root)
    # Taken before the build: what is saved while Pelican is at work is not in this site.
    state = fingerprint(root, settings)
    discussions, warnings = generate(root, root / BUILDING, settings=settings, stop=stop)
    if first is not None:
        first(root / BUILDING / MANIFEST)
    (root / STATE).unlink(missing_ok=True)
    swap(root)
    (root / STATE).parent.mkdir(exist_ok=True)
    (root / STATE).write_text(state)
    return Built(discussions, time.monotonic() - begun, warnings)


def preview(root: Path, *, stop: threading.Event) -> str:
    """Build what a change would look like into a folder of its own; returns where. Raises `BuildFailed`."""
    generate(root, root / SHOWN, settings=PREVIEW, stop=stop)
    return f"A preview, marked as one on each page, is in {SHOWN}/"


def check(root: Path, *, stop: threading.Event, look: Callable[[Path], object] | None = None) -> int:
    """Build to throw away, and fail on warnings too. Returns the number of discussions; raises `BuildFailed`.

    `look` is called with what was built, before it is thrown away. Without what the pages carry of their discussions:
    that is none of the content; and at an address, as readers have it, so that feeds can be looked at.
    """
    (root / CHECKED).parent.mkdir(exist_ok=True)
    try:
        discussions, _ = generate(root, root / CHECKED, settings=DEVELOPMENT, stop=stop, strict=True)
        if look is not None:
            look(root / CHECKED)
        return discussions
    finally:
        shutil.rmtree(root / CHECKED, ignore_errors=True)


def generate(
    root: Path, into: Path, *, settings: str, stop: threading.Event, strict: bool = False
) -> tuple[int, list[str]]:
    """Run Pelican into an empty folder; returns the number of discussions and the warnings, on which `strict` fails."""
    shutil.rmtree(into, ignore_errors=True)
    # Never with --quiet: Pelican then ends with 0 whatever went wrong.
    command = [sys.executable, "-m", "pelican", "content", "--settings", settings, "--output", str(into)]
    command += ["--fatal", "warnings" if strict else "errors"]
    command += ["--extra-settings", *AS_CHECKED] if strict else []
    # Pelican folds what it says at the width of the terminal; a path broken in two cannot be found.
    ended = children.run(command, root=root, stop=stop, settings={"COLUMNS": "1000", "NO_COLOR": "1"})
    if ended.code != 0:
        raise BuildFailed(complaints(ended.said, strict=strict))
    return count_discussions(into), warnings(ended.said)


def warnings(said: str) -> list[str]:
    """What Pelican and the plugins warned of, from all that they said."""
    records = [RECORD.match(line) for line in said.splitlines()]
    return [record["said"] for record in records if record and record["level"] == "WARNING"]


def complaints(said: str, *, strict: bool = False) -> str:
    """What is wrong, from all that Pelican and the plugins said; the whole of it where nothing looks like a complaint.

    A record of Pelican's log is kept from errors on (from warnings on, where they fail the build), without its time and
    the line of code it comes from. A plain line is a plugin that speaks to an author, and is kept as it is.
    """
    told = (*ERRORS, "WARNING") if strict else ERRORS
    kept: list[str] = []
    keeping = True
    for line in said.splitlines():
        record = RECORD.match(line)
        if record:
            keeping = record["level"] in told and record["said"] != FATAL
        elif not line.startswith(" "):
            keeping = True
        text = (record["said"] if record else line).rstrip()
        if keeping and text:
            kept.append(text)
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
