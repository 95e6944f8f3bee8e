from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('townhall', '0009_deploy_tokens_expire')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Person',
            name='guidelines_seen',
            field=fields.CharField(default='', db_default='', max_length=20),
        ),
        ops.AlterModelOptions(
            name='ProviderSession',
            options={'table': 'provider_session', 'app': 'townhall', 'indexes': [Index(fields=['subject']), Index(fields=['sid'])], 'pk_attr': 'session_id', 'table_description': 'What ties a session to one at the provider, so that either can end both. It goes when its session does.'},
        ),
    ]
