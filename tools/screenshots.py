"""Takes the pictures in docs/images of a running `inv run`: by `inv screenshots`, when something has a new look."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tools.browser import get

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 860}
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_COLOURS = 96


def take(address: str, folder: Path) -> list[Path]:
    """Take every picture and return the files.

    Args:
        address: where site and service answer, without a slash at the end.
        folder: where the pictures go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(get()), args=[*_QUIET, "--disable-component-update", "--disable-sync"]
        )
        try:
            return [
                _front_page(browser, address, folder / "front-page.png"),
                _discussion(browser, address, folder / "discussion.png"),
                _waiting(browser, address, folder / "waiting.png"),
                _desk(browser, address, folder / "desk.png"),
                _desk_on_a_phone(browser, address, folder / "desk-phone.png"),
                _right_to_left(browser, address, folder / "right-to-left.png"),
            ]
        finally:
            browser.close()


def _front_page(browser: Browser, address: str, file: Path) -> Path:
    with _page(browser, DESKTOP) as page:
        page.goto(f"{address}/")
        return _keep(page, file)


def _discussion(browser: Browser, address: str, file: Path) -> Path:
    with _page(browser, DESKTOP, dark=True) as page:
        _sign_in(page, address, "amal")
        page.goto(f"{address}/news/robot-vacuum-briefing/#discussion")
        page.locator("townhall-discussion[state=ready] article").first.wait_for()
        return _keep(page, file, at=page.locator("townhall-discussion"), block="start")


def _waiting(browser: Browser, address: str, file: Path) -> Path:
    with _page(browser, PHONE) as page:
        _sign_in(page, address, "amal")
        page.goto(f"{address}/news/rotterdam-temperature-incident/#discussion")
        page.locator("townhall-discussion[state=ready] article").first.wait_for()
        if not page.locator(".th-status--waiting").count():
            page.locator("#composer textarea").fill("Who checks the door seals now, and how often?")
            page.locator("#composer button[type=submit]").first.click()
        waiting = page.locator(".th-comment", has=page.locator(".th-status--waiting")).first
        waiting.wait_for()
        return _keep(page, file, at=waiting, block="center")


def _desk(browser: Browser, address: str, file: Path) -> Path:
    with _page(browser, DESKTOP) as page:
        _open_at_the_desk(page, address)
        return _keep(page, file)


def _desk_on_a_phone(browser: Browser, address: str, file: Path) -> Path:
    with _page(browser, PHONE, dark=True) as page:
        _open_at_the_desk(page, address)
        return _keep(page, file)


def _open_at_the_desk(page: Page, address: str) -> None:
    """A comment in which something was found, as a facilitator opens it."""
    _sign_in(page, address, "dana")
    page.goto(f"{address}/admin/?queue=held")
    opened = page.locator(".th-row", has_text="Customer reference").first.locator("a")
    page.goto(address + (opened.get_attribute("href") or ""))
    # Without the ring that leads those who came by keyboard, and from the top.
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def _right_to_left(browser: Browser, address: str, file: Path) -> Path:
    with _page(browser, PHONE) as page:
        page.goto(f"{address}/ar/news/casablanca-second-cold-hall/")
        return _keep(page, file)


@contextmanager
def _page(browser: Browser, size: dict[str, int], *, dark: bool = False) -> Iterator[Page]:
    # Nothing moves in these pages but what motion-loving readers asked for.
    scheme = "dark" if dark else "light"
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    try:
        yield context.new_page()
    finally:
        context.close()


def _sign_in(page: Page, address: str, person: str) -> None:
    page.request.post(f"{address}/auth/demo", data={"person": person}, headers={"origin": address})


def _keep(page: Page, file: Path, *, at: Locator | None = None, block: str = "start") -> Path:
    """Keep the picture with few enough colours that the repository stays light.

    Args:
        at: what to bring into view once nothing moves any more.
        block: where in the view: start or center.
    """
    page.wait_for_load_state("networkidle")
    if at is not None:
        at.evaluate("(element, block) => element.scrollIntoView({block})", block)
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    return file


if __name__ == "__main__":
    for picture in take(sys.argv[1].rstrip("/"), Path(sys.argv[2])):
        print(picture)
