"""Without a connection: what was read last and what everybody must read is there, says of when it is, and nothing
personal is kept."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import site
from tests.support.faults import BadConnection, bad_connection
from tests.support.reader import BODY, COMMENTS, HELD, LESSON, POST, READY, ROTA, reading, write
from tests.support.service import Service, serving

pytestmark = pytest.mark.browser

DOCKS = "/learning/doors-docks-and-airflow/"
ABOUT = "/about/"
FRENCH = "/fr/news/casablanca-second-cold-hall/"
NEVER_READ = "/expenses/"
KEPT_COPY = "[data-kept-copy]"
# All that is kept with pages: addresses and texts.
TEXTS_KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) found.push(url, await (await cache.match(url)).text());
  }
  return found.join("\\n");
}"""
# The widget's parts that are kept, before anybody but the worker has fetched them.
SCRIPTS_KEPT = """caches.keys().then((names) => names.filter((name) => name.startsWith("townhall-shell-")))
  .then((names) => Promise.all(names.map(async (name) => (await caches.open(name)).keys())))
  .then((all) => all.flat().map(({ url }) => /([a-z]+)(\\.[a-z]+)?\\.[0-9a-f]{16}\\.js$/.exec(url)))
  .then((found) => found.filter(Boolean).map(([, part, language = ""]) => part + language))"""
PAGES_KEPT = """async (name) => {
  const cache = await caches.open(name);
  const all = (await cache.keys()).map(async ({ url }) => [new URL(url).pathname, (await cache.match(url))?.headers]);
  return (await Promise.all(all)).filter(([, headers]) => headers?.get("x-townhall-kept")).map(([path]) => path).sort();
}"""


