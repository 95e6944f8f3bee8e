"""A newsroom as small as a test needs: the cast and a page of each kind, nothing said yet, and no site beside it."""

import asyncio
import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

from playwright.sync_api import Browser, BrowserContext

from comments_service.storage import connection
from tests.conftest import move_in
from tests.support import databases
from tests.support.service import Service, serving


@contextlib.contextmanager
def small_town(
    template: Path, folder: Path, *, port: int | None = None, log: Path | None = None, **environment: str
) -> Iterator[Service]:
    """Run a service over a copy of a migrated, empty SQLite file, with the cast moved in."""
    url = databases.sqlite_copy(template, folder)

    async def fill() -> None:
        async with connection.opened(url):
            await move_in()

    # In a thread of its own: a browser that is open already keeps this one's event loop to itself.
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, fill()).result()
    with serving(url, port=port, log=log, **environment) as service:
        yield service


def say(service: Service, person: str, body: str, *, thread: str = "rota", parent: UUID | None = None) -> UUID:
    """Let somebody say something, and return its id."""
    made = uuid4()
    answers = {"parent": str(parent)} if parent else {}
    answer = service.client(person).put(f"/api/v1/comments/{made}", json={"thread": thread, "body": body, **answers})
    assert answer.status_code in (201, 202), answer.text
    return made


def browser_of(chromium: Browser, service: Service, person: str | None, **how: object) -> BrowserContext:
    """A browser of its own for somebody, signed in if they are somebody, at the service's address."""
    context = chromium.new_context(base_url=service.address, **how)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    if person:
        answer = context.request.post("/auth/demo", data={"person": person}, headers={"origin": service.address})
        assert answer.ok, answer.text()
    return context
