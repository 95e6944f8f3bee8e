"""A port that cannot be had is refused in plain words, before anything is started."""

import socket
from collections.abc import Iterator

import pytest

from tools import ports


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that this process listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_told_with_who_has_it_and_a_free_one(taken: int) -> None:
    with pytest.raises(ports.PortUnusable, match=rf"^Port {taken} is taken .*Try: make run PORT=\d+$") as told:
        ports.require_free(taken)

    offered = int(str(told.value).rpartition("=")[2])
    assert offered != taken
    assert ports.refusal(offered) is None


def test_a_free_port_is_not_refused(taken: int) -> None:
    ports.require_free(ports.next_free(taken))


@pytest.mark.parametrize("written", ["0", "-1", "65536", "abc", "80.5", "٨٠"])
def test_what_is_no_port_is_told(written: str) -> None:
    with pytest.raises(ports.PortUnusable, match=f"^{written} is not a port"):
        ports.number(written)


def test_a_port_is_read() -> None:
    assert ports.number("8001") == 8001
