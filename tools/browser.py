"""Finds the Chromium that browser tests drive, and gets one where there is none. Called by `inv test` and the tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.failure import Failure

CHOSEN = "TOWNHALL_BROWSER"
NAMES = (
    "chromium-headless-shell",  # without windows, and so faster by a third
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
)
# Where `playwright install chromium` puts what it downloads, newest last.
DOWNLOADS = (".cache/ms-playwright", "Library/Caches/ms-playwright")
DOWNLOADED = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")


class NoBrowser(Failure):
    """There is no Chromium, and none could be had; the message says what to install."""


def find(environ: Mapping[str, str] = os.environ, home: Path | None = None) -> Path | None:
    """The browser named in TOWNHALL_BROWSER, or the first one found on this machine; None where there is none."""
    if chosen := environ.get(CHOSEN):
        return Path(chosen) if Path(chosen).is_file() else None
    on_path = (shutil.which(name, path=environ.get("PATH")) for name in NAMES)
    installed = next((Path(found) for found in on_path if found), None)
    if installed is not None:
        return installed
    return next((path for path in APPLICATIONS if path.is_file()), None) or downloaded(home or Path.home())


def downloaded(home: Path) -> Path | None:
    """The newest Chromium that Playwright has downloaded for this person."""
    found = [path for folder in DOWNLOADS for pattern in DOWNLOADED for path in (home / folder).glob(pattern)]
    return max(found, key=lambda path: path.stat().st_mtime, default=None)


def get() -> Path:
    """The browser, installed first where there is none: by apt-get where we may use it, else by Playwright."""
    if (found := find()) is not None:
        return found
    if chosen := os.environ.get(CHOSEN):
        raise NoBrowser(f"{CHOSEN} is {chosen}, and there is no such file.")
    for explanation, commands in ways():
        print(f"There is no Chromium for the browser tests; {explanation}", flush=True)
        if all(succeeds(command) for command in commands) and (found := find()) is not None:
            return found
    raise NoBrowser(
        "The browser tests need Chromium, Chrome or Edge. Install one (Debian: sudo apt install chromium), or name "
        f"yours: {CHOSEN}=/path/to/chrome make test"
    )


def ways() -> list[tuple[str, list[list[str]]]]:
    """How a browser can be had here, best first: what to say, and the commands to run one after the other."""
    by_playwright = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    found = [("Playwright downloads one.", by_playwright)]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        by_system = [["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]]
        found.insert(0, ("installing it with apt-get.", by_system))
    return found


def succeeds(command: list[str]) -> bool:
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    ended = subprocess.run(
        command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if ended.returncode != 0:
        print("\n".join([f"`{' '.join(command)}` failed:", *ended.stdout.splitlines()[-10:]]), flush=True)
    return ended.returncode == 0
