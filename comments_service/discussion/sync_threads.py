"""Bringing in the manifest: what the build says about each page's discussion. All of it or nothing; twice is once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from comments_service.discussion.asked_here import asked_here
from comments_service.discussion.embargo import Uid, Withheld
from comments_service.discussion.follow import follow, without_blocks
from comments_service.discussion.outcomes import OPEN
from comments_service.discussion.questions import tally
from comments_service.discussion.thread_rules import SESSION, kind
from comments_service.events import EMBARGO_SYNCED, THREADS_SYNCED, Change, Ledger
from comments_service.records import Thread
from comments_service.refusals import Refusal
from comments_service.rule_records import EmbargoedTerm
from comments_service.storage import citations, comments, embargo_terms, marks, threads

# A bare $ also matches before a last line feed. Browsers drop tabs, and one may stand between two slashes.
LocalUrl = Annotated[str, msgspec.Meta(pattern=r"^/([^/\\\x00-\x20][^\x00-\x20]*)?$(?!\n)", max_length=500)]


# A line of a file: without its end, or whatever a patch is read by would take what follows for lines of its own.
SourceLine = Annotated[str, msgspec.Meta(pattern=r"^[^\r\n]*$(?!\n)", max_length=20_000)]


class BlockSaid(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """A heading or block of a page: what its id is there, and its words."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,39}$(?!\n)")]
    words: Annotated[str, msgspec.Meta(min_length=1, max_length=10_000)]


Blocks = Annotated[list[BlockSaid], msgspec.Meta(max_length=5000)]


# Where a page was before, as it says itself.
Aliases = Annotated[list[Annotated[str, msgspec.Meta(max_length=500)]], msgspec.Meta(max_length=500)]


