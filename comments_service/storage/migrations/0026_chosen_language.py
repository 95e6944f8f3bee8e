from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('townhall', '0025_moved_in')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Person',
            name='language',
            field=fields.CharField(default='', db_default='', max_length=16),
        ),
    ]
