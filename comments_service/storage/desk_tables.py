"""The desk's tables, as Tortoise models: what facilitators, leaders and roles note beside comments.

As in tables.py, no docstring here has a semicolon, and only the other modules of this room use them.
"""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from comments_service.storage.tables import Case, Comment, Decision, Person, Thread

# Made by hand in the migrations, because Tortoise's PartialIndex writes "closed = NULL", which no row ever meets. A
# test holds what the migrations make to the tables and to this list.
_OPEN = "moderation_case (due, id) WHERE closed IS NULL AND waits_for"
PARTIAL_INDEXES = (
    "CREATE INDEX moderation_case_queue ON moderation_case (queue, due, id) WHERE closed IS NULL AND waits_for IS NULL",
    f"CREATE INDEX moderation_case_due ON {_OPEN} IS NULL",
    f"CREATE INDEX moderation_case_elsewhere ON {_OPEN} IS NOT NULL",
    "CREATE INDEX moderation_case_closed ON moderation_case (kind, closed) WHERE closed IS NOT NULL",
    "CREATE UNIQUE INDEX mark_one_of_a_kind ON mark (comment_id, kind) WHERE ended IS NULL",
    "CREATE UNIQUE INDEX sanction_one_of_a_kind ON sanction (person_id, kind) WHERE ended IS NULL",
)


class Claim(Model):
    """Who is looking at a comment now. A lease: advisory, and over by itself. A decision is guarded by its version."""

    comment_id = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.CASCADE)
    until = fields.DatetimeField()

    class Meta:
        table = "claim"


class Note(Model):
    """What one facilitator tells the others about a comment. Its author never sees it."""

    id = fields.UUIDField(primary_key=True)
    comment: fields.ForeignKeyRelation[Comment] = fields.ForeignKeyField("townhall.Comment", on_delete=fields.CASCADE)
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.RESTRICT)
    body = fields.TextField()
    at = fields.DatetimeField()

    class Meta:
        table = "note"
        indexes = (Index(fields=("comment_id", "at")),)


class Appeal(Model):
    """An author's own words against the removal of a comment: one a comment."""

    id = fields.UUIDField(primary_key=True)
    comment: fields.ForeignKeyRelation[Comment] = fields.ForeignKeyField("townhall.Comment", on_delete=fields.CASCADE)
    decision: fields.ForeignKeyRelation[Decision] = fields.ForeignKeyField(
        "townhall.Decision", on_delete=fields.RESTRICT
    )
    words = fields.TextField()
    at = fields.DatetimeField()

    class Meta:
        table = "appeal"
        unique_together = (("comment",),)


class Sanction(Model):
    """What somebody may do only in part for a time: their comments are read first, or they may not post."""

    id = fields.UUIDField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", on_delete=fields.CASCADE, related_name="sanctions"
    )
    kind = fields.CharField(max_length=10)
    reason = fields.TextField()
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", on_delete=fields.RESTRICT, related_name="sanctioned"
    )
    at = fields.DatetimeField()
    until = fields.DatetimeField()
    ended = fields.DatetimeField(null=True)
    ended_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", null=True, on_delete=fields.RESTRICT, related_name="sanctions_ended"
    )

    class Meta:
        table = "sanction"
        indexes = (Index(fields=("person_id", "at")),)


class SealedCase(Model):
    """What was escalated to a role: a copy of the words and why, for that role alone. `told` is what it let others
    know."""

    id = fields.UUIDField(primary_key=True)
    comment: fields.ForeignKeyRelation[Comment] = fields.ForeignKeyField("townhall.Comment", on_delete=fields.CASCADE)
    role = fields.CharField(max_length=20)
    why = fields.TextField()
    body = fields.TextField()
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", on_delete=fields.RESTRICT, related_name="escalated"
    )
    opened = fields.DatetimeField()
    closed = fields.DatetimeField(null=True)
    closed_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", null=True, on_delete=fields.RESTRICT, related_name="sealed_cases_closed"
    )
    told = fields.TextField(default="")

    class Meta:
        table = "sealed_case"
        indexes = (Index(fields=("comment_id",)), Index(fields=("role", "opened")))


