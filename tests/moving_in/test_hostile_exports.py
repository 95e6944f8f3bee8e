"""A file that is made to do harm, or is none at all, is refused in words, and nothing of it is taken."""

import gzip
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments_service.moving_in import files, xml_records
from comments_service.moving_in.elsewhere import ExportIsWrong, Passed, Said, Why
from tests.support.exports import WRITERS, Told
from tests.support.moving import READERS

BILLION = (
    '<?xml version="1.0"?><!DOCTYPE disqus [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><disqus><post><message>&j;</message></post></disqus>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    "<rss><channel><item><link>&file;</link></item></channel></rss>"
)
ONLY_A_TYPE = '<!DOCTYPE disqus SYSTEM "https://elsewhere.example/disqus.dtd"><disqus></disqus>'
HOSTILE: dict[str, bytes] = {
    "entities within entities": BILLION.encode(),
    "an entity from outside": OUTSIDE.encode(),
    "a document type from outside": ONLY_A_TYPE.encode(),
    "elements without end": b"<disqus>" * 100_000,
    "one endless tag": b"<disqus " + b'a="' + b"x" * (9 << 20),
    "one endless text": b"<disqus><post><message>" + b"x" * (5 << 20) + b"</message></post></disqus>",
    "no UTF-8": "<disqus><post><message>é</message></post></disqus>".encode("latin-1"),
    "cut off": b"<disqus><post>",
    "nothing": b"",
    "no XML": b"Dear all,",
}


def export_of(system: str, content: bytes, folder: Path) -> list[object]:
    path = folder / "export"
    path.write_bytes(content)
    return list(READERS[system][1](path))


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("system", ["disqus", "wordpress"])
def test_a_hostile_document_is_refused(system: str, what: str, tmp_path: Path) -> None:
    content = HOSTILE[what]
    if system == "wordpress":
        content = content.replace(b"<post>", b"<channel><item><comment>").replace(b"disqus", b"rss")
        content = content.replace(b"</post>", b"</comment></item></channel>")

    with pytest.raises(ExportIsWrong):
        export_of(system, content, tmp_path)


def test_refusals_name_the_line_and_repeat_nothing(tmp_path: Path) -> None:
    with pytest.raises(ExportIsWrong, match=r"^Line 3: this is no XML in UTF-8 \(mismatched tag\)\.$"):
        export_of("disqus", b"<disqus>\n<post>\n</message>", tmp_path)


@pytest.mark.parametrize("system", ["disqus", "wordpress", "remark42"])
def test_a_file_that_unpacks_without_end_is_refused_before_it_has(system: str, tmp_path: Path) -> None:
    begins = b'{"version":1}\n' if system == "remark42" else b"<disqus><message>" + b"</message>\n"
    bomb = tmp_path / "export.gz"
    with gzip.open(bomb, "wb", 9) as packed:
        packed.write(begins)
        for _ in range(200):
            packed.write((b" " * 1023 + b"\n") * 1024)

    with pytest.raises(ExportIsWrong, match="unpacks to far more"):
        list(READERS[system][1](bomb))


@pytest.mark.parametrize("system", ["disqus", "wordpress", "remark42"])
def test_a_packed_file_that_is_cut_off_is_refused(system: str, tmp_path: Path) -> None:
    whole = gzip.compress(b'{"version":1}\n' if system == "remark42" else b"<rss></rss>")

    with pytest.raises(ExportIsWrong, match="damaged or cut off"):
        export_of(system, whole[:-6], tmp_path)


@pytest.mark.parametrize("system", READERS)
def test_a_zip_and_a_file_that_is_not_there_are_refused(system: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "zipped", "w") as zipped:
        zipped.writestr("export.xml", "<disqus/>")

    with pytest.raises(ExportIsWrong):
        list(READERS[system][1](tmp_path / "zipped"))
    with pytest.raises(ExportIsWrong, match="No such file"):
        list(READERS[system][1](tmp_path / "nowhere"))


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportIsWrong, match="longer than a comment"):
        export_of("remark42", b'{"version":1}\n{"text":"' + b"x" * (files.LONGEST_LINE + 1), tmp_path)


