"""Tells when something the site is made from was saved. Called by tools/development.py; knows nothing of building."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import watchfiles

FOLDERS = ("content", "theme", "plugins")
SETTLED = 200  # milliseconds of quiet after a save: editors write a file in several steps
GLANCE = 500  # milliseconds between two looks at what no folder watch tells


def saves(root: Path, stop: threading.Event, fingerprint: Callable[[], str]) -> Iterator[bool]:
    """Yield at least every half second until asked to stop: True where a source has changed since the last yield.

    What counts is the fingerprint and not the watch: a file that was touched and not changed, or a settings file
    replaced in the root (which the watched folders do not see), is told rightly either way.
    """
    last = fingerprint()
    folders = [root / name for name in FOLDERS if (root / name).is_dir()]
    batches = watchfiles.watch(
        *folders, stop_event=stop, debounce=SETTLED, rust_timeout=GLANCE, yield_on_timeout=True, raise_interrupt=False
    )
    for _batch in batches:
        now = fingerprint()
        yield now != last
        last = now
