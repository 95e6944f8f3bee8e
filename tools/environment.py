"""Makes .venv from the locked requirements, then becomes `inv`. Called by tools/venv.py with a new enough Python.

Uses the standard library alone: nothing is installed yet when it starts.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# A verb needs the run lock alone, or everything. The dev lock contains the run lock.
LOCKS = {"run": "run.txt"}
EVERYTHING = "dev.txt"
LAST_LINES = 25  # of what pip said, when it fails
STAMP = "townhall-{lock}.sha256"


class InstallFailed(Exception):
    """The environment could not be made; the message says why, for a person."""


def fingerprint(root: Path, lock: str) -> str:
    """What an environment made from this lock depends on: the lock, this Python, and the folder that scripts name."""
    facts = f"{sys.version}\n{sys.prefix}\n{root}\n".encode()
    return hashlib.sha256(facts + (root / "requirements" / lock).read_bytes()).hexdigest()


def stamp_path(environment: Path, lock: str) -> Path:
    return environment / STAMP.format(lock=lock)


def is_current(root: Path, environment: Path, lock: str) -> bool:
    """Whether an earlier run installed this very lock to the end."""
    stamp = stamp_path(environment, lock)
    return stamp.is_file() and stamp.read_text() == fingerprint(root, lock)


def ensure(root: Path, lock: str) -> None:
    """Make `.venv` hold what the lock says; instant when it does already.

    A stamp is written last, so an install that was interrupted has none and is done again from the start.
    """
    environment = root / ".venv"
    if is_current(root, environment, lock) or (lock != EVERYTHING and is_current(root, environment, EVERYTHING)):
        return
    with only_one(root):
        if is_current(root, environment, lock):
            return
        # The dev lock pins the same versions as the run lock, so it may be laid on top of a sound one.
        if not (lock == EVERYTHING and is_current(root, environment, LOCKS["run"])):
            create(environment)
        install(root, environment, lock)
        stamp_path(environment, lock).write_text(fingerprint(root, lock))


@contextmanager
def only_one(root: Path) -> Iterator[None]:
    """Hold a lock, so that `make run` and `make test` started together on a fresh copy do not fight over .venv."""
    (root / ".build").mkdir(exist_ok=True)
    with (root / ".build" / "environment.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another make is setting up .venv; waiting for it.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def create(environment: Path) -> None:
    say(f"Making .venv with Python {sys.version.split()[0]} ({sys.executable})")
    if environment.exists():
        shutil.rmtree(environment)
    made = subprocess.run([sys.executable, "-m", "venv", environment], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise InstallFailed(f"The virtual environment could not be made:\n{made.stdout}{made.stderr}")


def install(root: Path, environment: Path, lock: str) -> None:
    path = root / "requirements" / lock
    count = sum(1 for line in path.read_text().splitlines() if "==" in line and not line.lstrip().startswith("#"))
    say(f"Installing {count} packages from requirements/{lock} (half a minute or so, the first time only)")
    begun = time.monotonic()
    pip: list[str | Path] = [
        environment / "bin" / "python",
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--no-input",
        "--quiet",
    ]
    done = subprocess.run(
        [*pip, "install", "--require-hashes", "-r", path],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        end = "\n".join(done.stdout.splitlines()[-LAST_LINES:])
        raise InstallFailed(f"{end}\n\nInstalling stopped before it was done. The same command tries again.")
    say(f"Installed in {time.monotonic() - begun:.0f} s")


def say(sentence: str) -> None:
    print(sentence, flush=True)


def main(arguments: list[str]) -> int:
    verb = arguments[0] if arguments else "--list"
    try:
        ensure(ROOT, LOCKS.get(verb, EVERYTHING))
    except InstallFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command starts again where that is possible.", file=sys.stderr)
        return 130
    python = str(ROOT / ".venv" / "bin" / "python")
    os.chdir(ROOT)
    # `-m invoke` rather than bin/inv: a script's first line may be too long for the system where the path is deep.
    return os.execv(python, [python, "-m", "invoke", *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
