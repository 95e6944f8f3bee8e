"""From a discussion into its page and out of it again: pulled, built, read, decided, pulled and built once more."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support import site
from tests.support.reader import READY, ROTA
from tests.support.service import Service, run, serving
from tools import pull

OFFICIAL = "Nobody works both Christmas and New Year two years in a row."


@pytest.fixture
def town(moved_in: Path, built_site: Path, tmp_path: Path) -> Iterator[tuple[Service, Path]]:
    """A service with the demo company in it, beside a copy of the site that can be built again."""
    file, output = tmp_path / "townhall.sqlite3", tmp_path / "output"
    shutil.copy(moved_in, file)
    shutil.copytree(built_site, output)
    with serving(f"sqlite://{file}", site=output) as service:
        yield service, output


@pytest.mark.browser
def test_what_was_pulled_is_shown_once_until_it_changes_and_goes_with_the_next_pull(
    chromium: Browser, town: tuple[Service, Path], tmp_path: Path
) -> None:
    service, output = town
    token = run("deploy-token", "new", "publish", TOWNHALL_DATABASE_URL=service.database_url).split()[-1]
    folder, server = tmp_path / "snapshot", pull.Server(service.address, token)
    assert "rota-four-on" in pull.pull(folder, server)
    site.build(output, snapshot=str(folder))

    with chromium.new_context(base_url=service.address) as context:
        page = context.new_page()
        page.goto(f"{ROTA}#discussion")
        page.locator(READY).wait_for()
        expect(page.locator(".baked-one").filter(has_text=OFFICIAL)).to_be_visible()
        expect(page.locator(".th-lifted__one").filter(has_text=OFFICIAL)).to_be_hidden()
        expect(page.locator(".th-lifted__one").filter(has_text="Pinned")).to_be_visible()
        page.locator(".baked-one").filter(has_text=OFFICIAL).get_by_role("link", name="Read it in its place").click()
        expect(page.locator("townhall-discussion article").filter(has_text=OFFICIAL)).to_be_focused()

        said = page.locator(".baked-one").filter(has_text=OFFICIAL).get_attribute("data-baked")
        verdict = {"comment": said, "version": 1, "action": "hide"}
        results = service.client("dana").post("/admin/api/decisions", json=[verdict]).json()["results"]
        assert [one["status"] for one in results] == [200], results

    assert "1 new or changed (rota-four-on)" in pull.pull(folder, server)
    site.build(output, snapshot=str(folder))
    assert OFFICIAL not in (output / ROTA.strip("/") / "index.html").read_text(encoding="utf-8")
    assert pull.pull(folder, server).startswith("Nothing is new")
