"""Reads what Disqus exports: one XML file with the threads first and then the posts. Called by bring_in.py's caller.

The format is described at https://docs.disqus.com/kb/export-comments/ ; `http://disqus.com/api/schemas/1.0/disqus.xsd`.
"""

from pathlib import Path
from typing import Final

from comments_service.moving_in import fields
from comments_service.moving_in.elsewhere import LONGEST_SOURCE_TEXT, Export, Page, Passed, Said, Why
from comments_service.moving_in.files import chunks
from comments_service.moving_in.html_as_markdown import as_markdown
from comments_service.moving_in.xml_records import Record, records

NAME: Final = "Disqus"
_THREAD, _POST = "disqus/thread", "disqus/post"


def read(path: Path) -> Export:
    """What the file says.

    Raises:
        ExportIsWrong: it is no such file.
    """
    for record in records(chunks(path), of=(_THREAD, _POST)):
        if record.path == _POST:
            yield _post(record)
        elif (key := fields.key(record.id)) and record.texts.get("isDeleted") != "true":
            yield Page(key, fields.address(record.texts.get("link", "")))


def _post(record: Record) -> Said | Passed:
    texts = record.texts
    key, page = fields.key(record.id), fields.key(record.refs.get("thread", "")) or ""
    parent = fields.key(record.refs.get("parent", ""))
    why = _why_not(texts)
    at, html = fields.moment(texts.get("createdAt", "")), texts.get("message", "")
    if why or key is None or at is None:
        return Passed(why or Why.DAMAGED, record.line, key, page, parent)
    user = texts.get("author/username", "") if texts.get("author/isAnonymous") != "true" else ""
    return Said(
        key=key,
        line=record.line,
        page=page,
        parent=parent,
        name=texts.get("author/name", ""),
        account=user or texts.get("author/email", ""),
        handle_there=user,
        body=as_markdown(html),
        at=at,
    )


def _why_not(texts: dict[str, str]) -> Why | None:
    if texts.get("isDeleted") == "true":
        return Why.DELETED
    if texts.get("isSpam") == "true":
        return Why.SPAM
    return Why.TOO_LONG if len(texts.get("message", "")) > LONGEST_SOURCE_TEXT else None
