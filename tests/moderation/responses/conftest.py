"""What these tests share: official responses by the real actions."""

from typing import Any
from uuid import UUID

import pytest

from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.post import Draft, Posted
from comments_service.moderation.responses.answer_draft import approve_draft, decline_draft
from comments_service.moderation.responses.draft_response import Wanted, draft_response, withdraw_draft
from comments_service.moderation.responses.respond import respond
from comments_service.records import Comment, OfficialDraft, Person
from comments_service.storage import marks
from tests.support.talking import RULES, Talk

WORDS = "The canteen opens at night from 12 May."


class Speaking:
    """Official responses in a conversation."""

    def __init__(self, talk: Talk, how: dict[str, Any]) -> None:
        self.talk = talk
        self._how = how

    async def responds(
        self,
        by: Person | None,
        body: str = WORDS,
        *,
        thread: str = "rota",
        to: Comment | None = None,
        id: UUID | None = None,
    ) -> Posted:
        """Somebody responds officially."""
        draft = Draft(id or self.talk.new_id(), thread, body, to.id if to else None)
        return await respond(draft, by=by, now=self.talk.now, **self._how)

    async def drafts(
        self,
        by: Person | None,
        speaker: str = "ines",
        body: str = WORDS,
        *,
        thread: str = "rota",
        to: Comment | None = None,
        id: UUID | None = None,
    ) -> OfficialDraft:
        """Somebody drafts a response for somebody."""
        wanted = Wanted(id or self.talk.new_id(), thread, speaker, body, to.id if to else None)
        return await draft_response(wanted, by=by, ledger=self.talk.ledger, rules=RULES, now=self.talk.now)

    async def approves(
        self, by: Person | None, draft: OfficialDraft, body: str = WORDS, *, ask_review: bool = False
    ) -> Posted:
        """Somebody approves a draft."""
        return await approve_draft(draft.id, body, by=by, ask_review=ask_review, now=self.talk.now, **self._how)

    async def declines(
        self, by: Person | None, draft: OfficialDraft, answer: str = "It is not decided yet."
    ) -> OfficialDraft:
        """Somebody declines a draft."""
        return await decline_draft(draft.id, answer, by=by, ledger=self.talk.ledger)

    async def withdraws(self, by: Person | None, draft: OfficialDraft) -> OfficialDraft:
        """Somebody takes a draft back."""
        return await withdraw_draft(draft.id, by=by, ledger=self.talk.ledger)


@pytest.fixture
def speaking(talk: Talk) -> Speaking:
    """Official responses, on SQLite and on PostgreSQL."""
    how = {"ledger": talk.ledger, "rules": RULES, "deadlines": USUAL, "site_host": "", "new_id": talk.new_id}
    return Speaking(talk, how)


async def official(id: UUID) -> list[tuple[str, str | None]]:
    """Who speaks in the official mark on a comment, and who drafted it; empty if it has none."""
    found = (await marks.of_comments([id])).get(id, [])
    return [(mark.by_name, mark.named) for mark in found if mark.kind == "official"]
