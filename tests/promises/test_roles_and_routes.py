"""Whoever asks at whatever address is let in if one table says so, and only then: every route, every role, and nobody.

The table is PERMISSIONS of people/roles.py; web/doors.py says which of it each address needs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import anyio
import pytest
from starlette.testclient import TestClient

from comments_service.app import clock, create_app, new_id
from comments_service.discussion.page_people import THEIRS_TOO
from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from comments_service.people import deploy_tokens
from comments_service.people.roles import PERMISSIONS
from comments_service.records import Person
from comments_service.settings import read
from comments_service.storage import connection, people
from comments_service.web import doors
from comments_service.web.doors import DEPLOY_TOKEN, DOORS, EVERYBODY, KINDS, OWN, PROVIDER, Needs
from comments_service.web.operations import OPERATIONS
from comments_service.web.routes import ENDLESS, TABLE
from tests.conftest import ORIGIN
from tests.support import databases
from tests.support.company import AMAL, BEN, entry

ROLES = sorted(set().union(*PERMISSIONS.values()))
NOBODY, EMPLOYEE, THE_PUBLISH = "nobody", "employee", "the publish"
# Amal wrote the comments that are asked for as one's own, and is named on their page as one who answers.
OWNER = AMAL.handle
# Experts in what the page is about, and in something else.
EXPERT_HERE, EXPERT_ELSEWHERE = "expert-here", "expert-elsewhere"
VISITORS = (NOBODY, EMPLOYEE, *ROLES, EXPERT_HERE, EXPERT_ELSEWHERE, OWNER, THE_PUBLISH)
SAID_BY_BEN = UUID(int=700)
# One person for each role, named like it.
_PEOPLE = [
    Person(UUID(int=900 + number), role, f"The {role}", "", "Leeds", "", (role,), active=True)
    for number, role in enumerate(ROLES)
]
_CAST = [
    *_PEOPLE,
    replace(AMAL, id=UUID(int=990), handle=EMPLOYEE, name="An employee"),
    replace(AMAL, id=UUID(int=991), handle=EXPERT_HERE, roles=("expert:walking",)),
    replace(AMAL, id=UUID(int=992), handle=EXPERT_ELSEWHERE, roles=("expert:swimming",)),
    AMAL,
    BEN,
]

Call = tuple[str, str]
CALLS: list[Call] = [(path, method) for path, methods in TABLE.items() for method in methods]
OWN_CALLS = [call for call in CALLS if DOORS.get(call[0], {}).get(call[1]) == (OWN,)]
# What must be sent for the door to be reached, by what it then takes to be let in; the rest is sent empty.
FORMS: Mapping[Call, Mapping[str, Mapping[str, str]]] = {
    ("/admin/marks", "POST"): {
        "lift": {"mark": "featured"},
        "endorse": {"mark": "endorsed"},
        "note-accuracy": {"mark": "accuracy"},
        "acknowledge": {"mark": "acknowledged"},
    },
    ("/admin/marks/end", "POST"): {
        "lift": {"mark": "featured"},
        "respond": {"mark": "official"},
        "endorse": {"mark": "endorsed"},
        "note-accuracy": {"mark": "accuracy"},
        "acknowledge": {"mark": "acknowledged"},
        "correct": {"mark": "correction"},
    },
    ("/admin/threads/{uid}/switches", "POST"): {"switch-threads": {"action": "reopen"}},
    ("/admin/responses", "POST"): {"respond": {"speaker": "{me}"}, "draft-responses": {"speaker": "ben"}},
    ("/admin/responses/{id}", "POST"): {OWN: {"action": "decline"}},
}
JSON: Mapping[Call, Any] = {
    ("/api/v1/comments/{id}", "PATCH"): {"body": "Better for me, on the whole."},
    ("/api/v1/comments/{id}/solution", "PUT"): {"answer": str(SAID_BY_BEN)},
    ("/api/v1/comments/{id}/appeal", "PUT"): {"words": "It was meant kindly."},
}


@dataclass
class House:
    """The running application, and whoever comes to its doors."""

    client: TestClient
    deploy_token: str
    own: Mapping[Call, UUID]
    sessions: dict[str, tuple[str, str]] = field(default_factory=dict)

    def headers(self, visitor: str) -> dict[str, str]:
        """What somebody's browser or program sends with everything."""
        if visitor == THE_PUBLISH:
            return {"authorization": f"Bearer {self.deploy_token}"}
        return {"cookie": self.session(visitor)[0]} if visitor != NOBODY else {}

    def session(self, visitor: str) -> tuple[str, str]:
        """Somebody's cookie, and the token for their forms: made when first needed, and after they signed out."""
        if visitor not in self.sessions:
            answer = self.client.post("/auth/demo", json={"person": visitor})
            assert answer.status_code == 204, answer.text
            cookie = f"townhall_session={self.client.cookies['townhall_session']}"
            self.client.cookies.clear()
            token = self.client.get("/api/v1/threads/walk/me", headers={"cookie": cookie}).json()["token"]
            self.sessions[visitor] = (cookie, token)
        return self.sessions[visitor]

    def ask(self, call: Call, visitor: str, form: Mapping[str, str]) -> int:
        """Ask at an address as somebody, with their own form token, and return the status."""
        path, method = call
        comment = str(self.own.get(call, SAID_BY_BEN))
        address = path.replace("{uid}", "walk").replace("{id}", comment).replace("{handle}", "ben")
        address = address.replace("{course}", "walks")
        headers = self.headers(visitor)
        if path in ENDLESS:
            return self.first_status(address, headers)
        how: dict[str, Any] = {"params": {"comment": comment} if method == "GET" else None}
        if path.startswith("/api/") or "/api/" in path:
            how |= {"json": JSON.get(call, {})} if method in ("PUT", "PATCH", "POST") else {}
        elif method == "POST":
            token = self.session(visitor)[1] if visitor not in (NOBODY, THE_PUBLISH) else ""
            typed = {name: words.replace("{me}", visitor) for name, words in form.items()}
            how["data"] = {"_token": token, "comment": comment, "thread": "walk", "id": str(uuid4()), **typed}
        answer = self.client.request(method, address, headers=headers, **how)
        assert answer.status_code < 500, f"{method} {address} as {visitor}: {answer.text[:500]}"
        if "set-cookie" in answer.headers:
            self.sessions.pop(visitor, None)
        self.client.cookies.clear()
        return answer.status_code

    def first_status(self, path: str, headers: Mapping[str, str]) -> int:
        """The status of an answer that does not end by itself."""
        assert self.client.portal
        return self.client.portal.call(_first_status, self.client.app, path, headers)


