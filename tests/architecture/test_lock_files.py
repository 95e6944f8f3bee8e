"""What is installed is pinned and hashed, and nothing under version control belongs to one machine."""

import json
import subprocess
from pathlib import Path

import pytest

from tools.architecture import tracked_files

ROOT = Path(__file__).resolve().parents[2]
HASH = "--hash=sha256:" + "0" * 64
GOOD = f"# by inv lock\nanyio==4.16.0 ; python_version < '4' \\\n    {HASH} \\\n    {HASH}\n    # via starlette\n"


def plant_locks(root: Path, run: str = GOOD, dev: str = GOOD, package: dict[str, str] | None = None) -> None:
    (root / "requirements").mkdir()
    (root / "requirements" / "run.txt").write_text(run)
    (root / "requirements" / "dev.txt").write_text(dev)
    packages = {"": {}, "node_modules/axe-core": package or {"integrity": "sha512-0"}}
    (root / "package-lock.json").write_text(json.dumps({"packages": packages}))


def plant_tracked(root: Path, text: str) -> None:
    (root / "notes.md").write_text(text)
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    subprocess.run(["git", "add", "notes.md"], cwd=root, check=True)


def test_every_requirement_is_pinned_and_hashed() -> None:
    assert tracked_files.lock_problems(ROOT) == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a git checkout: nothing tells which files are tracked")
def test_no_tracked_file_names_a_package_host_or_this_machine() -> None:
    assert tracked_files.machine_problems(ROOT, Path.home()) == []


def test_sound_locks_have_no_problem(tmp_path: Path) -> None:
    plant_locks(tmp_path)

    assert tracked_files.lock_problems(tmp_path) == []


PLANTED = {
    "no hash": (GOOD + "idna==3.10\n", "has no hash: idna==3.10"),
    "no version": (GOOD + f"idna>=3 \\\n    {HASH}\n", "is not pinned to a version: idna>=3"),
    "an address": (GOOD + f"idna @ https://example.com/idna.whl {HASH}\n", "is not pinned to a version: idna"),
    "an index": ("--index-url https://packages.example/simple\n" + GOOD, "names where packages come from: --index-url"),
    "a folder of wheels": ("--find-links /srv/wheels\n" + GOOD, "names where packages come from: --find-links"),
}


@pytest.mark.parametrize("case", PLANTED)
def test_a_planted_fault_in_a_lock_is_found(tmp_path: Path, case: str) -> None:
    lock, told = PLANTED[case]
    plant_locks(tmp_path, dev=lock)

    (found,) = tracked_files.lock_problems(tmp_path)

    assert found == f"requirements/dev.txt: {told}"


def test_a_lock_beside_the_two_is_looked_through_as_well(tmp_path: Path) -> None:
    plant_locks(tmp_path)
    (tmp_path / "requirements" / "bench.txt").write_text("isso==0.14.0\n")

    assert tracked_files.lock_problems(tmp_path) == ["requirements/bench.txt: has no hash: isso==0.14.0"]


def test_the_tests_run_on_the_versions_the_server_runs_on(tmp_path: Path) -> None:
    plant_locks(tmp_path, dev=GOOD.replace("4.16.0", "4.15.0"))

    (found,) = tracked_files.lock_problems(tmp_path)

    assert found == "requirements/dev.txt: anyio is 4.15.0, and 4.16.0 in requirements/run.txt"


@pytest.mark.parametrize(
    ("package", "told"),
    [
        ({"resolved": "https://example.com/axe.tgz", "integrity": "sha512-0"}, "names an address"),
        ({"version": "4.14.1"}, "has no hash"),
    ],
)
def test_a_planted_fault_in_the_package_lock_is_found(tmp_path: Path, package: dict[str, str], told: str) -> None:
    plant_locks(tmp_path, package=package)

    (found,) = tracked_files.lock_problems(tmp_path)

    assert found == f"package-lock.json: {told}: node_modules/axe-core"


@pytest.mark.parametrize("host", tracked_files.HOSTS)
def test_a_package_host_in_a_tracked_file_is_found(tmp_path: Path, host: str) -> None:
    plant_tracked(tmp_path, f"Fine.\nGet it at https://{host}/simple\n")

    found = tracked_files.machine_problems(tmp_path, Path("/home/amal"))

    assert found == [f"notes.md:2: names the package host {host}"]


def test_a_path_of_this_machine_in_a_tracked_file_is_found(tmp_path: Path) -> None:
    plant_tracked(tmp_path, f"I keep it in {tmp_path}/var and /home/amal, not in /home/amalia or /srv/home/amal.\n")

    found = tracked_files.machine_problems(tmp_path, Path("/home/amal"))

    assert found == [f"notes.md:1: names this machine's {path}" for path in (tmp_path, "/home/amal")]


def test_an_untracked_file_is_nobodys_business(tmp_path: Path) -> None:
    plant_tracked(tmp_path, "Fine.\n")
    (tmp_path / "scratch.txt").write_text(str(tmp_path))

    assert tracked_files.machine_problems(tmp_path, Path("/home/amal")) == []
