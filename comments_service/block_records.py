"""The plain values of what a page says where, and of what a comment is about, as records.py has those of all else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a block of a page in one of its languages: its id on that page, its words, and the ids that it had
    before it was edited, the newest last."""

    lang: str
    id: str
    words: str
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What part of a page somebody says that they ask about: a block, and words of it; "" for all of it."""

    block: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What part of its page a comment is about.

    Attributes:
        lang: the language of the page that was read.
        block: where it is now; None where nothing on the page is like it any more.
        quote: the page's words, as they were then.
        earlier: whether the page says something else by now.
    """

    lang: str
    block: str | None
    quote: str
    earlier: bool


@dataclass(frozen=True, slots=True)
class Led:
    """A page that says that a comment led to a change."""

    uid: str
    url: str
    title: str
    lang: str
