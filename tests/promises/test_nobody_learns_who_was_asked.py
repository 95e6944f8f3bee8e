"""Whoever is asked whether they mean heated words is asked alone: nothing anywhere says that they were."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

from comments_service.settings import Settings
from tests.conftest import Visitor
from tests.support.contents import contents

HEATED, CALM = "You idiots changed it again!", "You lads changed it again."

# Where anything that is posted leaves a row; no row about a person is among them.
OF_A_COMMENT = {"comment", "revision", "comment_search", "thread", "event", "audit_head"}


def post(amal: TestClient, id: UUID, body: str, **more: Any) -> tuple[int, str]:
    answer = amal.put(f"/api/v1/comments/{id}", json={"thread": "rota", "body": body, **more})
    return answer.status_code, str(answer.json().get("type", "")).rpartition("/")[2]


def test_they_are_asked_once_and_may_post_it_anyway(visitor: Visitor, settings: Settings) -> None:
    amal, own = visitor("amal"), uuid4()
    before = contents(settings.database_url)
    assert post(amal, own, HEATED) == (422, "body-is-heated")
    assert contents(settings.database_url) == before

    assert post(amal, own, HEATED, cooled=True) == (201, "")


def test_what_is_kept_of_heated_words_is_what_is_kept_of_any(
    visitor: Visitor, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    amal, heated, calm = visitor("amal"), uuid4(), uuid4()
    # Their very first comment waits for an answer, whatever its words.
    post(amal, uuid4(), "Good morning from hall 2.")
    before = contents(settings.database_url)
    post(amal, heated, HEATED)
    post(amal, heated, HEATED, cooled=True)
    after = contents(settings.database_url)
    assert {table for table in after if after[table] != before[table]} <= OF_A_COMMENT
    post(amal, calm, CALM)
    kept = contents(settings.database_url)

    columns = {
        table: {
            str(one): [
                [_plain(value, one) for value in row] for row in rows if str(one) in str(row) or one.hex in str(row)
            ]
            for one in (heated, calm)
        }
        for table, rows in kept.items()
        if table in ("comment", "revision", "moderation_case", "event", "rule_hit")
    }
    for table, of in columns.items():
        assert of[str(heated)] == of[str(calm)], table
    assert "heat" not in caplog.text
    assert not any("heat" in str(row) for table, rows in kept.items() for row in rows if table != "comment_search")


def _plain(value: object, one: UUID) -> object:
    """A value without what is different of any two comments: their ids, words, times and hashes."""
    text = str(value)
    for said in (HEATED, CALM):
        text = text.replace(said, "WORDS")
    if text[:2] == "20" or len(text) == 64 or text.isdigit():
        return "…"
    return text.replace(str(one), "ID").replace(one.hex, "ID") if "-" not in text.replace(str(one), "") else "…"
