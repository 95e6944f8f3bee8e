"""While people write, a new build brings the page up to date by itself; a published page has no such thing."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support import site

pytestmark = pytest.mark.browser


def test_a_new_build_reloads_the_page_that_is_open(chromium: Browser, built_site: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(built_site, tmp_path / "output"))
    with site.served(folder) as address:
        page = chromium.new_page()
        with page.expect_response("**/threads.json"):
            page.goto(address + "/about/")
        page.evaluate("window.before = true")
        with page.expect_event("load"):
            os.utime(folder / "threads.json", (2_000_000_000, 2_000_000_000))
        assert page.evaluate("window.before") is None
        page.close()
