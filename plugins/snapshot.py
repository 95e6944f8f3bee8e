"""What a snapshot says of one discussion, and whether it may be believed. For plugins/baked.py and tools/pull.py.

The other half of it is the service's contract (docs/api.md, "The snapshot"). What is not in it here is not kept.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Final, TypeVar
from uuid import UUID

import msgspec
from msgspec import Meta

FOLDER: Final = "snapshot"
Shape = TypeVar("Shape")

Uid = Annotated[str, Meta(pattern=r"\A[a-z0-9][a-z0-9-]{0,99}\Z")]
Tag = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9._-]{1,100}\Z")]
Lang = Annotated[str, Meta(pattern=r"\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z", max_length=35)]
Code = Annotated[str, Meta(pattern=r"\A[a-z-]{1,30}\Z")]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Place = Annotated[str, Meta(max_length=200)]
Words = Annotated[str, Meta(min_length=1, max_length=200_000)]
# An address on the web or a path of this site: what else a browser would follow does not come into a page.
Source = Annotated[str, Meta(pattern=r"\A(https?://[^\s\\]+|/|/[^\s\\/][^\s\\]*)\Z", max_length=2000)]


class SnapshotIsWrong(Exception):
    """It is not what the contract says; the message names where."""


class Speaker(msgspec.Struct, frozen=True):
    """Who says something, as everybody may know."""

    name: Name
    site: Place
    department: Place
    badges: Annotated[list[Name], Meta(max_length=20)]
    unnamed: bool


class Endorsement(msgspec.Struct, frozen=True):
    """Who stands for it."""

    by: Name
    role: Code


class AccuracyNote(msgspec.Struct, frozen=True):
    """What is known about what a comment says."""

    status: Code
    text: Annotated[str, Meta(max_length=5000)]
    source: Source
    by: Name
    on: date


class Part(msgspec.Struct, frozen=True):
    """What part of the page is asked about: its words as they were, and its id when that was pulled."""

    lang: Lang
    block: Annotated[str, Meta(pattern=r"\A[A-Za-z][A-Za-z0-9_-]{0,39}\Z")] | None
    quote: Annotated[str, Meta(min_length=1, max_length=500)]
    earlier: bool


class Quoted(msgspec.Struct, frozen=True):
    """What a comment answers."""

    kind: Code
    speaker: Name
    html: Words
    part: Part | None = None


class BakedComment(msgspec.Struct, frozen=True):
    """A comment that is official, endorsed or featured."""

    id: UUID
    version: int
    kind: Code
    speaker: Speaker
    on: date
    edited: bool
    html: Words
    official: bool
    featured: bool
    drafted_with: Name | None
    endorsed: Endorsement | None
    note: AccuracyNote | None
    answers: Quoted | None
    part: Part | None = None


class Correction(msgspec.Struct, frozen=True):
    """What is right, where a comment was not."""

    id: UUID
    note: AccuracyNote


class SummedUp(msgspec.Struct, frozen=True):
    """What was heard in a whole discussion."""

    version: int
    by: Name
    on: date
    html: Words


class BakedThread(msgspec.Struct, frozen=True):
    """What there is to bake of one discussion."""

    uid: Uid
    lang: Lang
    comments: Annotated[list[BakedComment], Meta(max_length=1000)]
    corrections: Annotated[list[Correction], Meta(max_length=1000)]
    summary: SummedUp | None = None


class Answer(msgspec.Struct, frozen=True):
    """What the service answers: the tags of all threads, and the words of those that were asked for."""

    tags: Annotated[dict[Uid, Tag], Meta(max_length=50_000)]
    threads: Annotated[list[BakedThread], Meta(max_length=50_000)]


class Kept(msgspec.Struct, frozen=True):
    """A file of the snapshot: one thread, and the tag that it came with."""

    tag: Tag
    thread: BakedThread


def read_answer(body: bytes) -> Answer:
    """Read what the service answered.

    Raises:
        SnapshotIsWrong: it is not what the contract says.
    """
    return _read(body, Answer)


def read_kept(path: Path) -> Kept:
    """Read one file of the snapshot, which is named by its thread.

    Raises:
        SnapshotIsWrong: it cannot be read, or is another's.
    """
    try:
        kept = _read(path.read_bytes(), Kept)
    except OSError as error:
        raise SnapshotIsWrong(f"it cannot be read ({error.strerror})") from error
    if kept.thread.uid != path.stem:
        raise SnapshotIsWrong(f"it is about {kept.thread.uid}")
    return kept


def files(folder: Path) -> list[Path]:
    """The files of a snapshot, by name; none where nothing was ever pulled."""
    return sorted(path for path in folder.glob("[a-z0-9]*.json") if path.is_file())


def _read(body: bytes, shape: type[Shape]) -> Shape:
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SnapshotIsWrong(str(error)) from error
