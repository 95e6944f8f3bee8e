"""Tokens of a publish have an end. The table is made anew: nothing ever wrote into the one before."""

from uuid import uuid4

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("townhall", "0008_limits")]

    initial = False

    operations = [
        ops.DeleteModel(name="DeployToken"),
        ops.CreateModel(
            name="DeployToken",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("name", fields.CharField(unique=True, max_length=40)),
                ("token_hash", fields.CharField(unique=True, max_length=64)),
                ("made", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("used", fields.DateField(null=True)),
                ("revoked", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "deploy_token",
                "app": "townhall",
                "pk_attr": "id",
                "table_description": "What a publish shows to sync. Only its hash is kept. Several may be in force, so that one can follow another.",
            },
            bases=["Model"],
        ),
    ]
