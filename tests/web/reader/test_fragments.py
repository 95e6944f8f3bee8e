"""GET /t/{uid}/fragment: one copy for every reader, tagged, encoded, and as new as the thread."""

import gzip
from collections.abc import Callable
from uuid import uuid4

import brotli
import pytest
from starlette.testclient import TestClient

from comments_service.discussion.fragments import Fragments, Key, encode
from comments_service.web.reader.fragments import FragmentDoor
from tests.conftest import Visitor

Say = Callable[..., str]
ROTA = "/t/rota/fragment"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


def plain(client: TestClient, path: str = ROTA, **headers: str) -> tuple[int, dict[str, str], bytes]:
    answer = client.get(path, headers={"accept-encoding": "identity", **headers})
    return answer.status_code, dict(answer.headers), answer.content


def test_everybody_gets_the_same_bytes_and_nothing_personal(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    say(amal, "I swap with Ben.")
    say(amal, "I write from +31 6 12345678.", review=True)

    copies = [plain(one) for one in (visitor(), amal, visitor("ben"), visitor("dana"))]

    assert all(copy == copies[0] for copy in copies)
    status, headers, body = copies[0]
    assert (status, b"I swap with Ben." in body, b"12345678" in body) == (200, True, False)
    assert "set-cookie" not in headers
    assert b"_token" not in body


ENCODINGS = [
    ("", None),
    ("identity", None),
    ("gzip", "gzip"),
    ("gzip, deflate, br, zstd", "br"),
    ("br;q=0, gzip", "gzip"),
    ("br;q=0.000, gzip; q=0", None),
    ("BR", "br"),
    ("gzip;q=1.0, br;q=0.5", "br"),
    ("brotli, x-gzip-not", None),
    ("*", None),
    (";;,=;q=,", None),
]


def test_each_reader_gets_an_encoding_that_they_accept(visitor: Visitor, say: Say) -> None:
    say(visitor("amal"), "I swap with Ben.")
    nobody = visitor()
    _, headers, expected = plain(nobody)
    unpack: dict[str | None, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}

    for accepted, coding in ENCODINGS:
        with nobody.stream("GET", ROTA, headers={"accept-encoding": accepted}) as answer:
            raw = b"".join(answer.iter_raw())

        assert (answer.status_code, answer.headers.get("content-encoding")) == (200, coding)
        assert unpack[coding](raw) == expected
        assert int(answer.headers["content-length"]) == len(raw)
        assert answer.headers["vary"] == "Accept-Encoding"
        assert (answer.headers["etag"] == headers["etag"]) == (coding is None)


HAS_IT = ["{}", "W/{}", '"other", {}', '{}, "other"', 'W/"other",W/{}', "*", '"a","b",   {}  ']


def test_a_reader_who_has_it_is_told_so_without_a_body(visitor: Visitor) -> None:
    nobody = visitor()
    _, headers, _ = plain(nobody)

    for asked in HAS_IT:
        again = plain(nobody, **{"if-none-match": asked.format(headers["etag"])})

        assert (again[0], again[2]) == (304, b"")
        assert {name: again[1].get(name) for name in ("etag", "vary", "cache-control")} == {
            "etag": headers["etag"],
            "vary": "Accept-Encoding",
            "cache-control": "no-cache",
        }


HAS_NOT = ['"other"', 'W/"other", "more"', "", "nonsense", "{}-gzip", '"x{}"']


def test_a_reader_who_has_something_else_gets_all_of_it(visitor: Visitor) -> None:
    nobody = visitor()
    tag = plain(nobody)[1]["etag"].strip('"')

    assert [plain(nobody, **{"if-none-match": asked.format(tag)})[0] for asked in HAS_NOT] == [200] * len(HAS_NOT)


def test_a_tag_is_one_encodings_alone(visitor: Visitor) -> None:
    nobody = visitor()
    tags = {
        coding: nobody.get(ROTA, headers={"accept-encoding": coding}).headers["etag"] for coding in ("br", "gzip", "")
    }

    statuses = {
        (asked, had): nobody.get(ROTA, headers={"accept-encoding": asked, "if-none-match": tags[had]}).status_code
        for asked in tags
        for had in tags
    }

    assert len(set(tags.values())) == 3
    assert not any(tag.startswith("W/") for tag in tags.values())
    assert statuses == {(asked, had): 304 if asked == had else 200 for asked in tags for had in tags}


def test_head_says_what_get_would(visitor: Visitor) -> None:
    nobody = visitor()
    got, head = nobody.get(ROTA), nobody.head(ROTA)

    assert (head.status_code, dict(head.headers)) == (200, dict(got.headers))
    assert nobody.head(ROTA, headers={"if-none-match": head.headers["etag"]}).status_code == 304


def test_every_change_shows_in_the_next_read(visitor: Visitor, say: Say) -> None:
    amal, nobody = visitor("amal"), visitor()
    seen = [plain(nobody)]

    posted = say(amal, "First words.")
    seen.append(plain(nobody))
    amal.patch(f"/api/v1/comments/{posted}", json={"body": "Second words."})
    seen.append(plain(nobody))
    amal.delete(f"/api/v1/comments/{posted}")
    seen.append(plain(nobody))

    assert [(b"First" in body, b"Second" in body) for _, _, body in seen] == [
        (False, False),
        (True, False),
        (False, True),
        (False, False),
    ]
    assert len({headers["etag"] for _, headers, _ in seen[:3]}) == 3


def test_a_change_of_one_thread_leaves_the_others_kept(visitor: Visitor, say: Say) -> None:
    nobody = visitor()
    kept = plain(nobody, "/t/ask-ines/fragment")

    say(visitor("amal"))

    assert plain(nobody, "/t/ask-ines/fragment") == kept


def test_pages_of_a_long_thread_follow_each_other_in_both_orders(visitor: Visitor, say: Say) -> None:
    amal, nobody = visitor("amal"), visitor()
    said = [say(amal, f"Thought {number}.") for number in range(53)]

    second = nobody.get(ROTA, params={"after": said[49]}).text
    newest = nobody.get(ROTA, params={"sort": "newest"}).text

    assert [f"comment-{one}" in second for one in said] == [False] * 50 + [True] * 3
    assert [f"comment-{one}" in newest for one in said] == [False] * 3 + [True] * 50
    assert newest.index(said[52]) < newest.index(said[3])


@pytest.mark.parametrize(
    ("query", "field"),
    [("sort=loudest", "sort"), ("sort=", "sort"), ("after=first", "after"), ("sort=newest&after=%00", "after")],
)
def test_a_page_that_there_cannot_be_is_refused(visitor: Visitor, query: str, field: str) -> None:
    answer = visitor().get(f"{ROTA}?{query}")

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


UNKNOWN = ["nowhere", "%00", "..", "a" * 5000, "ROTA", "rota%0A"]


def test_a_thread_that_there_is_not_is_unknown(visitor: Visitor) -> None:
    nobody = visitor()
    answers = [nobody.get(f"/t/{uid}/fragment") for uid in UNKNOWN]

    told = [(one.status_code, one.headers["content-type"]) for one in answers]
    assert told == [(404, "application/problem+json")] * len(UNKNOWN)


def test_a_closed_thread_is_read_and_says_so(visitor: Visitor) -> None:
    assert "This discussion is closed." in visitor().get("/t/heard/fragment").text


@pytest.mark.anyio
async def test_the_door_passes_on_what_is_not_kept_or_might_be_old() -> None:
    passed: list[str] = []

    async def behind(scope: dict[str, str], _receive: object, _send: object) -> None:
        passed.append(scope["path"])

    async def send(_message: object) -> None:
        passed.append("the door itself")

    async def rendered() -> object:
        return encode("<p>Hello</p>", version=1)

    fragments, hearing = Fragments(room=10_000), [True]
    door = FragmentDoor(behind, fragments=fragments, hearing=lambda: hearing[0])  # type: ignore[arg-type]
    key = Key("rota", "oldest", None)
    scope = {"type": "http", "method": "GET", "path": ROTA, "query_string": b"", "headers": []}

    async def ask() -> list[str]:
        passed.clear()
        await door(scope, None, send)  # type: ignore[arg-type]
        return list(dict.fromkeys(passed))

    door.remember(scope, key)
    assert await ask() == [ROTA]
    await fragments.rendered(key, rendered)  # type: ignore[arg-type]
    assert await ask() == ["the door itself"]
    hearing[0] = False
    assert await ask() == [ROTA]
    hearing[0] = True
    scope["method"] = "POST"
    assert await ask() == [ROTA]
    scope["method"] = "GET"
    fragments.forget("rota")
    assert await ask() == [ROTA]


@pytest.mark.anyio
async def test_the_door_holds_nothing_that_the_fragments_have_thrown_out() -> None:
    async def send(_message: object) -> None: ...

    fragments = Fragments(room=5_000)
    door = FragmentDoor(None, fragments=fragments, hearing=lambda: True)  # type: ignore[arg-type]

    for number in range(50):
        key = Key(f"page-{number}", "oldest", uuid4())
        scope = {"type": "http", "method": "GET", "path": f"/{number}", "query_string": b"", "headers": []}

        async def rendered(number: int = number) -> object:
            return encode(f"{number}" * 500, version=1)

        await fragments.rendered(key, rendered)  # type: ignore[arg-type]
        door.remember(scope, key)
        await door(scope, None, send)  # type: ignore[arg-type]

    assert len(door._answers) <= 5


def test_the_door_does_not_remember_every_address_that_anybody_makes_up(visitor: Visitor) -> None:
    nobody = visitor()

    for number in range(3):
        nobody.get(f"{ROTA}?x={'y' * 100}{number}")

    assert nobody.app._keys == {}
