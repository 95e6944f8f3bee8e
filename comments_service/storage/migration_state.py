"""What Tortoise remembers of the tables while it migrates, made when it is asked for. Called by migrate.py.

Before each operation Tortoise renders all tables anew as they were, in case that the operation wants to know; adding a
table or a column does not. That was more than half of the time that a migration took.
"""

from functools import cached_property

from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.schema_generator.state import ModelState, State
from tortoise.migrations.schema_generator.state_apps import StateApps


class _Before(State):
    """The tables as they were before an operation, rendered if it looks at them."""

    def __init__(self, models: dict[tuple[str, str], ModelState], after: StateApps) -> None:
        self.models, self._after = models, after

    @cached_property
    def apps(self) -> StateApps:  # type: ignore[override]
        return self._after.clone(model_states=self.models)

    def clone(self) -> State:
        return _Before({key: model.clone() for key, model in self.models.items()}, self._after)


class Tables(State):
    """The tables as they are at some point of migrating."""

    def clone(self) -> State:
        return _Before({key: model.clone() for key, model in self.models.items()}, self.apps)


class Executor(MigrationExecutor):
    """Tortoise's own, which does the same to the database and works out less for it."""

    async def _project_state(self, applied: set[MigrationKey], *, upto: MigrationKey | None = None) -> State:
        known = await super()._project_state(applied, upto=upto)
        return Tables(models=known.models, apps=known.apps)
