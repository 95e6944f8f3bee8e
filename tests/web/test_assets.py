"""What browsers fetch from the service: one file, each encoding with a tag of its own."""

import gzip

import brotli
import pytest

from comments_service.web.bundle import bundled_assets
from tests.conftest import Visitor

NAMES = ["townhall.js", "townhall.css", "pages.css", "desk.js", "desk.css"]
PARTS = sorted(set(bundled_assets()) - set(NAMES))


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


def test_every_encoding_is_the_same_file_with_a_tag_of_its_own(visitor: Visitor) -> None:
    nobody = visitor()
    for name in NAMES + PARTS:
        answers = [nobody.get(f"/embed/v1/{name}", headers={"accept-encoding": one}) for one in ("", "gzip", "br")]
        with nobody.stream("GET", f"/embed/v1/{name}", headers={"accept-encoding": "br"}) as answer:
            raw = b"".join(answer.iter_raw())

        assert [answer.headers.get("content-encoding") for answer in answers] == [None, "gzip", "br"]
        assert len({answer.headers["etag"] for answer in answers}) == 3
        assert {answer.content for answer in answers} == {brotli.decompress(raw)}
        assert len(raw) < len(gzip.compress(answers[0].content)) < len(answers[0].content)


def test_an_encoding_that_is_refused_is_not_sent(visitor: Visitor) -> None:
    answer = visitor().get("/embed/v1/townhall.css", headers={"accept-encoding": "br;q=0, gzip;q=0"})

    assert "content-encoding" not in answer.headers


def test_whoever_has_the_file_is_told_so(visitor: Visitor) -> None:
    nobody, path = visitor(), "/embed/v1/townhall.js"
    tag = nobody.get(path).headers["etag"]

    statuses = [
        nobody.get(path, headers={"if-none-match": asked}).status_code
        for asked in (tag, f"W/{tag}", f'"other", {tag}', "*", '"other"', tag.strip('"'))
    ]

    assert statuses == [304, 304, 304, 304, 200, 200]


def test_the_widget_may_be_embedded_elsewhere_and_is_asked_about_each_time(visitor: Visitor) -> None:
    headers = visitor().get("/embed/v1/townhall.js").headers

    assert headers["content-type"] == "text/javascript; charset=utf-8"
    assert headers["access-control-allow-origin"] == "*"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["cache-control"] == "no-cache"
    assert headers["vary"] == "Accept-Encoding"


def test_a_part_has_its_version_in_its_name_and_is_never_asked_about_again(visitor: Visitor) -> None:
    for name in PARTS:
        headers = visitor().get(f"/embed/v1/{name}").headers

        assert headers["cache-control"] == "public, max-age=31536000, immutable"
        assert headers["access-control-allow-origin"] == "*"
        assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert PARTS


@pytest.mark.parametrize(
    "name",
    ["nothing.js", "preview.js", "preview.0123456789abcdef.js", "..%2f..%2fsettings.py", "townhall.js%00", ".css"],
)
def test_there_is_nothing_else(visitor: Visitor, name: str) -> None:
    assert visitor().get(f"/embed/v1/{name}").status_code == 404
