from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('townhall', '0006_privacy')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Identity',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('issuer', fields.CharField(max_length=255)),
                ('subject', fields.CharField(max_length=255)),
                ('person', fields.ForeignKeyField('townhall.Person', source_field='person_id', db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('created', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'identity', 'app': 'townhall', 'unique_together': (('issuer', 'subject'),), 'indexes': [Index(fields=['person_id'])], 'pk_attr': 'id', 'table_description': 'Who somebody is at a provider: its issuer and its name for them, which never changes. No address of theirs.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='LogoutToken',
            fields=[
                ('used', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                ('until', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'logout_token', 'app': 'townhall', 'pk_attr': 'used', 'table_description': 'A logout token that was used, by the hash of its number, until it would no longer be believed anyway.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ProviderSession',
            fields=[
                ('session', fields.OneToOneField('townhall.Session', source_field='session_id', primary_key=True, db_index=True, db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('issuer', fields.CharField(max_length=255)),
                ('subject', fields.CharField(max_length=255)),
                ('sid', fields.CharField(default='', max_length=255)),
                ('hint', fields.TextField(default='', unique=False)),
            ],
            options={'table': 'provider_session', 'app': 'townhall', 'indexes': [Index(fields=['subject']), Index(fields=['sid'])], 'pk_attr': 'session_id', 'table_description': 'What ties a session to one at the provider, so that either can end both. It goes when its session does.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Person',
            name='level',
            field=fields.CharField(default='', db_default='', max_length=80),
        ),
    ]
