"""/admin/unsealings/: one asks who wrote a comment without their name, another opens it; by plain pages and forms."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from comments_service.app import clock
from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from comments_service.settings import Settings
from tests.conftest import Visitor
from tests.support.company import PAGES, entry
from tests.support.contents import rows
from tests.support.letters import empty

Untouched = Callable[[], AbstractContextManager[None]]
WORDS, REASON = "I know where you live.", "Threats; the <b>police</b> asks."


def token_of(client: TestClient, where: str = "/t/confide") -> str:
    return client.get(where).text.partition('name="_token" value="')[2].partition('"')[0]


def post(client: TestClient, where: str, **typed: str) -> tuple[int, str, str]:
    answer = client.post(where, data={"_token": token_of(client), **typed}, headers={"accept": "text/html"})
    return answer.status_code, answer.headers.get("location", ""), answer.text


@pytest.fixture
def comment(app: TestClient, visitor: Visitor) -> str:
    """What Amal said without her name, on a page that lets her."""
    assert app.portal
    ledger = Ledger(now=clock)

    async def open_a_page() -> None:
        await sync_threads([*PAGES, entry("confide", anonymous=True)], archive=[], ledger=ledger)

    app.portal.call(open_a_page)
    body = {"thread": "confide", "body": WORDS, "anonymous": True}
    answer = visitor("amal").put(f"/api/v1/comments/{uuid4()}", json=body)
    assert answer.status_code == 202, answer.text
    assert empty(app) == 1
    return str(answer.json()["id"])


@pytest.fixture
def asked(visitor: Visitor, comment: str) -> str:
    """The address of what Noor, an administrator, asks."""
    status, where, text = post(visitor("noor"), "/admin/unsealings/", id=str(uuid4()), comment=comment, reason=REASON)
    assert status == 303, text
    return where


def test_one_asks_another_opens_both_read_it_and_the_author_is_told(
    visitor: Visitor, comment: str, settings: Settings
) -> None:
    noor, hanna, form = visitor("noor"), visitor("hanna"), str(uuid4())
    address = f"http://127.0.0.1:8000/t/confide?comment={comment}#comment-{comment}"
    sent = [post(noor, "/admin/unsealings/", id=form, comment=address, reason=REASON)[:2] for _ in range(2)]
    assert sent == [(303, f"/admin/unsealings/{form}")] * 2
    assert "Amal" not in noor.get(sent[0][1]).text
    page = hanna.get(sent[0][1]).text
    assert "Threats; the &lt;b&gt;police&lt;/b&gt; asks." in page
    assert (WORDS in page, "Amal" in page) == (True, False)

    assert post(hanna, sent[0][1], action="open")[:2] == (303, sent[0][1])
    for client in (noor, hanna):
        shown = client.get(sent[0][1])
        assert "<bdi>Amal Haddad</bdi>" in shown.text
        assert "no-store" in shown.headers["cache-control"]
    assert "Amal" not in visitor("owen").get(sent[0][1]).text
    kinds = [row[0] for row in rows(settings.database_url, "SELECT kind FROM event ORDER BY number")]
    assert kinds.count("unsealing.read") == 2
    mine = visitor("amal").get("/t/confide").text
    for words in ("Noor van Dam", "an administrator", "Hanna Vermeer", "human resources or legal", "police"):
        assert words in mine


def test_the_author_reads_it_with_what_everybody_sees_of_them_as_well(
    visitor: Visitor, comment: str, asked: str
) -> None:
    verdict = {"comment": comment, "version": 1, "action": "approve"}
    assert visitor("dana").post("/admin/api/decisions", json=[verdict]).json()["results"][0]["status"] == 200
    amal, told = visitor("amal"), "Two people learned on"
    assert told not in amal.get("/t/confide").text
    assert post(visitor("hanna"), asked, action="open")[0] == 303

    assert told in amal.get("/t/confide").text
    (mine,) = amal.get("/api/v1/threads/confide/me").json()["mine"]
    assert told in mine["html"]
    assert told not in visitor("ben").get("/t/confide").text


def test_the_author_who_took_it_back_reads_it_above_the_box(
    app: TestClient, visitor: Visitor, comment: str, asked: str
) -> None:
    assert post(visitor("hanna"), asked, action="open")[0] == 303
    amal, told = visitor("amal"), "that you wrote something here that is gone by now."
    assert amal.delete(f"/api/v1/comments/{comment}").status_code == 200
    assert empty(app) == 1

    assert told in amal.get("/t/confide").text
    assert told in amal.get("/api/v1/threads/confide/me").json()["composer"]
    assert told not in visitor("ben").get("/t/confide").text


def test_an_administrator_alone_is_refused(visitor: Visitor, asked: str, untouched: Untouched) -> None:
    noor = visitor("noor")
    with untouched():
        status, _, text = post(noor, asked, action="open")

    assert status == 403
    assert "it takes two people" in text
    assert "Amal" not in noor.get(asked).text


def test_it_is_refused_with_a_reason_or_taken_back(visitor: Visitor, asked: str) -> None:
    owen, noor = visitor("owen"), visitor("noor")
    status, _, text = post(owen, asked, action="decline", answer=" ")
    assert (status, "Say why not" in text) == (422, True)
    assert post(owen, asked, action="")[0] == 422
    assert post(noor, asked, action="withdraw")[0] == 303
    assert post(owen, asked, action="open")[0] == 409
    assert "Taken back" in noor.get("/admin/unsealings/").text


def test_where_a_law_forbids_it_its_author_is_not_told_yet(visitor: Visitor, asked: str) -> None:
    hanna = visitor("hanna")
    page = hanna.get(asked).text
    assert 'name="untold_until"' in page
    status, _, text = post(hanna, asked, action="open", untold_because="An order of a court.")
    assert (status, "An order of a court." in text) == (422, True)
    assert 'name="untold_until"' not in visitor("noor").get("/admin/unsealings/").text


@pytest.mark.parametrize("handle", ["amal", "ben", "dana", "ines", "tom"])
def test_nobody_else_opens_the_pages(visitor: Visitor, asked: str, untouched: Untouched, handle: str) -> None:
    somebody = visitor(handle)
    with untouched():
        pages = [somebody.get(asked).status_code, somebody.get("/admin/unsealings/").status_code]
        pages.append(post(somebody, asked, action="open")[0])
        pages.append(post(somebody, "/admin/unsealings/", id=str(uuid4()), comment=str(uuid4()), reason="So.")[0])

    assert pages == [403] * 4


def test_the_works_council_sees_that_it_was_asked_and_nothing_of_why(visitor: Visitor, asked: str) -> None:
    lotte = visitor("lotte")
    for page in (lotte.get("/admin/unsealings/").text, lotte.get(asked).text):
        assert "Noor van Dam" in page
        assert "police" not in page
        assert WORDS not in page
        assert 'name="reason"' not in page
        assert 'value="open"' not in page
    assert post(lotte, asked, action="open")[0] == 403
    audit = lotte.get("/admin/audit").text
    assert "asked who wrote a comment without their name" in audit


def test_what_is_wrong_comes_back_with_what_was_typed(visitor: Visitor, comment: str, asked: str) -> None:
    owen = visitor("owen")
    for about, status, said in (
        ("nothing", 422, "not a comment’s id"),
        (str(uuid4()), 422, "no such comment"),
        (comment, 409, "Noor van Dam has asked this already"),
    ):
        answer = post(owen, "/admin/unsealings/", id=str(uuid4()), comment=about, reason="Typed before.")
        assert answer[0] == status
        assert said in answer[2]
        assert "Typed before." in answer[2]
    assert owen.get(f"/admin/unsealings/{uuid4()}").status_code == 404
    assert owen.get("/admin/unsealings/nonsense").status_code == 404
    assert comment in owen.get(f"/admin/unsealings/?comment={comment}").text


def test_a_sealed_case_leads_there(visitor: Visitor, comment: str, settings: Settings) -> None:
    verdict = {"comment": comment, "version": 1, "action": "escalate", "to": "hr", "note": "Please look."}
    assert visitor("dana").post("/admin/api/decisions", json=[verdict]).json()["results"][0]["status"] == 200
    ((case,),) = rows(settings.database_url, "SELECT id FROM sealed_case")

    assert f"/admin/unsealings/?comment={comment}" in visitor("hanna").get(f"/admin/sealed/{case}").text
