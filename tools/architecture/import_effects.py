"""Imports every module of a package and tells which of them did some work by that: wrote, connected, started, printed.

Called by tests/architecture/test_no_work_at_import.py, which runs it as a program: an import happens once a process.
"""

import contextlib
import importlib
import io
import os
import sys
import threading
from pathlib import Path
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
WORK = {
    "socket.connect": "connects to something",
    "socket.bind": "listens on something",
    "subprocess.Popen": "starts a program",
    "os.system": "starts a program",
    "sqlite3.connect": "opens a database",
    "os.mkdir": "makes a folder",
    "os.remove": "deletes a file",
}


def modules(root: Path, package: str) -> list[str]:
    """The dotted names of all modules of a package, parents first."""
    paths = sorted((root / package).rglob("*.py"))
    names = [".".join(path.relative_to(root).with_suffix("").parts) for path in paths]
    return [name.removesuffix(".__init__") for name in names]


def work_of(event: str, arguments: tuple[Any, ...]) -> str | None:
    """What an audit event (PEP 578) tells of: a sentence's end, or None where it is no work."""
    if event == "open":
        path, _mode, flags = arguments
        return f"writes {path}" if isinstance(flags, int) and flags & WRITING else None
    return WORK.get(event)


def effects(names: list[str]) -> list[str]:
    """Import the modules one after the other; what each did besides, as `module: what it did`."""
    found: list[str] = []
    current = ""

    def listen(event: str, arguments: tuple[Any, ...]) -> None:
        if current and (work := work_of(event, arguments)):
            found.append(f"{current}: {work} when imported")

    sys.addaudithook(listen)
    for current in names:
        threads = threading.active_count()
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
            importlib.import_module(current)
        if out.getvalue():
            found.append(f"{current}: prints when imported")
        if threading.active_count() != threads:
            found.append(f"{current}: starts a thread when imported")
    current = ""
    return found


def main(arguments: list[str]) -> int:
    root, package = Path(arguments[0]), arguments[1]
    # Not our modules' work: Python would keep the compiled files.
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(root))
    found = effects(modules(root, package))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
