"""Empties the letterbox of an application that a test runs, as its chore does each full hour."""

from datetime import datetime, timedelta
from typing import Any

from starlette.testclient import TestClient

from comments_service import app
from comments_service.postman import postman_of
from comments_service.web.context import Context


def empty(client: TestClient, *, until: datetime | None = None) -> int:
    """Do what lies in the letterbox, due or not unless told until when, and return how much that was."""
    ctx: Context = client.app._app._app.state.context  # type: ignore[attr-defined]
    assert ctx.anonymity
    assert client.portal
    how: dict[str, Any] = {"deadlines": ctx.deadlines, "rule_book": ctx.rule_book, "now": ctx.now, "new_id": app.new_id}
    postman = postman_of(ctx.settings, ctx.ledger, anonymity=ctx.anonymity, **how)

    async def done() -> int:
        return await postman(now=ctx.now(), until=until or ctx.now() + timedelta(days=1))

    return client.portal.call(done)
