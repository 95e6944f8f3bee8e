"""Signing in: tokens that are replaced, tokens of a publish, and sign-ins that failed."""

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("townhall", "0004_search")]

    initial = False

    operations = [
        ops.CreateModel(
            name="DeployToken",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("name", fields.CharField(unique=True, max_length=40)),
                ("token_hash", fields.CharField(unique=True, max_length=64)),
                ("made", fields.DatetimeField(auto_now=False, auto_now_add=False)),
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
        ops.CreateModel(
            name="FailedSignIn",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("origin", fields.CharField(max_length=64)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "failed_sign_in",
                "app": "townhall",
                "indexes": [Index(fields=["origin", "at"])],
                "pk_attr": "id",
                "table_description": "That signing in failed, and a keyed hash of the address it came from. Deleted within a day.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Session",
            name="previous_hash",
            field=fields.CharField(null=True, max_length=64),
        ),
        ops.AddField(
            model_name="Session",
            name="roles",
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
        ),
        ops.AddField(
            model_name="Session",
            name="rotated",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Session",
            name="way",
            field=fields.CharField(default="", db_default="", max_length=8),
        ),
        ops.AddIndex(
            model_name="Session",
            index=Index(fields=["previous_hash"]),
        ),
        ops.AddIndex(
            model_name="Session",
            index=Index(fields=["person_id"]),
        ),
    ]
