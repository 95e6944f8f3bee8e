"""What the browser tests of the desk share: opening a comment at it, and deciding by what is on the page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from playwright.sync_api import Locator, Page

from tests.support.service import Service


def item(page: Page, id: UUID) -> Locator:
    """The card of an opened comment."""
    return page.locator(f"article[data-item='{id}']")


def row(page: Page, id: UUID) -> Locator:
    """A comment's row in the list."""
    return page.locator(f"[data-row='{id}']")


def opened(page: Page, id: UUID, *, queue: str = "all") -> Locator:
    """Open a comment in a queue, and return its card."""
    page.goto(f"/admin/?queue={queue}&item={id}#item-title")
    return item(page, id)


def press(where: Locator, action: str) -> None:
    """Press what decides so at once."""
    where.locator(f"button[value={action}]").click()


def open_form(where: Locator, action: str) -> Locator:
    """Open the form of a decision that needs words."""
    form = where.locator(f"details[data-act={action}]")
    form.locator("summary").click()
    return form


def remove(where: Locator, reason: str, *, message: str = "", note: str = "") -> None:
    """Remove a comment, with a reason."""
    form = open_form(where, "remove")
    form.get_by_label(reason).check()
    form.get_by_label("Message to").fill(message)
    form.get_by_label("Note for colleagues").fill(note)
    form.locator("button[value=remove]").click()


def state(service: Service, id: UUID, author: str = "amal") -> tuple[str, int]:
    """State and version of a comment, as its author may read it."""
    read = service.client(author).get(f"/api/v1/comments/{id}").json()
    return read["state"], read["version"]


def report(service: Service, id: UUID, *people: str, reason: str = "hurtful", **about: str) -> None:
    """Let people report a comment."""
    for person in people:
        sent: Mapping[str, Any] = {"reason": reason, "detail": f"Seen by {person}.", **about}
        assert service.client(person).put(f"/api/v1/comments/{id}/report", json=sent).status_code == 200
