from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('townhall', '0026_chosen_language')]

    initial = False

    operations = [
        ops.RemoveIndex(
            model_name='Comment',
            name=None,
            fields=['root_id'],
        ),
        ops.AddIndex(
            model_name='Comment',
            index=Index(fields=['root_id', 'created', 'id']),
        ),
    ]
