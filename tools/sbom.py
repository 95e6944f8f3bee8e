"""Writes down what a release is made of: a bill of materials (CycloneDX 1.6), from the locks alone, for `inv sbom`.

The same locks give the same bytes: nothing is asked of an index, and there is no time in it.
"""

import base64
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from tools.failure import Failure

FOLDER = "sbom"
_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?==([^\s;\\]+)\s*(?:;\s*([^\\]*?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
OURS = "requirements"
_WANTED_BY = re.compile(
    r"^    #(?: via|  ) +(?:via )?(?:-[rc] )?([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?(?:/\S+| \(.*\))?$"
)


class LockIsUnreadable(Failure):
    """A lock holds something that is no pinned package: the bill would lack it."""


@dataclass(slots=True)
class Package:
    """A package of a lock. `wanted_by` names those that want it; OURS is our own list."""

    name: str
    version: str
    marker: str = ""
    hashes: list[str] = field(default_factory=list)
    wanted_by: list[str] = field(default_factory=list)

    @property
    def purl(self) -> str:
        """Its package URL."""
        return f"pkg:pypi/{self.name}@{quote(self.version)}"


def write(root: Path) -> list[Path]:
    """Write sbom/run.cdx.json, what a server runs, and sbom/dev.cdx.json, what it is tested with; return both.

    Raises:
        LockIsUnreadable.
    """
    (root / FOLDER).mkdir(exist_ok=True)
    written = []
    for name, text in bills(root).items():
        path = root / FOLDER / name
        path.write_text(text)
        written.append(path)
    return written


def bills(root: Path, *, version: str | None = None) -> dict[str, str]:
    """The text of both, by the names of their files.

    Args:
        version: of what they are; None for that of the project.

    Raises:
        LockIsUnreadable.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    project["version"] = version or project["version"]
    made = {
        "run": bill(project, read_lock((root / "requirements" / "run.txt").read_text()), []),
        "dev": bill(
            project,
            read_lock((root / "requirements" / "dev.txt").read_text()),
            list(read_npm(json.loads((root / "package-lock.json").read_text()))),
        ),
    }
    return {f"{name}.cdx.json": json.dumps(about, indent=1, sort_keys=True) + "\n" for name, about in made.items()}


def read_lock(text: str) -> list[Package]:
    """The packages of a lock as `inv lock` writes it.

    Raises:
        LockIsUnreadable: a line is none of it.
    """
    found: list[Package] = []
    for line in text.splitlines():
        if pinned := _PINNED.match(line):
            found.append(Package(pinned[1].lower(), pinned[2], (pinned[3] or "").strip()))
        elif found and (hashed := _HASH.search(line)):
            found[-1].hashes.append(hashed[1])
        elif found and (wanted := _WANTED_BY.match(line)):
            found[-1].wanted_by.append(wanted[1].lower())
        elif line.strip() and not line.lstrip().startswith("#"):
            raise LockIsUnreadable(f"A lock has a line that is no pinned package: {line.strip()}")
    return found


def read_npm(lock: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The packages of package-lock.json, as components; nothing of them is shipped."""
    for place, about in sorted(lock["packages"].items()):
        _, _, name = place.rpartition("node_modules/")
        if not place:
            continue
        algorithm, _, digest = about["integrity"].partition("-")
        purl = f"pkg:npm/{quote(name, safe='/')}@{quote(about['version'])}"
        hashed = {"alg": algorithm.upper().replace("SHA", "SHA-"), "content": base64.b64decode(digest).hex()}
        yield {
            "type": "library",
            "bom-ref": f"{purl}#{place}",
            "name": name,
            "version": about["version"],
            "purl": purl,
            "scope": "excluded",
            "hashes": [hashed],
        }


def bill(project: dict[str, Any], packages: list[Package], others: list[dict[str, Any]]) -> dict[str, Any]:
    """The bill of materials of a release."""
    ref = f"{project['name']}@{project['version']}"
    refs = {package.name: package.purl for package in packages}
    wants: dict[str, set[str]] = {ref: set(), **{purl: set() for purl in refs.values()}}
    for package in packages:
        for name in package.wanted_by:
            wants[ref if name == OURS else refs[name]].add(package.purl)
    about = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": ref,
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": [*map(_component, packages), *others],
        "dependencies": [{"ref": one, "dependsOn": sorted(needs)} for one, needs in sorted(wants.items())],
    }
    return {**about, "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, json.dumps(about, sort_keys=True))}"}


def _component(package: Package) -> dict[str, Any]:
    about: dict[str, Any] = {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "purl": package.purl,
        # Of each file that an installer may choose: a wheel for each system, and the source.
        "hashes": [{"alg": "SHA-256", "content": hashed} for hashed in package.hashes],
    }
    if package.marker:
        about["properties"] = [{"name": "townhall:installed-where", "value": package.marker}]
    return about
