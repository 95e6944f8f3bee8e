"""/healthz and /readyz: alive is not the same as able to serve."""

import contextlib
import sqlite3

import pytest

from tests.conftest import Visitor


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do; PostgreSQL's going is tested in promises/."""
    return sqlite_url


def test_a_service_with_its_database_is_alive_and_ready(visitor: Visitor) -> None:
    nobody = visitor()
    answers = [nobody.get(path) for path in ("/healthz", "/readyz")]

    assert [(one.status_code, one.json()["status"]) for one in answers] == [(200, "alive"), (200, "ready")]
    assert [one.headers["cache-control"] for one in answers] == ["no-store"] * 2


def test_a_service_whose_database_is_not_migrated_is_alive_and_not_ready(visitor: Visitor, sqlite_url: str) -> None:
    nobody = visitor()
    with contextlib.closing(sqlite3.connect(sqlite_url.removeprefix("sqlite://"))) as file:
        file.execute("ALTER TABLE thread RENAME TO thread_of_another_age")

    ready = nobody.get("/readyz")

    assert (ready.status_code, ready.headers["retry-after"]) == (503, "5")
    assert nobody.get("/healthz").status_code == 200
    assert nobody.get("/t/rota/fragment").status_code == 503
