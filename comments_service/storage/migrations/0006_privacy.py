"""What is kept for how long: holds over it, whose names were taken off, and whose turn it is to delete the rest."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('townhall', '0005_signing_in')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Chore',
            fields=[
                ('name', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=40)),
                ('begun', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'chore', 'app': 'townhall', 'pk_attr': 'name', 'table_description': 'When a chore of housekeeping was last begun, by whichever process: that is how they take turns.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Leaver',
            fields=[
                ('mark', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
            ],
            options={'table': 'leaver', 'app': 'townhall', 'pk_attr': 'mark', 'table_description': 'A handle that was anonymised, as a keyed hash: whoever brings it in again is stopped.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='LegalHold',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('person', fields.ForeignKeyField('townhall.Person', source_field='person_id', null=True, db_constraint=True, to_field='id', related_name='holds_on', on_delete=OnDelete.RESTRICT)),
                ('thread', fields.ForeignKeyField('townhall.Thread', source_field='thread_id', null=True, db_constraint=True, to_field='uid', on_delete=OnDelete.RESTRICT)),
                ('since', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('before', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('reason', fields.TextField(unique=False)),
                ('review', fields.DateField()),
                ('by', fields.ForeignKeyField('townhall.Person', source_field='by_id', db_constraint=True, to_field='id', related_name='holds_placed', on_delete=OnDelete.RESTRICT)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('ended', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('ended_by', fields.ForeignKeyField('townhall.Person', source_field='ended_by_id', null=True, db_constraint=True, to_field='id', related_name='holds_ended', on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'legal_hold', 'app': 'townhall', 'pk_attr': 'id', 'table_description': 'What must be kept whatever retention says and whoever withdraws it: of a person, on a page, said in a time.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Person',
            name='anonymised',
            field=fields.BooleanField(default=False, db_default=False),
        ),
    ]
