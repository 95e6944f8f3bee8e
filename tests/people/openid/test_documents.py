"""The provider's documents: from safe addresses alone, of the very issuer that was asked, and not fetched too often."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from comments_service.people.openid.documents import LOOKED_FOR_EVERY, Documents, is_safe
from comments_service.people.openid.failures import ProviderIsUnreachable, TokenIsWrong
from comments_service.people.openid.provider import Exchanged, Provider
from comments_service.sign_in_settings import OpenId
from tests.support.company import NOON

pytestmark = pytest.mark.anyio
KEYS = {"keys": [{**RSAKey.generate_key(2048).as_dict(private=False), "kid": "a"}]}


class Published:
    """Documents at an address of this machine, and how often each was fetched."""

    def __init__(self, address: str) -> None:
        self.issuer = address
        self.fetched: list[str] = []
        named = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "end_session_endpoint")
        self.metadata: dict[str, Any] = {
            "issuer": address,
            "jwks_uri": f"{address}/jwks",
            **{one: f"{address}/{one}" for one in named},
        }
        self.status = 200
        self.body: bytes | None = None


@contextmanager
def publishing() -> Iterator[Published]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            published.fetched.append(self.path)
            self.send_response(published.status)
            if published.status == 302:
                self.send_header("location", f"{published.issuer}/elsewhere")
            self.end_headers()
            found = KEYS if self.path == "/jwks" else published.metadata
            self.wfile.write(json.dumps(found).encode() if published.body is None else published.body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    published = Published(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield published
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def published() -> Iterator[Published]:
    with publishing() as published:
        yield published


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


async def test_documents_are_kept_for_an_hour(published: Published) -> None:
    clock = Clock()
    documents = Documents(published.issuer, development=True, now=clock)
    for minutes in (0, 59, 61):
        clock.now = NOON + timedelta(minutes=minutes)
        await documents.keys()

    assert published.fetched == ["/.well-known/openid-configuration", "/jwks"] * 2


async def test_a_key_that_is_looked_for_is_asked_for_again_but_not_at_once(published: Published) -> None:
    clock = Clock()
    documents = Documents(published.issuer, development=True, now=clock)
    for seconds in (0, 1, LOOKED_FOR_EVERY.seconds, LOOKED_FOR_EVERY.seconds + 1):
        clock.now = NOON + timedelta(seconds=seconds)
        await documents.keys(looked_for=True)

    assert published.fetched.count("/jwks") == 2


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "http://127.0.0.1"},
        {"issuer": None},
        {"jwks_uri": None},
        {"token_endpoint": "http://login.example.com/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"end_session_endpoint": "http://login.example.com/end"},
        {"userinfo_endpoint": 7},
    ],
    ids=str,
)
async def test_a_provider_that_is_another_or_not_safe_is_none(published: Published, change: dict[str, Any]) -> None:
    published.metadata |= change
    with pytest.raises(ProviderIsUnreachable):
        await Documents(published.issuer, development=True, now=Clock()).metadata()


@pytest.mark.parametrize(
    ("status", "body"), [(500, None), (302, None), (200, b"<html>"), (200, b"[]"), (200, b" " * 1024 * 1025)]
)
async def test_what_is_no_document_is_none_and_a_redirect_is_not_followed(
    published: Published, status: int, body: bytes | None
) -> None:
    published.status, published.body = status, body
    with pytest.raises(ProviderIsUnreachable):
        await Documents(published.issuer, development=True, now=Clock()).metadata()

    assert published.fetched == ["/.well-known/openid-configuration"]


async def test_where_nobody_listens_there_is_no_provider() -> None:
    with publishing() as gone:
        pass
    with pytest.raises(ProviderIsUnreachable):
        await Documents(gone.issuer, development=True, now=Clock()).keys()


async def test_what_is_told_beside_about_somebody_else_is_not_believed(published: Published) -> None:
    wanted = OpenId(issuer=published.issuer, client_id="townhall", client_secret="some words")
    provider = Provider(wanted, callback="", development=True, now=Clock())
    published.metadata["sub"] = "s-1"
    exchanged = Exchanged("an id token", "an access token")

    assert (await provider.told_beside(exchanged, subject="s-1"))["sub"] == "s-1"
    with pytest.raises(TokenIsWrong):
        await provider.told_beside(exchanged, subject="s-2")


@pytest.mark.parametrize(
    ("address", "in_development", "in_production"),
    [
        ("https://login.example.com/a", True, True),
        ("http://127.0.0.1:9400", True, False),
        ("http://[::1]:9400", True, False),
        ("http://login.example.com", False, False),
        ("ftp://login.example.com", False, False),
        ("https://", False, False),
        ("https://[", False, False),
        (None, False, False),
    ],
)
async def test_plain_http_is_for_this_machine_in_development(
    address: object, in_development: bool, in_production: bool
) -> None:
    assert is_safe(address, development=True) is in_development
    assert is_safe(address, development=False) is in_production
