"""The tables of notices, as Tortoise models: where somebody's mail goes, and what is on its way. No words of anybody.

As in tables.py, no docstring here has a semicolon, and only the other modules of this room use them.
"""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from comments_service.storage.tables import Comment, Person, Thread

# Made by hand in the migration, as the partial indexes of desk_tables.py are.
PARTIAL_INDEXES = ("CREATE INDEX notice_due ON notice (due, id) WHERE settled IS NULL",)


class Mailbox(Model):
    """Where somebody's mail goes, as the company's sign-in says, and what of it they want. Empty: nowhere is known."""

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "townhall.Person", primary_key=True, on_delete=fields.CASCADE
    )
    address = fields.CharField(max_length=254, default="")
    replies = fields.BooleanField(default=True)
    decisions = fields.BooleanField(default=True)
    # What becomes of what they share or follow.
    followed = fields.BooleanField(default=True, db_default=True)

    class Meta:
        table = "mailbox"


class Following(Model):
    """That somebody wants to hear of a discussion. When they said so is not kept, and its id is made of the two."""

    id = fields.UUIDField(primary_key=True)
    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField("townhall.Thread", on_delete=fields.RESTRICT)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.CASCADE)

    class Meta:
        table = "following"
        unique_together = (("thread", "person"),)
        indexes = (Index(fields=("person_id",)),)


class TopicFollowing(Model):
    """That somebody wants to hear of one topic of a board, as of a discussion."""

    id = fields.UUIDField(primary_key=True)
    topic: fields.ForeignKeyRelation[Comment] = fields.ForeignKeyField("townhall.Comment", on_delete=fields.CASCADE)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.CASCADE)

    class Meta:
        table = "topic_following"
        unique_together = (("topic", "person"),)
        indexes = (Index(fields=("person_id",)),)


class Notice(Model):
    """That somebody is to be told something, by whom and by when: written in the transaction of what happened.

    A lease says which process is at it. Settled once it was sent, or there was nothing to say any more, or given up.
    """

    id = fields.UUIDField(primary_key=True)
    # What happened, so that it is noted once however often it is said.
    key = fields.CharField(max_length=80, unique=True)
    kind = fields.CharField(max_length=12)
    to: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", on_delete=fields.CASCADE, related_name="notices"
    )
    comment: fields.ForeignKeyRelation[Comment] = fields.ForeignKeyField("townhall.Comment", on_delete=fields.CASCADE)
    # Of a decision: the version of the comment that it judged.
    judged_version = fields.IntField(null=True)
    made = fields.DatetimeField()
    due = fields.DatetimeField()
    tries = fields.IntField(default=0)
    lease = fields.UUIDField(null=True)
    leased_until = fields.DatetimeField(null=True)
    settled = fields.DatetimeField(null=True)
    outcome = fields.CharField(max_length=12, default="")

    class Meta:
        table = "notice"
        indexes = (Index(fields=("to_id",)), Index(fields=("comment_id",)))
