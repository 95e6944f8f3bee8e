"""No page of another site changes anything in a reader's name, wherever it sends what: every address, every method."""

import inspect
from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from comments_service.web.routes import ENDLESS, TABLE
from tests.conftest import ORIGIN, Visitor

Untouched = Callable[[], AbstractContextManager[None]]
UNSAFE = [(method, path) for path, methods in TABLE.items() for method in sorted(set(methods) - {"GET"})]
ELSEWHERE = "https://elsewhere.example"
# What browsers say of a page of another site, of another name below ours, of a sandbox, and of an old one of either.
FROM_ELSEWHERE = (
    {"origin": ELSEWHERE, "sec-fetch-site": "cross-site"},
    {"origin": "https://other.example.com", "sec-fetch-site": "same-site"},
    {"origin": ORIGIN, "sec-fetch-site": "cross-site"},
    {"origin": "null"},
    {"origin": ELSEWHERE},
    {"origin": ""},
)
# Whoever sends these is nobody yet, or proves who they are by something that no page can make a browser send.
# A link in a mail has a sealed token of its own, which can do nothing else.
NEEDS_NO_TOKEN = {"/auth/demo", "/auth/backchannel-logout", "/me/mail/stop"}
WRONG_TOKEN = "This page was opened in an earlier sign-in, so nothing was sent."
FORMS = [path for method, path in UNSAFE if method == "POST" and "/api/" not in path and path not in NEEDS_NO_TOKEN]
PLAIN = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


def address(path: str, id: object) -> str:
    return path.format(id=id, uid="rota", handle="amal", name="townhall.js", item="f" * 12, course="cold-chain")


def send(client: TestClient, method: str, path: str, id: object = None, **how: object) -> tuple[int, str]:
    """How an address answers: its status, and the code of its refusal."""
    answer = client.request(method, address(path, id or uuid4()), **how)  # type: ignore[arg-type]
    if "problem+json" in answer.headers.get("content-type", ""):
        return answer.status_code, answer.json()["type"].rpartition("/")[2]
    # A form that can be sent once more is shown again, with what is wrong beside it.
    return answer.status_code, "form-token-is-wrong" if WRONG_TOKEN in answer.text else ""


def test_whatever_another_site_sends_is_refused_wherever_it_goes(visitor: Visitor, untouched: Untouched) -> None:
    dana = visitor("dana")

    with untouched():
        answers = {
            (method, path, tuple(said.items())): send(dana, method, path, headers=said)
            for method, path in UNSAFE
            for said in FROM_ELSEWHERE
        }
        # A browser that says nothing at all of where it comes from, and yet sends its cookie.
        del dana.headers["origin"]
        answers |= {(method, path, ()): send(dana, method, path) for method, path in UNSAFE}

    assert len(answers) == len(UNSAFE) * (len(FROM_ELSEWHERE) + 1) > 200
    assert {one: got for one, got in answers.items() if got != (403, "came-from-elsewhere")} == {}


def test_no_address_changes_anything_when_it_is_only_read(visitor: Visitor, untouched: Untouched) -> None:
    dana = visitor("dana")

    with untouched():
        answered = [
            dana.get(address(path, uuid4()), headers={"accept": "text/html"}).status_code
            for path, methods in TABLE.items()
            if "GET" in methods and path not in ENDLESS
        ]

    # 401: the snapshot is for a program with a token alone.
    assert set(answered) <= {200, 303, 400, 401, 403, 404, 422}


def test_no_form_does_anything_without_its_token(visitor: Visitor, untouched: Untouched) -> None:
    said = str(uuid4())
    assert visitor("amal").put(f"/api/v1/comments/{said}", json={"thread": "rota", "body": "Hello"}).status_code == 201
    # Of each role that may do what others may not, and whoever said it.
    everybody = {person: visitor(person) for person in ("amal", "dana", "hanna", "noor", "ines")}
    form = urlencode(
        {"_token": "none", "id": uuid4(), "body": "Hello", "comment": said, "mark": "featured", "of": said}
    )

    with untouched():
        answers = {
            (path, person): send(client, "POST", path, id=said, content=form, headers=PLAIN)
            for path in FORMS
            for person, client in everybody.items()
        }

    assert {one: got for one, got in answers.items() if got[0] < 400} == {}
    # Others are about what is not there, and are refused for that first.
    refused = {path for (path, _), got in answers.items() if got == (403, "form-token-is-wrong")}
    assert len(refused) > len(FORMS) / 2


@pytest.mark.parametrize("path", FORMS)
def test_whatever_reads_a_form_checks_its_token(path: str) -> None:
    code = inspect.getsource(TABLE[path]["POST"])

    assert "read_form(" in code or "require_form_token(" in code
