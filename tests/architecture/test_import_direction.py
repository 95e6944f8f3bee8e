"""Imports run one way. The rules are in tools/architecture/import_direction.py; here they are tried."""

from pathlib import Path

import pytest

from tools.architecture import import_direction

ROOT = Path(__file__).resolve().parents[2]


def plant(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_every_import_runs_downward() -> None:
    found = import_direction.violations(ROOT)

    assert not found, "\n".join(found)


def test_a_tree_that_keeps_the_rules_has_no_violation(tmp_path: Path) -> None:
    plant(tmp_path, "comments_service/__main__.py", "import uvicorn\nfrom comments_service.app import create\n")
    plant(tmp_path, "comments_service/app.py", "import starlette\nfrom comments_service.storage import connection\n")
    plant(tmp_path, "comments_service/web/reader.py", "from comments_service.discussion.post import post\n")
    plant(tmp_path, "comments_service/discussion/post.py", "from . import lifecycle\nfrom ..refusals import Refusal\n")
    plant(tmp_path, "comments_service/people/openid/provider.py", "import httpx2\nfrom urllib.parse import urlsplit\n")
    plant(tmp_path, "comments_service/storage/comments.py", "import tortoise\nfrom ..ids import new_id\n")
    plant(tmp_path, "plugins/threads.py", "import pelican\nfrom plugins.schema import Key\n")
    plant(tmp_path, "tools/new_page.py", "from plugins import schema\n")

    assert import_direction.violations(tmp_path) == []


PLANTED = {
    "upward": ("comments_service/people/roles.py", "from comments_service.web import problems", "not below it"),
    "upward, with dots": ("comments_service/storage/rows.py", "from ..people.roles import Role", "not below it"),
    "upward, as a package": ("comments_service/events.py", "from comments_service import moderation", "not below it"),
    "upward, by plain import": ("comments_service/settings.py", "import comments_service.storage", "not below it"),
    "sideways": ("comments_service/insight/export.py", "from comments_service.notices import mail", "not below it"),
    "vocabulary that knows a room": ("comments_service/ids.py", "from .settings import read", "not below it"),
    "the web asks the database": ("comments_service/web/desk.py", "from comments_service.storage import tables", "ask"),
    "screening does more": ("comments_service/screening/pay.py", "from comments_service import events", "pure"),
    "a room nobody placed": ("comments_service/attic/box.py", "from comments_service import events", "no layer"),
    "HTTP below the web": ("comments_service/discussion/post.py", "from starlette.requests import Request", "may know"),
    "tables above storage": ("comments_service/people/session.py", "from tortoise import fields", "may know"),
    "SQL above storage": ("comments_service/moderation/queue.py", "import sqlite3", "may know"),
    "the service knows Pelican": ("comments_service/app.py", "from pelican import signals", "may know"),
    "an address is fetched": ("comments_service/web/preview.py", "import httpx2", "only the company's sign-in"),
    "an address is fetched by a part": (
        "comments_service/screening/links.py",
        "from urllib import request",
        "only the company's sign-in",
    ),
    "the service knows a plugin": (
        "comments_service/web/desk.py",
        "from plugins.threads import manifest",
        "never meet",
    ),
    "the service knows a tool": ("comments_service/app.py", "import tools.ports", "never meet"),
    "a plugin knows the service": ("plugins/threads.py", "from comments_service import settings", "never meet"),
    "a tool knows the service": ("tools/database.py", "import comments_service", "never meet"),
    "private to another room": (
        "comments_service/web/desk.py",
        "from comments_service.people.session import _digest",
        "private",
    ),
    "in a function": ("plugins/courses.py", "def order() -> None:\n    import json", "inside a function"),
    "in a method": (
        "tools/site.py",
        "class A:\n    def b(self) -> None:\n        from os import path",
        "inside a function",
    ),
}


@pytest.mark.parametrize("case", PLANTED)
def test_a_planted_violation_is_found(tmp_path: Path, case: str) -> None:
    path, text, told = PLANTED[case]
    plant(tmp_path, path, text + "\n")

    (found,) = import_direction.violations(tmp_path)

    assert found.startswith(f"{path}:")
    assert told in found