async def _first_status(app: Any, path: str, headers: Mapping[str, str]) -> int:
    statuses: list[int] = []
    raw = [(name.encode(), value.encode()) for name, value in {"host": "127.0.0.1:8000", **headers}.items()]
    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b""}
    scope |= {"headers": raw, "scheme": "http", "server": ("127.0.0.1", 8000), "root_path": "", "http_version": "1.1"}

    async def receive() -> dict[str, Any]:
        await anyio.sleep_forever()
        raise AssertionError

    with anyio.CancelScope() as asking:

        async def send(message: Mapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
                asking.cancel()

        await app({**scope, "client": ("127.0.0.1", 1)}, receive, send)
    return statuses[0]


@pytest.fixture(scope="module")
def house(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One application over one database, with a person of each role and comments to ask for."""
    url = databases.sqlite_copy(sqlite_template, tmp_path_factory.mktemp("doors"))
    settings = read({"TOWNHALL_DATABASE_URL": url})

    async def move_in() -> str:
        ledger = Ledger(now=clock)
        async with connection.transaction():
            for person in _CAST:
                await people.put(person)
        about = {"topics": ["walking"], "course": "walks", "mandatory": True}
        await sync_threads([entry("walk", responders=[OWNER], **about)], archive=[], ledger=ledger)
        how: dict[str, Any] = {"ledger": ledger, "new_id": new_id}
        return (await deploy_tokens.make("of-the-walk", lives=timedelta(days=1), **how))[0]

    with TestClient(
        create_app(settings), base_url=ORIGIN, headers={"origin": ORIGIN}, follow_redirects=False
    ) as client:
        assert client.portal
        house = House(client, client.portal.call(move_in), {call: uuid4() for call in OWN_CALLS})
        say(house, "ben", SAID_BY_BEN)
        for number, (call, own) in enumerate(house.own.items()):
            if call[0] == "/admin/responses/{id}":
                draft(house, own)
            else:
                say(house, OWNER, own, f"Better for me, this rota, for reason {number}.")
        yield house


def say(house: House, who: str, id: UUID, words: str = "How does it go on?") -> None:
    sent = {"thread": "walk", "body": words}
    answer = house.client.put(f"/api/v1/comments/{id}", json=sent, headers=house.headers(who))
    assert answer.status_code == 201, answer.text


def draft(house: House, id: UUID) -> None:
    """Something that a facilitator wrote for the owner to say."""
    form = {
        "_token": house.session("facilitator")[1],
        "id": str(id),
        "thread": "walk",
        "speaker": OWNER,
        "body": "Yes.",
    }
    answer = house.client.post("/admin/responses", data=form, headers=house.headers("facilitator"))
    assert answer.status_code == 303, answer.text


def is_to_be_let_in(visitor: str, needs: Needs) -> bool:
    """What the tables say."""
    return any(_satisfies(visitor, need) for need in needs)


def _satisfies(visitor: str, need: str) -> bool:
    match need:
        case doors.EVERYBODY:
            return True
        case doors.SIGNED_IN:
            return visitor not in (NOBODY, THE_PUBLISH)
        case doors.OWN:
            return visitor == OWNER
        case doors.DEPLOY_TOKEN:
            return visitor == THE_PUBLISH
        case doors.PROVIDER:
            return False
    role = "expert" if visitor == EXPERT_HERE else visitor
    return role in PERMISSIONS[need] or (visitor == OWNER and need in THEIRS_TOO)


def is_let_in(status: int, needs: Needs) -> bool:
    """What is nobody else's is not even there for others; and no provider is set up here."""
    return status not in ((401, 403, 404) if needs in ((OWN,), (PROVIDER,)) else (401, 403))


def test_every_address_and_method_says_whom_it_lets_in_and_nothing_else_does() -> None:
    named = {need for methods in DOORS.values() for needs in methods.values() for need in needs}

    assert {path: list(methods) for path, methods in DOORS.items()} == {
        path: list(methods) for path, methods in TABLE.items()
    }
    assert all(needs for methods in DOORS.values() for needs in methods.values())
    assert named == {*KINDS, *PERMISSIONS}


def test_the_contract_of_the_api_says_the_same() -> None:
    for path, methods in OPERATIONS.items():
        for method, operation in methods.items():
            needs = DOORS[path][method]
            assert operation.deploy_token == (needs == (DEPLOY_TOKEN,)), f"{method} {path}"
            assert operation.signed_in == (needs not in ((EVERYBODY,), (DEPLOY_TOKEN,))), f"{method} {path}"


@pytest.mark.parametrize("visitor", VISITORS)
def test_whoever_comes_is_let_in_where_the_table_says_so_and_nowhere_else(house: House, visitor: str) -> None:
    wrong = []
    for path, method in CALLS:
        needs = DOORS[path][method]
        for need, form in FORMS.get((path, method), {"": {}}).items():
            status, meant = house.ask((path, method), visitor, form), (need,) if need else needs
            if is_let_in(status, meant) != is_to_be_let_in(visitor, meant):
                wrong.append(f"{method} {path} {dict(form)} needs {meant} and answers {visitor} with {status}")

    assert not wrong, "\n".join(wrong)


def test_each_permission_of_several_is_asked_for_by_what_it_takes() -> None:
    for (path, method), forms in FORMS.items():
        assert set(forms) == set(DOORS[path][method])


def test_administrators_do_not_moderate_and_leaders_remove_nothing() -> None:
    removing = [needs for path, methods in DOORS.items() for needs in methods.values() if "decision" in path]

    assert removing == [("moderate",), ("moderate",)]
    assert PERMISSIONS["moderate"] == {"facilitator"}
