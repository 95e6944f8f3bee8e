"""Signing in through a real provider by real HTTP: what comes back is believed only where it must be, and every way in
which it can go wrong is a page that says what to do."""

import asyncio
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from comments_service.people.openid.tokens import LOGOUT_EVENT
from comments_service.storage import connection, people
from comments_service.web.problems import STATUS
from tests.support.company import BEN
from tests.support.provider import Caller, Company, company, somebody_at
from tests.support.service import Service, free_port, serving
from tests.support.small_town import small_town

AMAL = {"name": "Amal Haddad", "preferred_username": "amal", "office": "Casablanca", "department": "Warehouse"}


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def provider(port: int) -> Iterator[Company]:
    with company(f"http://127.0.0.1:{port}") as running:
        yield running


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "service.log"


@pytest.fixture(scope="module")
def service(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, provider: Company, port: int, log: Path
) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("town")
    with small_town(sqlite_template, folder, port=port, log=log, **provider.settings()) as service:
        yield service


@pytest.fixture(scope="module")
def other(service: Service, provider: Company) -> Iterator[Service]:
    """Another process over the same database."""
    with serving(service.database_url, **provider.settings(), TOWNHALL_PUBLIC_URL=service.address) as running:
        yield running


@pytest.fixture
def caller(service: Service, provider: Company) -> Iterator[Caller]:
    provider.control(people={"s-amal": {**AMAL, "groups": []}}, skew=0, down=False)
    with somebody_at(service) as caller:
        yield caller


def heading(answer: httpx2.Response) -> str:
    return re.search("<h1[^>]*>([^<]*)<", answer.text)[1]  # type: ignore[index]


def cookie_of(caller: Caller) -> dict[str, str]:
    """The session's cookie, for a request to another process."""
    return {"cookie": f"townhall_session={caller.client.cookies['townhall_session']}"}


def sent(address: str, **changed: str | None) -> str:
    """An address that the provider led back to, with something else in it."""
    url = httpx2.URL(address)
    return str(url.copy_with(params={k: v for k, v in {**dict(url.params), **changed}.items() if v is not None}))


def test_whoever_signs_in_there_is_signed_in_here_and_led_to_where_they_came_from(caller: Caller) -> None:
    answer = caller.signs_in("s-amal", "/t/rota?sort=newest#composer")

    assert (answer.status_code, answer.headers["location"]) == (303, "/t/rota?sort=newest#composer")
    assert caller.me is not None
    assert (caller.me["handle"], caller.me["site"], caller.me["roles"]) == ("amal", "Casablanca", [])


def test_it_is_begun_with_a_code_a_challenge_by_sha_256_a_state_and_a_nonce(caller: Caller) -> None:
    asked, again = (httpx2.URL(caller.begun()).params for _ in range(2))

    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert all(len(asked[one]) >= 22 and asked[one] != again[one] for one in ("state", "nonce", "code_challenge"))
    assert asked["redirect_uri"] == f"{caller.service.address}/auth/callback"


def test_roles_and_places_are_brought_up_to_date_at_each_sign_in(caller: Caller, provider: Company) -> None:
    def signed_in_with(*groups: str) -> list[Any]:
        provider.control(people={"s-zoe": {"name": "Zoe Quist", "preferred_username": "zoe", "groups": groups}})
        with somebody_at(caller.service) as one:
            one.signs_in("s-zoe")
            assert one.me is not None
            return [one.me["handle"], one.me["roles"], one.me["site"]]

    assert signed_in_with("leaders", "newsroom-facilitators", "admin") == ["zoe", ["leader", "facilitator"], ""]
    assert signed_in_with("gdansk-staff") == ["zoe", [], "Gdańsk"]


def test_a_handle_that_was_given_away_does_not_bring_its_person_along(caller: Caller, provider: Company) -> None:
    caller.signs_in("s-amal")
    provider.control(people={"s-another": {**AMAL, "name": "Another Amal"}})
    with somebody_at(caller.service) as another:
        another.signs_in("s-another")

        assert another.me is not None
        assert another.me["handle"].startswith("person-")
    assert caller.me is not None
    assert caller.me["name"] == "Amal Haddad"


