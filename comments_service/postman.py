"""How each kind of letter is done, by the action that it would have been: put together once, for the service and for
the command line."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from comments_service.discussion.deadlines import Deadlines
from comments_service.discussion.edit import edit
from comments_service.discussion.empty_letterbox import Deed, empty_letterbox
from comments_service.discussion.letterbox import APPEAL, EDIT, POST, SOLVE, WITHDRAW, as_draft
from comments_service.discussion.post import post
from comments_service.discussion.rule_book import RuleBook
from comments_service.discussion.solve import solve
from comments_service.discussion.withdraw import withdraw
from comments_service.events import Ledger
from comments_service.moderation.appeal import appeal
from comments_service.people.anonymity import Anonymity
from comments_service.records import Person
from comments_service.settings import Settings
from comments_service.storage.letters import Letter

# Whoever changed something in time did so, however long it then lay in the letterbox.
_ANY_TIME: Final = timedelta(days=365)


def postman_of(
    settings: Settings,
    ledger: Ledger,
    *,
    anonymity: Anonymity,
    deadlines: Deadlines,
    rule_book: RuleBook,
    now: Callable[[], datetime],
    new_id: Callable[[], UUID],
) -> Callable[..., Awaitable[int]]:
    """Return what empties the letterbox."""

    def always(by: Person, ledger: Ledger) -> dict[str, Any]:
        return {"by": by, "ledger": ledger, "now": now()}

    async def said(by: Person, ledger: Ledger) -> dict[str, Any]:
        host = urlsplit(settings.public_url).hostname or ""
        written = {"rules": await rule_book.rules(), "site_host": host, "deadlines": deadlines, "new_id": new_id}
        return {**always(by, ledger), **written}

    async def posted(letter: Letter, by: Person, ledger: Ledger) -> object:
        return await post(as_draft(letter), anonymity=anonymity, **await said(by, ledger))

    async def edited(letter: Letter, by: Person, ledger: Ledger) -> object:
        how = await said(by, ledger)
        return await edit(letter.comment_id, letter.body, ask_review=True, window=_ANY_TIME, **how)

    async def withdrawn(letter: Letter, by: Person, ledger: Ledger) -> object:
        return await withdraw(letter.comment_id, **always(by, ledger))

    async def appealed(letter: Letter, by: Person, ledger: Ledger) -> object:
        how = {"deadlines": deadlines, "new_id": new_id, **always(by, ledger)}
        return await appeal(letter.comment_id, letter.body, **how)

    deeds: Mapping[str, Deed] = {POST: posted, EDIT: edited, WITHDRAW: withdrawn, APPEAL: appealed}
    solved: Deed = partial(_solved, new_id=new_id)
    return partial(empty_letterbox, {**deeds, SOLVE: solved}, ledger=ledger, anonymity=anonymity)


async def _solved(letter: Letter, by: Person, ledger: Ledger, *, new_id: Callable[[], UUID]) -> object:
    answer = UUID(letter.body) if letter.body else None
    return await solve(letter.comment_id, answer, by=by, ledger=ledger, new_id=new_id)
