"""Site and service behind a real nginx with the files that are shipped: headers, policies, what is passed on."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser

from comments_service.web.headers import HEADERS
from comments_service.web.routes import TABLE
from plugins.policy import headers
from tests.deploy.conftest import Production
from tests.support.nginx import SHIPPED
from tests.support.reader import READY
from tests.support.site import PAGES

OF_THE_SERVICE = (
    "/t/rota-four-on",
    "/t/rota-four-on/fragment",
    "/api/v1/threads/rota-four-on",
    "/api/v1/nothing-here",
    "/embed/v1/townhall.js",
    "/auth/login",
    "/privacy/now",
    "/openapi.json",
)
SAID_ONCE = {name.lower() for name in (*headers("https://a.example"), "Content-Type", "Content-Length", "ETag", "Vary")}


@pytest.fixture
def reader(production: Production) -> Iterator[httpx2.Client]:
    """Somebody whom the company knows."""
    how = {"verify": False, "cookies": {"company": "amal"}}
    with httpx2.Client(base_url=production.address, **how) as client:  # type: ignore[arg-type]
        yield client


@pytest.mark.parametrize(
    "address", ["/", "/news/", "/theme/css/article.css", "/threads.json", "/sw.js", "/no-such-page/"]
)
def test_every_page_of_the_site_says_its_headers_once(
    reader: httpx2.Client, production: Production, address: str
) -> None:
    answer = reader.get(address)
    wanted = headers(production.address)

    assert answer.status_code == (404 if address == "/no-such-page/" else 200)
    assert {name: answer.headers.get_list(name) for name in wanted} == {name: [said] for name, said in wanted.items()}
    assert answer.headers.get("cache-control") == ("no-cache" if address == "/sw.js" else None)
    if address == "/no-such-page/":
        assert "<h1" in answer.text


@pytest.mark.parametrize("address", ["/search/?q=rota", "/fr/search/", "/ar/search/index.html"])
def test_where_readers_search_their_browser_may_read_the_index_and_nobody_writes_down_what_for(
    reader: httpx2.Client, production: Production, address: str
) -> None:
    answer = reader.get(address)
    wanted = headers(production.address, searches=True)

    assert answer.status_code == 200
    assert {name: answer.headers.get_list(name) for name in wanted} == {name: [said] for name, said in wanted.items()}
    assert "'wasm-unsafe-eval'" in wanted["Content-Security-Policy"]
    assert wanted["Referrer-Policy"] == "no-referrer"
    assert "'wasm-unsafe-eval'" not in reader.get("/news/").headers["content-security-policy"]


def test_a_page_is_sent_as_the_publish_compressed_it(reader: httpx2.Client, published: tuple[Path, int]) -> None:
    packed = (published[0] / "output" / "news" / "index.html.gz").read_bytes()

    with reader.stream("GET", "/news/", headers={"accept-encoding": "gzip"}) as answer:
        sent = b"".join(answer.iter_raw())

    assert sent == packed
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in reader.get("/news/", headers={"accept-encoding": "identity"}).headers


@pytest.mark.parametrize("address", OF_THE_SERVICE)
def test_every_answer_of_the_service_says_its_own_headers_once(reader: httpx2.Client, address: str) -> None:
    answer = reader.get(address, headers={"accept": "text/html"})
    said = Counter(name.lower() for name, _ in answer.headers.multi_items())

    assert [name for name, times in said.items() if times > 1 and name in SAID_ONCE] == []
    usual = {"content-security-policy", "x-content-type-options"} if "fragment" in address else {*HEADERS}
    assert {*usual, "strict-transport-security"} <= set(said)
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_a_kept_fragment_is_as_the_service_sent_it(reader: httpx2.Client, production: Production) -> None:
    first = reader.get("/t/rota-four-on/fragment", headers={"accept-encoding": "br"})
    known = {"accept-encoding": "br", "if-none-match": first.headers["etag"]}
    again = reader.get("/t/rota-four-on/fragment", headers=known)

    assert first.headers["content-encoding"] == "br"
    assert not first.headers["etag"].startswith("W/")
    assert again.status_code == 304


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_what_is_for_inside_is_not_passed_on(reader: httpx2.Client, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_what_is_too_large_is_refused_and_a_publish_may_be_larger(reader: httpx2.Client) -> None:
    publish = {"authorization": "Bearer of-nobody"}

    assert reader.post("/api/v1/preview", json={"body": "x" * 70_000}).status_code == 413
    assert reader.put("/api/v1/site/threads", json={"x": "x" * 2_000_000}, headers=publish).status_code == 403


def test_the_desk_hears_at_once_what_happens(production: Production) -> None:
    """Nothing between the service and the desk waits until there is more to send."""
    how = {"verify": False, "cookies": {"company": "dana"}, "timeout": 10, "follow_redirects": True}
    with httpx2.Client(base_url=production.address, **how) as dana:  # type: ignore[arg-type]
        dana.get("/auth/start?next=/t/rota-four-on", headers={"sec-fetch-site": "same-origin", "accept": "text/html"})
        with dana.stream("GET", "/admin/live") as live:
            heard = next(line for line in live.iter_lines() if line.startswith("event:"))

    assert heard == "event: desk"


@pytest.mark.browser
def test_no_page_has_anything_to_complain_of(chromium: Browser, production: Production) -> None:
    with chromium.new_context(base_url=production.address, ignore_https_errors=True) as context:
        context.set_default_timeout(10_000)
        context.add_cookies([{"name": "company", "value": "amal", "url": production.address}])
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda one: said.append(f"{page.url}: {one.text}") if one.type != "log" else None)
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        page.on("response", lambda one: said.append(f"{one.url}: {one.status}") if one.status >= 400 else None)
        # What is scheduled is not published.
        pages = [address for name, address in PAGES.items() if name != "scheduled story"]
        for address in (*pages, "/t/rota-four-on", "/auth/login", "/privacy/now"):
            page.goto(address, wait_until="load")
        page.goto("/news/night-shifts-four-on-four-off/#discussion")
        page.locator(READY).wait_for()

        assert said == []


def test_every_address_of_the_service_is_passed_on_but_those_for_inside() -> None:
    """Here, where no nginx is needed: whoever adds an address learns it in any case."""
    said = (SHIPPED / "townhall.conf").read_text()
    beginnings, _searches = re.findall(r"location ~ (\S+) {", said)
    exact = set(re.findall(r"location = (\S+) {", said))

    left = {path for path in TABLE if not re.match(beginnings, path)} - exact
    assert left == {"/healthz", "/readyz"}