@pytest.mark.parametrize(
    ("changed", "status", "told"),
    [
        ({"state": "another"}, 400, "That sign-in is over"),
        ({"state": None}, 400, "That sign-in is over"),
        ({"code": None}, 400, "That sign-in is over"),
        ({"code": "never-given"}, 400, "That sign-in is over"),
        ({"iss": "https://evil.example"}, 400, "You are not signed in"),
        ({"iss": None}, 400, "You are not signed in"),
        ({"code": None, "error": "access_denied"}, 403, "You are not signed in"),
        ({"code": None, "error": "invalid_scope\r\nforged"}, 403, "You are not signed in"),
        ({"code": None, "error": "temporarily_unavailable"}, 503, "Signing in has to wait"),
    ],
)
def test_what_was_meddled_with_signs_nobody_in_and_leads_nobody_in_circles(
    caller: Caller, changed: dict[str, str | None], status: int, told: str
) -> None:
    answer = caller.get(sent(caller.sent_back("s-amal", caller.begun("/t/rota")), **changed))

    assert (answer.status_code, heading(answer), caller.me) == (status, told, None)
    assert "/auth/login?next=/" in answer.text


def test_an_answer_serves_once_and_only_the_browser_that_asked(caller: Caller) -> None:
    address = caller.sent_back("s-amal", caller.begun())
    with somebody_at(caller.service) as thief:
        assert heading(thief.get(address)) == "That sign-in is over"
    assert caller.get(address).status_code == 303
    assert [name for name in caller.client.cookies if "pending" in name] == []

    assert heading(caller.get(address)) == "That sign-in is over"


def test_a_code_with_another_sign_ins_state_is_worth_nothing(caller: Caller) -> None:
    first, second = (caller.sent_back("s-amal", caller.begun()) for _ in range(2))
    code = httpx2.URL(first).params["code"]

    assert caller.get(sent(second, code=code)).status_code == 400
    assert caller.me is None


def test_a_state_that_only_begins_like_the_one_of_before_is_another(caller: Caller) -> None:
    address = caller.sent_back("s-amal", caller.begun())
    begins = httpx2.URL(address).params["state"][:8]

    assert heading(caller.get(sent(address, state=f"{begins}and something else"))) == "That sign-in is over"


def test_two_windows_may_sign_in_at_once(caller: Caller) -> None:
    first, second = caller.begun("/t/rota"), caller.begun("/t/incident")
    led = [caller.get(caller.sent_back("s-amal", one)).headers["location"] for one in (first, second)]

    assert led == ["/t/rota", "/t/incident"]


def test_a_browser_keeps_few_sign_ins_however_often_one_begins(caller: Caller) -> None:
    for _ in range(7):
        caller.begun()

    assert len([name for name in caller.client.cookies if "pending" in name]) <= 5


@pytest.mark.parametrize(("skew", "status"), [(-30, 303), (30, 303), (-600, 400), (600, 400)])
def test_clocks_may_disagree_a_little(caller: Caller, provider: Company, skew: int, status: int) -> None:
    provider.control(skew=skew)
    answer = caller.signs_in("s-amal")

    assert answer.status_code == status
    assert status == 303 or heading(answer) == "Two clocks disagree"


def test_a_key_that_the_provider_changed_to_is_believed_within_seconds(caller: Caller, provider: Company) -> None:
    caller.signs_in("s-amal")
    provider.control(key="new")
    deadline = time.monotonic() + 20
    while (answer := caller.signs_in("s-amal")).status_code != 303:
        assert (heading(answer), time.monotonic() < deadline) == ("You are not signed in", True)
        time.sleep(0.5)


def test_a_key_that_is_new_is_looked_for_once_and_not_for_everybody_who_names_one(
    caller: Caller, provider: Company
) -> None:
    caller.signs_in("s-amal")
    before = provider.control()["fetches"]
    forged = ".".join(("eyJhbGciOiJSUzI1NiIsImtpZCI6Im5vYm9keXMifQ", "e30", "AA"))
    for _ in range(5):
        answer = caller.client.post("/auth/backchannel-logout", data={"logout_token": forged})
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")

    assert provider.control()["fetches"] - before <= 1


