from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('townhall', '0022_citations')]

    initial = False

    operations = [
        ops.CreateModel(
            name='TopicFollowing',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('topic', fields.ForeignKeyField('townhall.Comment', source_field='topic_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('person', fields.ForeignKeyField('townhall.Person', source_field='person_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
            ],
            options={'table': 'topic_following', 'app': 'townhall', 'unique_together': (('topic', 'person'),), 'indexes': [Index(fields=['person_id'])], 'pk_attr': 'id', 'table_description': 'That somebody wants to hear of one topic of a board, as of a discussion.'},
            bases=['Model'],
        ),
    ]
