"""Finds a Python that is new enough and hands over to tools/environment.py. Called by the Makefile.

Written in the words that Python 2.7 and 3 have in common: an old Python must be able to read this file in order to
say that it is too old. It knows nothing of packages.
"""

from __future__ import print_function

import os
import subprocess
import sys

OLDEST = (3, 11)
CANDIDATES = ("python3.13", "python3.12", "python3.11", "python3.14", "python3")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# Asked of each candidate: its version, whether it can make a virtual environment, and where it is. Inside a virtual
# environment the Python beneath it is meant: .venv cannot be remade by its own Python, which is deleted on the way.
QUESTION = """
import sys
try:
    import ensurepip, venv
    able = "able"
except ImportError:
    able = "unable"
print("%d.%d.%d|%s|%s" % (sys.version_info[0], sys.version_info[1], sys.version_info[2], able,
      getattr(sys, "_base_executable", None) or sys.executable))
"""


class Python(object):
    """A Python on this machine: its version as numbers, its path, and whether it can make a virtual environment."""

    def __init__(self, version, able, path):
        self.version = version
        self.able = able
        self.path = path

    def is_new_enough(self):
        return self.version[:2] >= OLDEST

    def __str__(self):
        return "%s (%s)" % (".".join(str(number) for number in self.version), self.path)


def ask(command):
    """The Python behind a command, or None where the command is missing or is not a working Python."""
    try:
        process = subprocess.Popen([command, "-c", QUESTION], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except OSError:
        return None
    answer = process.communicate()[0].decode("utf-8", "replace").strip()
    if process.returncode != 0 or answer.count("|") < 2:
        return None
    version, able, path = answer.split("|", 2)
    return Python(tuple(int(number) for number in version.split(".")), able == "able", path)


def choose(commands, question=ask):
    """The first fit Python among the commands, and every unfit one that answered before it."""
    refused = []
    for command in commands:
        python = question(command)
        if python is None:
            continue
        if python.is_new_enough() and python.able:
            return python, refused
        refused.append(python)
    return None, refused


def complaint(refused):
    """What to tell a person when no Python fits: what is wrong, and what to do about it."""
    new_enough = [python for python in refused if python.is_new_enough()]
    if new_enough:
        python = new_enough[0]
        package = "python%d.%d-venv" % python.version[:2]
        return "\n".join(
            (
                "Python %s cannot make a virtual environment: its venv module is missing." % python,
                "On Debian and Ubuntu it is a package of its own: sudo apt install %s" % package,
            )
        )
    found = "this is %s" % refused[0] if refused else "none was found"
    return "\n".join(
        (
            "Townhall needs Python 3.11 or newer; %s." % found,
            "Install a newer one: sudo apt install python3 python3-venv (Debian, Ubuntu), brew install python (macOS)",
            "or python.org/downloads. If it has a name of its own: make run PYTHON=python3.12",
        )
    )


def main(arguments):
    python, refused = choose((sys.executable,) + CANDIDATES)
    if python is None:
        print(complaint(refused), file=sys.stderr)
        return 1
    if refused:
        print("Python %s will not do; using Python %s." % (refused[0], python))
        sys.stdout.flush()
    os.chdir(ROOT)
    # Replaces this process, so that Ctrl-C and a stop signal reach the one that does the work.
    return os.execv(python.path, [python.path, "-m", "tools.environment"] + arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