def test_while_the_provider_is_down_a_page_says_so_and_what_is_kept(caller: Caller, provider: Company) -> None:
    address = caller.sent_back("s-amal", caller.begun("/t/rota"))
    provider.control(down=True)
    answer = caller.get(address)

    assert (answer.status_code, heading(answer)) == (503, "Signing in has to wait")
    assert 'href="/t/rota"' in answer.text
    assert answer.headers["retry-after"]


def test_in_one_origin_alone_a_page_decides_that_somebody_signs_in(caller: Caller) -> None:
    def led(path: str, **headers: str) -> str:
        return caller.client.get(path, headers=headers).headers.get("location", "")

    assert led("/auth/start?next=/t/rota", **{"sec-fetch-site": "cross-site"}) == "/auth/login?next=/t/rota"
    assert led("/auth/start", **{"sec-fetch-site": "same-origin", "sec-fetch-dest": "iframe"}) == "/auth/login?next=/"
    assert led("/auth/login?next=/t/rota", **{"sec-fetch-site": "cross-site"}) == ""
    assert led("/auth/login?next=/t/rota", **{"sec-fetch-site": "same-origin"}) == "/auth/start?next=/t/rota"
    assert led("/auth/login?next=/t/rota", **{"sec-fetch-site": "none"}) == "/auth/start?next=/t/rota"


def test_nobody_is_led_to_another_site_by_way_of_the_provider(caller: Caller) -> None:
    led = caller.signs_in("s-amal", "//evil.example").headers["location"]

    assert led == "/"


def test_where_the_company_signs_in_nobody_is_a_demo_person(caller: Caller) -> None:
    answer = caller.client.post("/auth/demo", json={"person": "dana"})

    assert (answer.status_code, caller.me) == (403, None)
    assert "Dana Reyes" not in caller.client.get("/auth/login").text


def test_signing_out_ends_both_sessions_and_the_next_sign_in_is_not_silent(caller: Caller) -> None:
    caller.signs_in("s-amal")
    out = caller.client.post("/auth/logout", headers={"content-type": "application/json"})
    address = httpx2.URL(out.json()["go_on"])

    assert (address.path, caller.me) == ("/session/end", None)
    assert {"client_id", "id_token_hint", "post_logout_redirect_uri", "state"} == set(address.params)
    login = caller.get("/auth/login?next=/admin/")
    assert (login.status_code, "You are signed out" in login.text) == (200, True)
    assert httpx2.URL(caller.begun()).params["prompt"] == "login"
    back = caller.get(f"/auth/signed-out?state={address.params['state']}")
    assert (back.status_code, heading(back)) == (200, "You are signed out")


def test_signing_out_everywhere_is_not_undone_by_the_provider_unasked(caller: Caller) -> None:
    caller.signs_in("s-amal")
    token = re.search('name="_token" value="([0-9a-f]+)"', caller.get("/auth/sessions").text)[1]  # type: ignore[index]
    out = caller.client.post("/auth/sessions", data={"_token": token, "everywhere": "yes"})

    assert out.headers["location"] == "/auth/login"
    assert (caller.get("/auth/login").status_code, caller.me) == (200, None)


def test_a_plain_form_is_led_on_by_a_page_since_forms_may_not_be_redirected_elsewhere(caller: Caller) -> None:
    caller.signs_in("s-amal")
    token = re.search('name="_token" value="([0-9a-f]+)"', caller.get("/t/rota").text)[1]  # type: ignore[index]
    out = caller.client.post("/auth/logout", data={"_token": token, "next": "/t/rota"})

    assert (out.status_code, heading(out)) == (200, "You are signed out")
    assert out.headers["refresh"].startswith("0; url=http://127.0.0.1")


def test_signing_out_does_not_wait_for_a_provider_that_is_down(
    caller: Caller, other: Service, provider: Company
) -> None:
    caller.signs_in("s-amal")
    provider.control(down=True)
    # By a process that has not spoken to the provider yet.
    headers = {**cookie_of(caller), "origin": caller.service.address, "content-type": "application/json"}
    out = httpx2.post(f"{other.address}/auth/logout", headers=headers)

    assert (out.status_code, caller.me) == (204, None)


