"""The first tables: people, sessions, threads, comments and their revisions, cases, decisions, reports, events."""

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name='Event',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('kind', fields.CharField(max_length=40)),
                ('thread_uid', fields.CharField(null=True, max_length=100)),
                ('comment_id', fields.UUIDField(null=True)),
                ('person_id', fields.UUIDField(null=True)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('facts', fields.JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
            ],
            options={'table': 'event', 'app': 'townhall', 'indexes': [Index(fields=['comment_id'])], 'pk_attr': 'id', 'table_description': 'What happened, in the order it was committed. Written in the same transaction as the change it tells of.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Person',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('handle', fields.CharField(unique=True, max_length=40)),
                ('name', fields.CharField(max_length=120)),
                ('title', fields.CharField(default='', max_length=120)),
                ('site', fields.CharField(default='', max_length=80)),
                ('department', fields.CharField(default='', max_length=80)),
                ('roles', fields.JSONField(default=list, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('active', fields.BooleanField(default=True)),
            ],
            options={'table': 'person', 'app': 'townhall', 'pk_attr': 'id', 'table_description': 'Somebody who may speak. The handle is how front matter, mentions and sign-in name them.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Session',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('token_hash', fields.CharField(unique=True, max_length=64)),
                ('person', fields.ForeignKeyField('townhall.Person', source_field='person_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('created', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('seen', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'session', 'app': 'townhall', 'pk_attr': 'id', 'table_description': 'One signed-in browser. Only the hash of its token is kept, so the table alone signs nobody in.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Thread',
            fields=[
                ('uid', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=100)),
                ('url', fields.CharField(max_length=500)),
                ('title', fields.CharField(max_length=300)),
                ('lang', fields.CharField(max_length=16)),
                ('facts', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('version', fields.BigIntField(default=0)),
                ('archived', fields.BooleanField(default=False)),
            ],
            options={'table': 'thread', 'app': 'townhall', 'pk_attr': 'uid', 'table_description': "The discussion of one page. Identity is the page's uid, never its URL. `facts` is the manifest's whole entry."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Comment',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('thread', fields.ForeignKeyField('townhall.Thread', source_field='thread_id', db_constraint=True, to_field='uid', on_delete=OnDelete.RESTRICT)),
                ('parent', fields.ForeignKeyField('townhall.Comment', source_field='parent_id', null=True, db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('root_id', fields.UUIDField()),
                ('author', fields.ForeignKeyField('townhall.Person', source_field='author_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('kind', fields.CharField(max_length=20)),
                ('state', fields.CharField(max_length=12)),
                ('version', fields.IntField(default=1)),
                ('public_number', fields.IntField(null=True)),
                ('latest_number', fields.IntField(default=1)),
                ('created', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('edited', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'comment', 'app': 'townhall', 'indexes': [Index(fields=['thread_id', 'created', 'id']), Index(fields=['root_id']), Index(fields=['author_id', 'created'])], 'pk_attr': 'id', 'table_description': "A comment's place and state. Its words are in Revision, and `public_number` says which of them readers see."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Case',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('comment', fields.ForeignKeyField('townhall.Comment', source_field='comment_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharField(max_length=10)),
                ('why', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('opened', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('closed', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'moderation_case', 'app': 'townhall', 'indexes': [Index(fields=['comment_id'])], 'pk_attr': 'id', 'table_description': 'Something that needs a human: why, since when, and until when it was open. A queue is a view over open cases.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Decision',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('comment', fields.ForeignKeyField('townhall.Comment', source_field='comment_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('judged_version', fields.IntField()),
                ('action', fields.CharField(max_length=12)),
                ('from_state', fields.CharField(max_length=12)),
                ('to_state', fields.CharField(max_length=12)),
                ('from_public_number', fields.IntField(null=True)),
                ('reason', fields.CharField(null=True, max_length=24)),
                ('message', fields.TextField(default='', unique=False)),
                ('note', fields.TextField(default='', unique=False)),
                ('by', fields.ForeignKeyField('townhall.Person', source_field='by_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'decision', 'app': 'townhall', 'unique_together': (('comment', 'judged_version'),), 'pk_attr': 'id', 'table_description': 'What a facilitator decided about one version of a comment, and why. Never changed: undo adds a row.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Report',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('comment', fields.ForeignKeyField('townhall.Comment', source_field='comment_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('by', fields.ForeignKeyField('townhall.Person', source_field='by_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('reason', fields.CharField(max_length=24)),
                ('detail', fields.TextField(default='', unique=False)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'report', 'app': 'townhall', 'unique_together': (('comment', 'by'),), 'pk_attr': 'id', 'table_description': "One person's report of one comment."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Revision',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('comment', fields.ForeignKeyField('townhall.Comment', source_field='comment_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('number', fields.IntField()),
                ('body', fields.TextField(unique=False)),
                ('html', fields.TextField(unique=False)),
                ('markup_version', fields.SmallIntField()),
                ('findings', fields.JSONField(default=list, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('created', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'revision', 'app': 'townhall', 'unique_together': (('comment', 'number'),), 'pk_attr': 'id', 'table_description': 'The words of a comment at one time. Never changed: an edit adds a row.'},
            bases=['Model'],
        ),
        # By hand, because Tortoise's PartialIndex writes "closed = NULL", which no row ever meets.
        ops.RunSQL(
            'CREATE INDEX moderation_case_open ON moderation_case (opened, id) WHERE closed IS NULL',
            reverse_sql='DROP INDEX moderation_case_open',
        ),
    ]
