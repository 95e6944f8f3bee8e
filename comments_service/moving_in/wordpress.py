"""Reads the comments in what WordPress exports (WXR 1.0 to 1.2): RSS with each page's comments within it.

The pages themselves are the site's: see tools/moving_in/.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from comments_service.moving_in import fields
from comments_service.moving_in.elsewhere import LONGEST_SOURCE_TEXT, Export, Passed, Said, Why
from comments_service.moving_in.files import chunks
from comments_service.moving_in.html_as_markdown import as_markdown
from comments_service.moving_in.xml_records import Record, records

NAME: Final = "WordPress"
_PAGE = "rss/channel/item"
_LINK, _COMMENT = f"{_PAGE}/link", f"{_PAGE}/comment"
_BY_PEOPLE = ("", "comment")
_PASSED: Final[Mapping[str, Why]] = {"spam": Why.SPAM, "trash": Why.DELETED, "post-trashed": Why.DELETED}


def read(path: Path) -> Export:
    """What the file says.

    Raises:
        ExportIsWrong: it is no such file.
    """
    page = ""
    for record in records(chunks(path), of=(_LINK, _COMMENT), openings=(_PAGE,)):
        if record.path == _COMMENT:
            yield _comment(record, page)
        else:
            # None for a page that begins: another's would be worse.
            page = fields.address(record.texts.get("", ""))


def _comment(record: Record, page: str) -> Said | Passed:
    texts = {name.removeprefix("comment_"): text.strip() for name, text in record.texts.items()}
    key, above = fields.key(texts.get("id", "")), fields.key(texts.get("parent", ""))
    parent = above if above != "0" else None
    approved = texts.get("approved", "")
    why = _PASSED.get(approved) or (Why.NO_COMMENT if texts.get("type", "") not in _BY_PEOPLE else None)
    why = why or (Why.TOO_LONG if len(texts.get("content", "")) > LONGEST_SOURCE_TEXT else None)
    at = fields.moment(texts.get("date_gmt", "")) or fields.moment(texts.get("date", ""))
    if why or key is None or at is None:
        return Passed(why or Why.DAMAGED, record.line, key, page, parent)
    user = texts.get("user_id", "")
    return Said(
        key=key,
        line=record.line,
        page=page,
        parent=parent,
        name=texts.get("author", ""),
        account=texts.get("author_email", ""),
        handle_there=user if user != "0" else "",
        body=as_markdown(texts.get("content", ""), keeps_lines=True),
        at=at,
        waits=approved != "1",
    )
