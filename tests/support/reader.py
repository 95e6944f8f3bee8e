"""A reader with a phone: an article of the running service in a real browser, for tests of the discussion in it."""

import contextlib
import uuid
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.support.service import Service

PHONE = {"width": 390, "height": 844}
PATIENCE = 8_000  # milliseconds until what does not come is a failure

ROTA = "/news/night-shifts-four-on-four-off/"  # uid rota-four-on: many comments
INCIDENT = "/news/rotterdam-temperature-incident/"  # uid rotterdam-incident: every comment is reviewed
LESSON = "/learning/when-an-alarm-sounds/"  # uid ccb-5-alarms: few comments

DISCUSSION = "townhall-discussion"
READY = "townhall-discussion[state=ready]"
COMMENTS = "townhall-discussion article"
BODY = "[data-slot] textarea"
POST = "[data-slot] form.th-composer [type=submit]:not([name])"
HELD = "[data-slot] form.th-composer:not([aria-busy])"  # until what it takes to post has come
ANNOUNCED = "body > [role=status]"


@contextlib.contextmanager
def reading(
    chromium: Browser, service: Service, address: str, person: str | None = None, **context: Any
) -> Iterator[Page]:
    """An article opened by somebody; fails if the page's scripts did, or tried what its policy forbids.

    Args:
        address: the article's path; with #discussion the discussion comes at once.
        person: who is signed in.
        context: further options of the browser context.
    """
    with chromium.new_context(**{"viewport": PHONE, "base_url": service.address, **context}) as opened:
        opened.set_default_timeout(PATIENCE)
        if person:
            sign_in(opened.request, service, person)
        page = opened.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if _is_fault(message) else None)
        page.goto(address, wait_until="domcontentloaded")
        yield page
        assert faults == []


def sign_in(request: Any, service: Service, person: str) -> None:
    """Sign a browser's context in as one of the demo people."""
    answer = request.post(f"{service.address}/auth/demo", data={"person": person}, headers={"origin": service.address})
    assert answer.status == 204


def say(service: Service, person: str, thread: str, body: str, parent: str | None = None, **about: object) -> str:
    """Post a comment from elsewhere, and return its id."""
    comment_id = str(uuid.uuid4())
    with contextlib.closing(service.client(person)) as client:
        sent = {"thread": thread, "body": body, "parent": parent, **about}
        answer = client.put(f"/api/v1/comments/{comment_id}", json=sent)
    assert answer.status_code in (201, 202), answer.text
    return comment_id


def write(page: Page, body: str) -> None:
    """Type into the composer once it is there."""
    page.locator(BODY).fill(body)


def begin(page: Page) -> None:
    """Mean to write, and wait until what that takes is there."""
    page.locator(BODY).focus()
    expect(page.locator(HELD)).to_have_count(0)


def expect_announced(page: Page, sentence: str) -> None:
    """What a screen reader has been told last."""
    expect(page.locator(ANNOUNCED)).to_contain_text(sentence)


def drafts(page: Page) -> list[str]:
    """The texts of all drafts that this browser keeps."""
    return page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('townhall:draft:'))"
        ".map((key) => JSON.parse(localStorage[key]).body)"
    )


def _is_fault(message: ConsoleMessage) -> bool:
    return message.type == "error" and "Content Security Policy" in message.text
