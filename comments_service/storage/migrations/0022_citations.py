from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('townhall', '0021_pulse_answers')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Citation',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('comment_id', fields.UUIDField()),
                ('thread', fields.ForeignKeyField('townhall.Thread', source_field='thread_id', db_constraint=True, to_field='uid', on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'citation', 'app': 'townhall', 'unique_together': (('comment_id', 'thread'),), 'pk_attr': 'id', 'table_description': 'That a page names a comment as one that led to a change. All are replaced by each sync.'},
            bases=['Model'],
        ),
    ]