class Translation(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """A page's version in another language; it shares the discussion."""

    lang: str
    url: LocalUrl
    title: str
    blocks: Blocks = []
    aliases: Aliases = []


class GuidelinesCard(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """The guidelines to be shown above the box to write in, and which version of them that is."""

    version: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    points: Annotated[list[Annotated[str, msgspec.Meta(max_length=300)]], msgspec.Meta(min_length=1, max_length=3)]


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """Where a new line of `Updates` goes in the page's source: its path below the repository, the number that the line
    has there, the lines around it, and whether it goes on what such lines there are."""

    path: Annotated[str, msgspec.Meta(pattern=r"^(?!/)(?!.*(^|/)\.\.?(/|$))[^\x00-\x1f\\\"]+$(?!\n)", max_length=500)]
    line: Annotated[int, msgspec.Meta(ge=2, le=1_000_000)]
    before: Annotated[list[SourceLine], msgspec.Meta(max_length=3)]
    after: Annotated[list[SourceLine], msgspec.Meta(min_length=1, max_length=3)]
    goes_on: bool


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """What the manifest says about one discussion. Fields beyond these are kept as they come."""

    uid: Uid
    url: LocalUrl
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    lang: Annotated[str, msgspec.Meta(max_length=16)]
    kind: Literal["discussion", "questions", "ideas", "ama", "board"]
    comments: Literal["open", "closed"]
    moderation: Literal["screened", "first", "review"]
    category: str
    opens: str | None = None
    closes: str | None = None
    retention: Annotated[int, msgspec.Meta(ge=1, le=36_500)] | None = None  # days
    acknowledge: bool = False
    acknowledge_until: date | None = None
    guidelines: Literal["full", "short", "off"] = "full"
    guidelines_card: GuidelinesCard | None = None
    responders: list[str] = []
    topics: list[str] = []
    course: str | None = None
    post_first: bool = False
    blocks: Blocks = []
    aliases: Aliases = []
    translations: list[Translation] = []
    cites: Annotated[list[UUID], msgspec.Meta(max_length=500)] = []
    source: Source | None = None


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """The whole manifest, as far as the service must understand it."""

    site: dict[str, Any]
    threads: list[Entry]
    embargo: list[Withheld] | None = None


class ManifestIsWrong(Refusal):
    """The manifest is not one: the message says where and why."""

    code = "manifest-is-wrong"


class ThreadsWouldBeOrphaned(Refusal):
    """Pages whose discussions have comments are missing from the manifest. Nothing was changed."""

    code = "threads-would-be-orphaned"

    def __init__(self, uids: Collection[str]) -> None:
        named = ", ".join(sorted(uids))
        super().__init__(
            f"These pages have comments and are not in the manifest: {named}. Bring each back (its Uid stays), close "
            "it with “Comments: closed”, or name it to be archived.",
            uids=sorted(uids),
        )


class QuestionsAreOpen(Refusal):
    """A question session would be put away while somebody still waits for an outcome. Nothing was changed."""

    code = "questions-are-open"

    def __init__(self, open_ones: Mapping[str, int]) -> None:
        named = ", ".join(f"{uid} ({count} open)" for uid, count in sorted(open_ones.items()))
        super().__init__(
            f"Questions on these pages have no outcome yet: {named}. Answer each, join it with another, say by when, "
            "or decline it with a reason; then the page can go.",
            open=dict(sorted(open_ones.items())),
        )


class Synced(msgspec.Struct, frozen=True):
    """What a sync did: how many threads there are now, which changed, which were put away."""

    threads: int
    changed: list[str]
    archived: list[str]


def parse(text: bytes | str) -> list[dict[str, Any]]:
    """Return the entries of a manifest.

    Raises:
        ManifestIsWrong: it is not JSON, or not a manifest, or two entries share a uid.
    """
    try:
        msgspec.json.decode(text, type=Manifest)
        entries: list[dict[str, Any]] = msgspec.json.decode(text)["threads"]
    except (msgspec.DecodeError, RecursionError) as error:
        raise ManifestIsWrong(f"The manifest cannot be used: {error}.") from error
    for entry in entries:
        _check_day(entry)
        if _holds_nul(entry):
            raise ManifestIsWrong(f"The entry of {entry['uid']} holds a NUL character, which no database keeps.")
    uids = [entry["uid"] for entry in entries]
    twice = sorted({uid for uid in uids if uids.count(uid) > 1}) if len(set(uids)) < len(uids) else []
    if twice:
        raise ManifestIsWrong(f"The manifest names a page twice: {', '.join(twice)}.", uids=twice)
    return entries


async def sync_threads(
    entries: list[dict[str, Any]],
    *,
    archive: Collection[str],
    ledger: Ledger,
    embargoed: Sequence[EmbargoedTerm] | None = None,
) -> Synced:
    """Bring in the manifest's entries, in one transaction.

    Args:
        archive: uids with comments that are meant to go; without being named here they stop the sync.
        embargoed: all words under embargo, in place of those that are known; None leaves those as they are.

    Raises:
        ThreadsWouldBeOrphaned, QuestionsAreOpen: nothing was changed.
    """
    named = {entry["uid"] for entry in entries}
    async with ledger.note(tell=True) as change:
        await threads.take_turns()
        known = {thread.uid: thread for thread in await threads.all_threads()}
        vanished = {uid for uid, thread in known.items() if not thread.archived} - named
        if orphaned := (vanished & await threads.uids_with_comments()) - set(archive):
            raise ThreadsWouldBeOrphaned(orphaned)
        if waiting := await _waiting([known[uid] for uid in vanished], today=change.now.date()):
            raise QuestionsAreOpen(waiting)
        changed = await threads.put([without_blocks(entry) for entry in entries], known=known)
        await threads.archive(sorted(vanished))
        moved, cited = await _cite(entries)
        change.touch({*changed, *vanished, *await follow(entries), *moved})
        if changed or vanished:
            change.record(THREADS_SYNCED, changed=changed, archived=sorted(vanished), **cited)
        if embargoed is not None:
            await _keep_embargo(embargoed, change)
    return Synced(len(named), changed, sorted(vanished))


async def _cite(entries: Sequence[dict[str, Any]]) -> tuple[set[str], dict[str, Any]]:
    """Keep which comments led to a change; return the threads that look otherwise by it, and what is to be recorded:
    which comments are said to have led to one only now, if any are."""
    wanted = [(UUID(str(comment)), str(entry["uid"])) for entry in entries for comment in entry.get("cites", ())]
    named, newly = await citations.replace(wanted)
    moved = set((await comments.threads_of(sorted(named))).values())
    return moved, {"cited": sorted(map(str, newly))} if newly else {}


async def _waiting(going: Sequence[Thread], *, today: date) -> dict[str, int]:
    """How many questions are open in each session that is about to go."""
    found = {}
    for thread in (one for one in going if kind(one) == SESSION):
        asked = await asked_here(thread, await marks.of_thread(thread.uid))
        found[thread.uid] = tally(asked, today=today)[OPEN]
    return {uid: count for uid, count in found.items() if count}


async def _keep_embargo(embargoed: Sequence[EmbargoedTerm], change: Change) -> None:
    if await embargo_terms.replace(embargoed):
        pages, terms = {one.uid for one in embargoed}, {(one.uid, one.term) for one in embargoed}
        change.record(EMBARGO_SYNCED, pages=len(pages), terms=len(terms))


def _check_day(entry: dict[str, Any]) -> None:
    for name in ("opens", "closes"):
        try:
            if entry.get(name):
                date.fromisoformat(str(entry[name]))
        except ValueError as error:
            raise ManifestIsWrong(f"“{name}” of {entry['uid']} is not a date: {error}.") from error


def _holds_nul(value: object) -> bool:
    if isinstance(value, dict):
        return any(_holds_nul(inner) for pair in value.items() for inner in pair)
    if isinstance(value, list):
        return any(_holds_nul(inner) for inner in value)
    return isinstance(value, str) and "\x00" in value
