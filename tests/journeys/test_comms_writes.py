"""Walk 1: comms starts a page, saves it, and sees it in the browser that is open, with a discussion of its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.running import WITHIN, Running, clone
from tests.support.service import free_port

MILLISECONDS = WITHIN * 1000


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Running]:
    """`inv run`, in a clone of its own."""
    running = Running(clone(tmp_path), free_port())
    try:
        running.wait_until_said("Ctrl-C stops everything")
        yield running
    finally:
        running.end()


def test_a_new_page_shows_itself_as_it_is_saved_and_can_be_talked_about(newsroom: Running, chromium: Browser) -> None:
    page = chromium.new_page(base_url=newsroom.address)
    command = [sys.executable, "-m", "invoke", "new", "news", "Night shifts move to four-on"]
    started = subprocess.run(command, cwd=newsroom.root, capture_output=True, text=True, check=True)
    newsroom.wait_until_said("Rebuilt in ")
    page.goto("/news/night-shifts-move-to-four-on/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Night shifts move to four-on")

    article = newsroom.root / "content" / "news" / "night-shifts-move-to-four-on.md"
    article.write_text(
        article.read_text().replace("Begin with what changes", "From May, nights change. Begin with what")
    )

    # Nobody touches the browser: the page that is open reloads by itself.
    expect(page.get_by_text("From May, nights change.")).to_be_visible(timeout=MILLISECONDS)
    page.locator("townhall-discussion").scroll_into_view_if_needed()
    expect(page.get_by_text("Nobody has said anything yet.")).to_be_visible(timeout=MILLISECONDS)
    assert "content/news/night-shifts-move-to-four-on.md is written" in started.stdout
    page.close()
