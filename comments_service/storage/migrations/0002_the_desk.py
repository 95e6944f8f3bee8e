"""The facilitators' desk: cases with a clock, claims, notes, appeals, sanctions, sealed cases, marks, rules."""

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('townhall', '0001_initial')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Appeal',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('comment', fields.ForeignKeyField('townhall.Comment', source_field='comment_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('decision', fields.ForeignKeyField('townhall.Decision', source_field='decision_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('words', fields.TextField(unique=False)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'appeal', 'app': 'townhall', 'unique_together': (('comment',),), 'pk_attr': 'id', 'table_description': "An author's own words against the removal of a comment: one a comment."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Claim',
            fields=[
                ('comment_id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('townhall.Person', source_field='person_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('until', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'claim', 'app': 'townhall', 'pk_attr': 'comment_id', 'table_description': 'Who is looking at a comment now. A lease: advisory, and over by itself. A decision is guarded by its version.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='EmbargoTerm',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('uid', fields.CharField(max_length=100)),
                ('title', fields.CharField(max_length=300)),
                ('term', fields.CharField(max_length=120)),
                ('until', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'embargo_term', 'app': 'townhall', 'pk_attr': 'id', 'table_description': 'A word of a page that is not out yet, and when it will be. All are replaced by each sync that names any.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Mark',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('comment', fields.ForeignKeyField('townhall.Comment', source_field='comment_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharField(max_length=12)),
                ('facts', fields.JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('named', fields.ForeignKeyField('townhall.Person', source_field='named_id', null=True, db_constraint=True, to_field='id', related_name='marks_named_in', on_delete=OnDelete.RESTRICT)),
                ('by', fields.ForeignKeyField('townhall.Person', source_field='by_id', db_constraint=True, to_field='id', related_name='marks', on_delete=OnDelete.RESTRICT)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ended', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ended_by', fields.ForeignKeyField('townhall.Person', source_field='ended_by_id', null=True, db_constraint=True, to_field='id', related_name='marks_ended', on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'mark', 'app': 'townhall', 'indexes': [Index(fields=['comment_id'])], 'pk_attr': 'id', 'table_description': 'What was said about a comment for everybody to see: pinned, featured, official, endorsed, accuracy, acknowledged.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Note',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('comment', fields.ForeignKeyField('townhall.Comment', source_field='comment_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('by', fields.ForeignKeyField('townhall.Person', source_field='by_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('body', fields.TextField(unique=False)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'note', 'app': 'townhall', 'indexes': [Index(fields=['comment_id', 'at'])], 'pk_attr': 'id', 'table_description': 'What one facilitator tells the others about a comment. Its author never sees it.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='OfficialDraft',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('thread', fields.ForeignKeyField('townhall.Thread', source_field='thread_id', db_constraint=True, to_field='uid', on_delete=OnDelete.RESTRICT)),
                ('parent', fields.ForeignKeyField('townhall.Comment', source_field='parent_id', null=True, db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('body', fields.TextField(unique=False)),
                ('speaker', fields.ForeignKeyField('townhall.Person', source_field='speaker_id', db_constraint=True, to_field='id', related_name='responses_to_approve', on_delete=OnDelete.RESTRICT)),
                ('by', fields.ForeignKeyField('townhall.Person', source_field='by_id', db_constraint=True, to_field='id', related_name='responses_drafted', on_delete=OnDelete.RESTRICT)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('state', fields.CharField(default='waiting', max_length=12)),
                ('decided', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('answer', fields.TextField(default='', unique=False)),
            ],
            options={'table': 'official_draft', 'app': 'townhall', 'indexes': [Index(fields=['speaker_id', 'state']), Index(fields=['thread_id'])], 'pk_attr': 'id', 'table_description': 'An official response that somebody wrote for a named person, who has not yet said that these are their words.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Rule',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('term', fields.CharField(max_length=120)),
                ('lang', fields.CharField(default='', max_length=16)),
                ('outcome', fields.CharField(max_length=10)),
                ('why', fields.TextField(unique=False)),
                ('owner', fields.ForeignKeyField('townhall.Person', source_field='owner_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('added', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('expires', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('turned_on', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ended', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'rule', 'app': 'townhall', 'pk_attr': 'id', 'table_description': 'A word or a few that the company looks out for: whose rule it is, why, and until when.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RuleHit',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('rule', fields.CharField(max_length=120)),
                ('case', fields.ForeignKeyField('townhall.Case', source_field='case_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'rule_hit', 'app': 'townhall', 'indexes': [Index(fields=['rule', 'at']), Index(fields=['case_id'])], 'pk_attr': 'id', 'table_description': 'That a rule or a detector was among the causes of a case: what tells how often it was right.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Sanction',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('townhall.Person', source_field='person_id', db_constraint=True, to_field='id', related_name='sanctions', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharField(max_length=10)),
                ('reason', fields.TextField(unique=False)),
                ('by', fields.ForeignKeyField('townhall.Person', source_field='by_id', db_constraint=True, to_field='id', related_name='sanctioned', on_delete=OnDelete.RESTRICT)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('until', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ended', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ended_by', fields.ForeignKeyField('townhall.Person', source_field='ended_by_id', null=True, db_constraint=True, to_field='id', related_name='sanctions_ended', on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'sanction', 'app': 'townhall', 'indexes': [Index(fields=['person_id', 'at'])], 'pk_attr': 'id', 'table_description': 'What somebody may do only in part for a time: their comments are read first, or they may not post.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SealedCase',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('comment', fields.ForeignKeyField('townhall.Comment', source_field='comment_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('role', fields.CharField(max_length=20)),
                ('why', fields.TextField(unique=False)),
                ('body', fields.TextField(unique=False)),
                ('by', fields.ForeignKeyField('townhall.Person', source_field='by_id', db_constraint=True, to_field='id', related_name='escalated', on_delete=OnDelete.RESTRICT)),
                ('opened', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('closed', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('closed_by', fields.ForeignKeyField('townhall.Person', source_field='closed_by_id', null=True, db_constraint=True, to_field='id', related_name='sealed_cases_closed', on_delete=OnDelete.RESTRICT)),
                ('told', fields.TextField(default='', unique=False)),
            ],
            options={'table': 'sealed_case', 'app': 'townhall', 'indexes': [Index(fields=['comment_id']), Index(fields=['role', 'opened'])], 'pk_attr': 'id', 'table_description': 'What was escalated to a role: a copy of the words and why, for that role alone. `told` is what it let others'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SealedNote',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('sealed_case', fields.ForeignKeyField('townhall.SealedCase', source_field='sealed_case_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('by', fields.ForeignKeyField('townhall.Person', source_field='by_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('body', fields.TextField(unique=False)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'sealed_note', 'app': 'townhall', 'indexes': [Index(fields=['sealed_case_id', 'at'])], 'pk_attr': 'id', 'table_description': 'What somebody of the role wrote into a sealed case.'},
            bases=['Model'],
        ),
        ops.AlterModelOptions(
            name='Case',
            options={'table': 'moderation_case', 'app': 'townhall', 'indexes': [Index(fields=['comment_id'])], 'pk_attr': 'id', 'table_description': 'Something that needs a human: why, since when and by when. A queue is a view over open cases.'},
        ),
        ops.AddField(
            model_name='Case',
            name='due',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Case',
            name='outcome',
            field=fields.CharField(null=True, max_length=12),
        ),
        ops.AddField(
            model_name='Case',
            name='queue',
            field=fields.CharField(null=True, max_length=10),
        ),
        ops.AddField(
            model_name='Case',
            name='waits_for',
            field=fields.CharField(null=True, max_length=10),
        ),
        ops.AddField(
            model_name='Decision',
            name='marked',
            field=fields.JSONField(default=list, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='Decision',
            name='silent',
            field=fields.BooleanField(default=False),
        ),
        ops.AddField(
            model_name='Thread',
            name='switches',
            field=fields.JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        # What waits already is due now: it has waited longest.
        ops.RunSQL(
            "UPDATE moderation_case SET due = opened, queue = CASE kind WHEN 'report' THEN 'reported' ELSE 'held' END",
            reverse_sql='SELECT 1',
        ),
        ops.AlterField(
            model_name='Case',
            name='due',
            field=fields.DatetimeField(auto_now=False, auto_now_add=False),
        ),
        ops.AlterField(
            model_name='Case',
            name='queue',
            field=fields.CharField(max_length=10),
        ),
        # On SQLite the two fields above rebuilt the table, which drops its indexes.
        ops.RunSQL(
            'CREATE INDEX IF NOT EXISTS idx_moderation__comment_c07c97 ON moderation_case (comment_id)',
            reverse_sql='SELECT 1',
        ),
        # By hand, because Tortoise's PartialIndex writes "closed = NULL", which no row ever meets. One queue and all of
        # them in the order in which they are due, what waits for somebody else, and one of a kind of mark or sanction.
        ops.RunSQL('DROP INDEX IF EXISTS moderation_case_open', reverse_sql='SELECT 1'),
        *(
            ops.RunSQL(f'CREATE {unique} INDEX {name} ON {on}', reverse_sql=f'DROP INDEX {name}')
            for unique, name, on in (
                ('', 'moderation_case_queue', 'moderation_case (queue, due, id) WHERE closed IS NULL AND waits_for IS NULL'),
                ('', 'moderation_case_due', 'moderation_case (due, id) WHERE closed IS NULL AND waits_for IS NULL'),
                ('', 'moderation_case_elsewhere', 'moderation_case (due, id) WHERE closed IS NULL AND waits_for IS NOT NULL'),
                ('', 'moderation_case_closed', 'moderation_case (kind, closed) WHERE closed IS NOT NULL'),
                ('UNIQUE', 'mark_one_of_a_kind', 'mark (comment_id, kind) WHERE ended IS NULL'),
                ('UNIQUE', 'sanction_one_of_a_kind', 'sanction (person_id, kind) WHERE ended IS NULL'),
            )
        ),
    ]
