from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('townhall', '0012_unnamed')]

    initial = False

    operations = [
        ops.AddField(
            model_name='DeployToken',
            name='pull_only',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AlterModelOptions(
            name='Mailbox',
            options={'table': 'mailbox', 'app': 'townhall', 'pk_attr': 'person_id', 'table_description': "Where somebody's mail goes, as the company's sign-in says, and what of it they want. Empty: nowhere is known."},
        ),
        ops.AlterModelOptions(
            name='Pseudonym',
            options={'table': 'pseudonym', 'app': 'townhall', 'unique_together': (('thread', 'number'),), 'pk_attr': 'person_id', 'table_description': 'Somebody without their name, in one discussion. Who they are is sealed with a key that is not in the database.'},
        ),
    ]
