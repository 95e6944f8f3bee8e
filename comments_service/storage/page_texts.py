"""What pages say where, as the database keeps it: the blocks that the last manifest named, by language."""

from collections.abc import Mapping, Sequence

from comments_service.block_records import Block
from comments_service.storage.connection import execute, fetch
from comments_service.storage.page_tables import PageText
from comments_service.storage.values import as_json

# By language: each block's id and words, in the order of the page.
Text = Mapping[str, Sequence[tuple[str, str]]]


async def put(texts: Mapping[str, Text]) -> set[str]:
    """Keep what each page says, by uid; what is not said of a page any more goes. Return the uids that changed."""
    rows = await fetch("SELECT thread_id, lang, blocks FROM page_text")
    before = {(row["thread_id"], row["lang"]): [tuple(one) for one in as_json(row["blocks"])] for row in rows}
    after = {(uid, lang): list(blocks) for uid, text in texts.items() for lang, blocks in text.items() if blocks}
    gone = [one for one in before if one[0] in texts and one not in after]
    changed = [one for one, blocks in after.items() if before.get(one) != blocks]
    for uid, lang in (*gone, *changed):
        await execute("DELETE FROM page_text WHERE key = ?", f"{uid} {lang}")
    for uid, lang in changed:
        await PageText.create(key=f"{uid} {lang}", thread_id=uid, lang=lang, blocks=after[uid, lang])
    return {uid for uid, _lang in (*gone, *changed)}


async def of_thread(uid: str) -> list[Block]:
    """The blocks of a page in all its languages, each in the order of the page."""
    rows = await fetch("SELECT lang, blocks FROM page_text WHERE thread_id = ? ORDER BY key", uid)
    return [Block(row["lang"], *one) for row in rows for one in as_json(row["blocks"])]
