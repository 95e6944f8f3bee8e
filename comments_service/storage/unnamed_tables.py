"""The tables of speaking without a name, as Tortoise models: whose a pseudonym is, sealed, what was asked of
that, and what was answered to closed questions.

As in tables.py, no docstring here has a semicolon, and only the other modules of this room use them.
"""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from comments_service.storage.tables import Comment, Person, Thread


class Pseudonym(Model):
    """Somebody without their name, in one discussion. Who they are is sealed with a key that is not in the database.

    The row says nothing of when it was made, and all seals are of one length.
    """

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "townhall.Person", primary_key=True, on_delete=fields.CASCADE
    )
    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField("townhall.Thread", on_delete=fields.RESTRICT)
    number = fields.IntField()
    sealed = fields.CharField(max_length=80)

    class Meta:
        table = "pseudonym"
        unique_together = (("thread", "number"),)


class PulseAnswer(Model):
    """What somebody answered to the closed question of a page. Its id is a keyed hash of person, page and question, and
    nothing else leads to anybody.

    `asked` tells questions apart. `choice` is which of its choices, `counted` which of them the result that is shown
    counts it as. Of when it was given the month alone is kept, as its first day.
    """

    id = fields.UUIDField(primary_key=True)
    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField("townhall.Thread", on_delete=fields.RESTRICT)
    asked = fields.CharField(max_length=16)
    choice = fields.SmallIntField()
    counted = fields.SmallIntField(null=True)
    month = fields.DateField()

    class Meta:
        table = "pulse_answer"
        indexes = (Index(fields=("thread_id", "asked")),)


class Unsealing(Model):
    """That somebody asked who wrote a comment, why, and what another of the other half answered. Never who it was."""

    id = fields.UUIDField(primary_key=True)
    comment: fields.ForeignKeyRelation[Comment] = fields.ForeignKeyField("townhall.Comment", on_delete=fields.CASCADE)
    reason = fields.TextField()
    half = fields.CharField(max_length=12)
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", on_delete=fields.RESTRICT, related_name="unsealings_asked"
    )
    at = fields.DatetimeField()
    outcome = fields.CharField(max_length=10, null=True)
    answer = fields.TextField(default="")
    answered_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", null=True, on_delete=fields.RESTRICT, related_name="unsealings_answered"
    )
    answered = fields.DatetimeField(null=True)
    # Until when the law forbids to tell the author, and which law.
    untold_until = fields.DateField(null=True)
    untold_because = fields.TextField(default="")

    class Meta:
        table = "unsealing"
        indexes = (Index(fields=("comment_id",)),)


class Letter(Model):
    """What somebody did without their name and nobody may learn of before the letterbox is emptied.

    One a comment at most. The row says nothing of when it was put in, and its comment need not be there yet.
    """

    comment_id = fields.UUIDField(primary_key=True)
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.CASCADE)
    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField("townhall.Thread", on_delete=fields.RESTRICT)
    number = fields.IntField()
    action = fields.CharField(max_length=10)
    body = fields.TextField()
    html = fields.TextField()
    parent_id = fields.UUIDField(null=True)
    kind = fields.CharField(max_length=20, null=True)
    # Which part of the page it is about, and the page's own words there, as they were found when it was put in.
    block = fields.CharField(max_length=40, default="", db_default="")
    quote = fields.TextField(default="", db_default="")
    due = fields.DatetimeField()
    # Why it could not be taken when the letterbox was emptied, for its author.
    problem = fields.TextField(default="")

    class Meta:
        table = "letter"
        indexes = (Index(fields=("author_id", "thread_id")), Index(fields=("due",)))
