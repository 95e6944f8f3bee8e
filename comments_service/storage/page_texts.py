"""What pages say where, as the database keeps it: the blocks that the last manifest named, by language."""

from collections.abc import Mapping, Sequence
from typing import Any

from comments_service.block_records import Block
from comments_service.storage.connection import execute, fetch
from comments_service.storage.page_tables import PageText
from comments_service.storage.values import as_json

# By language: the blocks, in the order of the page.
Text = Mapping[str, Sequence[Block]]


async def everything() -> dict[tuple[str, str], list[Block]]:
    """What all pages say, by uid and language."""
    rows = await fetch("SELECT thread_id, lang, blocks FROM page_text")
    return {(row["thread_id"], row["lang"]): _blocks(row) for row in rows}


async def put(texts: Mapping[str, Text]) -> set[str]:
    """Keep what each page says, by uid; what is not said of a page any more goes. Return the uids that changed."""
    before = await everything()
    after = {(uid, lang): list(blocks) for uid, text in texts.items() for lang, blocks in text.items() if blocks}
    gone = [one for one in before if one[0] in texts and one not in after]
    changed = [one for one, blocks in after.items() if before.get(one) != blocks]
    for uid, lang in (*gone, *changed):
        await execute("DELETE FROM page_text WHERE key = ?", f"{uid} {lang}")
    for uid, lang in changed:
        blocks = [[one.id, one.words, list(one.former)] for one in after[uid, lang]]
        await PageText.create(key=f"{uid} {lang}", thread_id=uid, lang=lang, blocks=blocks)
    return {uid for uid, _lang in (*gone, *changed)}


async def of_thread(uid: str) -> list[Block]:
    """The blocks of a page in all its languages, each in the order of the page."""
    rows = await fetch("SELECT lang, blocks FROM page_text WHERE thread_id = ? ORDER BY key", uid)
    return [block for row in rows for block in _blocks(row)]


def _blocks(row: Mapping[str, Any]) -> list[Block]:
    # Those that were kept before former ids were have two parts.
    return [Block(row["lang"], name, words, tuple(*former)) for name, words, *former in as_json(row["blocks"])]
