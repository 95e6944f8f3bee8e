from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('townhall', '0017_summaries')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Mailbox',
            name='followed',
            field=fields.BooleanField(default=True, db_default=True),
        ),
    ]
