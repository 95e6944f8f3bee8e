"""The tables of privacy, as Tortoise models: what must be kept, who must not come back, and whose turn a chore is.

As in tables.py, no docstring here has a semicolon, and only the other modules of this room use them.
"""

from tortoise import fields
from tortoise.models import Model

from comments_service.storage.tables import Person, Thread


class LegalHold(Model):
    """What must be kept whatever retention says and whoever withdraws it: of a person, on a page, said in a time.

    What is NULL does not matter. Ended, never deleted.
    """

    id = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", null=True, on_delete=fields.RESTRICT, related_name="holds_on"
    )
    thread: fields.ForeignKeyNullableRelation[Thread] = fields.ForeignKeyField(
        "townhall.Thread", null=True, on_delete=fields.RESTRICT
    )
    since = fields.DatetimeField(null=True)
    before = fields.DatetimeField(null=True)
    reason = fields.TextField()
    review = fields.DateField()
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", on_delete=fields.RESTRICT, related_name="holds_placed"
    )
    at = fields.DatetimeField()
    ended = fields.DatetimeField(null=True)
    ended_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", null=True, on_delete=fields.RESTRICT, related_name="holds_ended"
    )

    class Meta:
        table = "legal_hold"


class Leaver(Model):
    """A handle that was anonymised, as a keyed hash: whoever brings it in again is stopped."""

    mark = fields.CharField(max_length=64, primary_key=True)

    class Meta:
        table = "leaver"


class Chore(Model):
    """When a chore of housekeeping was last begun, by whichever process: that is how they take turns."""

    name = fields.CharField(max_length=40, primary_key=True)
    begun = fields.DatetimeField()

    class Meta:
        table = "chore"
