"""Writes a migration from what changed in the tables' definitions. Called by `inv make-migration`.

Asks Tortoise's own command, which compares the definitions with the migrations there are: it opens no database.
"""

import json
import subprocess
import sys
from pathlib import Path

from tools.failure import Failure

ROOM = "comments_service.storage"
CONFIGURATION = {
    "connections": {"default": "sqlite://:memory:"},
    "apps": {
        "townhall": {
            "models": [
                f"{ROOM}.tables",
                f"{ROOM}.desk_tables",
                f"{ROOM}.privacy_tables",
                f"{ROOM}.sign_in_tables",
                f"{ROOM}.notice_tables",
                f"{ROOM}.unnamed_tables",
                f"{ROOM}.learning_tables",
                f"{ROOM}.page_tables",
            ],
            "default_connection": "default",
            "migrations": f"{ROOM}.migrations",
        }
    },
}


class MigrationFailed(Failure):
    """No migration could be written; why is above."""


def make(root: Path, name: str) -> None:
    """Write comments_service/storage/migrations/NNNN_`name`.py, or say that nothing changed."""
    written = root / ".build" / "tortoise.json"
    written.parent.mkdir(exist_ok=True)
    written.write_text(json.dumps(CONFIGURATION))
    tortoise = Path(sys.executable).with_name("tortoise")
    command = [str(tortoise), "--config-file", str(written), "makemigrations", "--name", name]
    if subprocess.run(command, cwd=root, check=False).returncode != 0:
        raise MigrationFailed("The migration could not be written; why is above.")