def test_the_provider_ends_sessions_here_at_once_in_every_process(
    caller: Caller, other: Service, provider: Company
) -> None:
    with somebody_at(caller.service) as elsewhere:
        caller.signs_in("s-amal")
        elsewhere.signs_in("s-amal")
        # The provider's own sign-out, at another site of the company: it calls this service, and no browser does.
        page = caller.client.get(f"{provider.address}/session/end")
        form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text)) | {"logout": "yes"}
        caller.client.post(f"{provider.address}/session/end/confirm", data=form)

        assert caller.me is None
        assert httpx2.get(f"{other.address}/api/v1/me", headers=cookie_of(caller)).status_code == 401
        assert elsewhere.me is not None  # another session at the provider


def test_whoever_is_switched_off_here_is_told_so_and_gets_no_session(caller: Caller, provider: Company) -> None:
    async def switch_off() -> None:
        async with connection.opened(caller.service.database_url):
            await people.put(replace(BEN, active=False))

    provider.control(people={"s-ben": {"name": "Ben Carter", "preferred_username": "ben"}})
    asyncio.run(switch_off())
    answer = caller.signs_in("s-ben")

    assert (answer.status_code, heading(answer), caller.me) == (403, "This account is switched off", None)
    assert "Try to sign in again" not in answer.text


def ended(caller: Caller, token: str) -> int:
    """What the service answers a provider that calls with a logout token."""
    return httpx2.post(f"{caller.service.address}/auth/backchannel-logout", data={"logout_token": token}).status_code


def test_a_logout_token_about_a_person_ends_all_their_sessions_and_serves_once(
    caller: Caller, provider: Company
) -> None:
    token = provider.control(claims={"sub": "s-amal", "jti": "once", "events": {LOGOUT_EVENT: {}}})["token"]
    with somebody_at(caller.service) as elsewhere:
        caller.signs_in("s-amal")
        elsewhere.signs_in("s-amal")

        assert ended(caller, token) == 200
        assert (caller.me, elsewhere.me) == (None, None)
    caller.signs_in("s-amal")
    assert (ended(caller, token), caller.me is None) == (400, False)


@pytest.mark.parametrize(
    "wrong", [{"aud": "wiki"}, {"nonce": "x"}, {"events": {}}, {"iat": 1}, {"iss": "https://evil.example"}], ids=str
)
def test_a_token_of_the_providers_that_says_something_else_ends_nothing(
    caller: Caller, provider: Company, wrong: dict[str, Any]
) -> None:
    caller.signs_in("s-amal")
    claims = {"sub": "s-amal", "jti": str(wrong), "events": {LOGOUT_EVENT: {}}, **wrong}

    assert ended(caller, provider.control(claims=claims)["token"]) == 400
    assert caller.me is not None


def test_a_token_that_another_key_signed_ends_nothing(caller: Caller, provider: Company) -> None:
    caller.signs_in("s-amal")
    claims = {"sub": "s-amal", "jti": "forged", "events": {LOGOUT_EVENT: {}}}
    said, _, _ = provider.control(claims=claims)["token"].rpartition(".")
    _, _, signature = provider.control(claims={**claims, "jti": "another"})["token"].rpartition(".")

    assert ended(caller, f"{said}.{signature}") == 400
    assert caller.me is not None


@pytest.mark.parametrize("form", [{}, {"logout_token": ""}, {"logout_token": "x"}, {"logout_token": "a.b.c"}])
def test_what_is_no_logout_token_ends_nothing(caller: Caller, form: dict[str, str]) -> None:
    caller.signs_in("s-amal")
    answer = httpx2.post(f"{caller.service.address}/auth/backchannel-logout", data=form)

    assert answer.status_code in (STATUS["logout-token-is-wrong"], STATUS["field-is-wrong"], 415)
    assert caller.me is not None


def test_of_all_this_the_log_tells_what_was_wrong_and_nothing_of_anybody(
    caller: Caller, provider: Company, log: Path
) -> None:
    caller.get(sent(caller.sent_back("s-amal", caller.begun()), code=None, error="invalid_scope\r\nforged"))
    address = caller.sent_back("s-amal", caller.begun())
    provider.control(down=True)
    caller.get(address)
    said = log.read_text()

    assert "refused this service: ?" in said
    assert "sign-in cannot be reached: " in said
    for secret in ("code=", "eyJ", "state=", "Amal", "s-amal", "forged", "for a test only"):
        assert secret not in said
