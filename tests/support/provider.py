"""The company's sign-in on this machine: a certified provider (node-oidc-provider), run as a program of its own.

Anybody may be anybody there, by any password. What it says of people, its key and its clock can be changed meanwhile.
"""

import contextlib
import html
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Page

from tests.support.service import ROOT, Service, free_port

_PATIENCE = 20  # seconds until a start that does not come is a failure
_FIELD = re.compile(r'name="(\w+)" value="([^"]*)"')


class Company:
    """A running provider."""

    def __init__(self, address: str) -> None:
        self.address = address

    def control(self, **wanted: Any) -> dict[str, Any]:
        """Change it, as provider.mjs says; returns how often its keys were fetched, and a token of its own."""
        answer: dict[str, Any] = httpx2.put(f"{self.address}/control", json=wanted, verify=False).json()
        return answer

    def settings(self, **more: str) -> dict[str, str]:
        """What a service is told of it."""
        usual = {
            "TOWNHALL_OIDC_ISSUER": self.address,
            "TOWNHALL_OIDC_CLIENT_ID": "townhall",
            "TOWNHALL_OIDC_CLIENT_SECRET": " ".join(["for", "a", "test", "only"]),
            "TOWNHALL_OIDC_NAME": "your Meridale account",
            "TOWNHALL_OIDC_SCOPE": "openid profile groups",
            "TOWNHALL_OIDC_CLAIMS": "department=department, site=office, level=level, handle=preferred_username",
            "TOWNHALL_OIDC_ROLES": "newsroom-facilitators=facilitator, leaders=leader, gdansk-staff=site:Gdańsk",
        }
        return {**usual, **more}


@contextlib.contextmanager
def company(service: str) -> Iterator[Company]:
    """Run the provider for the length of a block, with one client: the service at this address."""
    if shutil.which("node") is None or not (ROOT / "node_modules" / "oidc-provider").exists():
        pytest.skip("the provider is not installed: run `npm ci`")
    port = free_port()
    command = ["node", "tests/support/provider.mjs", str(port), service]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_ready(f"http://127.0.0.1:{port}", process)
        yield Company(f"http://127.0.0.1:{port}")
    finally:
        process.kill()
        process.wait()


def _wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the provider ended with {process.returncode}"
        with contextlib.suppress(httpx2.TransportError):
            if httpx2.get(f"{address}/.well-known/openid-configuration", verify=False).status_code == 200:
                return
        time.sleep(0.05)
    raise AssertionError("the provider did not become ready")


def at_the_provider(page: Page, login: str) -> None:
    """Say who one is there, by any password, and let it tell."""
    page.get_by_placeholder("Enter any login").fill(login)
    page.get_by_placeholder("and password").fill("any")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


@contextlib.contextmanager
def somebody_at(service: Service) -> Iterator["Caller"]:
    """A browser of somebody who is not signed in anywhere, without its looks: cookies, redirects and forms."""
    with httpx2.Client(base_url=service.address, headers={"origin": service.address}, verify=False) as client:
        yield Caller(client, service)


class Caller:
    """Goes through signing in by HTTP, a step at a time, where a test needs to meddle."""

    def __init__(self, client: httpx2.Client, service: Service) -> None:
        self.client = client
        self.service = service

    def get(self, path: str, **how: Any) -> httpx2.Response:
        """Fetch a page as somebody who pressed a link of the site, or typed its address."""
        return self.client.get(path, headers={"accept": "text/html", "sec-fetch-site": "same-origin"}, **how)

    def begun(self, next_page: str = "/t/rota") -> str:
        """Begin to sign in, and return where that leads."""
        return self.get("/auth/start", params={"next": next_page}).headers["location"]

    def sent_back(self, login: str, begun: str) -> str:
        """Sign in at the provider, and return the address that it leads back to."""
        answer = self.client.get(begun)
        while True:
            if answer.status_code == 303:
                address = str(answer.url.join(answer.headers["location"]))
                if address.startswith(self.service.address):
                    return address
                answer = self.client.get(address)
            else:
                form = dict(_FIELD.findall(html.unescape(answer.text)))
                form |= {"login": login, "password": "any"} if form.get("prompt") == "login" else {}
                action = html.unescape(re.search(r'action="([^"]+)"', answer.text)[1])  # type: ignore[index]
                answer = self.client.post(answer.url.join(action), data=form)

    def signs_in(self, login: str, next_page: str = "/t/rota") -> httpx2.Response:
        """Sign in, and return the service's last answer: a way on, or a page that says why not."""
        return self.get(self.sent_back(login, self.begun(next_page)))

    @property
    def me(self) -> dict[str, Any] | None:
        """Who the service takes this for."""
        answer = self.client.get("/api/v1/me")
        return answer.json()["person"] if answer.status_code == 200 else None
