"""Signing in at the edge, behind a real nginx: it says who it is, and what a browser claims to be is taken away."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx2
import pytest
from playwright.sync_api import Browser, expect

from tests.deploy.conftest import SECRET, Production
from tests.support.reader import BODY, POST, READY, ROTA, write
from tests.support.service import run

ON_PURPOSE = {"sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate", "accept": "text/html"}
CLAIMS = {
    "X-Auth-Subject": "s-2",
    "X-Auth-Secret": SECRET,
    "X-Auth-Name": "Dana Reyes",
    "X-Auth-Groups": "newsroom-facilitators",
}
Caller = Callable[..., httpx2.Client]


@pytest.fixture
def caller(production: Production) -> Iterator[Caller]:
    """Makes clients: `caller("amal")` is signed in at the company, `caller()` is nobody there."""
    with ExitStack() as open_ones:

        def make(company: str | None = None, address: str | None = None) -> httpx2.Client:
            cookies = {"company": company} if company else {}
            headers = {"origin": production.address}
            where = address or production.address
            return open_ones.enter_context(
                httpx2.Client(base_url=where, verify=False, cookies=cookies, headers=headers)
            )

        yield make


def entered(client: httpx2.Client, **headers: str) -> httpx2.Client:
    answer = client.get("/auth/start?next=/t/rota-four-on", headers={**ON_PURPOSE, **headers})
    assert (answer.status_code, answer.headers["location"]) == (303, "/t/rota-four-on"), answer.text
    return client


def name_of(client: httpx2.Client, **headers: str) -> str | None:
    answer = client.get("/api/v1/me", headers=headers)
    return answer.json()["person"]["name"] if answer.status_code == 200 else None


def test_whom_the_company_does_not_know_reads_nothing_and_is_led_to_sign_in(caller: Caller) -> None:
    nobody = caller()
    led = nobody.get("/news/?page=2")

    assert (led.status_code, "login.example.com" in led.headers["location"]) == (302, True)
    assert led.headers["location"].endswith("/news/?page=2")
    assert nobody.get("/api/v1/me").status_code == 401
    assert nobody.get("/t/rota-four-on", headers=CLAIMS).status_code == 302


def test_whom_the_company_knows_signs_in_with_one_press_and_has_their_roles(caller: Caller) -> None:
    amal, dana = entered(caller("amal")), entered(caller("dana"))

    assert (name_of(amal), name_of(dana)) == ("Amal Haddad", "Dana Reyes")
    assert (amal.get("/admin/").status_code, dana.get("/admin/").status_code) == (403, 200)


@pytest.mark.parametrize("names", [str, str.lower, str.upper, lambda name: name.replace("-", "_")])
def test_what_a_browser_claims_to_be_is_taken_away(caller: Caller, names: Callable[[str], str]) -> None:
    claimed = {names(name): value for name, value in CLAIMS.items()}
    amal = entered(caller("amal"), **claimed)

    assert name_of(amal, **claimed) == "Amal Haddad"
    assert amal.get("/admin/", headers=claimed).status_code == 403


def test_past_the_proxy_nobody_is_anybody_without_its_secret(caller: Caller, production: Production) -> None:
    amal = entered(caller("amal"))
    behind = caller(address=production.services[0].address)
    # By hand: a client keeps a cookie that is for https alone to itself.
    session = {"cookie": "; ".join(f"{name}={value}" for name, value in amal.cookies.items())}
    said = {**CLAIMS, "X-Auth-Subject": "s-1"}

    assert name_of(amal) == "Amal Haddad"
    assert name_of(behind, **session) is None
    assert name_of(behind, **session, **said) == "Amal Haddad", "that the secret is all that is missing"
    assert name_of(behind, **session, **{**said, "X-Auth-Secret": "guessed"}) is None
    assert "is not believed: the secret was wrong" in production.log.read_text()


def test_a_session_counts_for_whom_the_company_names_now_alone(caller: Caller) -> None:
    amal, dana = entered(caller("amal")), caller("dana")
    dana.cookies.update({name: value for name, value in amal.cookies.items() if name != "company"})

    assert name_of(dana) is None


def test_a_publish_needs_no_sign_in_at_the_company_and_nobody_is_anybody_there(
    caller: Caller, production: Production
) -> None:
    database = {"TOWNHALL_DATABASE_URL": production.services[0].database_url}
    token = run("deploy-token", "new", "of-the-edge", **database).split()[-1]
    manifest = caller("amal").get("/threads.json").content
    json = {"content-type": "application/json"}
    unknown, known = (
        caller().put("/api/v1/site/threads", content=manifest, headers={**json, **more})
        for more in ({**CLAIMS, "authorization": "Bearer of-nobody"}, {"authorization": f"Bearer {token}"})
    )

    assert (unknown.status_code, unknown.json()["type"].rpartition("/")[2]) == (403, "deploy-token-is-wrong")
    assert (known.status_code, known.json()["archived"]) == (200, [])


@pytest.mark.browser
def test_from_an_article_to_a_comment_of_ones_own(chromium: Browser, production: Production) -> None:
    with chromium.new_context(base_url=production.address, ignore_https_errors=True) as context:
        context.set_default_timeout(10_000)
        context.add_cookies([{"name": "company", "value": "amal", "url": production.address}])
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{ROTA}#discussion")
        page.get_by_role("link", name="Sign in to comment").click()
        expect(page.locator(READY)).to_be_visible()
        expect(page.locator("[data-slot]")).to_contain_text("You speak as Amal Haddad")
        write(page, "Behind nginx it reads as before.")
        page.locator(POST).click()

        expect(page.locator("townhall-discussion article", has_text="Behind nginx it reads as before.")).to_be_visible()
        expect(page.locator(BODY)).to_have_value("")
        assert said == []
