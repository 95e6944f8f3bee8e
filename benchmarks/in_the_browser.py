"""What a reader waits for, in a real Chromium: until a page and its discussion can be read on a throttled 3G phone,
what moves meanwhile, and how long what is pressed or typed takes to be seen where a page has 1,000 comments.

The pages are the demo company's, as production builds them. Times are the browser's own (Paint, Layout Instability and
Event Timing). A busy machine makes them longer and never shorter: so the least is told beside the median, and the load.
"""

import json
import os
import random
import statistics
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import thread
from benchmarks.lighthouse import PAGES, demo
from benchmarks.measure import ROUNDS, table
from tools.browser import get

PHONE = {"width": 390, "height": 844}
# What browsers call "fast 3G" and Lighthouse its slow phone: 1.6 Mbit/s down, 768 kbit/s up, 150 ms there and back.
THREE_G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 768e3 / 8}
USABLE, PROMPT, COMMENTS, A_ROOT = 2.0, 50, 1_000, 5
LONG, LONG_UID = "/news/night-shifts-four-on-four-off/", "rota-four-on"
_READY = "townhall-discussion[state=ready]"
_WATCH = """
  globalThis.seen = { shift: 0, events: [] };
  const observe = (type, each, more) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true, ...more });
  observe("layout-shift", (one) => { if (!one.hadRecentInput) seen.shift += one.value; });
  observe("event", (one) => { if (one.interactionId) seen.events.push(one.duration); }, { durationThreshold: 16 });
  addEventListener("townhall:load", () => { seen.talk = performance.now(); });
"""
_TIMES = """() => ({ text: performance.getEntriesByName("first-contentful-paint")[0].startTime, ...seen })"""
_SETTLED = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))"
)


def run() -> str:
    """Measure, and return the tables: of each the median of the rounds, and the least."""
    with (
        TemporaryDirectory() as folder,
        demo(Path(folder), TOWNHALL_LIMITS="comments=999999/1m") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=str(get()))
        arrivals = [_arrival(browser, address, name, page) for name, page in PAGES.items()]
        _talk(address)
        presses = _presses(browser, address)
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {ROUNDS} rounds"
    head = ("", "text s", "least s", "discussion s", "least s", "shift")
    return (
        table(f"A throttled 3G phone, at most {USABLE} s ({load})", head, arrivals)
        + "\n"
        + table(f"{COMMENTS:,} comments, at most {PROMPT} ms ({load})", ("", "median ms", "least ms", "times"), presses)
    )


def _arrival(browser: Browser, address: str, name: str, page: str) -> tuple[object, ...]:
    """Open a page at its discussion, with nothing kept of an earlier visit, after a first time that is not counted."""
    seen: list[dict[str, float]] = []
    for _ in range(ROUNDS + 1):
        with _opened(browser, throttled=True) as phone:
            phone.goto(f"{address}{page}#discussion")
            phone.wait_for_selector(_READY)
            phone.evaluate(_SETTLED)
            seen.append(phone.evaluate(_TIMES))
    times = ([one[key] / 1000 for one in seen[1:]] for key in ("text", "talk"))
    told = [f"{of(each):.2f}" for each in times for of in (statistics.median, min)]
    return name, *told, f"{max(one['shift'] for one in seen):.3f}"


def _presses(browser: Browser, address: str) -> list[tuple[object, ...]]:
    """What is pressed and typed, with the first roots of the thread and with all of them."""
    rows: list[tuple[object, ...]] = []
    for whole in (False, True):
        with _opened(browser) as page:
            signed = page.request.post(f"{address}/auth/demo", data={"person": "ben"}, headers={"origin": address})
            assert signed.ok
            page.goto(f"{address}{LONG}#discussion")
            page.wait_for_selector(_READY)
            while whole and page.locator("[data-next]").count():
                count = page.locator(".th-comment").count()
                page.locator("[data-next]").click()
                page.wait_for_function(f"() => document.querySelectorAll('.th-comment').length > {count}")
            shown = page.locator("townhall-discussion .th-comment").count()
            for what, press in _PRESSES.items():
                # Of each round what took longest: whoever waits, waits for that.
                taken = [max(_taken(page, press)) for _ in range(ROUNDS + 1)][1:]
                rows.append(
                    (f"{what}, {shown:,} shown", f"{statistics.median(taken):.0f}", f"{min(taken):.0f}", len(taken))
                )
    return rows


def _taken(page: Page, press: Callable[[Page], None]) -> list[float]:
    """How long each event of a press took until it was painted, in ms; less than 16 is told as 16."""
    page.evaluate("() => { seen.events = []; }")
    press(page)
    page.evaluate(_SETTLED)
    return [float(one) for one in page.evaluate("() => seen.events")] or [16.0]


def _reply(page: Page) -> None:
    page.locator(".th-comment [data-action=reply]").nth(20).click()
    page.locator(".th-comment form textarea").wait_for()
    page.keyboard.press("Escape")


def _type(page: Page) -> None:
    page.locator("[data-slot] textarea").click()
    page.keyboard.type("Said.")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")


def _react(page: Page) -> None:
    page.locator(".th-comment button[data-reaction]").nth(30).click()


def _preview(page: Page) -> None:
    page.locator("[data-slot] textarea").fill("Said.")
    page.locator("[data-slot] [name=preview]").click()
    page.locator(".th-preview").wait_for()
    page.locator("[data-slot] textarea").fill("")


_PRESSES: dict[str, Callable[[Page], None]] = {
    "a press on reply, and Escape": _reply,
    "typing in the box": _type,
    "a reaction": _react,
    "the preview": _preview,
}


@contextmanager
def _opened(browser: Browser, *, throttled: bool = False) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=throttled)  # type: ignore[arg-type]
    page = context.new_page()
    page.add_init_script(_WATCH)
    if throttled:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", THREE_G)
    yield page
    context.close()


def _talk(address: str) -> None:
    """A long discussion: roots with replies to them, each something that nobody has said."""
    chance = random.Random(22)
    origin = {"content-type": "application/json", "origin": address}
    cookie = _sent(address, "POST", "/auth/demo", {"person": "amal"}, origin).headers["set-cookie"].partition(";")[0]
    root = ""
    for number in range(COMMENTS):
        own = str(uuid.uuid4())
        root = own if number % A_ROOT == 0 else root
        body = f"{thread.said(chance)} {number}."
        comment = {"thread": LONG_UID, "body": body, "parent": None if own == root else root}
        _sent(address, "PUT", f"/api/v1/comments/{own}", comment, {**origin, "cookie": cookie})


def _sent(address: str, method: str, path: str, what: dict[str, Any], headers: dict[str, str]) -> Any:
    request = urllib.request.Request(address + path, json.dumps(what).encode(), headers, method=method)
    return urllib.request.urlopen(request)


if __name__ == "__main__":
    print(run())
