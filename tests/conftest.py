"""What tests of all rooms share: databases, the application over them, the built site, the running service."""

import asyncio
import gc
import logging
import os
import shutil
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import hypothesis
import pelican  # noqa: F401 (before its logger class is undone)
import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from comments_service.app import clock, create_app, new_id
from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from comments_service.people import deploy_tokens
from comments_service.settings import Settings, read
from comments_service.storage import connection, people
from tests.support import databases, site
from tests.support.company import CAST, NOON, PAGES
from tests.support.contents import nothing_written
from tests.support.service import Service, run, serving
from tests.support.shared import made_once
from tools import testing

# A busy machine is not a failure. In CI the same examples each time, so that a red run can be had again.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.register_profile("repeatable", deadline=None, derandomize=True)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(testing.profile(os.environ))
# Importing Pelican makes its own logger class everybody's, with a filter that drops what was said before.
logging.setLoggerClass(logging.Logger)
logging.getLogger().__class__ = logging.RootLogger

ORIGIN = "http://127.0.0.1:8000"


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Tests and modules stay until the end: looking among them for garbage again and again took a tenth of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "sqlite", databases.migrated_sqlite) / databases.TEMPLATE


@pytest.fixture(scope="session")
def postgres_database(worker_id: str) -> Iterator[str]:
    """This worker's own PostgreSQL database; tests that need one are skipped, visibly, where no server answers."""
    if not databases.postgres_answers():
        pytest.skip(f"no PostgreSQL answers at {databases.POSTGRES}")
    name = f"townhall_test_{worker_id}_{os.getpid()}"
    yield databases.migrated_postgres(name)
    databases.drop_postgres(name)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    return databases.sqlite_copy(sqlite_template, tmp_path)


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest, postgres_database: str) -> str:
    # Where the cast is to move in, it is emptied by the same statement: a connection of its own costs as much again.
    if "town_url" not in request.fixturenames:
        databases.empty_postgres(postgres_database)
    return postgres_database


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty, migrated database: every test that asks for it runs on SQLite and on PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(scope="session")
def sqlite_town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file with the cast and their pages in it, to be copied."""

    def make(folder: Path) -> None:
        asyncio.run(moved_into(databases.sqlite_copy(sqlite_template, folder)))

    return made_once(tmp_path_factory, "sqlite-town", make) / databases.COPY


@pytest.fixture(scope="session")
def postgres_town(postgres_database: str) -> str:
    """SQL that brings the cast and their pages into this worker's empty PostgreSQL database."""
    databases.empty_postgres(postgres_database)
    asyncio.run(moved_into(postgres_database))
    rows = databases.rows_in_postgres(postgres_database)
    databases.empty_postgres(postgres_database)
    return rows


@pytest.fixture
def town_url(request: pytest.FixtureRequest, database_url: str) -> str:
    """The same database with the cast and their pages in it: once a run they move in, and then they are copied."""
    if database_url.startswith("sqlite:"):
        shutil.copy(request.getfixturevalue("sqlite_town"), databases.sqlite_file(database_url))
    else:
        databases.fill_postgres(database_url, request.getfixturevalue("postgres_town"))
    return database_url


async def moved_into(url: str) -> None:
    """Bring the cast and their pages into the database at an address."""
    async with connection.opened(url):
        await move_in()


async def move_in() -> None:
    """Bring the cast and their pages into the open database."""
    # In one transaction: on SQLite each of its own waits for the disk.
    async with connection.transaction():
        for person in CAST:
            await people.put(person)
    await sync_threads(PAGES, archive=[], ledger=Ledger(now=lambda: NOON))


@pytest.fixture
async def database(town_url: str) -> AsyncIterator[str]:
    """The database, open, with the cast and their pages in it."""
    async with connection.opened(town_url):
        yield town_url


@pytest.fixture
def settings(database_url: str) -> Settings:
    return read({"TOWNHALL_DATABASE_URL": database_url})


@pytest.fixture
def app(settings: Settings, town_url: str) -> Iterator[TestClient]:
    """The application over a database with the cast in it; ask `visitor` for clients of it."""
    with TestClient(create_app(settings), base_url=ORIGIN, headers={"origin": ORIGIN}) as client:
        yield client


@pytest.fixture
def deploy_token(app: TestClient) -> str:
    """What a publish may show to the application."""

    async def make() -> str:
        how = {"ledger": Ledger(now=clock), "new_id": new_id}
        return (await deploy_tokens.make("of-a-test", lives=timedelta(days=1), **how))[0]

    assert app.portal
    return app.portal.call(make)


Visitor = Callable[..., TestClient]


@pytest.fixture
def visitor(app: TestClient) -> Visitor:
    """Makes clients of the application: `visitor()` is nobody, `visitor("amal")` is signed in as Amal."""

    def make(person: str | None = None) -> TestClient:
        client = TestClient(app.app, base_url=ORIGIN, headers={"origin": ORIGIN}, follow_redirects=False)
        # All clients of a test share the running application's event loop: its database connection lives there.
        client.portal = app.portal
        if person:
            assert client.post("/auth/demo", json={"person": person}).status_code == 204
        return client

    return make


@pytest.fixture
def untouched(settings: Settings) -> Callable[[], AbstractContextManager[None]]:
    """`with untouched():` fails if the block wrote anything to the database."""

    def held() -> AbstractContextManager[None]:
        return nothing_written(settings.database_url)

    return held


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built as `inv build` does."""
    return made_once(tmp_path_factory, "site", lambda folder: site.build(folder / "output")) / "output"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser. Not for the whole session: Playwright's event loop would be in the way of other files' asyncio.run."""
    with site.chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def moved_in(built_site: Path, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file in which the demo company lives, as after `make run`; to be copied."""

    def make(folder: Path) -> None:
        url = {"TOWNHALL_DATABASE_URL": databases.sqlite_copy(sqlite_template, folder)}
        run("sync", str(built_site / "threads.json"), **url)
        files = {"--people": "people.toml", "--conversation": "conversation.toml", "--rules": "rules.toml"}
        run("seed", *(word for option, name in files.items() for word in (option, f"content/{name}")), **url)

    return made_once(tmp_path_factory, "company", make) / databases.COPY


@pytest.fixture(scope="session")
def townhall(built_site: Path, moved_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Site and service at one address, with the demo company in it; shared, so tests leave each other's pages alone."""
    file = tmp_path_factory.mktemp("running") / "townhall.sqlite3"
    shutil.copy(moved_in, file)
    with serving(f"sqlite://{file}", site=built_site) as service:
        yield service


@pytest.fixture
def own_townhall(built_site: Path, moved_in: Path, tmp_path: Path) -> Iterator[Service]:
    """The same for one test alone: to be stopped, broken and decided in."""
    file = tmp_path / "townhall.sqlite3"
    shutil.copy(moved_in, file)
    with serving(f"sqlite://{file}", site=built_site) as service:
        yield service


@pytest.fixture
def axe_source() -> str:
    """The accessibility checker's script, to be added to a page."""
    script = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        pytest.skip("axe-core is not installed: run `npm ci`")
    return script.read_text()
