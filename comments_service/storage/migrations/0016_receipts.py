from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('townhall', '0015_reactions')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Receipt',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('townhall.Person', source_field='person_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('thread', fields.ForeignKeyField('townhall.Thread', source_field='thread_id', db_constraint=True, to_field='uid', on_delete=OnDelete.RESTRICT)),
                ('day', fields.DateField()),
            ],
            options={'table': 'receipt', 'app': 'townhall', 'unique_together': (('person', 'thread'),), 'indexes': [Index(fields=['thread_id'])], 'pk_attr': 'id', 'table_description': 'That somebody said that they have read a page whose readers are asked to. The day alone is kept.'},
            bases=['Model'],
        ),
    ]
