"""/me/mail and /me/mail/stop: choosing what mail one gets, and stopping it without signing in."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from comments_service.notices.stopping import SEALED_FOR, stop_token
from comments_service.people.openid.seal import Seal
from comments_service.settings import Settings, read
from tests.conftest import Visitor
from tests.support.company import AMAL
from tests.support.contents import rows
from tests.support.post import SENDER
from tests.support.service import free_port

Say = Callable[..., str]
WISHES = "SELECT replies, decisions FROM mailbox"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


@pytest.fixture
def settings(database_url: str) -> Settings:
    """A site that sends mail, with a server that is not there."""
    told = {"TOWNHALL_SMTP_URL": f"smtp://127.0.0.1:{free_port()}", "TOWNHALL_MAIL_FROM": SENDER}
    return read({"TOWNHALL_DATABASE_URL": database_url, **told})


@pytest.fixture
def link(settings: Settings) -> str:
    """The link in a mail to Amal about a reply."""
    seal = Seal(settings.secret, SEALED_FOR)
    return f"/me/mail/stop?t={stop_token(AMAL.id, 'reply', seal=seal, now=datetime.now(UTC))}"


def saves(client: TestClient, **fields: str) -> int:
    token = client.get("/me/mail").text.partition('name="_token" value="')[2].partition('"')[0]
    return client.post("/me/mail", data={"_token": token, **fields}).status_code


def wished(settings: Settings) -> list[tuple[bool, ...]]:
    return [tuple(map(bool, row)) for row in rows(settings.database_url, WISHES)]


def test_one_sees_where_ones_mail_goes_and_chooses_what_of_it_there_is(visitor: Visitor, settings: Settings) -> None:
    amal = visitor("amal")
    page = amal.get("/me/mail").text

    assert "<strong>amal@example.com</strong>" in page
    assert page.count(" checked") == 3
    assert saves(amal, decisions="yes") == 303
    assert wished(settings) == [(False, True)]
    saved = amal.get("/me/mail?saved").text
    assert ("Saved." in saved, saved.count(" checked")) == (True, 1)
    assert visitor("amal").get("/me/mail").text.count(" checked") == 1  # signing in again brings nothing back


def test_nobody_else_sees_where_mail_goes(visitor: Visitor, say: Say) -> None:
    said = say(visitor("amal"))
    ben, dana, noor = (visitor(who) for who in ("ben", "dana", "noor"))

    shown = [
        client.get(address).text
        for client in (visitor(), ben, dana, noor)
        for address in (
            "/t/rota",
            "/t/rota/feed",
            f"/api/v1/comments/{said}",
            "/admin/people/amal",
            f"/admin/comments/{said}",
            "/admin/leavers?handle=amal",
            "/me/export",
            "/me/mail",
            "/privacy/now",
        )
    ]

    assert [page for page in shown if "amal@" in page] == []
    assert "amal@example.com" in visitor("amal").get("/me/export").text


def test_only_whoever_is_signed_in_chooses(visitor: Visitor) -> None:
    nobody = visitor()

    answers = [nobody.get("/me/mail"), nobody.post("/me/mail", data={"replies": "yes"})]

    assert [one.status_code for one in answers] == [401, 401]
    assert visitor("amal").post("/me/mail", data={"replies": "yes"}).status_code == 403


def test_the_link_asks_first_and_stops_without_signing_in(visitor: Visitor, settings: Settings, link: str) -> None:
    visitor("amal")
    nobody = visitor()

    asked = nobody.get(link)
    assert (asked.status_code, wished(settings)) == (200, [(True, True)])
    assert "Stop mail about replies and mentions?" in asked.text
    assert "amal" not in asked.text.lower()
    assert "Mail is stopped" in nobody.post(link, data={}).text
    assert wished(settings) == [(False, True)]
    assert nobody.post(link, data={"all": "yes"}).status_code == 200
    assert wished(settings) == [(False, False)]


ONE_CLICK = [
    {"data": {"List-Unsubscribe": "One-Click"}},
    {"files": {"List-Unsubscribe": (None, "One-Click")}},
    {"content": b""},
]


@pytest.mark.parametrize("sent", ONE_CLICK, ids=["form", "parts", "nothing"])
def test_one_click_by_a_mail_program_is_enough(
    app: TestClient, settings: Settings, visitor: Visitor, link: str, sent: dict[str, object]
) -> None:
    """RFC 8058: a program posts to the link, without cookies and without saying where it comes from."""
    visitor("amal")
    program = TestClient(app.app, base_url=str(app.base_url))
    program.portal = app.portal

    assert program.post(link, **sent).status_code == 200  # type: ignore[arg-type]
    assert wished(settings) == [(False, True)]


@pytest.mark.parametrize("token", ["", "x", "gAAAAAB" + "x" * 120, "%00"])
def test_a_link_that_is_not_whole_says_so(visitor: Visitor, settings: Settings, token: str) -> None:
    visitor("amal")
    nobody = visitor()
    answers = [nobody.get(f"/me/mail/stop?t={token}"), nobody.post(f"/me/mail/stop?t={token}", data={"all": "yes"})]

    assert [one.status_code for one in answers] == [400, 400]
    assert answers[0].json()["type"].endswith("/stop-link-is-wrong")
    assert wished(settings) == [(True, True)]


class TestWithoutMail:
    """A site on which nothing is said of mail."""

    @pytest.fixture
    def settings(self, database_url: str) -> Settings:
        return read({"TOWNHALL_DATABASE_URL": database_url})

    def test_no_address_is_kept_and_pages_say_so(self, visitor: Visitor, settings: Settings) -> None:
        amal = visitor("amal")

        assert rows(settings.database_url, "SELECT * FROM mailbox") == []
        assert "This newsroom sends no mail" in amal.get("/me/mail").text
        assert "No mail is sent, and no mail address is kept." in amal.get("/privacy/now").text

    def test_nothing_is_noted(self, visitor: Visitor, settings: Settings, say: Say) -> None:
        say(visitor("ben"), "Why?", parent=say(visitor("amal")))

        assert rows(settings.database_url, "SELECT * FROM notice") == []
