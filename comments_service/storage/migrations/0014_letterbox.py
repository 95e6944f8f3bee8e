from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('townhall', '0013_tokens_that_pull')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Letter',
            fields=[
                ('comment_id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('author', fields.ForeignKeyField('townhall.Person', source_field='author_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('thread', fields.ForeignKeyField('townhall.Thread', source_field='thread_id', db_constraint=True, to_field='uid', on_delete=OnDelete.RESTRICT)),
                ('number', fields.IntField()),
                ('action', fields.CharField(max_length=10)),
                ('body', fields.TextField(unique=False)),
                ('html', fields.TextField(unique=False)),
                ('parent_id', fields.UUIDField(null=True)),
                ('kind', fields.CharField(null=True, max_length=20)),
                ('due', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('problem', fields.TextField(default='', unique=False)),
            ],
            options={'table': 'letter', 'app': 'townhall', 'indexes': [Index(fields=['author_id', 'thread_id']), Index(fields=['due'])], 'pk_attr': 'comment_id', 'table_description': 'What somebody did without their name and nobody may learn of before the letterbox is emptied.'},
            bases=['Model'],
        ),
    ]
