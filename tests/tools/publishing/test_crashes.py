"""Killed anywhere, a publish leaves readers the site from before or the new one, and nothing to tidy up by hand."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.support.service import ROOT
from tests.tools.conftest import write_article
from tools.publishing.releases import Releases

TIMES = 50 if os.environ.get("TOWNHALL_TEST_PROFILE") == "soak" else 4
TRY = [sys.executable, "-m", "tests.support.crashing"]


def test_before_whichever_change_of_a_file_it_is_killed_readers_meet_one_whole_site(tmp_path: Path) -> None:
    ended = subprocess.run([*TRY, "everywhere", tmp_path / "at"], cwd=ROOT, capture_output=True, text=True, check=True)
    told = json.loads(ended.stdout)

    assert len(told) > 20
    assert {each for one in told for each in one["crashed"]} == {"1", "2"}
    assert {one["crashed"][0] for one in told[:5]} == {"1"}
    assert told[-1]["crashed"][0] == "2"
    assert {one["mended"] for one in told} == {"3"}


def test_killed_at_random_moments_of_a_real_build_readers_meet_one_whole_site(root: Path) -> None:
    subprocess.run([*TRY, "pelican", root], cwd=ROOT, check=True)
    begun = time.monotonic()
    subprocess.run([*TRY, "pelican", root], cwd=ROOT, check=True)
    usual = time.monotonic() - begun
    moments, met = random.Random(7), set()

    for number in range(TIMES):
        write_article(root, "first", f"Number {number}")
        write_article(root, "second", f"Number {number}")
        child = subprocess.Popen([*TRY, "pelican", root], cwd=ROOT, process_group=0)
        # Every second one late, where files are put in place.
        time.sleep(usual * (moments.uniform(0.8, 1.1) if number % 2 else moments.uniform(0, 1)))
        os.killpg(child.pid, signal.SIGKILL)
        met.add(child.wait())
        assert whole(root / "published" / "current", number), number

    assert -signal.SIGKILL in met
    subprocess.run([*TRY, "pelican", root], cwd=ROOT, check=True)
    assert f"Number {TIMES - 1}" in (root / "published" / "current" / "first.html").read_text()
    assert not list((root / "published" / "building").iterdir())
    assert len(Releases(root / "published").all()) <= 10


def whole(current: Path, number: int) -> bool:
    """Both pages are of one build, be it this one or one before; on the first two there was no second page yet."""
    first, second = current / "first.html", current / "second.html"
    if not second.exists():
        return "Night shifts" in first.read_text() and '"second"' not in (current / "threads.json").read_text()
    return any(all(f"Number {one}<" in page.read_text() for page in (first, second)) for one in range(number + 1))
