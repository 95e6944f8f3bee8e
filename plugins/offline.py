"""Writes output/sw.js, the service worker that keeps pages for reading without a connection: first what it keeps
without being asked (what every page needs, and the must-reads), and then theme/offline/sw.js.

Loaded by Pelican. With OFFLINE = False it writes one that takes away what an earlier build's has kept, and itself.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican.plugins import signals

from plugins.build_clock import build_day
from plugins.search import INDEX
from plugins.site_contents import address

WORKER = "sw.js"
PAGE = "/offline/"
_SHELL = {".css", ".js", ".svg"}
# Only a page that is being written has it.
_NOT_FOR_READERS = {"live-reload.js"}


def must_reads(pages: Iterable[Any], today: date) -> list[tuple[Any, str]]:
    """The pages that readers are asked to say that they read, each with its language; "" for the one that stands for
    all, which everybody gets."""
    asked = [page for page in pages if page.acknowledge and (page.acknowledge_until or today) >= today]
    return [(one, one.lang if one is not page else "") for page in asked for one in [page, *page.translations]]


def beneath(site: str) -> str:
    """The path that a site stands below, without a slash at its end."""
    return urlsplit(site).path.rstrip("/")


def mark(content: bytes) -> str:
    """What changes with a file."""
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def worker(source: str, told: dict[str, Any]) -> str:
    """The whole script; its version is made from all that it is told."""
    version = mark(json.dumps(told, sort_keys=True).encode())
    return f"self.SITE = {json.dumps({'version': version, **told})};\n{source}"


def write_worker(generator: Any, writer: Any) -> None:  # noqa: ARG001 - the signal's signature
    settings, output = generator.settings, Path(generator.output_path)
    theme = Path(generator.theme)
    source = theme / "offline" / (WORKER if settings.get("OFFLINE") else "none.js")
    if not source.exists():
        return
    text = source.read_text(encoding="utf-8")
    if settings.get("OFFLINE"):
        text = worker(text, told(generator.context, settings, theme / "static", output))
    (output / WORKER).write_text(text, encoding="utf-8")


def told(context: dict[str, Any], settings: dict[str, Any], static: Path, output: Path) -> dict[str, Any]:
    """What the worker must know of this build.

    Args:
        static: the files of the theme; they are copied after this is written.
        output: where the pages are already.
    """
    root = beneath(settings["SITEURL"])
    originals = [*context["articles"], *context["pages"]]
    files = sorted(file for file in static.rglob("*") if file.suffix in _SHELL and file.name not in _NOT_FOR_READERS)
    asked = must_reads(originals, build_day(settings, context))
    every = sorted(address(one) for page in originals for one in [page, *page.translations])
    searches = [f"{root}/{path}" for path in context.get("searched", {}).values()]
    return {
        "service": f"{settings['TOWNHALL_URL']}/",
        "offline": root + PAGE,
        "shell": [f"{root}/theme/{file.relative_to(static).as_posix()}" for file in files] + [root + PAGE, *searches],
        "search": f"{root}/{INDEX}/" if searches else "",
        "mustReads": [
            {"path": root + address(page), "lang": lang, "mark": mark((output / page.save_as).read_bytes())}
            for page, lang in asked
        ],
        # Not read by the worker: they make it another one where the theme or the pages that there are have changed.
        "made": mark(b"".join(file.read_bytes() for file in [*files, *_instead(output, context)])),
        "pages": mark("\n".join(every).encode()),
    }


def _instead(output: Path, context: dict[str, Any]) -> list[Path]:
    """The pages that every device keeps."""
    return [output / path / "index.html" for path in ("offline", *context.get("searched", {}).values())]


def register() -> None:
    signals.page_writer_finalized.connect(write_worker)
