"""Looks through the files under version control for what belongs to one machine: package hosts, its own paths.

And through the locks for a package without a hash. Called by tests/architecture/test_lock_files.py.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

FOLDER = "requirements"
LOCKS = ("requirements/run.txt", "requirements/dev.txt")
PACKAGE_LOCK = "package-lock.json"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[^\s;]+)")
SOURCE_OPTIONS = ("-i", "-f", "--index-url", "--extra-index-url", "--find-links", "--trusted-host")

# Put together here, for this file is looked through as well.
HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
    )
)


def pins(lock: str) -> dict[str, str]:
    """Each package that a lock pins, and its version."""
    return {found["name"].lower(): found["version"] for found in map(PIN.match, lock.splitlines()) if found}


def lock_problems(root: Path) -> list[str]:
    """A package without a hash, an index that is named, a version of the run lock that the dev lock does not share."""
    locks = [path.relative_to(root).as_posix() for path in sorted((root / FOLDER).glob("*.txt"))]
    found = [problem for name in locks for problem in problems_of(name, (root / name).read_text(encoding="utf-8"))]
    run, dev = (pins((root / name).read_text(encoding="utf-8")) for name in LOCKS)
    found += [
        f"{LOCKS[1]}: {name} is {dev.get(name, 'missing')}, and {version} in {LOCKS[0]}"
        for name, version in run.items()
        if dev.get(name) != version
    ]
    return found + package_lock_problems(root)


def problems_of(name: str, lock: str) -> Iterator[str]:
    # A requirement is one line once its continuations are joined.
    for line in lock.replace("\\\n", " ").splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0].partition("=")[0] in SOURCE_OPTIONS:
            yield f"{name}: names where packages come from: {words[0]}"
        elif not PIN.match(line):
            yield f"{name}: is not pinned to a version: {words[0]}"
        elif "--hash=sha256:" not in line:
            yield f"{name}: has no hash: {words[0]}"


def package_lock_problems(root: Path) -> list[str]:
    packages = json.loads((root / PACKAGE_LOCK).read_text(encoding="utf-8"))["packages"]
    return [
        f"{PACKAGE_LOCK}: {'has no hash' if 'integrity' not in facts else 'names an address'}: {name}"
        for name, facts in packages.items()
        if name and ("integrity" not in facts or "resolved" in facts)
    ]


def tracked(root: Path) -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (root / name).is_file()]


def machine_problems(root: Path, home: Path) -> list[str]:
    """Every tracked file that names a package host, or a path of the machine it was written on, as `file:line: …`."""
    own = tuple(str(path) for path in (root, home) if len(path.parts) > 1)
    found = []
    for name in tracked(root):
        content = (root / name).read_bytes()
        for number, line in enumerate(content.decode("utf-8", "ignore").splitlines(), start=1):
            found += [f"{name}:{number}: names the package host {host}" for host in HOSTS if host in line]
            found += [f"{name}:{number}: names this machine's {path}" for path in own if is_path_in(path, line)]
    return found


def is_path_in(path: str, line: str) -> bool:
    """Whether the line has the path as a path, and not as the middle of a longer one or of a word."""
    return re.search(rf"(?<![\w./-]){re.escape(path)}(?![\w-])", line) is not None
