"""What an export says, the same for every system that it may come from: comments, and what cannot be one here.

Read by the file of each system, taken by bring_in.py. Plain values; they decide nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from comments_service.refusals import Refusal

LONGEST_KEY: Final = 200  # characters of an id there
LONGEST_ADDRESS: Final = 2_000
LONGEST_SOURCE_TEXT: Final = 60_000  # characters: a comment's longest, in HTML that says much about each word


class Why(StrEnum):
    """Why something that an export has was not taken; in the words of the report."""

    DELETED = "deleted there"
    SPAM = "spam there"
    NO_COMMENT = "not by people: pingbacks and the like"
    DAMAGED = "without an id, a date or a text that can be read"
    LATER = "of a day that has not come"
    TWICE = "there a second time under the same id"
    NO_PAGE = "on a page that is not here"
    CIRCLE = "answers to themselves"
    EMPTY = "without a word that can be seen"
    TOO_LONG = "longer than a comment may be"
    BLOCKED = "with a password, a card's or an account's number: never stored"


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as another system has it.

    Attributes:
        key: its id there, the same in each export.
        line: where it stands in the file, for the report; in a database the number of its row.
        page: the address of its page, or the key of a `Page` of the same export.
        parent: the key of what it answers.
        name: how its author was shown there.
        account: what tells its author from another of the same name there; it is hashed before it is kept anywhere.
        handle_there: its author's user name, where the other system knew who signed in; "" where anybody could say so.
        body: Markdown, as yet neither cleaned nor screened.
        waits: it was not public there, and waited for somebody to look.
    """

    key: str
    line: int
    page: str
    parent: str | None
    name: str
    account: str
    handle_there: str
    body: str
    at: datetime
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that cannot be a comment here. Where it has a key, what answers it answers what it answered."""

    why: Why
    line: int
    key: str | None = None
    page: str = ""
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The address of a page that comments name by a key."""

    key: str
    address: str


Export = Iterator[Said | Passed | Page]


class ExportIsWrong(Refusal):
    """The file is not what it should be, or is made to do harm. Nothing of it was taken."""

    code = "export-is-wrong"
