"""Bakes what was said in its discussion into each page, from the snapshot beside the content: page.baked, or None.

Loaded by Pelican, after plugins/threads.py. Asks no network: what `inv pull` brought is there, or nothing is. Whatever
the snapshot says, what comes out is text, and words in which only a few harmless tags are left.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import nh3
from markupsafe import Markup
from pelican.plugins import signals

from plugins.site_contents import every_page
from plugins.snapshot import (
    FOLDER,
    AccuracyNote,
    BakedComment,
    BakedThread,
    SnapshotIsWrong,
    SummedUp,
    files,
    read_kept,
)

log = logging.getLogger(__name__)
# A page stays light whatever is marked in its discussion: so many comments, and so many characters of them together.
MOST: Final = 8
MOST_WORDS: Final = 17_500
MOST_CORRECTIONS: Final = 5


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as the page shows it: who and when as the snapshot has it, the words cleaned."""

    about: BakedComment
    words: Markup
    asked: Markup | None


@dataclass(frozen=True, slots=True)
class Baked:
    """What a page carries of its discussion.

    Attributes:
        lang: the language of the page that the discussion belongs to, which most of its words will be in.
        summary: who summed it up, and when, if anybody did; `heard` are their words.
        more: how much else there is of the kind, which only the discussion has.
    """

    lang: str
    summary: SummedUp | None
    heard: Markup
    said: Sequence[Said]
    corrections: Sequence[tuple[str, AccuracyNote]]
    more: int

    @property
    def asked(self) -> Sequence[Said]:
        """What colleagues asked and somebody stands for the answer to."""
        return [one for one in self.said if one.asked and one.about.endorsed]


@dataclass(frozen=True, slots=True)
class InLesson:
    """What colleagues asked in a lesson: its title and address, its uid, and the language of its discussion."""

    title: str
    url: str
    uid: str
    lang: str
    asked: Sequence[Said]


def bake(thread: BakedThread) -> Baked:
    """What a page carries: official responses first, the newest of them at the top."""
    ordered = sorted(thread.comments, key=lambda one: not one.official)
    kept = _as_much_as_fits(ordered)
    corrections = [(str(one.id), one.note) for one in thread.corrections[:MOST_CORRECTIONS]]
    said = [Said(one, clean(one.html), clean(one.answers.html) if one.answers else None) for one in kept]
    heard = clean(thread.summary.html) if thread.summary else Markup()
    return Baked(thread.lang, thread.summary, heard, said, corrections, more=len(ordered) - len(kept))


def _as_much_as_fits(comments: Sequence[BakedComment]) -> list[BakedComment]:
    """The first of them in any case, and those that follow until one is too many."""
    kept: list[BakedComment] = []
    length = 0
    for one in comments[:MOST]:
        length += len(one.html) + (len(one.answers.html) if one.answers else 0)
        if kept and length > MOST_WORDS:
            break
        kept.append(one)
    return kept


def clean(html: str) -> Markup:
    """Words with no more markup than a comment has: nothing that runs, is fetched, or passes for a part of the page."""
    return Markup(_cleaner().clean(html))  # noqa: S704 - cleaned


@cache
def _cleaner() -> nh3.Cleaner:
    blocks = ("p", "ul", "ol", "blockquote")
    return nh3.Cleaner(
        tags={*blocks, "br", "em", "strong", "s", "li", "pre", "code", "a", "span"},
        attributes={"a": {"href"}, "ol": {"start"}},
        tag_attribute_values={**{tag: {"dir": {"auto"}} for tag in blocks}, "pre": {"dir": {"ltr"}}},
        allowed_classes={"span": {"mention", "host"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="ugc nofollow noopener",
    )


def read(folder: Path, *, known: Mapping[str, Any]) -> dict[str, Baked]:
    """Read a snapshot, by thread. What cannot be believed, or is about no page of this site, is said and left out.

    Args:
        known: the threads of this site, by uid.
    """
    found: dict[str, Baked] = {}
    for path in files(folder):
        name = f"{folder.name}/{path.name}"
        try:
            thread = read_kept(path).thread
        except SnapshotIsWrong as wrong:
            log.warning("%s is left out of the pages: %s. `inv pull` brings it anew.", name, wrong)
            continue
        if thread.uid in known:
            found[thread.uid] = bake(thread)
        else:
            log.warning("%s is left out of the pages: none of this site has a discussion called that.", name)
    return found


def gathered(outline: Mapping[str, Any], found: Mapping[str, Baked]) -> list[InLesson]:
    """What colleagues asked in the lessons of a course, in their order: as much as a page carries of a discussion."""
    lessons = [lesson for module in outline["modules"] for lesson in module["lessons"]]
    gathered, left = [], MOST
    for lesson in lessons:
        baked = found.get(lesson["uid"])
        if baked and (asked := baked.asked[:left]):
            gathered.append(InLesson(lesson["title"], lesson["url"], lesson["uid"], baked.lang, asked))
            left -= len(asked)
    return gathered


def add_baked(generators: list[Any]) -> None:
    settings, context = generators[0].settings, generators[0].context
    name = settings.get("SNAPSHOT", FOLDER)
    found = read(Path(settings["PATH"]).parent / name, known=context["threads"]) if name else {}
    for page in every_page(generators):
        page.baked = found.get(page.uid) if page.discussion else None
    for page in every_page(generators):
        page.asked_in_lessons = gathered(page.outline, found) if page.outline and not page.lesson else []


def register() -> None:
    signals.all_generators_finalized.connect(add_baked)
