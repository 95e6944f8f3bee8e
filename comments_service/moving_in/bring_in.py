"""Taking what an export says: laid out, placed in discussions, screened, written in batches that are each whole.

What was taken before is left as it is now, so the same export, or a later one, can be brought in again at any time, and
one that was interrupted goes on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from comments_service.discussion import wording
from comments_service.discussion.body import BodyIsEmpty, BodyIsTooLong, BodyIsUnreadable
from comments_service.discussion.deadlines import Deadlines
from comments_service.discussion.hold import hold
from comments_service.discussion.lifecycle import HELD, PUBLISHED
from comments_service.events import COMMENTS_MOVED_IN, Ledger
from comments_service.moving_in import ids
from comments_service.moving_in.authors import Authors
from comments_service.moving_in.elsewhere import Export, Page, Passed, Said, Why
from comments_service.moving_in.pages import Pages
from comments_service.moving_in.report import Report
from comments_service.moving_in.spool import Laid, Place, Spool
from comments_service.records import Comment, Person, Revision, Thread
from comments_service.screening.finding import Outcome
from comments_service.screening.screen import Rules, Screening
from comments_service.storage import moved_in, threads

WAITED: Final = "waited-elsewhere"
_AT_ONCE: Final = 1_000
_NOBODY: Final[Mapping[str, str]] = {}
_BODY_IS_WRONG: Final[Mapping[type[Exception], Why]] = {
    BodyIsEmpty: Why.EMPTY,
    BodyIsTooLong: Why.TOO_LONG,
    BodyIsUnreadable: Why.DAMAGED,
    wording.BodyIsBlocked: Why.BLOCKED,
}


@dataclass(frozen=True, slots=True)
class How:
    """What taking an export needs of the rest of the house.

    Attributes:
        source: the other system's name, which is shown beside its authors' names.
        pages: discussions by the address that a page had there, where it is not known here.
        dry_run: say what would come of it, and write nothing.
        told: hears from time to time how many comments were gone through.
    """

    source: str
    authors: Authors
    ledger: Ledger
    rules: Rules
    deadlines: Deadlines
    site_host: str
    now: Callable[[], datetime]
    new_id: Callable[[], UUID]
    pages: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False
    told: Callable[[int], None] = lambda _done: None


async def bring_in(export: Export, how: How) -> Report:
    """Take an export, or say what would come of it.

    Raises:
        ExportIsWrong: it is not what it should be. Nothing of it was taken.
    """
    report = Report()
    here = {thread.uid: thread for thread in await threads.all_threads()}
    pages = Pages(here.values(), how.pages)
    with Spool() as spool:
        _lay(export, spool, how, report)
        for page, address, count in spool.pages():
            uid = pages.uid(address)
            spool.place(page, uid)
            if uid is None and count:
                report.no_page[address.partition("?")[0]] += count
        spool.order()
        done = 0
        for batch in spool.in_order():
            await _Batch(batch, spool, here, how, report).take()
            done += len(batch)
            how.told(done)
        report.people = how.authors.strangers(spool.speakers())
    return report


def _lay(export: Export, spool: Spool, how: How, report: Report) -> None:
    said: list[tuple[Said | Passed, UUID | None]] = []
    pages: list[Page] = []
    keyed = 0
    for one in export:
        if isinstance(one, Page):
            pages.append(one)
        else:
            report.read += 1
            if one.key is None:
                report.leave(one.why if isinstance(one, Passed) else Why.DAMAGED, one.line)
                continue
            keyed += 1
            said.append((one, how.authors.id_of(one) if isinstance(one, Said) else None))
        if len(said) + len(pages) >= _AT_ONCE:
            spool.lay(said, pages)
            said, pages = [], []
    spool.lay(said, pages)
    if twice := keyed - spool.how_many():
        report.left[Why.TWICE] += twice


@dataclass(slots=True)
class _New:
    """A comment that is to be written, by its key in the export, and why it waits, if it does."""

    key: str
    comment: Comment
    revision: Revision
    author: Person
    why_held: list[str]


class _Batch:
    """Some of an export, gone through in order and written at once."""

    def __init__(
        self, batch: Sequence[Laid], spool: Spool, here: Mapping[str, Thread], how: How, report: Report
    ) -> None:
        self._batch, self._spool, self._here, self._how, self._report = batch, spool, here, how, report
        self._now = how.now()
        self._ids = {
            one.key: ids.comment_id(how.source, one.uid, one.key, datetime.fromisoformat(one.at))
            for one in batch
            if one.uid and one.at
        }

    async def take(self) -> None:
        """Write what is new, and note where each stands."""
        parents = [one.parent for one in self._batch if one.parent]
        places = self._spool.places(parents)
        there = await moved_in.there(list(self._ids.values()))
        became: dict[str, Place] = {}
        new: list[_New] = []
        for one in self._batch:
            above = became.get(one.parent) or places.get(one.parent) if one.parent else None
            known = there.get(self._ids[one.key]) if one.key in self._ids else None
            if known:
                self._report.known += 1
                became[one.key] = Place(self._ids[one.key], known, is_its_own=True)
            elif made := await self._made(one, above):
                new.append(made)
                became[one.key] = Place(made.comment.id, made.comment.root_id, is_its_own=True)
            elif above:
                became[one.key] = above._replace(is_its_own=False)
        if new and not self._how.dry_run:
            await self._write(new)
        self._spool.settle(became, fresh={one.key for one in new})

    async def _made(self, one: Laid, above: Place | None) -> _New | None:
        """The comment that something becomes; None where it is not taken, which is counted."""
        try:
            why = Why(one.why) if one.why else (Why.LATER if datetime.fromisoformat(one.at) > self._now else None)
            if why is None:
                return await self._screened(one, above)
        except tuple(_BODY_IS_WRONG) as wrong:
            why = _BODY_IS_WRONG[type(wrong)]
        self._report.leave(why, one.line)
        return None

    async def _screened(self, one: Laid, above: Place | None) -> _New:
        how, thread, at = self._how, self._here[one.uid], datetime.fromisoformat(one.at)
        body = wording.cleaned(one.body)
        screening = wording.screened(
            body, how.rules, as_sent=one.body, ask_review=True, lang=thread.lang, recent=(), nudge=False
        )
        # Nobody is called by it: who had such a name there need not be who has it here.
        revision = await wording.revision(body, screening, number=1, now=at, site_host=how.site_host, names=_NOBODY)
        why = [*([WAITED] if one.waits else []), *_findings(screening)]
        author = how.authors.person(one)
        comment = Comment(
            id=self._ids[one.key],
            thread_uid=one.uid,
            parent_id=above.id if above else None,
            root_id=above.root_id if above else self._ids[one.key],
            author_id=author.id,
            kind="comment",
            state=HELD if why else PUBLISHED,
            version=1,
            public_number=None if why else 1,
            latest_number=1,
            created=at,
            edited=None,
        )
        self._report.taken += 1
        self._report.wait += bool(why)
        self._report.rehung += bool(one.parent) and not (above and above.is_its_own)
        return _New(one.key, comment, revision, author, why)

    async def _write(self, new: Sequence[_New]) -> None:
        how = self._how
        async with how.ledger.note() as change:
            await moved_in.add_people([one.author for one in new if one.author.origin])
            await moved_in.add_comments([(one.comment, one.revision, ids.revision_id(one.comment.id)) for one in new])
            for one in new:
                if one.why_held:
                    await hold(
                        one.comment,
                        one.revision,
                        "hold",
                        one.why_held,
                        change=change,
                        deadlines=how.deadlines,
                        new_id=how.new_id,
                    )
            change.touch({one.comment.thread_uid for one in new})
            waits = sum(bool(one.why_held) for one in new)
            change.record(COMMENTS_MOVED_IN, source=how.source, comments=len(new), held=waits)


def _findings(screening: Screening) -> list[str]:
    """Why a text waits: there is no author to advise, so what is only advised on is looked at too."""
    if screening.outcome is Outcome.PUBLISH:
        return []
    return sorted({f"finding:{one.detector}" for one in screening.findings})
