"""The tables of signing in through the company's provider, as Tortoise models: as little of it as will do.

As in tables.py, no docstring here has a semicolon, and only the other modules of this room use them.
"""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from comments_service.storage.tables import Person, Session


class Identity(Model):
    """Who somebody is at a provider: its issuer and its name for them, which never changes. No address of theirs."""

    id = fields.UUIDField(primary_key=True)
    issuer = fields.CharField(max_length=255)
    subject = fields.CharField(max_length=255)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.CASCADE)
    created = fields.DatetimeField()

    class Meta:
        table = "identity"
        unique_together = (("issuer", "subject"),)
        indexes = (Index(fields=("person_id",)),)


class ProviderSession(Model):
    """What ties a session to one at the provider, so that either can end both. It goes when its session does."""

    session: fields.OneToOneRelation[Session] = fields.OneToOneField(
        "townhall.Session", primary_key=True, on_delete=fields.CASCADE
    )
    issuer = fields.CharField(max_length=255)
    subject = fields.CharField(max_length=255)
    sid = fields.CharField(max_length=255, default="")
    # The provider's token about this sign-in, which it asks for at sign-out: sealed, or empty.
    hint = fields.TextField(default="")

    class Meta:
        table = "provider_session"
        indexes = (Index(fields=("subject",)), Index(fields=("sid",)))


class LogoutToken(Model):
    """A logout token that was used, by the hash of its number, until it would no longer be believed anyway."""

    used = fields.CharField(max_length=64, primary_key=True)
    until = fields.DatetimeField()

    class Meta:
        table = "logout_token"