class SealedNote(Model):
    """What somebody of the role wrote into a sealed case."""

    id = fields.UUIDField(primary_key=True)
    sealed_case: fields.ForeignKeyRelation[SealedCase] = fields.ForeignKeyField(
        "townhall.SealedCase", on_delete=fields.CASCADE
    )
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.RESTRICT)
    body = fields.TextField()
    at = fields.DatetimeField()

    class Meta:
        table = "sealed_note"
        indexes = (Index(fields=("sealed_case_id", "at")),)


class Mark(Model):
    """What was said about a comment for everybody to see: pinned, featured, official, endorsed, accuracy, acknowledged.

    Ended, never deleted. One of a kind on a comment at a time.
    """

    id = fields.UUIDField(primary_key=True)
    comment: fields.ForeignKeyRelation[Comment] = fields.ForeignKeyField("townhall.Comment", on_delete=fields.CASCADE)
    kind = fields.CharField(max_length=12)
    facts: fields.Field[dict[str, object]] = fields.JSONField(default=dict)
    # Whom it names: who finds out the answer, or who drafted the response.
    named: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", null=True, on_delete=fields.RESTRICT, related_name="marks_named_in"
    )
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", on_delete=fields.RESTRICT, related_name="marks"
    )
    at = fields.DatetimeField()
    ended = fields.DatetimeField(null=True)
    ended_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", null=True, on_delete=fields.RESTRICT, related_name="marks_ended"
    )

    class Meta:
        table = "mark"
        indexes = (Index(fields=("comment_id",)),)


class OfficialDraft(Model):
    """An official response that somebody wrote for a named person, who has not yet said that these are their words."""

    id = fields.UUIDField(primary_key=True)
    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField("townhall.Thread", on_delete=fields.RESTRICT)
    parent: fields.ForeignKeyNullableRelation[Comment] = fields.ForeignKeyField(
        "townhall.Comment", null=True, on_delete=fields.RESTRICT
    )
    body = fields.TextField()
    speaker: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", on_delete=fields.RESTRICT, related_name="responses_to_approve"
    )
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "townhall.Person", on_delete=fields.RESTRICT, related_name="responses_drafted"
    )
    at = fields.DatetimeField()
    state = fields.CharField(max_length=12, default="waiting")
    decided = fields.DatetimeField(null=True)
    answer = fields.TextField(default="")

    class Meta:
        table = "official_draft"
        indexes = (Index(fields=("speaker_id", "state")), Index(fields=("thread_id",)))


class Rule(Model):
    """A word or a few that the company looks out for: whose rule it is, why, and until when."""

    id = fields.UUIDField(primary_key=True)
    term = fields.CharField(max_length=120)
    lang = fields.CharField(max_length=16, default="")
    outcome = fields.CharField(max_length=10)
    why = fields.TextField()
    owner: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("townhall.Person", on_delete=fields.RESTRICT)
    added = fields.DatetimeField()
    expires = fields.DatetimeField()
    turned_on = fields.DatetimeField(null=True)
    ended = fields.DatetimeField(null=True)

    class Meta:
        table = "rule"


class RuleHit(Model):
    """That a rule or a detector was among the causes of a case: what tells how often it was right."""

    id = fields.UUIDField(primary_key=True)
    rule = fields.CharField(max_length=120)
    case: fields.ForeignKeyRelation[Case] = fields.ForeignKeyField("townhall.Case", on_delete=fields.CASCADE)
    at = fields.DatetimeField()

    class Meta:
        table = "rule_hit"
        indexes = (Index(fields=("rule", "at")), Index(fields=("case_id",)))


class EmbargoTerm(Model):
    """A word of a page that is not out yet, and when it will be. All are replaced by each sync that names any."""

    id = fields.UUIDField(primary_key=True)
    uid = fields.CharField(max_length=100)
    title = fields.CharField(max_length=300)
    term = fields.CharField(max_length=120)
    until = fields.DatetimeField()

    class Meta:
        table = "embargo_term"
