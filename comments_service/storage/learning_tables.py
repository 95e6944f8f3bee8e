"""The tables of what people have read and learned, as Tortoise models.

As in tables.py, no docstring here has a semicolon, and only the other modules of this room use them.
"""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from comments_service.storage.tables import Person, Thread


class Receipt(Model):
    """That somebody said that they have read a page whose readers are asked to. The day alone is kept."""

    id = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.CASCADE)
    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField("townhall.Thread", on_delete=fields.RESTRICT)
    day = fields.DateField()

    class Meta:
        table = "receipt"
        unique_together = (("person", "thread"),)
        indexes = (Index(fields=("thread_id",)),)


class Progress(Model):
    """What somebody did on a page that they learn from, and on which day. Its id has the order in which it came.

    `step` is completed or uncovered (read what others say without answering first; `item` is empty for both), or
    answered (`item` is the quiz, as the manifest names it, and `right_first` whether the first answer was right).
    """

    id = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.CASCADE)
    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField("townhall.Thread", on_delete=fields.RESTRICT)
    step = fields.CharField(max_length=10)
    item = fields.CharField(max_length=40)
    right_first = fields.BooleanField(null=True)
    day = fields.DateField()

    class Meta:
        table = "progress"
        unique_together = (("person", "thread", "step", "item"),)
        indexes = (Index(fields=("thread_id",)),)
