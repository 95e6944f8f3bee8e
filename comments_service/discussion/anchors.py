"""Which part of a page a comment is about, and where that part is after an edit. Pure.

Called by post.py when somebody asks about one, and by follow.py after the page has changed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from comments_service.block_records import Anchor, Asked, Block
from comments_service.languages import N_
from comments_service.records import Thread
from comments_service.refusals import FieldIsWrong

LONGEST_QUOTE: Final = 300
# How much of its words a block keeps while it is still the same one (twice what both have, of all words of both).
ALIKE: Final = 0.6
# Whoever kept the address of a part has not kept it for so many edits of it.
_MOST_FORMER: Final = 20
# So many words in a row do not stand in another block by chance.
_TELLING: Final = 5


class AnchorIsGone(FieldIsWrong):
    """The part of the page that somebody asks about is not there, or not in these words: it has been changed since."""

    code = "anchor-is-gone"

    def __init__(self) -> None:
        super().__init__(
            "anchor",
            N_("The page has changed: what you ask about is not there in these words. Load it again, or ask without."),
        )


def anchored(asked: Asked, blocks: Sequence[Block]) -> tuple[Anchor, Block]:
    """What a comment is about: the quote in the page's own words, and the block in which it stands.

    Raises:
        AnchorIsGone: no such block of the page has these words.
    """
    named = [block for block in blocks if block.id == asked.block]
    # Whoever opened the page before it was changed may still ask about what another block says now.
    for block in named or (blocks if asked.quote else ()):
        quote = _as_it_stands(asked.quote, block.words) if asked.quote.strip() else beginning(block.words)
        if quote and len(quote) <= LONGEST_QUOTE:
            return Anchor(block.lang, block.id, quote, earlier=False), block
    raise AnchorIsGone


def from_earlier(asked: Asked, lang: str) -> Anchor:
    """What a comment is about that lay in the letterbox while the page changed: its quote was found there before."""
    return Anchor(lang, None, asked.quote, earlier=True)


def beginning(words: str) -> str:
    """The first words of a block, as many as a quote may have."""
    if len(words) <= LONGEST_QUOTE:
        return words
    return words[: LONGEST_QUOTE + 1].rpartition(" ")[0] or words[:LONGEST_QUOTE]


def followed(anchor: Anchor, words: str, blocks: Sequence[Block]) -> tuple[Anchor, str]:
    """Where a comment hangs now that its page has changed, and the words of its block.

    Args:
        words: those of the block as they were last.
        blocks: all of the page now.
    """
    here = [block for block in blocks if block.lang == anchor.lang]
    block = _the_same(anchor, words, here)
    if block is None:
        return replace(anchor, block=None, earlier=True), words
    is_there = bool(_as_it_stands(anchor.quote, block.words))
    return replace(anchor, block=block.id, earlier=not is_there), block.words


def succeeding(before: Sequence[Block], now: Sequence[Block]) -> list[Block]:
    """The blocks of a page as they are now, each with the ids that it had: what leads to one of these leads to it.

    Args:
        before: as they were, of the same page in the same language.
    """
    there, known = {block.id for block in now}, {block.id for block in before}
    fresh = [block for block in now if block.id not in known]
    had: dict[str, list[str]] = {}
    for block in before:
        if block.id in there:
            had.setdefault(block.id, []).extend(block.former)
        elif heir := _the_same(Anchor(block.lang, block.id, "", earlier=True), block.words, fresh):
            had.setdefault(heir.id, []).extend((*block.former, block.id))
    led = {new: tuple(old for old in olds if old not in there)[-_MOST_FORMER:] for new, olds in had.items()}
    return [replace(one, former=led.get(one.id, ())) for one in now]


def page_of(anchor: Anchor, thread: Thread) -> str:
    """The address of the page in the language that was read."""
    others = {one["lang"]: str(one["url"]) for one in thread.facts.get("translations", ())}
    return thread.url if anchor.lang == thread.lang else others.get(anchor.lang, thread.url)


def _the_same(anchor: Anchor, words: str, blocks: Sequence[Block]) -> Block | None:
    if unchanged := next((block for block in blocks if block.words == words), None):
        return next((block for block in blocks if block.id == anchor.block and block.words == words), unchanged)
    score, block = max(((_alike(words, block.words), block) for block in blocks), default=(0.0, None), key=_first)
    if block and score >= ALIKE:
        return block
    if len(anchor.quote.split()) < _TELLING:
        return None
    return next((block for block in blocks if _as_it_stands(anchor.quote, block.words)), None)


def _first(scored: tuple[float, Block | None]) -> float:
    return scored[0]


def _alike(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1: Dice's coefficient over their words, whatever their order."""
    some, others = (Counter(text.casefold().split()) for text in (one, other))
    return 2 * (some & others).total() / max(1, some.total() + others.total())


def _as_it_stands(quote: str, words: str) -> str:
    """The part of some words that a quote is, in their own spelling and spaces; "" if it is none of them.

    Browsers copy the end of a cell or a line as they like, so spaces do not count.
    """
    places = [place for place, letter in enumerate(words) if not letter.isspace()]
    start = "".join(words.split()).find(bare) if (bare := "".join(quote.split())) else -1
    return words[places[start] : places[start + len(bare) - 1] + 1] if start >= 0 else ""
