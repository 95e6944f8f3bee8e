from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('townhall', '0023_topic_following')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Progress',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('townhall.Person', source_field='person_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('thread', fields.ForeignKeyField('townhall.Thread', source_field='thread_id', db_constraint=True, to_field='uid', on_delete=OnDelete.RESTRICT)),
                ('step', fields.CharField(max_length=10)),
                ('item', fields.CharField(max_length=40)),
                ('right_first', fields.BooleanField(null=True)),
                ('day', fields.DateField()),
            ],
            options={'table': 'progress', 'app': 'townhall', 'unique_together': (('person', 'thread', 'step', 'item'),), 'indexes': [Index(fields=['thread_id'])], 'pk_attr': 'id', 'table_description': 'What somebody did on a page that they learn from, and on which day. Its id has the order in which it came.'},
            bases=['Model'],
        ),
    ]
