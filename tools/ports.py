"""Says whether a port can be had, and if not, why and what to do. Called by tools/development.py before all else."""

import socket
from pathlib import Path

from tools.failure import Failure

HOST = "127.0.0.1"
HIGHEST = 65535
SEARCHED = 100  # ports looked at for one to suggest


class PortUnusable(Failure):
    """The port cannot be listened on; the message says why."""


def number(written: str) -> int:
    """The port that somebody wrote; raises `PortUnusable` where it is none."""
    if written.isascii() and written.isdigit() and 1 <= int(written) <= HIGHEST:
        return int(written)
    raise PortUnusable(f"{written} is not a port: a port is a number from 1 to {HIGHEST}. Try: make run PORT=8000")


def require_free(port: int, host: str = HOST) -> None:
    """Raise `PortUnusable` unless a server could start listening there now."""
    error = refusal(port, host)
    if isinstance(error, PermissionError):
        raise PortUnusable(f"Port {port} is reserved for the system's own services. Try: make run PORT=8000")
    if error is not None:
        holder = holder_of(port)
        raise PortUnusable(
            f"Port {port} is taken{f' (by {holder})' if holder else ''}. Try: make run PORT={next_free(port, host)}"
        )


def refusal(port: int, host: str = HOST) -> OSError | None:
    """Why the port cannot be bound, or None where it can."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server will do it: a port in TIME_WAIT after the last run is not taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None


def next_free(port: int, host: str = HOST) -> int:
    """The next port after this one that is free, for a person to be offered."""
    candidates = range(port + 1, min(port + SEARCHED, HIGHEST) + 1)
    return next((candidate for candidate in candidates if refusal(candidate, host) is None), 8000)


def holder_of(port: int, processes: Path = Path("/proc")) -> str | None:
    """The command and number of the process listening on the port; None where the system does not tell (or not us)."""
    inodes = listening_inodes(port, processes)
    if not inodes:
        return None
    for process in processes.iterdir():
        if not process.name.isdigit():
            continue
        try:
            if any(str(handle.readlink()) in inodes for handle in (process / "fd").iterdir()):
                words = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
                return f"{' '.join(words).strip()}, process {process.name}"
        except OSError:  # it ended meanwhile, or it is somebody else's
            continue
    return None


def listening_inodes(port: int, processes: Path) -> set[str]:
    """The listening sockets of a port as /proc/PID/fd names them: `socket:[12345]`. Empty where there is no /proc."""
    listening = "0A"
    found = set()
    for name in ("tcp", "tcp6"):
        table = processes / "net" / name
        if not table.is_file():
            continue
        for line in table.read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == listening and int(columns[1].rpartition(":")[2], 16) == port:
                found.add(f"socket:[{columns[9]}]")
    return found
