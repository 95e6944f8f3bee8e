from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('townhall', '0020_following')]

    initial = False

    operations = [
        ops.CreateModel(
            name='PulseAnswer',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('thread', fields.ForeignKeyField('townhall.Thread', source_field='thread_id', db_constraint=True, to_field='uid', on_delete=OnDelete.RESTRICT)),
                ('asked', fields.CharField(max_length=16)),
                ('choice', fields.SmallIntField()),
                ('counted', fields.SmallIntField(null=True)),
                ('month', fields.DateField()),
            ],
            options={'table': 'pulse_answer', 'app': 'townhall', 'indexes': [Index(fields=['thread_id', 'asked'])], 'pk_attr': 'id', 'table_description': 'What somebody answered to the closed question of a page. Its id is a keyed hash of person, page and question, and'},
            bases=['Model'],
        ),
    ]
