"""Brings the local database up to date through the comment service's own command line.

Called by tasks.py and tools/development.py. Knows no table and no SQL: the command line is the contract.
"""

import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from tools import children
from tools.failure import Failure

FOLDER = "var"
SEEDED = "var/seeded.txt"
ELSEWHERE = "TOWNHALL_DATABASE_URL"
PEOPLE = "content/people.toml"
CONVERSATION = "content/conversation.toml"
RULES = "content/rules.toml"
# The words of pages that are not out yet, which a build writes beside the site and never into it.
EMBARGO = ".build/embargo.json"
DEMO_FILE = "var/townhall.sqlite3"


class DatabaseFailed(Failure):
    """The command line of the comment service refused; the message is what it said."""


def ask(root: Path, stop: threading.Event, words: Sequence[str]) -> str:
    """Run one command of the comment service, in development, and return what it said."""
    (root / FOLDER).mkdir(exist_ok=True)
    settings = {"TOWNHALL_ENV": os.environ.get("TOWNHALL_ENV", "development")}
    command = [sys.executable, "-m", "comments_service", *words]
    ended = children.run(command, root=root, stop=stop, settings=settings)
    if ended.code != 0:
        raise DatabaseFailed(ended.said.strip() or f"`{words[0]}` failed and said nothing.")
    return ended.said.strip()


def migrate(root: Path, stop: threading.Event) -> str:
    return ask(root, stop, ["migrate"])


def sync(root: Path, stop: threading.Event, manifest: Path) -> str:
    embargo = root / EMBARGO
    return ask(root, stop, ["sync", str(manifest), *(["--embargo", str(embargo)] if embargo.is_file() else [])])


def seed(root: Path, stop: threading.Event) -> str:
    """Bring in the demo company and its conversation; saying it twice changes nothing."""
    said = ask(root, stop, ["seed", "--people", PEOPLE, "--conversation", CONVERSATION, "--rules", RULES])
    if not is_elsewhere():
        (root / SEEDED).write_text("The demo company is in the database beside this file.\n")
    return said


def wants_seed(root: Path) -> bool:
    """Whether the demo database is new. A database somebody named in the environment is theirs: it is left alone."""
    return not is_elsewhere() and not (root / SEEDED).exists()


def is_elsewhere() -> bool:
    return bool(os.environ.get(ELSEWHERE))


def before_migrating(root: Path) -> None:
    """A database file that was deleted takes the note that it was seeded with it."""
    if not is_elsewhere() and not (root / DEMO_FILE).exists():
        (root / SEEDED).unlink(missing_ok=True)
