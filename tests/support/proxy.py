"""A wire between a service and its database, which a test can cut, freeze and mend."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit


class Wire:
    """Forwards TCP to a server.

    Args:
        host, port: the server.
    """

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._flowing = threading.Event()
        self._flowing.set()
        self._ends: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listening: socket.socket | None = None
        self.port = 0
        self.mend()

    def cut(self) -> None:
        """Close every connection, and refuse new ones: the server was stopped."""
        if self._listening:
            # On its own, closing does not wake whoever waits in accept().
            with contextlib.suppress(OSError):
                self._listening.shutdown(socket.SHUT_RDWR)
            self._listening.close()
            self._listening = None
        with self._lock:
            ends, self._ends = self._ends, set()
        for end in ends:
            _close(end)
        self._flowing.set()

    def freeze(self) -> None:
        """Let nothing through, and tell nobody: a firewall that drops packets."""
        self._flowing.clear()

    def mend(self) -> None:
        """Let everything through again, at the same port as before."""
        self._flowing.set()
        if self._listening is None:
            self._listening = socket.create_server(("127.0.0.1", self.port), reuse_port=False)
            self.port = self._listening.getsockname()[1]
            threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                client, _ = listening.accept()
                server = socket.create_connection(self._server)
            except OSError:
                return
            with self._lock:
                self._ends |= {client, server}
            for source, target in ((client, server), (server, client)):
                threading.Thread(target=self._pump, args=(source, target), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                self._flowing.wait()
                target.sendall(data)
        for end in (source, target):
            _close(end)
        with self._lock:
            self._ends -= {source, target}


def _close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextlib.contextmanager
def wired(database_url: str) -> Iterator[tuple[Wire, str]]:
    """A wire to a PostgreSQL server, and the database's address through it."""
    parts = urlsplit(database_url)
    wire = Wire(parts.hostname or "127.0.0.1", parts.port or 5432)
    user = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    try:
        yield wire, urlunsplit(parts._replace(netloc=f"{user}127.0.0.1:{wire.port}"))
    finally:
        wire.cut()
