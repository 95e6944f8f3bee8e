"""Keeping what the pages say, and what hangs on which part of them. Called when a manifest is brought in."""

from collections.abc import Mapping, Sequence
from typing import Any

from comments_service.block_records import Block
from comments_service.discussion.anchors import followed, succeeding
from comments_service.storage import anchors, page_texts
from comments_service.storage.page_texts import Text

_BLOCKS = "blocks"


def without_blocks(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A manifest's entry but for the words of its page, which are kept apart from it."""
    facts = {name: value for name, value in entry.items() if name != _BLOCKS}
    if others := entry.get("translations"):
        facts["translations"] = [{name: other[name] for name in other if name != _BLOCKS} for other in others]
    return facts


async def follow(entries: Sequence[Mapping[str, Any]]) -> set[str]:
    """Keep what the pages say now, and let what is asked about them follow; return the threads where that shows."""
    before = await page_texts.everything()
    texts = {
        entry["uid"]: {
            lang: succeeding(before.get((entry["uid"], lang), ()), now) for lang, now in _text(entry).items()
        }
        for entry in entries
    }
    changed = await page_texts.put(texts)
    return {uid for uid in sorted(changed) if await _follow(uid)}


async def _follow(uid: str) -> bool:
    hanging = await anchors.of_thread(uid)
    blocks = await page_texts.of_thread(uid) if hanging else []
    has_moved = False
    for about, anchor, words in hanging:
        now, words_now = followed(anchor, words, blocks)
        if (now, words_now) != (anchor, words):
            await anchors.move(about, now, words=words_now)
            has_moved = True
    return has_moved


def _text(entry: Mapping[str, Any]) -> Text:
    pages = (entry, *entry.get("translations", ()))
    return {
        page["lang"]: [Block(page["lang"], one["id"], one["words"]) for one in page.get(_BLOCKS, ())] for page in pages
    }
