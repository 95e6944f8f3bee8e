"""Lets the cast speak and decide through the real actions, at times that the test sets."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from comments_service.block_records import Asked
from comments_service.discussion.attention import Attention
from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.edit import Edited, edit
from comments_service.discussion.limits import Limits
from comments_service.discussion.post import Draft, Posted, post
from comments_service.discussion.report import report
from comments_service.discussion.withdraw import withdraw
from comments_service.events import Ledger
from comments_service.ids import uuid7
from comments_service.moderation.appeal import Appealed, appeal
from comments_service.moderation.decide import Decided, Verdict, decide
from comments_service.records import Comment, Event, Person
from comments_service.screening.finding import Outcome
from comments_service.screening.screen import Rules
from comments_service.screening.watch_words import WatchWord
from comments_service.storage import comments, connection, events
from tests.support.company import NOON

# "heron" is held, "plover" is advised on, a key is blocked; everything else passes.
RULES = Rules(watch_words=(WatchWord("heron"), WatchWord("plover", Outcome.ADVISE)))
HELD_WORDS = "I heard about heron."
ADVISED_WORDS = "Ask plover about it."
BLOCKED_SECRET = "AKIA" + "Q7" * 8
BLOCKED_WORDS = f"The key is {BLOCKED_SECRET} as always."
WINDOW = timedelta(minutes=15)
ACTED_ON = (
    "notice",
    "mailbox",
    "legal_hold",
    "note",
    "sanction",
    "claim",
    "leaver",
    "provider_session",
    "identity",
    "logout_token",
    "rule_hit",
    "rule",
    "embargo_term",
    "event",
    "audit_head",
    "report",
    "reaction",
    "sealed_note",
    "sealed_case",
    "appeal",
    "decision",
    "moderation_case",
    "mark",
    "official_draft",
    "revision",
    "comment_search",
    "anchor",
    "unsealing",
    "topic_following",
    "comment",
    "letter",
    "pulse_answer",
    "receipt",
    "progress",
    "following",
    "pseudonym",
    "summary",
    "citation",
    "page_text",
    "thread",
    "session",
    "deploy_token",
    "failed_sign_in",
    "person",
)


class Talk:
    """A conversation. `now` is the time at which the next thing happens, by which `rules` and `limits`; the test moves
    them."""

    def __init__(self) -> None:
        self.now = NOON
        self.rules = RULES
        self.limits: Limits | None = None
        self.announced: list[str] = []
        self._made = 0
        self.ledger = Ledger(now=lambda: self.now)
        self.ledger.listen(self.announced.append)
        self.ledger.keep_true(Attention(USUAL, self.new_id))

    def new_id(self) -> UUID:
        """An id that sorts after those made before it."""
        self._made += 1
        return uuid7(NOON, self._made << 40)

    def later(self, **by: float) -> datetime:
        """Let time pass; `minutes=5`, say."""
        self.now += timedelta(**by)
        return self.now

    async def posts(
        self,
        by: Person,
        body: str = "The new rota works.",
        *,
        thread: str = "rota",
        to: Comment | UUID | None = None,
        id: UUID | None = None,
        kind: str | None = None,
        ask_review: bool = False,
        about: Asked | None = None,
    ) -> Posted:
        """Somebody posts; `to` is what they answer."""
        parent = to.id if isinstance(to, Comment) else to
        draft = Draft(id or self.new_id(), thread, body, parent, kind, ask_review, about=about)
        how = {"ledger": self.ledger, "rules": self.rules, "deadlines": USUAL, "new_id": self.new_id, "now": self.now}
        return await post(draft, by=by, site_host="news.example", limit=self.limits and self.limits.comments, **how)

    async def says(self, by: Person, body: str = "The new rota works.", **about: object) -> Comment:
        """The same, returning the comment."""
        return (await self.posts(by, body, **about)).spoken.comment  # type: ignore[arg-type]

    async def edits(self, by: Person, comment: Comment, body: str, *, ask_review: bool = False) -> Edited:
        """Somebody edits a comment."""
        how = {"ledger": self.ledger, "rules": self.rules, "deadlines": USUAL, "new_id": self.new_id, "now": self.now}
        about = {"ask_review": ask_review, "window": WINDOW, "limit": self.limits and self.limits.edits}
        return await edit(comment.id, body, by=by, site_host="news.example", **about, **how)

    async def withdraws(self, by: Person, comment: Comment) -> Comment:
        """Somebody takes a comment back."""
        return await withdraw(comment.id, by=by, ledger=self.ledger, now=self.now)

    async def reports(self, by: Person, comment: Comment, reason: str = "hurtful", detail: str = "") -> Comment:
        """Somebody reports a comment; three people hide one."""
        how = {"ledger": self.ledger, "deadlines": USUAL, "new_id": self.new_id, "now": self.now}
        about = {"hides_at": 3, "limit": self.limits and self.limits.reports}
        return await report(comment.id, reason=reason, detail=detail, by=by, **about, **how)

    async def decides(
        self, by: Person | None, comment: Comment, action: str, *, version: int | None = None, **said: Any
    ) -> Decided:
        """Somebody decides about a comment as it is now, or about an earlier version of it."""
        verdict = Verdict(comment.id, version or (await self.now_of(comment)).version, action, **said)
        how = {"ledger": self.ledger, "deadlines": USUAL, "new_id": self.new_id, "now": self.now}
        return await decide(verdict, by=by, **how)

    async def appeals(
        self, by: Person, comment: Comment, words: str = "It is about nights, so it belongs."
    ) -> Appealed:
        """Somebody appeals against the removal of a comment."""
        how = {"ledger": self.ledger, "deadlines": USUAL, "new_id": self.new_id, "now": self.now}
        return await appeal(comment.id, words, by=by, **how)

    async def now_of(self, comment: Comment | UUID) -> Comment:
        """A comment as the database has it."""
        found = await comments.get(comment.id if isinstance(comment, Comment) else comment)
        assert found is not None
        return found

    async def words_of(self, comment: Comment) -> tuple[str | None, str | None]:
        """The words that readers see, and the latest ones."""
        public = (await comments.spoken([comment.id], words="public"))[comment.id].revision
        latest = (await comments.spoken([comment.id], words="latest"))[comment.id].revision
        return public and public.body, latest and latest.body

    async def events_of(self, comment: Comment | UUID) -> list[Event]:
        """All that was recorded about a comment."""
        return await events.of_comment(comment.id if isinstance(comment, Comment) else comment)


async def everything() -> Mapping[str, list[Mapping[str, object]]]:
    """Every row of every table, by its key, which comes first: unasked, PostgreSQL has them in any order."""
    return {table: await connection.fetch(f"SELECT * FROM {table} ORDER BY 1") for table in ACTED_ON}


async def words_anywhere(words: str) -> list[str]:
    """The columns, as table.column, in which some words stand, in capitals or not."""
    return [
        f"{table}.{column}"
        for table, rows in (await everything()).items()
        for row in rows
        for column, value in row.items()
        if words.casefold() in str(value).casefold()
    ]
