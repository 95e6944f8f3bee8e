"""Which pages' identities are gone since an earlier commit: with a Uid goes the way to its discussion.

Called by `inv check`; asks git, and changes nothing there.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from plugins.content_index import Entry, Site
from plugins.front_matter import entry_of
from plugins.problems import Problem
from plugins.source_file import parse_source
from tools.failure import Failure

HERE = "HEAD"


def check_vanished(root: Path, site: Site, against: str = "") -> list[Problem]:
    """A warning for each page that was public at the commit `against` and whose Uid no page has now.

    Where nothing is said it is the last commit, and nothing is wrong where there is none. Raises Failure where a commit
    was named that git does not know.
    """
    there = {entry.uid for entry in site.entries}
    gone = [entry for entry in public_before(root, site, against) if entry.uid not in there]
    return [Problem(entry.file, 1, "Uid", _message(entry), level="warning", rule="uid-vanished") for entry in gone]


def _message(entry: Entry) -> str:
    return (
        f'"{entry.uid}" is the Uid of no page any more, and its discussion has no page. '
        f"Allowed: Uid: {entry.uid} on the page that took its place; if it shall go, its discussion is archived."
    )


def public_before(root: Path, site: Site, against: str) -> Iterator[Entry]:
    """The public pages of that commit whose files are not as they were: others have the Uid that they had."""
    commit, folder = against or HERE, site.content.name
    # Renames as what they are to a Uid: a file that went, and another that came.
    changed = _git(
        root, "diff", "--name-only", "--no-renames", "--diff-filter=DM", "-z", "--relative", commit, "--", folder
    )
    if changed is None:
        if against:
            raise Failure(f'git knows no commit "{against}" here. Fetch it first: git fetch origin.')
        return
    for name in (name for name in changed.split("\0") if name.endswith(".md")):
        text = _git(root, "show", f"{commit}:./{name}") or ""
        entry = entry_of(site.content, parse_source(text, name.removeprefix(f"{folder}/")), "UTC", site.default_lang)
        if site.is_public(entry):
            yield entry


def _git(root: Path, *arguments: str) -> str | None:
    """What git answers, or None where it refuses, or is not there."""
    try:
        ended = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except OSError:
        return None
    return ended.stdout.decode("utf-8", errors="replace") if ended.returncode == 0 else None
