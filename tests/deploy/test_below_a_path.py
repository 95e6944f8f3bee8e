"""The service below a path of a site that nginx serves, with the file that is shipped for it and nobody at the edge."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from plugins.policy import as_nginx, headers
from tests.support.nginx import nginx, require_nginx
from tests.support.service import free_port
from tests.support.small_town import small_town


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """A client of nginx, with a page of the site and a service behind it."""
    require_nginx()
    folder, port = tmp_path_factory.mktemp("below"), free_port()
    address = f"https://127.0.0.1:{port}"
    (folder / "output").mkdir()
    (folder / "output" / "index.html").write_text("<h1>Front page</h1>")
    environment = {"TOWNHALL_PUBLIC_URL": f"{address}/comments", "TOWNHALL_SITE_URL": address}
    with small_town(sqlite_template, folder, **environment) as service:
        changed = {
            "server_name news.example.com": "server_name 127.0.0.1",
            "/srv/newsroom/current": str(folder / "output"),
            "# Where the proxy signs people in: include townhall/edge.conf;": "include townhall/below-a-path.conf;",
            "127.0.0.1:8001": service.address.removeprefix("http://"),
            "    server 127.0.0.1:8002;\n": "",
        }
        said = as_nginx(headers(address, f"{address}/comments"))
        files = {"site-headers.conf": said, "search-headers.conf": said}
        with (
            nginx(folder / "nginx", port=port, more=files, changed=changed) as origin,
            httpx2.Client(base_url=origin, verify=False, headers={"origin": origin}) as client,
        ):
            yield client


def test_pages_are_the_sites_and_what_is_below_the_path_is_the_services(site: httpx2.Client) -> None:
    assert site.get("/").text == "<h1>Front page</h1>"
    assert 'href="/comments/' in site.get("/comments/t/rota").text
    assert site.get("/comments/t/rota/fragment").headers["strict-transport-security"] == "max-age=31536000"


def test_somebody_signs_in_and_speaks_there(site: httpx2.Client) -> None:
    assert site.post("/comments/auth/demo", json={"person": "amal"}).status_code == 204
    said = site.post("/comments/api/v1/preview", json={"body": "*Hello*"})

    assert site.get("/comments/api/v1/me").json()["person"]["handle"] == "amal"
    assert "<em>Hello</em>" in said.json()["html"]


def test_what_is_for_inside_stays_there_and_a_manifest_may_be_large(site: httpx2.Client) -> None:
    publish = {"authorization": "Bearer of-nobody"}

    assert [site.get(f"/comments/{path}").status_code for path in ("healthz", "readyz")] == [404, 404]
    assert site.put("/comments/api/v1/site/threads", json=["x" * 2_000_000], headers=publish).status_code == 403
    assert site.post("/comments/api/v1/preview", json={"body": "x" * 70_000}).status_code == 413
