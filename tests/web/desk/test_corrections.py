"""Corrections over HTTP: said by the plain form, decided at the desk by who answers for the page, taken as a patch."""

from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from tests.conftest import Visitor
from tests.support.company import NOON, PAGES, entry
from tests.web.conftest import Say
from tests.web.desk.test_marks import PAGE, marks_of, token
from tests.web.reader.test_pages import send

SOURCE = {"path": "content/news/depot.md", "line": 9, "before": [], "after": ["Uid: depot", ""], "goes_on": True}
RIGHT = "It begins on 12 May, not on 2 May."


@pytest.fixture
def visitor(visitor: Visitor) -> Visitor:
    """The same, with a page whose source is known, and which Tom owns."""
    client = visitor()
    assert client.portal

    async def bring_in() -> None:
        blocks = [{"id": "b-1", "words": "The new rota begins on 2 May in Leeds."}]
        pages = [*PAGES, entry("depot", owner="tom", source=SOURCE, blocks=blocks)]
        await sync_threads(pages, archive=[], ledger=Ledger(now=lambda: NOON))

    client.portal.call(bring_in)
    return visitor


def decide(client: TestClient, comment: str, action: str, **fields: str) -> Any:
    sent = {"_token": token(client), "action": action, "id": str(uuid4()), **fields}
    return client.post(f"/admin/corrections/{comment}", data=sent, headers=PAGE)


def corrected(visitor: Visitor, body: str = "It says 2 May. It is 12 May.") -> str:
    """A reader says so by the plain form, which offers it."""
    amal, own = visitor("amal"), str(uuid4())
    assert '<option value="correction">A correction to this page</option>' in amal.get("/t/depot").text
    assert send(amal, thread="depot", id=own, body=body, kind="correction")[0] == 303
    return own


def test_it_is_accepted_with_a_line_and_a_patch_and_everybody_reads_so(visitor: Visitor) -> None:
    comment, tom = corrected(visitor), visitor("tom")
    desk = f"/admin/corrections/{comment}"
    assert desk in tom.get("/admin/threads/depot").text
    assert desk in tom.get("/admin/corrections/").text
    assert "It says 2 May. It is 12 May.</textarea>" in tom.get(desk).text

    assert decide(tom, comment, "accept", text=RIGHT).headers["location"] == desk

    (mark,) = marks_of(visitor(), comment)
    line = f"    {mark['day']} | correction | {RIGHT} | Amal H."
    assert (mark["kind"], mark["outcome"], mark["text"], mark["by"]) == (
        "correction",
        "accepted",
        RIGHT,
        "Tom de Vries",
    )
    assert f"<strong>Accepted.</strong> {RIGHT}" in visitor().get("/t/depot/fragment").text
    assert f"\n{line}</textarea>" in tom.get(desk).text
    patch = tom.get(f"{desk}/patch")
    assert patch.headers["content-disposition"] == 'attachment; filename="depot-correction.patch"'
    assert patch.text.splitlines()[2:] == ["@@ -9,2 +9,3 @@", f"+{line}", " Uid: depot", " "]
    assert "Accepted by Tom de Vries" in tom.get("/admin/corrections/").text

    ended = {"_token": token(tom), "comment": comment, "mark": "correction", "back": desk}
    assert tom.post("/admin/marks/end", data=ended).headers["location"] == desk
    assert (marks_of(visitor(), comment), tom.get(f"{desk}/patch").status_code) == ([], 409)


def test_what_somebody_selected_on_the_page_stands_beside_their_correction(visitor: Visitor) -> None:
    own, part = str(uuid4()), {"block": "b-1", "quote": "on 2 May"}
    sent = {"thread": "depot", "body": "It is 12 May.", "kind": "correction", "anchor": part}
    assert visitor("amal").put(f"/api/v1/comments/{own}", json=sent).status_code == 201

    shown = visitor("tom").get(f"/admin/corrections/{own}").text

    assert '<a href="/news/depot/#b-1">this part of the page</a>' in shown
    assert "on 2 May</blockquote>" in shown


def test_declining_without_a_reply_keeps_all_and_with_one_says_why_for_everybody(visitor: Visitor) -> None:
    comment, tom = corrected(visitor), visitor("tom")

    wrong = decide(tom, comment, "decline", body=" ")
    assert (wrong.status_code, marks_of(visitor(), comment)) == (422, [])
    assert 'id="decline-problem"' in wrong.text
    reply = str(uuid4())
    assert decide(tom, comment, "decline", body="It is the 2nd in Leeds.", id=reply).status_code == 303

    (mark,) = marks_of(visitor(), comment)
    assert (mark["outcome"], mark["reply"]) == ("declined", reply)
    fragment = visitor().get("/t/depot/fragment").text
    assert "<strong>Declined.</strong> The page stays as it is: Tom de Vries says why below." in fragment
    assert "It is the 2nd in Leeds." in fragment


def test_what_cannot_be_kept_says_why_beside_what_was_typed(visitor: Visitor, say: Say) -> None:
    comment, tom = corrected(visitor, "One | two."), visitor("tom")
    assert ">\nOne / two.</textarea>" in tom.get(f"/admin/corrections/{comment}").text

    wrong = decide(tom, comment, "accept", text="One | two.")

    assert (wrong.status_code, marks_of(visitor(), comment)) == (422, [])
    assert ">\nOne | two.</textarea>" in wrong.text
    assert "without the sign |" in wrong.text
    # A form that was sent twice, and somebody who comes too late.
    assert [decide(tom, comment, "accept", text="Two.").status_code for _ in range(2)] == [303, 303]
    assert decide(visitor("dana"), comment, "decline", body="No.").status_code == 409
    assert decide(visitor("amal"), comment, "accept", text="Two.").status_code == 403
    kept = send(visitor("amal"), thread="depot", body=" ", kind="correction")
    assert '<option value="correction" selected>' in kept[2]
    say(visitor("ben"), "Keep your gloves in your pocket.", thread="depot", kind="tip")
    assert '<span class="th-kind th-kind--tip">Tip</span>' in visitor().get("/t/depot").text
