from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('townhall', '0018_followed')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Anchor',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('comment', fields.OneToOneField('townhall.Comment', source_field='comment_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('lang', fields.CharField(max_length=16)),
                ('block', fields.CharField(null=True, max_length=40)),
                ('quote', fields.TextField(unique=False)),
                ('words', fields.TextField(unique=False)),
                ('earlier', fields.BooleanField(default=False)),
            ],
            options={'table': 'anchor', 'app': 'townhall', 'pk_attr': 'id', 'table_description': "What part of its page a comment is about. Its id is the comment's."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='PageText',
            fields=[
                ('key', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=120)),
                ('thread', fields.ForeignKeyField('townhall.Thread', source_field='thread_id', db_constraint=True, to_field='uid', on_delete=OnDelete.RESTRICT)),
                ('lang', fields.CharField(max_length=16)),
                ('blocks', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
            ],
            options={'table': 'page_text', 'app': 'townhall', 'indexes': [Index(fields=['thread_id'])], 'pk_attr': 'key', 'table_description': 'The blocks of a page in one language, as the last manifest has them: apart from its thread, which is read often.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Letter',
            name='block',
            field=fields.CharField(default='', db_default='', max_length=40),
        ),
        ops.AddField(
            model_name='Letter',
            name='quote',
            field=fields.TextField(default='', db_default='', unique=False),
        ),
    ]
