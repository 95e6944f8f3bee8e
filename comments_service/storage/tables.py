"""The tables, as Tortoise models. Only the other modules of this room use them; nothing here decides anything.

Tortoise puts each class's docstring into the database as the table's comment, and its SQLite migrations cut what they
send at every semicolon: there is none in these docstrings.
"""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class Person(Model):
    """Somebody who may speak. The handle is how front matter, mentions and sign-in name them."""

    id = fields.UUIDField(primary_key=True)
    handle = fields.CharField(max_length=40, unique=True)
    name = fields.CharField(max_length=120)
    title = fields.CharField(max_length=120, default="")
    site = fields.CharField(max_length=80, default="")
    department = fields.CharField(max_length=80, default="")
    level = fields.CharField(max_length=80, default="", db_default="")
    roles: fields.Field[list[str]] = fields.JSONField(default=list)
    active = fields.BooleanField(default=True)
    # Somebody who left, and whose name was taken off: found by no search.
    anonymised = fields.BooleanField(default=False, db_default=False)
    # The version of the guidelines that they read last, so that nobody is shown one twice.
    guidelines_seen = fields.CharField(max_length=20, default="", db_default="")
    # In which language they chose to be spoken to; "" where they chose none.
    language = fields.CharField(max_length=16, default="", db_default="")
    # A pseudonym: somebody without their name, in one discussion (see unnamed_tables.py). Nobody signs in as one.
    unnamed = fields.BooleanField(default=False, db_default=False)
    # Where somebody spoke who was never here, as "Disqus": see moving_in/. Nobody signs in as one either.
    origin = fields.CharField(max_length=20, default="", db_default="")

    class Meta:
        table = "person"


class Session(Model):
    """One signed-in browser. Only the hash of its token is kept, so the table alone signs nobody in.

    A token is replaced when its person's roles change, and the one before it serves the requests that were under way.
    """

    id = fields.UUIDField(primary_key=True)
    token_hash = fields.CharField(max_length=64, unique=True)
    previous_hash = fields.CharField(max_length=64, null=True)
    rotated = fields.DatetimeField(null=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.CASCADE)
    # How they signed in, and the roles that they had when the token was made.
    way = fields.CharField(max_length=8, default="", db_default="")
    roles: fields.Field[list[str]] = fields.JSONField(null=True)
    created = fields.DatetimeField()
    seen = fields.DatetimeField()

    class Meta:
        table = "session"
        indexes = (Index(fields=("previous_hash",)), Index(fields=("person_id",)))


class DeployToken(Model):
    """What a publish shows to sync. Only its hash is kept. Several may be in force, so that one can follow another."""

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=40, unique=True)
    token_hash = fields.CharField(max_length=64, unique=True)
    made = fields.DatetimeField()
    expires = fields.DatetimeField()
    used = fields.DateField(null=True)
    revoked = fields.DatetimeField(null=True)
    # Whether it opens the snapshot alone: for a build that publishes nothing.
    pull_only = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "deploy_token"


class FailedSignIn(Model):
    """That signing in failed, and a keyed hash of the address it came from. Deleted within a day."""

    id = fields.UUIDField(primary_key=True)
    origin = fields.CharField(max_length=64)
    at = fields.DatetimeField()

    class Meta:
        table = "failed_sign_in"
        indexes = (Index(fields=("origin", "at")),)


class Thread(Model):
    """The discussion of one page. Identity is the page's uid, never its URL. `facts` is the manifest's whole entry."""

    uid = fields.CharField(max_length=100, primary_key=True)
    url = fields.CharField(max_length=500)
    title = fields.CharField(max_length=300)
    lang = fields.CharField(max_length=16)
    facts: fields.Field[dict[str, object]] = fields.JSONField()
    version = fields.BigIntField(default=0)
    archived = fields.BooleanField(default=False)
    # What a facilitator has set since, over what the front matter says: closed, slow.
    switches: fields.Field[dict[str, object]] = fields.JSONField(default=dict)

    class Meta:
        table = "thread"


class Summary(Model):
    """What was heard in a discussion, a row for each version. One without words takes the summary back."""

    id = fields.UUIDField(primary_key=True)
    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField("townhall.Thread", on_delete=fields.RESTRICT)
    number = fields.IntField()
    body = fields.TextField()
    html = fields.TextField()
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.RESTRICT)
    at = fields.DatetimeField()

    class Meta:
        table = "summary"
        unique_together = (("thread", "number"),)


class Comment(Model):
    """A comment's place and state. Its words are in Revision, and `public_number` says which of them readers see."""

    id = fields.UUIDField(primary_key=True)
    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField("townhall.Thread", on_delete=fields.RESTRICT)
    parent: fields.ForeignKeyNullableRelation["Comment"] = fields.ForeignKeyField(
        "townhall.Comment", null=True, on_delete=fields.RESTRICT
    )
    root_id = fields.UUIDField()
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.RESTRICT)
    kind = fields.CharField(max_length=20)
    state = fields.CharField(max_length=12)
    version = fields.IntField(default=1)
    public_number = fields.IntField(null=True)
    latest_number = fields.IntField(default=1)
    created = fields.DatetimeField()
    edited = fields.DatetimeField(null=True)

    class Meta:
        table = "comment"
        # The list of roots by time, a root's branch, one person's comments, and all by time: the four ways in.
        indexes = (
            Index(fields=("thread_id", "created", "id")),
            Index(fields=("root_id", "created", "id")),
            Index(fields=("author_id", "created")),
            Index(fields=("created", "id"), name="comment_by_time"),
        )


