"""The one write path: a change is one transaction that changes rows, moves the thread's version and records an event.

Actions in discussion and moderation write only inside `Ledger.change`; whoever keeps copies listens to the ledger.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from comments_service.records import Event
from comments_service.storage import connection, events, threads

# The kinds of event there are, and what each says in `facts`: codes, numbers and ids, never words that people wrote.
# Each has a sentence in audit/telling.py; a test compares.
COMMENT_POSTED = "comment.posted"  # state, why
COMMENT_EDITED = "comment.edited"  # number, public
COMMENT_WITHDRAWN = "comment.withdrawn"  # before
COMMENT_REPORTED = "comment.reported"  # reason
COMMENT_HIDDEN_BY_REPORTS = "comment.hidden-by-reports"  # reports
CASE_SETTLED = "case.settled"  # case: question or first; a facilitator said that it needs no answer
COMMENT_REDACTED = "comment.redacted"  # reason, places
COMMENT_PURGED = "comment.purged"  # because, words: gone, or kept for a legal hold
RECORDS_PURGED = "records.purged"  # what (the name of a period), rows: how many
HOLD_PLACED = "hold.placed"  # hold (its id), review; never on whom: that is the role’s alone
HOLD_ENDED = "hold.ended"  # hold
HOLD_READ = "hold.read"  # hold: somebody read the words that it keeps
PERSON_ANONYMISED = "person.anonymised"  # about (whose id), words: kept, or to go
LEAVER_WELCOMED = "person.welcomed"  # about whose handle, nobody can say any more
NOTE_ADDED = "note.added"
# mark, and of its facts what is no words: status, due, role, outcome, named; of a step before, step, reason, until
COMMENT_MARKED = "comment.marked"
COMMENT_UNMARKED = "comment.unmarked"  # mark
THREAD_CLOSED = "thread.closed"
THREAD_REOPENED = "thread.reopened"
THREAD_SLOWED = "thread.slowed"  # seconds; None: as its page says
THREAD_SUMMARISED = "thread.summarised"  # number, taken_back
RESPONSE_DRAFTED = "response.drafted"  # draft, speaker
RESPONSE_SETTLED = "response.settled"  # draft, outcome
COMMENT_DECIDED = "comment.decided"  # action, before, after, reason, version; where it was escalated, to (a role)
COMMENT_APPEALED = "comment.appealed"
SEALED_CASE_READ = "sealed-case.read"  # sealed_case (its id), role
SEALED_CASE_NOTED = "sealed-case.noted"  # sealed_case, role
SEALED_CASE_CLOSED = "sealed-case.closed"  # sealed_case, role
# Who wrote a comment without their name: never who it was, nor about which comment.
UNSEALING_ASKED = "unsealing.asked"  # unsealing (its id), half
UNSEALING_OPENED = "unsealing.opened"  # unsealing, told: whether its author is told at once
UNSEALING_DECLINED = "unsealing.declined"  # unsealing
UNSEALING_WITHDRAWN = "unsealing.withdrawn"  # unsealing
UNSEALING_READ = "unsealing.read"  # unsealing: one of the two read who it was
THREADS_SYNCED = "threads.synced"  # changed, archived, cited
COMMENTS_MOVED_IN = "comments.moved-in"  # source, comments and held: how many; of whom, no event says
EMBARGO_SYNCED = "embargo.synced"  # pages, terms: how many; never which
RULE_ADDED = "rule.added"  # rule (its id), outcome
RULE_CHANGED = "rule.changed"  # rule, changed (names of fields)
RULE_TURNED_ON = "rule.turned-on"  # rule, outcome
RULE_ENDED = "rule.ended"  # rule
SIGNED_IN = "session.began"
SIGNED_OUT = "session.ended"
IDENTITY_LINKED = "person.identity-linked"  # about (whose id): the company's sign-in was taken for that person
ROLES_CHANGED = "person.roles-changed"  # about (whose id), before, after
SANCTIONED = "person.sanctioned"  # about (whose id), sanction, until
SANCTION_ENDED = "person.sanction-ended"  # about (whose id), sanction
PUBLISH_LET_IN = "deploy-token.made"  # token (its id), expires
PUBLISH_SHUT_OUT = "deploy-token.revoked"  # token
AUDIT_EXPORTED = "audit.exported"  # since (a number)

Done = TypeVar("Done")
Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True)
class Change:
    """What an action may do inside its transaction beside writing rows: say what happened, and what looks otherwise."""

    thread_uid: str | None
    now: datetime
    recorded: list[Event] = field(default_factory=list, compare=False)
    touched: set[str] = field(default_factory=set, compare=False)

    def record(self, kind: str, *, comment: UUID | None = None, person: UUID | None = None, **facts: Any) -> None:
        """Record an event, kept only if the transaction is.

        Args:
            kind: one of the kinds above.
            comment: the comment it is about, if it is about one.
            person: who did it.
            facts: what else is worth knowing later; JSON-serialisable, never text that people wrote.
        """
        self.recorded.append(Event(kind, self.thread_uid, comment, person, self.now, facts))

    def touch(self, thread_uids: Iterable[str]) -> None:
        """Say that readers of some threads see something else from now on: a name, a title, a switch."""
        assert self.thread_uid is None, "a change moves its own thread alone: several are a note"
        self.touched.update(thread_uids)


class _TakenBack(Exception):
    """What was done is taken back, all of it, as it was meant to be."""

    def __init__(self, seen: Any) -> None:
        super().__init__()
        self.seen = seen


class Ledger:
    """Opens transactions, and tells listeners which thread changed once one has committed."""

    def __init__(self, *, now: Callable[[], datetime]) -> None:
        self._now = now
        self._listeners: list[Callable[[str], None]] = []
        self._keepers: list[Callable[[Change], Awaitable[None]]] = []

    def keep_true(self, keeper: Callable[[Change], Awaitable[None]]) -> None:
        """Call `keeper` at the end of each change, inside its transaction, with what was recorded in it.

        For rows that must follow from others whatever the action was: one place, so that no action can forget it.
        """
        self._keepers.append(keeper)

    def listen(self, listener: Callable[[str], None]) -> None:
        """Call `listener` with the uid of each thread that a transaction of this process has changed."""
        self._listeners.append(listener)

    @asynccontextmanager
    async def change(self, thread_uid: str) -> AsyncIterator[Change]:
        """Change what is said in a thread. If the block raises, nothing is kept and nobody is told."""
        async with connection.transaction():
            # First, so that two writers to one thread take turns: each sees what the other did, or waits.
            await threads.bump(thread_uid)
            change = Change(thread_uid, self._now())
            yield change
            for keeper in self._keepers:
                await keeper(change)
            # Last, because it makes everybody wait: the chain of events has one end.
            await events.append(change.recorded)
        self.announce(thread_uid)

    @asynccontextmanager
    async def note(self, *, tell: bool = False) -> AsyncIterator[Change]:
        """Change what is not said in one thread: a session, who somebody is, the pages there are.

        Args:
            tell: whether it concerns comments, so that whatever follows from changes may follow from this as well.
        """
        async with connection.transaction():
            change = Change(None, self._now())
            yield change
            for keeper in self._keepers if tell else ():
                await keeper(change)
            # In one order, so that two who touch the same threads take turns, and neither waits for the other for ever.
            for uid in sorted(change.touched):
                await threads.bump(uid)
            await events.append(change.recorded)
        for uid in change.touched:
            self.announce(uid)

    @asynccontextmanager
    async def unseen(self, thread_uid: str) -> AsyncIterator[None]:
        """Write what nobody is to learn of yet: no version moves, nothing is recorded or announced. Writers to one
        thread take turns here as well."""
        async with connection.transaction():
            await threads.take_turn(thread_uid)
            yield

    def also(self, keeper: Callable[[Change], Awaitable[None]]) -> "Ledger":
        """The same ledger for one action that has something more to keep in its transaction."""
        ledger = Ledger(now=self._now)
        ledger._listeners, ledger._keepers = self._listeners, [*self._keepers, keeper]
        return ledger

    async def rehearse(
        self, act: Callable[["Ledger"], Awaitable[Done]], see: Callable[[Change], Awaitable[Seen]]
    ) -> Done | Seen:
        """Do something and take it back: what would refuse it has refused it, and nothing is kept, recorded or told.

        Args:
            act: what is tried, with the ledger that it is given.
            see: looks at what it did, inside the transaction that is taken back.

        Returns:
            What `see` saw; or what `act` returned, where it had nothing to change.
        """

        async def stop(change: Change) -> None:
            raise _TakenBack(await see(change))

        rehearsal = Ledger(now=self._now)
        rehearsal.keep_true(stop)
        try:
            return await act(rehearsal)
        except _TakenBack as taken_back:
            seen: Seen = taken_back.seen
            return seen

    def announce(self, thread_uid: str) -> None:
        """Tell the listeners of this process that a thread has changed."""
        for listener in self._listeners:
            listener(thread_uid)
