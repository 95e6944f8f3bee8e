"""A production as deploy/nginx describes it: nginx, two processes behind it, and the site as readers get it."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import site
from tests.support.nginx import company_sign_in, nginx, require_nginx
from tests.support.service import Service, free_port, run, serving
from tools.publishing.compress import compress

PEOPLE = {
    "amal": {"X-User-Id": "s-1", "X-User-Name": "Amal Haddad", "X-User-Groups": "everybody"},
    "dana": {"X-User-Id": "s-2", "X-User-Name": "Dana Reyes", "X-User-Groups": "everybody, newsroom-facilitators"},
}
SECRET = "-".join(["a", "test", "s", "own", "secret", "of", "the", "edge", "0123456789"])


@dataclass(frozen=True, slots=True)
class Production:
    """`address` is nginx; `services` are the two processes behind it; `log` is what the first of them says."""

    address: str
    services: tuple[Service, Service]
    log: Path


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The site built for its readers, beside the headers that the build wrote; and the port that it was built for."""
    require_nginx()
    folder, port = tmp_path_factory.mktemp("published"), free_port()
    # Another folder beside the content than everybody's, for the build writes there.
    (folder / "content").symlink_to(site.ROOT / "content")
    address = {"TOWNHALL_SITE_URL": f"https://127.0.0.1:{port}"}
    site.build(folder / "output", "publishconf.py", address, content=folder / "content")
    compress(folder / "output")
    return folder, port


@pytest.fixture(scope="session")
def production(published: tuple[Path, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    folder, port = published
    own = tmp_path_factory.mktemp("production")
    database = {"TOWNHALL_DATABASE_URL": f"sqlite://{own / 'townhall.sqlite3'}"}
    run("migrate", **database)
    run("sync", str(folder / "output" / "threads.json"), **database)
    environment = {
        "TOWNHALL_ENV": "production",
        "TOWNHALL_PUBLIC_URL": f"https://127.0.0.1:{port}",
        "TOWNHALL_SECRET": "x1-" * 16,
        "TOWNHALL_PROXY_ADDRESSES": "127.0.0.1",
        "TOWNHALL_PROXY_SECRET": SECRET,
        "TOWNHALL_PROXY_HEADERS": "person=X-Auth-Subject, secret=X-Auth-Secret, name=X-Auth-Name, groups=X-Auth-Groups",
        "TOWNHALL_PROXY_ROLES": "newsroom-facilitators=facilitator",
    }
    logs = [own / f"service-{number}.log" for number in (1, 2)]
    with ExitStack() as running:
        services = [
            running.enter_context(serving(database["TOWNHALL_DATABASE_URL"], log=log, **environment)) for log in logs
        ]
        asked = running.enter_context(company_sign_in(PEOPLE))
        files = {
            "site-headers.conf": (folder / ".build" / "site-headers.conf").read_text(),
            "search-headers.conf": (folder / ".build" / "search-headers.conf").read_text(),
            "edge-secret.conf": f'proxy_set_header X-Auth-Secret "{SECRET}";\n',
        }
        changed = {
            "server_name news.example.com": "server_name 127.0.0.1",
            "/srv/newsroom/current": str(folder / "output"),
            "# Where the proxy signs people in: include": "include",
            "127.0.0.1:8001": services[0].address.removeprefix("http://"),
            "127.0.0.1:8002": services[1].address.removeprefix("http://"),
            "127.0.0.1:4180": f"127.0.0.1:{asked}",
        }
        address = running.enter_context(nginx(own / "nginx", port=port, more=files, changed=changed, edge=True))
        yield Production(address, (services[0], services[1]), logs[0])
