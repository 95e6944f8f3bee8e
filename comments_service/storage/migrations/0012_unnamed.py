from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('townhall', '0011_notices')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Pseudonym',
            fields=[
                ('person', fields.OneToOneField('townhall.Person', source_field='person_id', primary_key=True, db_index=True, db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('thread', fields.ForeignKeyField('townhall.Thread', source_field='thread_id', db_constraint=True, to_field='uid', on_delete=OnDelete.RESTRICT)),
                ('number', fields.IntField()),
                ('sealed', fields.CharField(max_length=80)),
            ],
            options={'table': 'pseudonym', 'app': 'townhall', 'unique_together': (('thread', 'number'),), 'pk_attr': 'person_id', 'table_description': 'Somebody without their name, in one discussion. Who they are is sealed with a key that is not in the database.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Unsealing',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('comment', fields.ForeignKeyField('townhall.Comment', source_field='comment_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('reason', fields.TextField(unique=False)),
                ('half', fields.CharField(max_length=12)),
                ('by', fields.ForeignKeyField('townhall.Person', source_field='by_id', db_constraint=True, to_field='id', related_name='unsealings_asked', on_delete=OnDelete.RESTRICT)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('outcome', fields.CharField(null=True, max_length=10)),
                ('answer', fields.TextField(default='', unique=False)),
                ('answered_by', fields.ForeignKeyField('townhall.Person', source_field='answered_by_id', null=True, db_constraint=True, to_field='id', related_name='unsealings_answered', on_delete=OnDelete.RESTRICT)),
                ('answered', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('untold_until', fields.DateField(null=True)),
                ('untold_because', fields.TextField(default='', unique=False)),
            ],
            options={'table': 'unsealing', 'app': 'townhall', 'indexes': [Index(fields=['comment_id'])], 'pk_attr': 'id', 'table_description': 'That somebody asked who wrote a comment, why, and what another of the other half answered. Never who it was.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Person',
            name='unnamed',
            field=fields.BooleanField(default=False, db_default=False),
        ),
    ]