@pytest.fixture(scope="module")
def site_with_must_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, on a day on which one of its pages is a must-read."""
    folder = tmp_path_factory.mktemp("must-read")
    content = shutil.copytree(site.ROOT / "content", folder / "content")
    page = content / "news/night-shifts-four-on-four-off.md"
    lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
    end = (datetime.now(UTC) + timedelta(days=30)).date()
    lines = [f"Acknowledge_until: {end}\n" if line.startswith("Acknowledge_until") else line for line in lines]
    page.write_text("".join(lines), encoding="utf-8")
    return site.build(folder / "output", content=content)


@pytest.fixture
def far_away(site_with_must_read: Path, moved_in: Path, tmp_path: Path) -> Iterator[tuple[Service, BadConnection]]:
    """A newsroom behind a connection that can be cut; its pages can be changed."""
    file = tmp_path / "townhall.sqlite3"
    shutil.copy(moved_in, file)
    pages = shutil.copytree(site_with_must_read, tmp_path / "pages")
    with bad_connection(delay=0) as between:
        public = {"TOWNHALL_PUBLIC_URL": between.address}
        with serving(f"sqlite://{file}", site=pages, **public) as service:
            between.service = service.address
            yield Service(between.address, service.database_url, service.process), between


def at_work(page: Page) -> None:
    """Wait until the page has a service worker."""
    page.wait_for_function("() => navigator.serviceWorker.controller")


def kept(page: Page, name: str = "townhall-read") -> list[str]:
    return page.evaluate(PAGES_KEPT, name)


def wait_until_kept(page: Page, path: str, name: str = "townhall-read") -> None:
    page.wait_for_function(f"async () => (await ({PAGES_KEPT})('{name}')).includes('{path}')")


def wait_until_there_to_write(page: Page, language: str) -> None:
    wanted = [f"{part}{language}" for part in ("about", "asking", "posting", "reading", "writing")]
    page.wait_for_function(
        f"(wanted) => {SCRIPTS_KEPT}.then((there) => wanted.every((one) => there.includes(one)))", arg=wanted
    )
    assert not set(page.evaluate(f"() => {SCRIPTS_KEPT}")) - {*wanted, *(one.removesuffix(language) for one in wanted)}


def to_be_kept(pages: Path) -> list[str]:
    """The addresses of all pages that say that they may be."""
    files = sorted(pages.rglob("index.html"))
    marked = [file for file in files if '<meta name="townhall-keep"' in file.read_text(encoding="utf-8")]
    return [f"/{file.parent.relative_to(pages).as_posix()}/" for file in marked]


def test_what_was_read_and_what_must_be_read_is_there_without_a_connection(
    chromium: Browser, far_away: tuple[Service, BadConnection]
) -> None:
    service, between = far_away
    with reading(chromium, service, ABOUT, "amal", service_workers="allow") as page:
        at_work(page)
        wait_until_kept(page, ABOUT)
        wait_until_kept(page, ROTA, "townhall-must")
        page.goto(f"{DOCKS}#discussion")
        expect(page.locator(READY)).to_be_visible()
        said = page.locator(COMMENTS).count()
        wait_until_kept(page, DOCKS)
        write(page, "Only my own draft says this.")
        expect(page.locator(KEPT_COPY)).to_be_hidden()
        between.weather.is_cut = True

        page.reload()
        expect(page.locator(KEPT_COPY)).to_contain_text("a copy that was kept on this device on")
        assert page.locator(f"{KEPT_COPY} time").get_attribute("datetime")
        expect(page.locator("[data-kept-talk]")).to_contain_text("The discussion is shown as it was on")
        expect(page.locator(COMMENTS)).to_have_count(said)

        page.goto(f"{ROTA}?from=mail")
        expect(page.locator("h1")).to_contain_text("our")
        expect(page.locator(KEPT_COPY)).to_be_visible()
        page.goto(NEVER_READ)
        expect(page.locator("h1")).to_have_text("You are reading without a connection")
        expect(page.locator("[data-kept-in=townhall-must] a")).to_have_count(1)
        expect(page.locator("[data-kept-in=townhall-read] a")).to_have_count(2)
        page.locator(f"[data-kept-in=townhall-read] a[href$='{ABOUT}']").click()
        expect(page.locator(KEPT_COPY)).to_be_visible()

        between.weather.is_cut = False
        page.reload()
        expect(page.locator(KEPT_COPY)).to_be_hidden()
        page.goto(NEVER_READ)
        expect(page.locator("h1")).not_to_have_text("You are reading without a connection")


def test_on_a_page_opened_without_a_connection_one_can_write_and_it_is_said_once(
    chromium: Browser, far_away: tuple[Service, BadConnection]
) -> None:
    service, between = far_away
    with reading(chromium, service, ABOUT, "amal", service_workers="allow") as page:
        at_work(page)
        page.goto(f"{DOCKS}#discussion")
        expect(page.locator(BODY)).to_be_visible()
        wait_until_kept(page, DOCKS)
        wait_until_there_to_write(page, "")
        between.weather.is_cut = True
        page.reload()
        write(page, "Said in the cold store, where there is no signal.")
        page.locator(POST).click()
        expect(page.locator("[data-waiting]")).to_contain_text("Will send when you are back.")
        other = page.context.new_page()
        other.goto(f"{DOCKS}#discussion")
        expect(other.locator("[data-waiting]")).to_contain_text("Said in the cold store")
        between.weather.is_cut = False
        for one in (page, other):
            one.evaluate("() => dispatchEvent(new Event('online'))")
        for one in (page, other):
            expect(one.locator("[data-waiting]")).to_have_count(0)
        page.reload()
        expect(page.locator(COMMENTS).filter(has_text="Said in the cold store")).to_have_count(1)

        page.get_by_role("button", name="Sign out").click()
        expect(page.locator("[data-slot]")).to_contain_text("Sign in")
        assert "Amal Haddad" not in page.evaluate("() => JSON.stringify(localStorage)")


def test_what_writing_takes_is_there_in_the_language_of_the_page(
    chromium: Browser, far_away: tuple[Service, BadConnection]
) -> None:
    service, between = far_away
    with reading(chromium, service, f"{FRENCH}#discussion", "amal", service_workers="allow") as page:
        expect(page.locator(BODY)).to_be_visible()
        at_work(page)
        wait_until_there_to_write(page, ".fr")
        between.weather.is_cut = True
        write(page, "Dit là où il n’y a pas de réseau.")
        expect(page.locator(HELD)).to_have_count(0)
        page.locator(POST).click()

        # The browser does not know that there is no connection: so it says that it did not get through.
        expect(page.locator(".th-refusal button")).to_be_visible()


def test_nothing_personal_is_kept_with_the_pages(chromium: Browser, far_away: tuple[Service, BadConnection]) -> None:
    service, _ = far_away
    with reading(chromium, service, ABOUT, "amal", service_workers="allow") as page:
        at_work(page)
        page.goto(f"{DOCKS}#discussion")
        expect(page.locator(READY)).to_contain_text("You speak as Amal Haddad")
        for address in ("/me/mail", "/t/ccb-4-docks-airflow", "/auth/sessions", "/privacy/now", f"{DOCKS}#discussion"):
            page.goto(address)
        wait_until_kept(page, DOCKS)
        caches = page.evaluate("() => caches.keys()")
        addresses = page.evaluate(
            "async (names) => (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()))))"
            ".flat().map(({ url }) => new URL(url).pathname)",
            caches,
        )

        assert not [one for one in addresses if one.startswith(("/api", "/me", "/auth", "/admin", "/privacy/now"))]
        assert [one for one in addresses if one.startswith("/t/")] == ["/t/ccb-4-docks-airflow/fragment"]
        texts = page.evaluate(TEXTS_KEPT)
        assert "Doors, docks and airflow" in texts
        assert "You speak as" not in texts


def test_twenty_pages_are_kept_and_what_is_gone_goes(
    chromium: Browser, far_away: tuple[Service, BadConnection], tmp_path: Path
) -> None:
    service, between = far_away
    with reading(chromium, service, ABOUT, service_workers="allow") as page:
        at_work(page)
        wait_until_kept(page, ABOUT)
        addresses = [one for one in to_be_kept(tmp_path / "pages") if one not in (ABOUT, ROTA)][:21]
        assert len(addresses) == 21
        for address in addresses:
            page.goto(address, wait_until="commit")
            wait_until_kept(page, address)
        # What is one too many goes once the new one is there, a moment later.
        page.wait_for_function(f"async () => (await ({PAGES_KEPT})('townhall-read')).length <= 20")
        assert kept(page) == sorted(addresses[1:])
        assert kept(page, "townhall-must") == [ROTA]

        shutil.rmtree(tmp_path / "pages" / addresses[-1].strip("/"))
        page.goto(addresses[-1])
        page.wait_for_function(f"async () => !(await ({PAGES_KEPT})('townhall-read')).includes('{addresses[-1]}')")
        between.weather.is_cut = True
        page.goto(addresses[-1])
        expect(page.locator("h1")).to_have_text("You are reading without a connection")
        page.get_by_role("button", name="Delete these copies").click()
        expect(page.locator("[data-kept-none]")).to_be_visible()
        assert kept(page) == kept(page, "townhall-must") == []


def test_a_build_without_it_takes_away_what_an_earlier_one_kept(
    chromium: Browser, far_away: tuple[Service, BadConnection], tmp_path: Path
) -> None:
    service, _ = far_away
    with reading(chromium, service, LESSON, service_workers="allow") as page:
        at_work(page)
        wait_until_kept(page, LESSON)
        shutil.copy(site.ROOT / "theme/offline/none.js", tmp_path / "pages/sw.js")
        page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")

        page.wait_for_function("async () => !(await caches.keys()).length")
        page.wait_for_function("async () => !(await navigator.serviceWorker.getRegistration())")
