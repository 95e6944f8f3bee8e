"""Reads a backup of Remark42: JSON lines, packed with gzip; the first says what it is, each other is a comment."""

from pathlib import Path
from typing import Final

import msgspec

from comments_service.moving_in import fields
from comments_service.moving_in.elsewhere import LONGEST_SOURCE_TEXT, Export, ExportIsWrong, Passed, Said, Why
from comments_service.moving_in.files import lines
from comments_service.moving_in.html_as_markdown import as_markdown

NAME: Final = "Remark42"


class _Begins(msgspec.Struct):
    version: int


class _User(msgspec.Struct):
    name: str = ""
    id: str = ""


class _Locator(msgspec.Struct):
    url: str = ""


class _Comment(msgspec.Struct):
    """`orig` is the Markdown that was typed, `text` its HTML; an old backup has no `orig`."""

    id: str = ""
    pid: str = ""
    text: str = ""
    orig: str = ""
    user: _User = msgspec.field(default_factory=_User)
    locator: _Locator = msgspec.field(default_factory=_Locator)
    time: str = ""
    delete: bool = False


_FIRST, _OTHERS = msgspec.json.Decoder(_Begins), msgspec.json.Decoder(_Comment)
_DAMAGED = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


def read(path: Path) -> Export:
    """What the file says.

    Raises:
        ExportIsWrong: it is no such file.
    """
    numbered = enumerate(lines(path), start=1)
    try:
        if _FIRST.decode(next(numbered, (0, b""))[1]).version not in (0, 1):
            raise ExportIsWrong("Line 1: the backup is of a version of Remark42 that this one does not know.")
    except _DAMAGED as error:
        raise ExportIsWrong("Line 1: this is no backup of Remark42, which begins with its version.") from error
    for number, line in numbered:
        if line.strip():
            yield _comment(line, number)


def _comment(line: bytes, number: int) -> Said | Passed:
    try:
        said = _OTHERS.decode(line)
    except _DAMAGED:
        return Passed(Why.DAMAGED, number)
    key, parent, page = fields.key(said.id), fields.key(said.pid), fields.address(said.locator.url)
    why = Why.DELETED if said.delete else None
    why = why or (Why.TOO_LONG if max(len(said.orig), len(said.text)) > LONGEST_SOURCE_TEXT else None)
    at = fields.moment(said.time)
    if why or key is None or at is None:
        return Passed(why or Why.DAMAGED, number, key, page, parent)
    return Said(
        key=key,
        line=number,
        page=page,
        parent=parent,
        name=said.user.name,
        account=said.user.id,
        handle_there=said.user.id,
        body=said.orig or as_markdown(said.text),
        at=at,
    )
