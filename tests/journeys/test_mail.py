"""By mail, with everything real: a service, a mail server, and a browser that follows the links in what came."""

import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect

from tests.support.post import SENDER, Letterbox, post_office
from tests.support.service import Service, run
from tests.support.small_town import browser_of, say, small_town

pytestmark = pytest.mark.browser
PATIENCE = 40.0  # seconds: a decision waits ten, and a machine may be busy
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}


@pytest.fixture
def box() -> Iterator[Letterbox]:
    with post_office() as box:
        yield box


@pytest.fixture
def town(sqlite_template: Path, tmp_path: Path, box: Letterbox) -> Iterator[Service]:
    """A site that sends mail; all it says goes to a file."""
    told = {"TOWNHALL_SMTP_URL": box.url, "TOWNHALL_MAIL_FROM": SENDER}
    with small_town(sqlite_template, tmp_path, log=tmp_path / "log", **told) as service:
        yield service


def removed(town: Service) -> UUID:
    """Something that Amal said and Dana removed."""
    said = say(town, "amal", "Jo lives at 14 Kestrel Road.")
    verdict = {"comment": str(said), "version": 1, "action": "remove", "reason": "personal-data"}
    (result,) = town.client("dana").post("/admin/api/decisions", json=[verdict]).json()["results"]
    assert result["status"] == 200, result
    return said


def arrived(box: Letterbox) -> EmailMessage:
    deadline = time.monotonic() + PATIENCE
    while not box.raw:
        assert time.monotonic() < deadline, "no mail came"
        time.sleep(0.1)
    return box.messages()[0]


def test_an_author_is_told_why_and_stops_mail_by_the_link(
    chromium: Browser, town: Service, box: Letterbox, tmp_path: Path
) -> None:
    said = removed(town)
    mail = arrived(box)
    html = str(mail.get_body(("html",)).get_content())  # type: ignore[union-attr]

    assert (str(mail["to"]), str(mail["subject"])) == ("amal@example.com", "Your comment was removed: Rota")
    assert "Kestrel" not in box.raw[0].decode()
    assert "Dana" not in box.raw[0].decode()
    with browser_of(chromium, town, None, **PHONE) as context:
        page = context.new_page()
        page.set_content(html)
        expect(page.get_by_text("Your comment shows somebody’s personal data.")).to_be_visible()
        page.get_by_role("link", name="Stop mail about decisions").click()
        page.get_by_role("button", name="Stop mail about decisions").click()
        expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    with browser_of(chromium, town, "amal", **PHONE) as context:
        page = context.new_page()
        page.goto("/auth/sessions")
        page.get_by_role("link", name="What you get mail about").click()
        expect(page.get_by_role("checkbox", name="Decisions")).not_to_be_checked()
        expect(page.get_by_role("checkbox", name="Replies")).to_be_checked()
        page.get_by_role("checkbox", name="Decisions").check()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved. It holds from now on.")).to_be_visible()
        page = context.new_page()
        page.set_content(html)
        page.get_by_role("link", name="See it, as only you can").click()
        expect(page.locator(f"#own-{said}")).to_be_in_viewport()
    log = (tmp_path / "log").read_text()
    assert [word for word in ("amal@", "Kestrel", "mail/stop?") if word in log] == []


def test_work_delivers_what_is_due_and_says_how_things_stand(
    sqlite_template: Path, tmp_path: Path, box: Letterbox
) -> None:
    told = {"TOWNHALL_SMTP_URL": box.url, "TOWNHALL_MAIL_FROM": SENDER}
    away = {**told, "TOWNHALL_SMTP_URL": "smtp://127.0.0.1:1"}
    with small_town(sqlite_template, tmp_path, log=tmp_path / "log", **away) as service:
        service.client("amal")
        removed(service)
        service.kill()
    database = service.database_url

    deadline = time.monotonic() + PATIENCE
    while "0 wait" not in (said := run("work", "--once", TOWNHALL_DATABASE_URL=database, **told)):
        assert time.monotonic() < deadline, said

    assert said.strip() == "0 wait, 1 were sent, 0 were not needed any more, 0 were given up."
    assert box.to == [["amal@example.com"]]
