"""What Markdown makes of a text: kept, and worked out on all processors where many texts are new."""

import json
import logging
import multiprocessing
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, Final

from markdown import Markdown
from pelican.readers import MarkdownReader
from pelican.utils import pelican_open

from plugins.kept.digests import Digests
from plugins.kept.store import Store, digest_of, store_of

log = logging.getLogger(__name__)
# Fewer are done before other processes have begun.
_MANY: Final = 100
_AT_ONCE: Final = 20
_KIND: Final = "markdown"


class Renderer:
    """Makes HTML of Markdown by a site's settings.

    One for many texts: to set it up takes longer than a short text does.
    """

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self._md = Markdown(**settings["MARKDOWN"])
        # How a text is read depends on no more of the settings.
        self._settings = Digests().of(settings["MARKDOWN"])

    def digest(self, text: str) -> bytes:
        """What the result is kept under."""
        return digest_of(_KIND, self._settings + text.encode("utf-8", "surrogatepass"))

    def render(self, text: str) -> str:
        """The HTML and the front matter, as JSON."""
        self._md.reset()
        self._md.Meta = {}  # type: ignore[attr-defined] # what its extension sets; it leaves the last text's where there is none
        return json.dumps([self._md.convert(text), self._md.Meta], ensure_ascii=False)  # type: ignore[attr-defined]


class KeepingReader(MarkdownReader):  # type: ignore[misc] # Pelican has no types
    """Pelican's reader of Markdown, which remembers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._renderer = Renderer(self.settings)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        self._source_path = source_path
        with pelican_open(source_path) as text:
            html, meta = self._made_of(text)
        # What Pelican asks for the HTML of front matter.
        self._md = self
        return html, self._parse_metadata(meta)

    # Of the interface of `Markdown`, what `_parse_metadata` asks for.

    @property
    def preprocessors(self) -> "KeepingReader":
        return self

    def deregister(self, name: str) -> None:
        """A value that looks like front matter is none: see `convert`."""

    def reset(self) -> None:
        """There is nothing to forget: each text is made by itself."""

    def convert(self, value: str) -> str:
        # Below an empty line nothing is front matter.
        return self._made_of(f"\n{value}")[0]

    def _made_of(self, text: str) -> tuple[str, dict[str, list[str]]]:
        store, digest = store_of(self.settings), self._renderer.digest(text)
        kept = store.get(digest)
        if kept is None:
            kept = self._renderer.render(text)
            store.put([(digest, kept)])
        html, meta = json.loads(kept)
        return html, meta


def read_by_it(readers: Any) -> None:
    for extension in MarkdownReader.file_extensions:
        readers.reader_classes[extension] = KeepingReader


def fill(store: Store, settings: Mapping[str, Any]) -> None:
    """Work out what the texts of a site become, where many are new; the rest is done as it is read."""
    if not store.keeps:
        return
    renderer = Renderer(settings)
    texts = [text for text in _texts(settings) if not store.has(renderer.digest(text))]
    processes = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if len(texts) < _MANY or processes < 2:
        return
    batches = [texts[start : start + _AT_ONCE] for start in range(0, len(texts), _AT_ONCE)]
    # By fork, so that nothing has to be imported again, and settings with functions in them need not be sent.
    context = multiprocessing.get_context("fork")
    try:
        with ProcessPoolExecutor(processes, context, _begin, (renderer,)) as pool:
            for made in pool.map(_render, batches):
                store.put(made)
    except (BrokenProcessPool, OSError) as error:
        log.info("The texts are read one after the other: %s", error)


_renderers: list[Renderer] = []


def _begin(renderer: Renderer) -> None:
    _renderers.append(renderer)


def _render(texts: list[str]) -> list[tuple[bytes, str]]:
    renderer = _renderers[-1]
    return [(renderer.digest(text), renderer.render(text)) for text in texts]


def _texts(settings: Mapping[str, Any]) -> Iterator[str]:
    content = Path(settings["PATH"])
    for folder in (*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"]):
        for path in sorted((content / folder).rglob("*.md")):
            try:
                with pelican_open(str(path)) as text:
                    yield text
            except (OSError, UnicodeError):
                # Whoever reads it says what is wrong with it.
                continue
