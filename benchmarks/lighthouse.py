"""Lighthouse's scores of the pages that matter most, with their discussion: the demo company, as `inv run` serves it.

Nobody is signed in, and nothing is compressed but what the service compresses: a production is lighter. The slow phone
and its 1.6 Mbit/s are Lighthouse's own, simulated from what was seen, so the scores hardly depend on this machine.
"""

import contextlib
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import ROOT, free_port, server, table
from tools.browser import get

PAGES = {
    "an article": "/news/night-shifts-four-on-four-off/",
    "a lesson": "/learning/when-an-alarm-sounds/",
    "a community": "/communities/drivers-mirror/",
}
# So high a glass that a whole page is in sight, with its discussion, which comes only to those who read on to it.
_ALL = "--screenEmulation.height=9000"
PROFILES = {
    "phone": [_ALL],
    "desktop": ["--preset=desktop", "--screenEmulation.mobile=false", "--screenEmulation.width=1350", _ALL],
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AT_LEAST, ROUNDS = 98, int(os.environ.get("BENCH_ROUNDS", "3"))
_LIGHTHOUSE = ROOT / "node_modules" / ".bin" / "lighthouse"
_SERVICE = [sys.executable, "-m", "comments_service"]


def run() -> str:
    """Measure, and return the table: medians of the rounds."""
    rows = []
    with TemporaryDirectory() as folder, demo(Path(folder)) as address:
        for name, page in PAGES.items():
            for profile, chosen in PROFILES.items():
                reports = [_report(address + page, chosen) for _ in range(ROUNDS)]
                rows.append((name, profile, *(_score(reports, category) for category in CATEGORIES), *_times(reports)))
                _tell_faults(f"{name}, {profile}", reports[-1])
    head = ("", "", *CATEGORIES, "largest paint s", "blocked ms", "shift")
    return table(f"Lighthouse, at least {AT_LEAST} in each", head, rows)


@contextlib.contextmanager
def demo(folder: Path, **settings: str) -> Iterator[str]:
    """The demo company with its site and what was said below its pages, with some settings; gives its address."""
    site, port = folder / "site", free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        "TOWNHALL_DATABASE_URL": f"sqlite://{folder}/townhall.sqlite3",
        "TOWNHALL_PUBLIC_URL": address,
        "TOWNHALL_SITE_DIR": str(site),
        **settings,
    }
    people, said = ROOT / "content" / "people.toml", ROOT / "content" / "conversation.toml"
    for command in (
        [sys.executable, "-m", "pelican", "content", "-s", "publishconf.py", "-o", str(site)],
        [*_SERVICE, "migrate"],
        [*_SERVICE, "sync", str(site / "threads.json")],
        [*_SERVICE, "seed", "--people", str(people), "--conversation", str(said)],
    ):
        own = {**os.environ, **environment, "TOWNHALL_SITE_URL": address}
        subprocess.run(command, cwd=ROOT, env=own, check=True, stdout=subprocess.DEVNULL)
    serving = [*_SERVICE, "serve", "--port", str(port)]
    with server(serving, ready=f"{address}/readyz", environment=environment):
        yield address


def _report(address: str, chosen: list[str]) -> dict[str, object]:
    if not _LIGHTHOUSE.is_file():
        raise SystemExit("Lighthouse is not installed: npm ci.")
    quiet = ["--quiet", "--output=json", "--chrome-flags=--headless --no-sandbox --disable-gpu"]
    ended = subprocess.run(
        [str(_LIGHTHOUSE), address, *quiet, *chosen],
        env={**os.environ, "CHROME_PATH": str(get())},
        stdout=subprocess.PIPE,
        check=True,
    )
    report: dict[str, object] = json.loads(ended.stdout)
    return report


def _score(reports: list[dict[str, object]], category: str) -> str:
    score = statistics.median(100 * report["categories"][category]["score"] for report in reports)  # type: ignore[index]
    return f"{score:.0f}" if score >= AT_LEAST else f"**{score:.0f}**"


def _times(reports: list[dict[str, object]]) -> tuple[str, str, str]:
    def median(audit: str) -> float:
        return statistics.median(report["audits"][audit]["numericValue"] for report in reports)  # type: ignore[index]

    paint, blocked = median("largest-contentful-paint"), median("total-blocking-time")
    return f"{paint / 1000:.1f}", f"{blocked:.0f}", f"{median('cumulative-layout-shift'):.3f}"


def _tell_faults(name: str, report: dict[str, object]) -> None:
    """What was found wrong, whatever it costs, on stderr."""
    for audit in report["audits"].values():  # type: ignore[attr-defined]
        if audit["score"] is not None and audit["score"] < 0.9:
            print(f"{name}: {audit['id']} {audit['score']}: {audit.get('displayValue', '')}", file=sys.stderr)


if __name__ == "__main__":
    print(run())
