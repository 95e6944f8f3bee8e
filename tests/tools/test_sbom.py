"""The bill of materials has every package of the locks, once, with its hashes and with who wants it; nothing else."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tools import sbom

ROOT = Path(__file__).resolve().parents[2]
HASH = "0" * 64
LOCK = f"""# made up
anyio==4.16.0 \\
    --hash=sha256:{HASH} \\
    --hash=sha256:{"1" * 64}
    # via
    #   -r requirements/run.in
    #   starlette
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:{HASH}
    # via anyio
starlette[full]==1.10.0 \\
    --hash=sha256:{HASH}
    # via -r requirements/run.in
"""
PROJECT = {"name": "townhall", "version": "1", "license": "MIT"}


@pytest.fixture(scope="module")
def bills(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Those of this very commit."""
    root = tmp_path_factory.mktemp("release")
    for name in ("pyproject.toml", "package-lock.json"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "requirements", root / "requirements")
    return {path.name.partition(".")[0]: json.loads(path.read_text()) for path in sbom.write(root)}


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_every_package_of_a_lock_is_in_it_once_with_hashes(bills: dict[str, Any], lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    components = [one for one in bills[lock]["components"] if one["purl"].startswith("pkg:pypi/")]

    pinned = re.findall(r"^(\S+?)(?:\[\S+\])?==([^\s;]+)", text, re.MULTILINE)
    assert [(one["name"], one["version"]) for one in components] == pinned
    assert sum(len(one["hashes"]) for one in components) == text.count("--hash=sha256:")


def test_every_package_for_javascript_is_in_the_one_for_tests_and_none_is_shipped(bills: dict[str, Any]) -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    components = [one for one in bills["dev"]["components"] if one["purl"].startswith("pkg:npm/")]

    assert len(components) == len(locked) - 1
    assert {one["scope"] for one in components} == {"excluded"}
    assert not [one for one in bills["run"]["components"] if "npm" in one["purl"]]


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_what_it_refers_to_is_in_it(bills: dict[str, Any], lock: str) -> None:
    bill = bills[lock]
    refs = [bill["metadata"]["component"]["bom-ref"], *(one["bom-ref"] for one in bill["components"])]

    assert len(set(refs)) == len(refs)
    assert {one["ref"] for one in bill["dependencies"]} <= set(refs)
    assert {needed for one in bill["dependencies"] for needed in one["dependsOn"]} <= set(refs)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])


def test_who_wants_what_and_where_is_in_it() -> None:
    about = sbom.bill(PROJECT, sbom.read_lock(LOCK), [])

    wants = {one["ref"]: one["dependsOn"] for one in about["dependencies"]}
    assert wants["townhall@1"] == ["pkg:pypi/anyio@4.16.0", "pkg:pypi/starlette@1.10.0"]
    assert wants["pkg:pypi/anyio@4.16.0"] == ["pkg:pypi/colorama@0.4.6"]
    assert wants["pkg:pypi/starlette@1.10.0"] == ["pkg:pypi/anyio@4.16.0"]
    colorama = about["components"][1]
    assert colorama["properties"] == [{"name": "townhall:installed-where", "value": "sys_platform == 'win32'"}]


def test_the_same_locks_give_the_same_bill() -> None:
    first, second = (sbom.bill(PROJECT, sbom.read_lock(LOCK), []) for _ in range(2))
    other = sbom.bill(PROJECT, sbom.read_lock(LOCK.replace("1.10.0", "1.10.1")), [])

    assert first == second
    assert other["serialNumber"] != first["serialNumber"]


def test_what_is_no_pinned_package_is_not_left_out_in_silence() -> None:
    with pytest.raises(sbom.LockIsUnreadable, match="idna>=3"):
        sbom.read_lock(f"{LOCK}idna>=3\n")