def test_a_damaged_line_is_one_comment_that_is_not_taken(tmp_path: Path) -> None:
    good = json.dumps({"id": "1", "text": "x", "locator": {"url": "/a/"}, "time": "2019-03-14T09:26:53Z"})
    damaged = [b"{", b'{"id": "\xff"}', b"[" * 50_000, b'{"id": {"id": 1}}', b'{"id": "2", "text": "x"}']

    read = export_of("remark42", b"\n".join([b'{"version":1}', *damaged, good.encode()]), tmp_path)

    assert [type(one) for one in read] == [Passed] * 5 + [Said]
    assert {one.why for one in read if isinstance(one, Passed)} == {Why.DAMAGED}


@pytest.mark.parametrize("begins", [b'{"version":2}\n', b'{"id":"1"}\n', b"<disqus/>", b""])
def test_what_is_no_backup_of_remark42_is_refused(begins: bytes, tmp_path: Path) -> None:
    with pytest.raises(ExportIsWrong, match=r"^Line 1"):
        export_of("remark42", begins, tmp_path)


def with_database(path: Path, script: str) -> Path:
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(script)
    return path


def test_a_database_whose_tables_are_views_is_refused(tmp_path: Path) -> None:
    endless = (
        "CREATE TABLE threads (id, uri); CREATE VIEW comments AS"
        " WITH RECURSIVE n(id) AS (VALUES(1) UNION ALL SELECT id + 1 FROM n) SELECT * FROM n;"
    )
    with pytest.raises(ExportIsWrong, match="no tables of comments"):
        list(READERS["isso"][1](with_database(tmp_path / "views", endless)))


def test_a_database_that_is_damaged_or_of_something_else_is_refused(tmp_path: Path) -> None:
    other = with_database(tmp_path / "other", "CREATE TABLE comments (id); CREATE TABLE threads (id);")
    cut = tmp_path / "cut"
    cut.write_bytes(other.read_bytes()[:5000])

    for path in (other, cut):
        with pytest.raises(ExportIsWrong):
            list(READERS["isso"][1](path))


def test_a_database_is_not_written_to(tmp_path: Path) -> None:
    path = WRITERS["isso"](tmp_path / "isso.db", [Told(1)])
    before = path.read_bytes()

    assert len(list(READERS["isso"][1](path))) == 1
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["isso.db"]


def test_text_in_a_database_that_is_no_utf_8_is_one_comment_that_is_not_taken(tmp_path: Path) -> None:
    path = WRITERS["isso"](tmp_path / "isso.db", [Told(1), Told(2)])
    with_database(path, "UPDATE comments SET text = CAST(X'ff00' AS TEXT) WHERE id = 1")

    damaged, good = READERS["isso"][1](path)

    assert isinstance(damaged, Passed)
    assert (damaged.why, damaged.line) == (Why.DAMAGED, 1)
    assert isinstance(good, Said)


@pytest.mark.soak
@given(change=st.binary(min_size=1, max_size=6), at=st.floats(0, 1, exclude_max=True))
@pytest.mark.parametrize("system", WRITERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_export_is_read_or_refused_and_never_anything_else(
    system: str, tmp_path: Path, change: bytes, at: float
) -> None:
    writer: Callable[..., Path] = WRITERS[system]
    content = bytearray(writer(tmp_path / "whole", [Told(1), Told(2, parent=1)]).read_bytes())
    place = int(at * len(content))
    content[place : place + len(change)] = change

    try:
        read = export_of(system, bytes(content), tmp_path)
    except ExportIsWrong:
        return
    assert all(one.line >= 0 for one in read if isinstance(one, Said | Passed))


def test_what_is_read_of_a_long_document_is_one_record_at_a_time() -> None:
    """Nothing is kept of what was passed on: there is one record of a million at any time."""

    def pieces() -> object:
        yield b"<disqus>"
        for number in range(20_000):
            yield b'<post id="%d"><message>x</message></post>' % number

    kept = 0
    reader = xml_records.records(pieces(), of=["disqus/post"])  # type: ignore[arg-type]
    for number, record in zip(range(19_000), reader, strict=False):
        assert record.id == str(number)
        kept += 1
    assert kept == 19_000
