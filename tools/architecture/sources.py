"""Finds and reads the Python files of a tree, for the checks beside it."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Written by the migration tool, in its own manner.
GENERATED = ("comments_service/storage/migrations",)


@dataclass(frozen=True, slots=True)
class Source:
    """A Python file: its path as people write it, its dotted name, its text, and its tree."""

    path: str
    module: str
    text: str
    tree: ast.Module

    @property
    def is_package(self) -> bool:
        return self.path.endswith("__init__.py")

    def at(self, node: ast.stmt | ast.expr) -> str:
        return f"{self.path}:{node.lineno}"


def sources(root: Path, folders: Iterable[str]) -> Iterator[Source]:
    """Every Python file below the folders (or the file, where one is named) that people write, in order."""
    for folder in folders:
        start = root / folder
        paths = sorted(start.rglob("*.py")) if start.is_dir() else [start] if start.is_file() else []
        for path in paths:
            name = path.relative_to(root).as_posix()
            if not name.startswith(GENERATED):
                text = path.read_text(encoding="utf-8")
                yield Source(name, module_name(name), text, ast.parse(text, filename=name))


def module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
