"""A reader finds a mistake and says so in the article; the page's owner accepts it, and git takes the patch."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.reader import BODY, COMMENTS, POST, reading, write
from tests.support.service import Service
from tests.support.started import ROOT

pytestmark = pytest.mark.browser

ARTICLE, SOURCE = "/news/new-scanners-fewer-beeps/", "news/new-scanners-fewer-beeps.md"
WRONG = "The guide takes three minutes to watch, not two: I timed it."
KIND = "[data-slot] select[name=kind]"


@pytest.mark.parametrize("width", [320, 1280], ids=["phone", "desk"])
def test_a_mistake_that_a_reader_found_becomes_a_patch(
    chromium: Browser, own_townhall: Service, tmp_path: Path, width: int
) -> None:
    size = {"width": width, "height": 844}
    with reading(chromium, own_townhall, f"{ARTICLE}#discussion", "amal", viewport=size) as page:
        write(page, WRONG)
        page.locator(KIND).select_option(label="A correction to this page")
        # What it is to be is kept with the draft.
        page.reload()
        expect(page.locator(BODY)).to_have_value(WRONG)
        expect(page.locator(KIND)).to_have_value("correction")
        page.locator(POST).click()
        expect(page.locator(COMMENTS, has_text=WRONG).locator(".th-kind")).to_have_text("Correction")
        page.locator(COMMENTS, has_text=WRONG).locator("xpath=../..").get_by_role("link", name="Reply").first.click()
        expect(page.locator(f"{COMMENTS} select[name=kind]")).to_have_count(0)
        box = page.locator(KIND).bounding_box()
        assert box
        assert box["height"] >= 24
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width

    with reading(chromium, own_townhall, "/admin/corrections/", "noor", viewport=size) as page:
        page.locator("li", has_text=WRONG[:60]).get_by_role("link").click()
        page.get_by_label("What the page says of it").fill("The guide takes three minutes. We wrote two.")
        page.get_by_role("button", name="Accept", exact=True).click()
        expect(page.get_by_role("heading", level=2).first).to_contain_text("Accepted by Noor")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        with page.expect_download() as found:
            page.get_by_role("link", name="Download the patch").click()
        patch = tmp_path / found.value.suggested_filename
        found.value.save_as(patch)

    shutil.copytree(ROOT / "content", tmp_path / "content")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", patch.name], cwd=tmp_path, check=True)
    changed = (tmp_path / "content" / SOURCE).read_text(encoding="utf-8")
    assert "| correction | The guide takes three minutes. We wrote two. | Amal H.\n\n" in changed

    with reading(chromium, own_townhall, f"{ARTICLE}#discussion", "ben", viewport=size) as page:
        expect(page.locator(".th-mark--accepted")).to_contain_text("The guide takes three minutes. We wrote two.")
