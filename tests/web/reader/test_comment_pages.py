"""Reporting and withdrawing by plain pages: the right person, the wrong one, the token."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

from starlette.testclient import TestClient

from comments_service.settings import Settings
from tests.conftest import Visitor
from tests.support.contents import contents

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]


def send(client: TestClient, path: str, **fields: str) -> int:
    token = client.get("/t/rota").text.partition('name="_token" value="')[2][:64]
    return client.post(path, data={"_token": token, **fields}).status_code


def test_a_report_by_form_is_made_once(visitor: Visitor, say: Say, settings: Settings) -> None:
    path, ben = f"/t/rota/comments/{say(visitor('amal'))}/report", visitor("ben")
    form = ben.get(path)

    statuses = [send(ben, path, reason="hurtful", detail="It is about me.") for _ in range(2)]

    assert (form.status_code, 'name="reason"' in form.text) == (200, True)
    assert statuses == [200, 200]
    assert len(contents(settings.database_url)["report"]) == 1


def test_a_report_that_is_wrong_comes_back_with_what_was_typed(
    visitor: Visitor, say: Say, untouched: Untouched
) -> None:
    own = say(visitor("amal"))
    path, ben = f"/t/rota/comments/{own}/report", visitor("ben")

    with untouched():
        page = ben.post(path, data={"detail": "It is about me.", "_token": "x"})
        statuses = [send(ben, path, detail="It is about me."), send(ben, path, reason="boring"), page.status_code]

    assert statuses == [422, 422, 403]
    assert "It is about me." in page.text


def test_a_comment_is_withdrawn_by_its_author_alone(visitor: Visitor, say: Say) -> None:
    amal, ben, dana = visitor("amal"), visitor("ben"), visitor("dana")
    path = f"/t/rota/comments/{say(amal, 'Take this back.')}/withdraw"

    assert [one.get(path).status_code for one in (amal, ben, dana)] == [200, 403, 403]
    assert [send(one, path) for one in (ben, dana)] == [403, 403]
    assert [send(amal, path), send(amal, path, _token="x")] == [303, 403]
    assert "Take this back." not in visitor().get("/t/rota").text


def test_nobody_signed_in_is_led_to_sign_in(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    own = say(visitor("amal"))
    nobody = visitor()

    with untouched():
        for what in ("report", "withdraw"):
            path = f"/t/rota/comments/{own}/{what}"
            asked = nobody.get(path, headers={"accept": "text/html"})
            assert (asked.status_code, asked.headers["location"]) == (303, f"/auth/login?next={path}")
            assert nobody.post(path, data={"reason": "other"}).status_code == 401


def test_what_is_not_there_is_not_found(visitor: Visitor, say: Say) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    own, held = say(amal), say(amal, thread="incident")

    statuses = [
        ben.get(path).status_code
        for path in (
            f"/t/rota/comments/{uuid4()}/report",
            f"/t/nowhere/comments/{own}/report",
            f"/t/incident/comments/{held}/report",
            "/t/rota/comments/x/report",
        )
    ]

    assert statuses == [404, 404, 404, 422]
