"""What only a real socket shows: an answer before the body is read, and connections that behave badly."""

import contextlib
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from tests.support.service import Service
from tests.support.small_town import small_town

SOMEBODY = UUID(int=7)


@pytest.fixture(scope="module")
def service(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that the tests of this file share."""
    with small_town(sqlite_template, tmp_path_factory.mktemp("town")) as service:
        yield service


def head(service: Service, method: str, path: str, **headers: str) -> bytes:
    host = service.address.removeprefix("http://")
    cookie = service.client("amal").cookies["townhall_session"]
    usual = {"host": host, "origin": service.address, "cookie": f"townhall_session={cookie}", **headers}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name.replace('_', '-')}: {value}" for name, value in usual.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def connected(service: Service) -> socket.socket:
    host, _, port = service.address.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=10)


def answered(wire: socket.socket) -> tuple[int, dict[str, object]]:
    """The status and problem of an answer, read to the length that it says."""
    text = b""
    while b"\r\n\r\n" not in text:
        text += wire.recv(65_536)
    headers, _, body = text.partition(b"\r\n\r\n")
    length = int(next(line for line in headers.lower().split(b"\r\n") if line.startswith(b"content-length:"))[15:])
    while len(body) < length:
        body += wire.recv(65_536)
    return int(headers.split()[1]), json.loads(body)


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("PUT", f"/api/v1/comments/{SOMEBODY}", "application/json"),
        ("POST", "/api/v1/preview", "application/json"),
        ("POST", "/t/rota", "application/x-www-form-urlencoded"),
        ("POST", "/auth/demo", "application/json"),
    ],
)
def test_ten_megabytes_that_are_announced_are_refused_before_they_come(
    service: Service, method: str, path: str, kind: str
) -> None:
    with connected(service) as wire:
        wire.sendall(head(service, method, path, content_type=kind, content_length=str(10 * 1024 * 1024)))

        status, problem = answered(wire)

    assert (status, problem["type"]) == (413, "tag:townhall,2026:problem/body-is-too-large")


def test_a_body_that_does_not_say_its_length_is_refused_once_it_is_too_long(service: Service) -> None:
    with connected(service) as wire:
        wire.sendall(
            head(service, "POST", "/api/v1/preview", content_type="application/json", transfer_encoding="chunked")
        )
        piece = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
        with contextlib.suppress(OSError):  # it may close the door in our face
            for _ in range(5):
                wire.sendall(piece)

        assert answered(wire)[0] == 413


def test_whoever_goes_away_in_the_middle_leaves_the_service_well(service: Service) -> None:
    for _ in range(3):
        with connected(service) as wire:
            wire.sendall(head(service, "POST", "/api/v1/preview", content_type="application/json", content_length="90"))
            wire.sendall(b'{"body": "Hel')

    assert service.client().get("/healthz").status_code == 200


@pytest.mark.parametrize("nonsense", [b"\x16\x03\x01\x02", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\r\n" * 100])
def test_what_is_no_http_is_no_trouble(service: Service, nonsense: bytes) -> None:
    with connected(service) as wire, contextlib.suppress(OSError):
        wire.sendall(nonsense)

    assert service.client().get("/healthz").status_code == 200


def test_a_head_request_has_no_body(service: Service) -> None:
    with connected(service) as wire:
        wire.sendall(head(service, "HEAD", "/t/rota/fragment", connection="close"))
        text = b""
        while got := wire.recv(65_536):
            text += got

    assert text.startswith(b"HTTP/1.1 200")
    assert text.endswith(b"\r\n\r\n")
