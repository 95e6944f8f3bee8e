from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('townhall', '0007_signing_in_elsewhere')]

    initial = False

    operations = [
        ops.AddIndex(
            model_name='Report',
            index=Index(fields=['by_id', 'at']),
        ),
    ]
