"""On a bad connection each comment is said once: whatever is dropped, late or sent twice on the way.

What happens to each is made up from its number, so that a failure can be had again. A soak tries two hundred, with
delays as long as they are; else it is twenty, with all times an eighth of what they are.
"""

import asyncio
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

import hypothesis
import pytest
from playwright.sync_api import Browser, Page, expect

from comments_service.storage import connection
from comments_service.storage.tables import Revision
from tests.support.faults import BadConnection, bad_connection, forecast
from tests.support.reader import COMMENTS, POST, READY, drafts, reading, write
from tests.support.service import Service, serving

pytestmark = [pytest.mark.browser, pytest.mark.soak]

DOCKS = "/learning/doors-docks-and-airflow/#discussion"
IS_SOAK = hypothesis.settings().max_examples >= 1000
TURNS, PACE = (10, 1) if IS_SOAK else (1, 8)
TRIES = 20  # a turn
DELAY = 10 / PACE  # seconds
HURRY = f"const timeout = AbortSignal.timeout; AbortSignal.timeout = (ms) => timeout(ms / {PACE})"
IS_WAITING = "() => Object.keys(localStorage).some((name) => name.startsWith('townhall:waiting:'))"
KEPT = "That did not get through. Your text is kept here."
NOUNS = (
    "apron bench cable drain engine fence gauge handle insulation jacket kettle ladder magnet nozzle oven pallet quay "
    "shelf tarpaulin umbrella valve window yard zip anchor bucket compressor dock evaporator forklift glove hook joint "
    "key label motor notice oil pump queue roof sensor trolley unit van wheel box crate door fan gate hose lamp mast"
).split()
PATIENCE = 60_000  # milliseconds


@dataclass
class Town:
    """A service behind a bad connection."""

    service: Service
    connection: BadConnection


@pytest.fixture
def far_away(built_site: Path, moved_in: Path, tmp_path: Path) -> Iterator[Town]:
    file = tmp_path / "townhall.sqlite3"
    shutil.copy(moved_in, file)
    with bad_connection(DELAY) as between:
        public = {"TOWNHALL_PUBLIC_URL": between.address}
        with serving(f"sqlite://{file}", site=built_site, **public) as service:
            between.service = service.address
            yield Town(Service(between.address, service.database_url, service.process), between)


@pytest.mark.parametrize("turn", range(TURNS))
def test_each_comment_is_said_once(chromium: Browser, far_away: Town, turn: int) -> None:
    tries = range(turn * TRIES, (turn + 1) * TRIES)
    with reading(chromium, far_away.service, "/about/", "amal") as page:
        page.set_default_timeout(PATIENCE)
        page.add_init_script(HURRY)
        page.goto(DOCKS)
        for number in tries:
            dice = Random(number)
            far_away.connection.weather.coming = forecast(dice)
            say_it(page, text_of(number), dice)

        assert drafts(page) == []
    happened = Counter(far_away.connection.weather.happened)
    assert all(happened[kind] for kind in ("dropped", "unanswered", "late", "twice"))
    said = Counter(said_in(far_away.service.database_url))
    assert {text_of(number): said[text_of(number)] for number in tries} == {text_of(number): 1 for number in tries}


def text_of(number: int) -> str:
    """What nobody has said nearly so before: else the service advises against it."""
    return f"{' '.join(Random(number).sample(NOUNS, 7))} {number}."


def say_it(page: Page, text: str, dice: Random) -> None:
    """As people do: post it, and try again for as long as it says that it did not get through, or leave it to wait."""
    write(page, text)
    page.locator(POST).click()
    comment = page.locator(COMMENTS).filter(has_text=text)
    settled = page.locator("form.th-composer[aria-busy=false] .th-refusal")
    while True:
        expect(comment.or_(settled).first).to_be_attached(timeout=PATIENCE)
        if comment.count():
            break
        expect(settled).to_contain_text(KEPT)
        if dice.random() < 0.3:
            leave_it(page)
            break
        page.locator(POST).click()
    expect(comment).to_have_count(1)


def leave_it(page: Page) -> None:
    """Let it wait, in two tabs that both send it when there is a connection: each time the browser says so."""
    leave = page.get_by_role("button", name="Send it when I am back")
    leave.click()
    # It is out of the box. Whether it is seen to wait depends on how soon the other tab has sent it.
    expect(leave).to_have_count(0)
    tabs = [page, other_tab(page)]
    while page.evaluate(IS_WAITING):
        for tab in tabs:
            tab.evaluate("() => dispatchEvent(new Event('online'))")
        page.wait_for_timeout(50)
    page.reload()


def other_tab(page: Page) -> Page:
    """The second tab of the same browser, opened when it is wanted first."""
    if len(page.context.pages) == 1:
        other = page.context.new_page()
        other.add_init_script(HURRY)
        other.goto(DOCKS)
        expect(other.locator(READY)).to_be_attached(timeout=PATIENCE)
    return page.context.pages[1]


def said_in(database_url: str) -> list[str]:
    """The words of every comment in the database, as they were said first."""

    async def read() -> list[str]:
        async with connection.opened(database_url):
            return [str(one["body"]) for one in await Revision.all().values("body")]

    # In a thread of its own: a browser that is open keeps this one's event loop to itself.
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(asyncio.run, read()).result()
