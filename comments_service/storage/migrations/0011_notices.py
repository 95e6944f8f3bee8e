"""Where people’s mail goes, and the notices that are on their way."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('townhall', '0010_guidelines_seen')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Mailbox',
            fields=[
                ('person', fields.OneToOneField('townhall.Person', source_field='person_id', primary_key=True, db_index=True, db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('address', fields.CharField(default='', max_length=254)),
                ('replies', fields.BooleanField(default=True)),
                ('decisions', fields.BooleanField(default=True)),
            ],
            options={'table': 'mailbox', 'app': 'townhall', 'pk_attr': 'person_id', 'table_description': "Where somebody's mail goes, as the company's sign-in says, and what of it they want. Empty: nowhere is known."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Notice',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('key', fields.CharField(unique=True, max_length=80)),
                ('kind', fields.CharField(max_length=12)),
                ('to', fields.ForeignKeyField('townhall.Person', source_field='to_id', db_constraint=True, to_field='id', related_name='notices', on_delete=OnDelete.CASCADE)),
                ('comment', fields.ForeignKeyField('townhall.Comment', source_field='comment_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('judged_version', fields.IntField(null=True)),
                ('made', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('due', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('tries', fields.IntField(default=0)),
                ('lease', fields.UUIDField(null=True)),
                ('leased_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('settled', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('outcome', fields.CharField(default='', max_length=12)),
            ],
            options={'table': 'notice', 'app': 'townhall', 'indexes': [Index(fields=['to_id']), Index(fields=['comment_id'])], 'pk_attr': 'id', 'table_description': 'That somebody is to be told something, by whom and by when: written in the transaction of what happened.'},
            bases=['Model'],
        ),
        # Tortoise's PartialIndex would write "settled = NULL", which no row ever meets.
        ops.RunSQL('CREATE INDEX notice_due ON notice (due, id) WHERE settled IS NULL', reverse_sql='DROP INDEX notice_due'),
    ]
