"""What a first visit to an article transfers, images aside: the page, its styles and scripts, the widget, the
discussion."""

import gzip
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from benchmarks.measure import ROOT, table
from benchmarks.townhall_server import READ, townhall

ARTICLE = "news/night-shifts-four-on-four-off/index.html"
_LINKED = re.compile(r'<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"|<script[^>]+src="([^"]+)"')


def run() -> str:
    """Measure, and return the table."""
    with tempfile.TemporaryDirectory() as name, townhall(Path(name)) as ours:
        site = Path(name) / "site"
        build = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", str(site)]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        page = (site / ARTICLE).read_bytes()
        sizes = {"the article (gzip)": len(gzip.compress(page, 6))}
        for address in [link or script for link, script in _LINKED.findall(page.decode())]:
            if "/embed/" in address:
                sizes[f"{address} (brotli)"] = _transferred(ours.address + address)
            elif "live-reload" not in address:
                sizes[f"{address} (gzip)"] = len(gzip.compress((site / address.lstrip("/")).read_bytes(), 6))
        sizes["a discussion of 200 comments (brotli)"] = _transferred(f"{ours.address}/t/{READ}/fragment")
    rows = [(name, f"{size / 1000:.1f}") for name, size in sizes.items()]
    rows.append(("**together**, at most 60", f"**{sum(sizes.values()) / 1000:.1f}**"))
    return table("A first visit to an article, images aside", ("", "KB"), rows)


def _transferred(address: str) -> int:
    request = urllib.request.Request(address, headers={"accept-encoding": "br"})
    with urllib.request.urlopen(request) as answer:
        return len(answer.read())


if __name__ == "__main__":
    print(run())
