"""Exports of other systems, as these write them, of the same few comments."""

import gzip
import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

SAID_AT = datetime(2019, 3, 14, 9, 26, 53, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """A comment there. `state` is public, deleted, spam or waits; where a system does not know it, it is deleted."""

    key: int
    body: str = "The new rota works."
    parent: int | None = None
    page: str = "https://old.example/news/rota/"
    name: str = "Peter Lane"
    account: str = "peter@old.example"
    at: datetime = SAID_AT
    state: str = "public"


def _xml(text: str) -> str:
    return escape(text)


def disqus(path: Path, said: Iterable[Told]) -> Path:
    """The XML that Disqus exports. The order of the comments is that in which they are given."""
    said = list(said)
    threads = {page: number for number, page in enumerate(dict.fromkeys(one.page for one in said), start=500)}
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">',
        '<category dsq:id="7"><forum>newsroom</forum><title>General</title></category>',
        *(
            f'<thread dsq:id="{number}"><id/><forum>newsroom</forum><link>{_xml(page)}</link><title>A page</title>'
            "<message/><isClosed>false</isClosed><isDeleted>false</isDeleted></thread>"
            for page, number in threads.items()
        ),
    ]
    for one in said:
        above = f'<parent dsq:id="{one.parent}"/>' if one.parent is not None else ""
        flags = "".join(
            f"<{name}>{str(one.state == state).lower()}</{name}>"
            for name, state in (("isDeleted", "deleted"), ("isSpam", "spam"))
        )
        author = f"<email>{_xml(one.account)}</email><name>{_xml(one.name)}</name><isAnonymous>true</isAnonymous>"
        lines.append(
            f'<post dsq:id="{one.key}"><id/><message><![CDATA[<p>{_xml(one.body)}</p>]]></message>'
            f"<createdAt>{one.at:%Y-%m-%dT%H:%M:%SZ}</createdAt>{flags}<author>{author}</author>"
            f'<ipAddress>203.0.113.9</ipAddress><thread dsq:id="{threads[one.page]}"/>{above}</post>'
        )
    path.write_text("\n".join([*lines, "</disqus>\n"]), encoding="utf-8")
    return path


def wordpress(path: Path, said: Iterable[Told]) -> Path:
    """The XML that WordPress exports: each page once, with its comments."""
    pages: dict[str, list[Told]] = {}
    for one in said:
        pages.setdefault(one.page, []).append(one)
    items = "".join(
        f"<item><title>A page</title><link>{_xml(page)}</link>{''.join(map(_wp_comment, its))}</item>\n"
        for page, its in pages.items()
    )
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"'
        ' xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Old</title><link>https://old.example</link>\n'
        f"<wp:wxr_version>1.2</wp:wxr_version>\n{items}</channel></rss>\n",
        encoding="utf-8",
    )
    return path


def _wp_comment(one: Told) -> str:
    approved = {"public": "1", "waits": "0", "deleted": "trash", "spam": "spam"}[one.state]
    about = {
        "id": str(one.key),
        "author": one.name,
        "author_email": one.account,
        "author_IP": "203.0.113.9",
        "date": f"{one.at:%Y-%m-%d %H:%M:%S}",
        "date_gmt": f"{one.at:%Y-%m-%d %H:%M:%S}",
        "content": escape(one.body),
        "approved": approved,
        "type": "comment",
        "parent": str(one.parent or 0),
        "user_id": "0",
    }
    told = "".join(f"<wp:comment_{name}>{_xml(text)}</wp:comment_{name}>\n" for name, text in about.items())
    return f"<wp:comment>\n{told}</wp:comment>\n"


def isso(path: Path, said: Iterable[Told]) -> Path:
    """The database that Isso keeps."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(
            "CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));"
            "CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER,"
            " created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR, author VARCHAR,"
            " email VARCHAR, website VARCHAR, likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0,"
            " voters BLOB NOT NULL, notification INTEGER NOT NULL DEFAULT 0);"
        )
        for one in said:
            database.execute("INSERT OR IGNORE INTO threads (uri, title) VALUES (?, 'A page')", (one.page,))
            mode = {"public": 1, "waits": 2}.get(one.state, 4)
            database.execute(
                "INSERT OR IGNORE INTO comments SELECT id, ?, ?, ?, NULL, ?, '203.0.113.0', ?, ?, ?, NULL, 0, 0, '', 0"
                " FROM threads WHERE uri = ?",
                (one.key, one.parent, one.at.timestamp(), mode, one.body, one.name, one.account, one.page),
            )
    return path


def remark42(path: Path, said: Iterable[Told]) -> Path:
    """The backup that Remark42 writes, packed as it packs it."""
    lines = [json.dumps({"version": 1, "users": [], "posts": []})]
    for one in said:
        about = {
            "id": str(one.key),
            "pid": "" if one.parent is None else str(one.parent),
            "text": f"<p>{escape(one.body)}</p>",
            "orig": one.body,
            "user": {"name": one.name, "id": f"github_{one.account}", "picture": "", "ip": "ab12", "admin": False},
            "locator": {"site": "newsroom", "url": one.page},
            "score": 3,
            "votes": {},
            "time": one.at.isoformat(),
        }
        lines.append(json.dumps(about | ({"delete": True} if one.state != "public" else {})))
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode()))
    return path


WRITERS: dict[str, Callable[[Path, Iterable[Told]], Path]] = {
    "disqus": disqus,
    "wordpress": wordpress,
    "isso": isso,
    "remark42": remark42,
}