class Revision(Model):
    """The words of a comment at one time. Never changed: an edit adds a row."""

    id = fields.UUIDField(primary_key=True)
    comment: fields.ForeignKeyRelation[Comment] = fields.ForeignKeyField("townhall.Comment", on_delete=fields.CASCADE)
    number = fields.IntField()
    body = fields.TextField()
    html = fields.TextField()
    markup_version = fields.SmallIntField()
    findings: fields.Field[list[dict[str, object]]] = fields.JSONField(default=list)
    created = fields.DatetimeField()

    class Meta:
        table = "revision"
        unique_together = (("comment", "number"),)


class Case(Model):
    """Something that needs a human: why, since when and by when. A queue is a view over open cases.

    While `waits_for` names somebody else (the author, a role), no facilitator need look. `outcome` says how it closed.
    """

    id = fields.UUIDField(primary_key=True)
    comment: fields.ForeignKeyRelation[Comment] = fields.ForeignKeyField("townhall.Comment", on_delete=fields.CASCADE)
    kind = fields.CharField(max_length=10)
    queue = fields.CharField(max_length=10)
    why: fields.Field[list[str]] = fields.JSONField()
    opened = fields.DatetimeField()
    due = fields.DatetimeField()
    waits_for = fields.CharField(max_length=10, null=True)
    closed = fields.DatetimeField(null=True)
    outcome = fields.CharField(max_length=12, null=True)

    class Meta:
        table = "moderation_case"
        indexes = (Index(fields=("comment_id",)),)


class Decision(Model):
    """What a facilitator decided about one version of a comment, and why. Never changed: undo adds a row."""

    id = fields.UUIDField(primary_key=True)
    comment: fields.ForeignKeyRelation[Comment] = fields.ForeignKeyField("townhall.Comment", on_delete=fields.CASCADE)
    judged_version = fields.IntField()
    action = fields.CharField(max_length=12)
    from_state = fields.CharField(max_length=12)
    to_state = fields.CharField(max_length=12)
    from_public_number = fields.IntField(null=True)
    reason = fields.CharField(max_length=24, null=True)
    message = fields.TextField(default="")
    note = fields.TextField(default="")
    # The words that the author is asked to look at, where a comment went back to them.
    marked: fields.Field[list[str]] = fields.JSONField(default=list)
    # Undone before anybody was told: neither it nor its undoing is ever announced.
    silent = fields.BooleanField(default=False)
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.RESTRICT)
    at = fields.DatetimeField()

    class Meta:
        table = "decision"
        # One version is judged once: this, not courtesy, is what makes a second decision impossible.
        unique_together = (("comment", "judged_version"),)


class Report(Model):
    """One person's report of one comment."""

    id = fields.UUIDField(primary_key=True)
    comment: fields.ForeignKeyRelation[Comment] = fields.ForeignKeyField("townhall.Comment", on_delete=fields.CASCADE)
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.RESTRICT)
    reason = fields.CharField(max_length=24)
    detail = fields.TextField(default="")
    at = fields.DatetimeField()

    class Meta:
        table = "report"
        unique_together = (("comment", "by"),)
        # How many one person made of late.
        indexes = (Index(fields=("by_id", "at")),)


class Reaction(Model):
    """That somebody reacted to a comment. When is not kept, and its id is made of the three: nobody is to know."""

    id = fields.UUIDField(primary_key=True)
    comment: fields.ForeignKeyRelation[Comment] = fields.ForeignKeyField("townhall.Comment", on_delete=fields.CASCADE)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.RESTRICT)
    name = fields.CharField(max_length=12)

    class Meta:
        table = "reaction"
        # How many there are of each on a comment, and which are one person's.
        unique_together = (("comment", "name", "person"),)
        indexes = (Index(fields=("person_id",)),)


class Event(Model):
    """What happened, numbered without gaps and chained: see chain.py. Written in the transaction that it tells of."""

    number = fields.BigIntField(primary_key=True, generated=False)
    kind = fields.CharField(max_length=40)
    thread_uid = fields.CharField(max_length=100, null=True)
    comment_id = fields.UUIDField(null=True)
    person_id = fields.UUIDField(null=True)
    at = fields.DatetimeField()
    facts: fields.Field[dict[str, object]] = fields.JSONField(default=dict)
    hash = fields.CharField(max_length=64)

    class Meta:
        table = "event"
        indexes = (Index(fields=("comment_id",)), Index(fields=("person_id", "number")))


class AuditHead(Model):
    """The number and hash of the last event, in one row: what shows that events were cut off the end."""

    id = fields.SmallIntField(primary_key=True, generated=False)
    number = fields.BigIntField()
    hash = fields.CharField(max_length=64)

    class Meta:
        table = "audit_head"
