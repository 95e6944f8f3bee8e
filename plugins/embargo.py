"""Keeps what is not yet public out of a publishing build; elsewhere shows it and marks it as scheduled.

Loaded by Pelican. With EMBARGO = True nothing dated in the future, and nothing that is a draft or hidden, is read, so
that no list, feed, manifest or draft folder can name it; and no file is copied unless something public points to it.
"""

import fnmatch
import logging
import re
from collections.abc import Iterable
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pelican.plugins import signals

from plugins.build_clock import build_time, in_zone
from plugins.site_contents import every_page, is_page

logger = logging.getLogger(__name__)

_REFERENCE = re.compile(r"""(?:src|href|poster|data|srcset|content)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_MARK = re.compile(r"^[{|](?:static|attach|filename)[}|]")


def is_public(metadata: dict[str, Any], now: datetime, settings: dict[str, Any]) -> bool:
    """Whether a page with this front matter may be in a publishing build. What has no readable date may not."""
    status = str(metadata.get("status") or "published").lower()
    when = metadata.get("date")
    return status == "published" and isinstance(when, datetime) and in_zone(when, settings) <= now


def withhold(generator: Any, metadata: dict[str, Any]) -> None:
    """`skip` is the only status under which Pelican writes neither the page nor what it links to."""
    settings = generator.settings
    if settings.get("EMBARGO") and not is_public(metadata, build_time(settings, generator.context), settings):
        metadata["status"] = "skip"


def files_named(html: str, folder: str) -> set[str]:
    """The files below the content folder that a page may be showing, as paths; `folder` is the page's own."""
    found: set[str] = set()
    for double, single in _REFERENCE.findall(html):
        for candidate in unescape(double or single).split(","):
            target = candidate.split()[0] if candidate.split() else ""
            found |= _paths(target, folder)
    return found


def _paths(target: str, folder: str) -> set[str]:
    path = re.split(r"[?#]", _MARK.sub("", target))[0]
    if path.startswith("/"):
        return {path.lstrip("/"), unquote(path).lstrip("/")}
    return {_joined(folder, path), _joined(folder, unquote(path))}


def _joined(folder: str, path: str) -> str:
    steps: list[str] = []
    for step in [*folder.split("/"), *path.split("/")]:
        if step == ".." and steps:
            steps.pop()
        elif step not in ("", ".", ".."):
            steps.append(step)
    return "/".join(steps)


def may_be_copied(path: str, named: set[str], theme: str, always: Iterable[str]) -> bool:
    """Whether something public points to a file: a page, the theme, or the EMBARGO_PUBLIC setting."""
    return path in named or path in theme or any(fnmatch.fnmatch(path, pattern) for pattern in always)


def guard_files(generator: Any) -> None:
    """Static paths are copied whole, whatever links to them: here, only what something public names is left."""
    settings = generator.settings
    if not settings.get("EMBARGO"):
        return
    everything = generator.get_files

    def public_files(*args: Any, **kwargs: Any) -> set[str]:
        named = _named_by_pages(generator.context)
        theme = _text_of(Path(generator.theme), Path(settings["PATH"]) / "people.toml")
        always = [*settings.get("EMBARGO_PUBLIC", ()), *settings.get("EXTRA_PATH_METADATA", {})]
        found: set[str] = everything(*args, **kwargs)
        kept = {path for path in found if may_be_copied(_joined("", path), named, theme, always)}
        for path in sorted(found - kept):
            logger.info("Not copied, since nothing public points to it: %s", path)
        return kept

    generator.get_files = public_files


def _named_by_pages(context: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for page in filter(is_page, context["generated_content"].values()):
        source = page._content or ""  # noqa: SLF001 - as read: rendering it now would settle where attachments go
        found |= files_named(source, page.relative_dir)
        if page.image:
            found.add(page.image)
    return found


def _text_of(theme: Path, *others: Path) -> str:
    files = [path for path in theme.rglob("*") if path.suffix in {".html", ".css", ".js", ".svg", ".xml", ".json"}]
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in [*files, *others] if path.is_file())


def start_clean(pelican: Any) -> None:
    """A page that was withdrawn, renamed or put back to draft must not stay published from an earlier build."""
    if pelican.settings.get("EMBARGO"):
        pelican.delete_outputdir = True


def mark_scheduled(generators: list[Any]) -> None:
    for page in every_page(generators):
        page.scheduled = page.date > build_time(page.settings, generators[0].context)


def register() -> None:
    signals.initialized.connect(start_clean)
    signals.article_generator_context.connect(withhold)
    signals.page_generator_context.connect(withhold)
    signals.static_generator_init.connect(guard_files)
    signals.all_generators_finalized.connect(mark_scheduled)
