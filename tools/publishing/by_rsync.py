"""Brings a release to another machine, over rsync and ssh: beside what is shown there, then one rename of a link.

What is sent is what changed: the rest is linked to the release that is shown there. Asks for rsync 3 and a POSIX shell.
"""

import shlex
import threading
from collections.abc import Sequence
from pathlib import Path

from tools import children
from tools.failure import Failure
from tools.publishing.releases import CURRENT, KEPT

_THERE = "is there"


class NotDelivered(Failure):
    """The other machine does not show the release; what it showed before it shows still."""


def deliver(release: Path, *, to: str, root: Path, stop: threading.Event) -> None:
    """Make HOST:FOLDER, as ssh names it, show a release.

    A release that is there already, as when going back, is not sent again.

    Raises:
        NotDelivered: naming what ssh or rsync said.
    """
    host, _, folder = to.partition(":")
    there, name = shlex.quote(folder), release.name

    def ask(script: str) -> str:
        return _run(["ssh", "--", host, f"set -e; cd {there}; {script}"], root, stop)

    _run(["ssh", "--", host, f"mkdir -p {there}/releases {there}/incoming"], root, stop)
    if _THERE not in ask(f"test ! -d releases/{name} || echo {_THERE}"):
        # By content and without times: a build writes every file anew, and most of them with the same words.
        copy = ["rsync", "--recursive", "--links", "--perms", "--checksum", "--delete", "--compress", "--protect-args"]
        linked = f"--link-dest=../../{CURRENT}/"
        _run([*copy, linked, f"{release}/", f"{host}:{folder}/incoming/{name}/"], root, stop)
        ask(f"mv incoming/{name} releases/{name}")
    ask(f"rm -f {CURRENT}.fresh; ln -s releases/{name} {CURRENT}.fresh; mv -T {CURRENT}.fresh {CURRENT}")
    ask(_prune(name))


def _prune(name: str) -> str:
    """Out of the way first, so that a release that is half deleted is none."""
    old = f"ls releases | sort | head -n -{KEPT}"
    return f'for one in $({old}); do test "$one" = {name} || mv "releases/$one" incoming/; done; rm -rf incoming'


def _run(command: Sequence[str | Path], root: Path, stop: threading.Event) -> str:
    try:
        ended = children.run(command, root=root, stop=stop)
    except FileNotFoundError:
        raise NotDelivered(f"Publishing to another machine needs {command[0]}, which is not here.") from None
    if ended.code != 0:
        raise NotDelivered(f"The site is built, and not shown there. `{command[0]}` said:\n{ended.said.strip()}")
    return ended.said
