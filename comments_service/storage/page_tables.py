"""The tables of what pages say and what comments are about, as Tortoise models.

As in tables.py, no docstring here has a semicolon, and only the other modules of this room use them.
"""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from comments_service.storage.tables import Comment, Thread


class PageText(Model):
    """The blocks of a page in one language, as the last manifest has them: apart from its thread, which is read often.

    `key` is the uid and the language. `blocks` is a list, in the order of the page: of each its id, its words, and the
    ids that it had before.
    """

    key = fields.CharField(max_length=120, primary_key=True)
    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField("townhall.Thread", on_delete=fields.RESTRICT)
    lang = fields.CharField(max_length=16)
    blocks: fields.Field[list[list[Any]]] = fields.JSONField()

    class Meta:
        table = "page_text"
        indexes = (Index(fields=("thread_id",)),)


class Anchor(Model):
    """What part of its page a comment is about. Its id is the comment's.

    `words` are those of the block as it is now, or was last: by them it is found again when the page has changed.
    """

    id = fields.UUIDField(primary_key=True)
    comment: fields.OneToOneRelation[Comment] = fields.OneToOneField("townhall.Comment", on_delete=fields.CASCADE)
    lang = fields.CharField(max_length=16)
    block = fields.CharField(max_length=40, null=True)
    quote = fields.TextField()
    words = fields.TextField()
    earlier = fields.BooleanField(default=False)

    class Meta:
        table = "anchor"


class Citation(Model):
    """That a page names a comment as one that led to a change. All are replaced by each sync."""

    id = fields.UUIDField(primary_key=True)
    # No foreign key: a page may name a comment that is not here, as on a server for trying things out.
    comment_id = fields.UUIDField()
    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField("townhall.Thread", on_delete=fields.RESTRICT)

    class Meta:
        table = "citation"
        unique_together = (("comment_id", "thread"),)
