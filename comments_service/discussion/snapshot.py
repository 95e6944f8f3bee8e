"""What the site may bake into its pages: what was marked in a discussion for everybody to read, while it is public.

Called by web/operator/site_snapshot.py. Nothing in it is hidden from anybody who can open the discussion.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

import msgspec

from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.marks import ACCURACY, ENDORSED, FEATURED, OFFICIAL, by_comment, by_kind
from comments_service.discussion.post_first import is_post_first
from comments_service.people.roles import badges
from comments_service.records import Mark, Person, Spoken, Summary, Thread
from comments_service.storage import comments, marks, summaries, threads
from comments_service.subjects import subjects_of

# What brings the words of a comment into its page.
BAKED: Final = (OFFICIAL, ENDORSED, FEATURED)
# The one accuracy status that readers of a page need without the comment that it is about: what is right instead.
CORRECTED: Final = "corrected"


class Speaker(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who says something; of somebody without their name the pseudonym, and nothing else."""

    name: str
    site: str
    department: str
    badges: list[str]
    unnamed: bool


class Endorsement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who stands for what somebody else said, and as what: expert, leader, page."""

    by: str
    role: str


class AccuracyNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known about what a comment says; `source` is an address, or a path of the site."""

    status: str
    text: str
    source: str
    by: str
    on: date


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What part of the page is asked about: in which language, its words as they were, and its id if something like it
    is still there."""

    lang: str
    block: str | None
    quote: str
    earlier: bool


class Quoted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a baked comment answers, where that is public itself."""

    kind: str
    speaker: str
    html: str
    part: Part | None


class BakedComment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A comment that is marked official, endorsed or featured. `html` is as readers see it; `on` is a day in UTC."""

    id: UUID
    version: int
    kind: str
    speaker: Speaker
    on: date
    edited: bool
    html: str
    official: bool
    featured: bool
    drafted_with: str | None
    endorsed: Endorsement | None
    note: AccuracyNote | None
    answers: Quoted | None
    part: Part | None


class Correction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is right, where a comment was not: its words and its author are left out."""

    id: UUID
    note: AccuracyNote


class SummedUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was heard in a whole discussion, as somebody sums it up."""

    version: int
    by: str
    on: date
    html: str


class BakedThread(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What there is to bake of one discussion, the newest first."""

    uid: str
    lang: str
    summary: SummedUp | None
    comments: list[BakedComment]
    corrections: list[Correction]


class Snapshot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The threads that were asked for, and of all that have something to bake a tag, which moves with any of it."""

    tags: dict[str, str]
    threads: list[BakedThread]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read at once, for all threads: what is marked in each, and by id whatever is quoted beside it."""

    marks: Mapping[UUID, Mapping[str, Mark | None]]
    marked: Mapping[str, Sequence[Spoken]]
    said: Mapping[UUID, Spoken]
    summaries: Mapping[str, Summary]
    threads: Mapping[str, Thread]


async def snapshot(*, only: Sequence[str] | None = None) -> Snapshot:
    """Read what there is to bake.

    Args:
        only: the uids of threads whose words are wanted; None for all.
    """
    found = await _read()
    baked = [thread for uid in sorted(found.threads) if (thread := _thread(found.threads[uid], found))]
    tags = {thread.uid: tag_of(thread) for thread in baked}
    return Snapshot(tags, [thread for thread in baked if only is None or thread.uid in only])


def tag_of(thread: BakedThread) -> str:
    """A digest of all that is said of a thread: of the content, so that no cause of a change can be forgotten."""
    return hashlib.sha256(msgspec.json.encode(thread)).hexdigest()[:32]


async def _read() -> _Found:
    found = by_comment(await marks.of_kinds((*BAKED, ACCURACY)))
    said = {key: one for key, one in (await comments.many_public(list(found))).items() if _is_public(one)}
    answered = {one.comment.parent_id for one in said.values() if one.comment.parent_id} - said.keys()
    quoted = await comments.many_public([one for one in answered if one])
    marked: dict[str, list[Spoken]] = {}
    for one in said.values():
        marked.setdefault(one.comment.thread_uid, []).append(one)
    summed_up = await summaries.current(await summaries.summarised())
    uids = [*marked, *summed_up.keys() - marked.keys()]
    known = {uid: one for uid, one in (await threads.some(uids)).items() if not (one.archived or is_post_first(one))}
    return _Found({key: by_kind(some) for key, some in found.items()}, marked, {**quoted, **said}, summed_up, known)


def _thread(thread: Thread, found: _Found) -> BakedThread | None:
    here, summary = found.marked.get(thread.uid, ()), found.summaries.get(thread.uid)
    with_words = [one for one in here if any(found.marks[one.comment.id][kind] for kind in BAKED)]
    noted = {one.comment.id: found.marks[one.comment.id][ACCURACY] for one in here if one not in with_words}
    put_right = [
        Correction(key, _note(note)) for key, note in noted.items() if note and note.facts["status"] == CORRECTED
    ]
    if not (with_words or put_right or summary):
        return None
    return BakedThread(
        uid=thread.uid,
        lang=thread.lang,
        summary=SummedUp(summary.number, summary.by_name, _day(summary.at), summary.html) if summary else None,
        comments=[_comment(one, thread, found) for one in _newest_first(with_words)],
        corrections=sorted(put_right, key=lambda one: (one.note.on, str(one.id)), reverse=True),
    )


def _newest_first(said: Sequence[Spoken]) -> list[Spoken]:
    # By day, and not by time: of what is said without a name the time is nobody's to know.
    return sorted(said, key=lambda one: (_day(one.comment.created), str(one.comment.id)), reverse=True)


def _is_public(spoken: Spoken) -> bool:
    return spoken.comment.state == PUBLISHED and spoken.revision is not None


def _comment(spoken: Spoken, thread: Thread, found: _Found) -> BakedComment:
    about, on = spoken.comment, found.marks[spoken.comment.id]
    official, endorsed, note = on[OFFICIAL], on[ENDORSED], on[ACCURACY]
    return BakedComment(
        id=about.id,
        version=about.version,
        kind=about.kind,
        speaker=_speaker(spoken.author, thread),
        on=_day(about.created),
        edited=spoken.edited is not None,
        html=spoken.revision.html if spoken.revision else "",
        official=official is not None,
        featured=on[FEATURED] is not None,
        drafted_with=official.named if official else None,
        endorsed=Endorsement(endorsed.by_name, str(endorsed.facts["role"])) if endorsed else None,
        note=_note(note) if note else None,
        answers=_quoted(found.said.get(about.parent_id)) if about.parent_id else None,
        part=_part(spoken),
    )


def _speaker(author: Person, thread: Thread) -> Speaker:
    if author.unnamed:
        return Speaker(author.name, "", "", [], unnamed=True)
    return Speaker(
        author.name,
        author.site,
        author.department,
        [str(one) for one in badges(author, subjects_of(thread.facts))],
        unnamed=False,
    )


def _quoted(answered: Spoken | None) -> Quoted | None:
    if answered is None or not _is_public(answered) or answered.revision is None:
        return None
    return Quoted(answered.comment.kind, answered.author.name, answered.revision.html, _part(answered))


def _part(spoken: Spoken) -> Part | None:
    about = spoken.anchor
    return Part(about.lang, about.block, about.quote, about.earlier) if about else None


def _note(mark: Mark) -> AccuracyNote:
    facts = mark.facts
    return AccuracyNote(str(facts["status"]), str(facts["text"]), str(facts["source"]), mark.by_name, _day(mark.at))


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()
