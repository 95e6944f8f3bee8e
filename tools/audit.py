"""Asks whether anything that is locked has a known weakness. Called by `inv audit`.

pip-audit asks; whom it asks is the affair of the machine it runs on. That nobody answered is not that nothing is known.
"""

import json
import shutil
import subprocess
from pathlib import Path

from tools.failure import Failure

LOCKS = ("run", "dev")
# From the lock as it stands: nothing is resolved, downloaded or installed.
_ASK = ["--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off", "--requirement"]


class NothingIsKnown(Failure):
    """Nobody could be asked."""


class WeaknessesAreKnown(Failure):
    """Something that is locked should not be used as it is."""


def run(root: Path) -> str:
    """Return, in a sentence, that nothing is known of what is locked.

    Raises:
        NothingIsKnown: there is no pip-audit here, or nobody answers it.
        WeaknessesAreKnown: naming each.
    """
    asker = shutil.which("pip-audit")
    if asker is None:
        raise NothingIsKnown("Asking needs pip-audit, which is not here: uv tool install pip-audit. Nothing is known.")
    found, asked = [], 0
    for lock in LOCKS:
        command = [asker, *_ASK, str(root / "requirements" / f"{lock}.txt")]
        ended = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        asked += (told := read(ended.stdout, ended.stderr))[0]
        found += told[1]
    if found:
        raise WeaknessesAreKnown("\n".join(dict.fromkeys(found)))
    return f"Of {asked} locked packages no weakness is known."


def read(told: str, complaint: str) -> tuple[int, list[str]]:
    """How many packages were asked about, and a line for each known weakness.

    Args:
        told: what pip-audit wrote, as JSON.
        complaint: what it complained of, where it wrote nothing.

    Raises:
        NothingIsKnown: it got no answer, or could not ask about one of them.
    """
    try:
        packages = json.loads(told)["dependencies"]
    except (ValueError, KeyError, TypeError) as error:
        last = (complaint.strip().splitlines() or ["it said nothing"])[-1]
        raise NothingIsKnown(f"pip-audit got no answer, so nothing is known: {last}") from error
    if skipped := [one["name"] for one in packages if "skip_reason" in one]:
        few = ", ".join(skipped[:3]) + (" and others" if len(skipped) > 3 else "")
        raise NothingIsKnown(f"Of {few} nothing is known ({len(skipped)} of {len(packages)}): pip-audit got no answer.")
    weak = [
        f"{one['name']} {one['version']}: {known['id']}, mended in {', '.join(known['fix_versions']) or 'none yet'}"
        for one in packages
        for known in one["vulns"]
    ]
    return len(packages), weak
