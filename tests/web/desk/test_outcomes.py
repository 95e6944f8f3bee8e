"""What becomes of an idea, over HTTP: a plain form that says what is wrong and keeps what was typed; JSON has it."""

from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from tests.conftest import Visitor
from tests.support.company import NOON, PAGES, entry
from tests.web.desk.test_marks import PAGE, marks_of, token
from tests.web.reader.test_pages import send


@pytest.fixture
def visitor(visitor: Visitor) -> Visitor:
    """The same, with a page of ideas."""
    client = visitor()
    assert client.portal

    async def bring_in() -> None:
        await sync_threads([*PAGES, entry("wishes", kind="ideas")], archive=[], ledger=Ledger(now=lambda: NOON))

    client.portal.call(bring_in)
    return visitor


def suggested(visitor: Visitor) -> str:
    own = str(uuid4())
    assert send(visitor("amal"), thread="wishes", id=own, body="Let us swap shifts by phone.", kind="idea")[0] == 303
    return own


def take(client: TestClient, comment: str, step: str, before: str = "open", **fields: str) -> Any:
    sent = {"_token": token(client), "step": step, "before": before, "note": "Good: we look at it.", **fields}
    return client.post(f"/admin/outcomes/{comment}", data=sent, headers=PAGE)


def test_a_step_leads_to_where_everybody_reads_it_and_is_in_json(visitor: Visitor) -> None:
    idea, ines = suggested(visitor), visitor("ines")
    desk = f"/admin/outcomes/{idea}"
    assert desk in ines.get("/admin/threads/wishes").text
    assert desk in ines.get(f"/admin/marks?comment={idea}").text
    assert 'value="under-review"' in ines.get(desk).text

    assert take(ines, idea, "under-review").headers["location"] == f"/t/wishes?comment={idea}"
    assert take(ines, idea, "planned", "under-review").status_code == 303

    (mark,) = marks_of(visitor(), idea)
    told = {"kind": "outcome", "step": "planned", "before": "under-review", "text": "Good: we look at it."}
    assert told.items() <= mark.items()
    shown = visitor().get("/t/wishes/fragment").text
    assert "<strong>Planned.</strong>" in shown
    assert "How it got here, in 2 steps" in shown
    assert [
        f'id="comment-{idea}"' in visitor().get(f"/t/wishes/fragment?only={one}").text for one in ("open", "under-way")
    ] == [
        False,
        True,
    ]
    assert "from under review to planned" in visitor("noor").get("/admin/audit").text


def test_what_is_wrong_is_said_where_it_is_and_what_was_typed_is_there(visitor: Visitor) -> None:
    idea, ines = suggested(visitor), visitor("ines")

    answer = take(ines, idea, "declined", note="It would break the rest hours.")
    assert answer.status_code == 422
    assert "Choose a reason, which is read at a glance." in answer.text
    assert "It would break the rest hours.</textarea>" in answer.text
    assert 'name="reason" aria-invalid="true" aria-describedby="problem" autofocus' in answer.text
    assert 'value="declined" data-needs="reason" required checked' in answer.text

    assert take(ines, idea, "under-review").status_code == 303
    late = take(ines, idea, "declined", reason="cost")
    assert late.status_code == 409
    assert "Ines Okafor has set it to “Under review” meanwhile" in late.text
    assert marks_of(visitor(), idea)[0]["step"] == "under-review"
    for who, status in (("dana", 403), ("amal", 403)):
        assert visitor(who).get(f"/admin/outcomes/{idea}").status_code == status
