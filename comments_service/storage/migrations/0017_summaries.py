from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('townhall', '0016_receipts')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Summary',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('thread', fields.ForeignKeyField('townhall.Thread', source_field='thread_id', db_constraint=True, to_field='uid', on_delete=OnDelete.RESTRICT)),
                ('number', fields.IntField()),
                ('body', fields.TextField(unique=False)),
                ('html', fields.TextField(unique=False)),
                ('by', fields.ForeignKeyField('townhall.Person', source_field='by_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'summary', 'app': 'townhall', 'unique_together': (('thread', 'number'),), 'pk_attr': 'id', 'table_description': 'What was heard in a discussion, a row for each version. One without words takes the summary back.'},
            bases=['Model'],
        ),
    ]
