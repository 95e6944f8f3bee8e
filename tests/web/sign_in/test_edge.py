"""Signing in through a proxy at the edge, over HTTP: a session like any other, that counts for nobody else."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from comments_service.settings import Settings, read
from tests.people.test_proxy import AMAL as ZOE
from tests.people.test_proxy import SETTINGS
from tests.support.contents import rows

AMAL = {**ZOE, "x-auth-name": "Amal Quist"}
BEN = {**AMAL, "x-auth-subject": "s-2", "x-auth-name": "Ben Other"}
ON_PURPOSE = {"sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
Browser = Callable[..., TestClient]


@pytest.fixture
def settings(database_url: str) -> Settings:
    return read({"TOWNHALL_DATABASE_URL": database_url, **SETTINGS})


@pytest.fixture
def browser(app: TestClient) -> Browser:
    """Makes browsers behind the proxy: what it says of who sits there, and where the connection comes from."""

    def make(headers: dict[str, str] | None = None, peer: str = "10.0.0.5") -> TestClient:
        client = TestClient(
            app.app, base_url=str(app.base_url), client=(peer, 9), follow_redirects=False, headers=headers or {}
        )
        client.portal = app.portal
        return client

    return make


def name_of(client: TestClient) -> str | None:
    answer = client.get("/api/v1/me")
    return answer.json()["person"]["name"] if answer.status_code == 200 else None


def enter(client: TestClient) -> int:
    return client.get("/auth/start?next=/t/rota", headers=ON_PURPOSE).status_code


def test_who_is_let_through_signs_in_with_one_press(browser: Browser, settings: Settings) -> None:
    amal = browser(AMAL)
    assert name_of(amal) is None

    led = amal.get("/auth/login?next=/t/rota", headers=ON_PURPOSE)
    assert led.headers["location"] == "/auth/start?next=/t/rota"
    answer = amal.get(led.headers["location"], headers=ON_PURPOSE)

    assert (answer.status_code, answer.headers["location"], name_of(amal)) == (303, "/t/rota", "Amal Quist")

    assert rows(settings.database_url, "SELECT way FROM session") == [("proxy",)]
    assert amal.post("/auth/demo", json={"person": "dana"}).status_code == 403


def test_a_session_counts_for_nobody_else_and_nowhere_else(browser: Browser) -> None:
    amal = browser(AMAL)
    enter(amal)
    cookie = dict(amal.cookies)

    def seen(headers: dict[str, str], peer: str = "10.0.0.5") -> str | None:
        thief = browser(headers, peer)
        thief.cookies.update(cookie)
        return name_of(thief)

    assert seen(AMAL) == "Amal Quist"
    assert [seen(BEN), seen({}), seen(AMAL, "9.9.9.9"), seen({**AMAL, "x-auth-secret": "x"})] == [None] * 4


def test_when_the_proxy_names_another_that_one_signs_in_afresh(browser: Browser) -> None:
    amal = browser(AMAL)
    enter(amal)
    amal.headers.update(BEN)
    assert name_of(amal) is None
    enter(amal)

    assert name_of(amal) == "Ben Other"
    amal.headers.update(AMAL)
    assert name_of(amal) is None


@pytest.mark.parametrize(
    ("headers", "peer"), [({}, "10.0.0.5"), (AMAL, "9.9.9.9"), ({**AMAL, "x-forwarded-for": "10.0.0.5"}, "9.9.9.9")]
)
def test_nobody_enters_whom_the_proxy_does_not_vouch_for(
    browser: Browser, settings: Settings, headers: dict[str, str], peer: str
) -> None:
    assert enter(browser(headers, peer)) == 403
    assert rows(settings.database_url, "SELECT id FROM session") == []


def test_whoever_signs_out_stays_so_until_they_press(browser: Browser) -> None:
    amal = browser(AMAL)
    enter(amal)
    token = amal.get("/api/v1/threads/rota/me").json()["token"]
    assert (
        amal.post("/auth/logout", data={"_token": token}, headers={"origin": "http://127.0.0.1:8000"}).status_code
        == 303
    )
    shown = amal.get("/auth/login", headers=ON_PURPOSE)

    assert (shown.status_code, "Sign in with your company account" in shown.text) == (200, True)


def test_another_sites_page_signs_nobody_in(browser: Browser) -> None:
    led = browser(AMAL).get("/auth/start", headers={**ON_PURPOSE, "sec-fetch-site": "cross-site"})

    assert led.headers["location"].startswith("/auth/login")
