"""Builds the real site and serves it, for tests that look at pages. Knows no service: its addresses answer 404 here."""

import contextlib
import functools
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tools.browser import get

ROOT = Path(__file__).resolve().parents[2]

# One page of each kind, by its address.
PAGES = {
    "front page": "/",
    "news": "/news/",
    "learning": "/learning/",
    "communities": "/communities/",
    "story": "/news/night-shifts-four-on-four-off/",
    "session": "/news/ask-ines-anything/",
    "scheduled story": "/news/half-year-results-short-version/",
    "Arabic story": "/ar/news/casablanca-second-cold-hall/",
    "French story": "/fr/news/casablanca-second-cold-hall/",
    "course": "/learning/cold-chain-basics/",
    "lesson": "/learning/when-an-alarm-sounds/",
    "community": "/communities/drivers-mirror/",
    "author": "/authors/marek/",
    "authors": "/authors/",
    "topic": "/tags/rota/",
    "topics": "/tags/",
    "archive": "/archive/",
    "you said, we did": "/you-said/",
    "about": "/about/",
    "guidelines": "/guidelines/",
    "privacy": "/privacy/",
    "stale page": "/expenses/",
    "support": "/support/",
    "search": "/search/",
    "Arabic search": "/ar/search/",
    "not found": "/404.html",
    "not kept": "/offline/",
}


def build(
    into: Path,
    settings: str = "pelicanconf.py",
    environment: Mapping[str, str] | None = None,
    content: Path | None = None,
    snapshot: str = "",
    extra: Sequence[str] = (),
) -> Path:
    """The whole site, built as `inv build` does; raises with what Pelican said where it fails.

    Args:
        extra: settings over those, as NAME=value.
        snapshot: the folder beside the content whose words it carries; what somebody pulled here is no test's.
    """
    command = [
        sys.executable,
        "-m",
        "pelican",
        str(content or "content"),
        "-s",
        settings,
        "-o",
        str(into),
        "--fatal",
        "warnings",
        "--extra-settings",
        f'SNAPSHOT="{snapshot}"',
        *extra,
    ]
    ended = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **(environment or {})}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return into


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder at an address of this machine, for as long as the context lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Silent, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _without_workers(opened: Callable[..., Any], **how: Any) -> Any:
    """A context or page as over plain http, where there are no service workers: they hide what is fetched from a test
    that wants to see it. Whoever asks for them (`service_workers="allow"`) gets them."""
    made = opened(**how)
    if how.get("service_workers") != "allow":
        made.add_init_script("delete Navigator.prototype.serviceWorker")
    return made


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium that talks to nobody on its own account."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(get()), args=[*quiet, "--disable-component-update", "--disable-sync"]
        )
        for name in ("new_context", "new_page"):
            setattr(browser, name, functools.partial(_without_workers, getattr(browser, name)))
        yield browser
        browser.close()
