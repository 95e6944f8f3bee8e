"""Holds imports to one direction: rooms import only the rooms below them, and each library only where it belongs.

The arrows are the ones docs/ARCHITECTURE.md draws. Called by tests/architecture/test_import_direction.py.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.architecture.sources import Source, sources

SERVICE = "comments_service"
FOLDERS = (SERVICE, "plugins", "tools", "tasks.py")

# From the top down. A room may import what is below its line, and itself; rooms on one line do not know each other.
LAYERS = (
    ("__main__",),
    ("audit_commands", "import_commands"),
    ("app", "seed"),
    ("as_set", "chores", "mailroom", "postman"),
    ("web", "company"),
    ("insight", "notices", "learning", "audit", "privacy", "moving_in"),
    ("moderation",),
    ("discussion",),
    ("people", "screening"),
    ("events", "housekeeping"),
    ("storage",),
    ("settings",),
    ("sign_in_settings", "mail_settings"),
)
# Plain vocabulary that every room may use. It imports nothing of ours, but for what a record holds.
EVERYWHERE = ("refusals", "ids", "records", "rule_records", "subjects", "languages")
IN_RECORDS = ("pseudonyms", "block_records", "learning_records")
HEIGHT = {
    **{room: len(LAYERS) - number for number, rooms in enumerate(LAYERS) for room in rooms},
    **dict.fromkeys(EVERYWHERE, 0),
    **dict.fromkeys(IN_RECORDS, -1),
}
# Below it, and still not its business.
FORBIDDEN = {
    ("web", "storage"): "a handler asks a room; only rooms ask the database",
    ("screening", "events"): "screening is pure: text in, findings out",
    ("screening", "storage"): "screening is pure: text in, findings out",
}
# A library, and the rooms that may know it.
LIBRARIES = {
    "starlette": ("web", "app"),
    "tortoise": ("storage",),
    "asyncpg": ("storage",),
    "aiosqlite": ("storage",),
    "sqlite3": ("storage", "moving_in"),
    "uvicorn": ("app", "__main__"),
    "aiosmtplib": ("notices",),
    "pelican": (),
}
# What can fetch an address. Only the client of the company's sign-in does: nothing that people write is ever fetched.
CLIENTS = ("httpx", "httpx2", "requests", "aiohttp", "urllib3", "authlib", "urllib.request", "http.client", "socket")
MAY_FETCH = f"{SERVICE}.people.openid."
# Top folders that never import each other, whoever asks.
STRANGERS = {
    SERVICE: ("plugins", "tools", "tasks", "tests"),
    "plugins": (SERVICE, "tools", "tasks", "tests"),
    "tools": (SERVICE, "tasks", "tests"),
    "tasks": (SERVICE, "tests"),
}


@dataclass(frozen=True, slots=True)
class Import:
    """One imported thing: where, from which module, and the name taken from it, if one was."""

    place: str
    module: str
    name: str | None


def violations(root: Path) -> list[str]:
    """Every import that points the wrong way, as `file:line: what is wrong`."""
    found = []
    for source in sources(root, FOLDERS):
        found += list(imports_in_functions(source))
        for imported in imports(source):
            found += list(problems(source, imported))
    # One line that takes three names from the wrong room is wrong once.
    return list(dict.fromkeys(found))


def imports(source: Source) -> Iterator[Import]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(source.at(node), alias.name, None)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield Import(source.at(node), absolute(source, node), alias.name)


def absolute(source: Source, node: ast.ImportFrom) -> str:
    """The module that `from … import` names, with its leading dots resolved."""
    if node.level == 0:
        return node.module or ""
    parts = source.module.split(".")
    base = parts[: len(parts) - node.level + source.is_package]
    return ".".join([*base, *([node.module] if node.module else [])])


def imports_in_functions(source: Source) -> Iterator[str]:
    for function in ast.walk(source.tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"{source.at(node)}: imports inside a function; imports stand at the top"


def problems(source: Source, imported: Import) -> Iterator[str]:
    top = source.module.split(".")[0]
    target = imported.module.split(".")[0]
    if target in STRANGERS.get(top, ()):
        yield f"{imported.place}: {top} imports {imported.module}; the two never meet"
    elif top == SERVICE and fetches(imported) and not source.module.startswith(MAY_FETCH):
        yield f"{imported.place}: imports {imported.module}; only the company's sign-in is ever fetched from"
    elif top == SERVICE and target == SERVICE:
        yield from wrong_direction(source, imported)
    elif top == SERVICE and room_of(source.module) not in LIBRARIES.get(target, (room_of(source.module),)):
        allowed = " and ".join(LIBRARIES[target]) or "nothing here"
        yield f"{imported.place}: {room_of(source.module)} imports {target}, which {allowed} may know"


def wrong_direction(source: Source, imported: Import) -> Iterator[str]:
    here = room_of(source.module)
    # `from comments_service import people` names the room after `import`.
    path = f"{imported.module}.{imported.name}" if imported.module == SERVICE else imported.module
    there = room_of(path)
    if here == there or source.module == SERVICE:
        return
    if unknown := [room for room in (here, there) if room not in HEIGHT]:
        yield f"{imported.place}: {unknown[0]} is in no layer; give it one in tools/architecture/import_direction.py"
    elif HEIGHT[there] >= HEIGHT[here]:
        yield f"{imported.place}: {here} imports {there}, which is not below it"
    elif reason := FORBIDDEN.get((here, there)):
        yield f"{imported.place}: {here} imports {there}; {reason}"
    if is_private(imported):
        yield f"{imported.place}: takes {imported.name or imported.module} from another room, where it is private"


def fetches(imported: Import) -> bool:
    paths = (imported.module, f"{imported.module}.{imported.name}")
    return any(path == client or path.startswith(f"{client}.") for path in paths for client in CLIENTS)


def is_private(imported: Import) -> bool:
    names = [*imported.module.split("."), imported.name or ""]
    return any(name.startswith("_") and not name.startswith("__") for name in names)


def room_of(module: str) -> str:
    """The room a module of the service is in: the second part of its name."""
    return [*module.split("."), ""][1]
