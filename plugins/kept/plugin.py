"""Loaded by Pelican, first of all: opens what the builds before kept, and closes it with what is new.

Settings read: KEPT, the file beside the content; "" keeps nothing, and a build is what it would be with it.
"""

from typing import Any

from pelican.plugins import signals

from plugins.kept import pages, texts
from plugins.kept.store import close_all, store_of


def open_and_fill(pelican: Any) -> None:
    """Before anything is read: what Markdown makes of new texts is worked out on all processors at once."""
    texts.fill(store_of(pelican.settings), pelican.settings)


def close(_pelican: Any) -> None:
    close_all()


def register() -> None:
    signals.initialized.connect(open_and_fill)
    signals.readers_init.connect(texts.read_by_it)
    signals.get_writer.connect(pages.writer)
    signals.finalized.connect(close)
