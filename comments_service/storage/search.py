"""The words of all comments, folded, and finding comments by them and by what else is known of each.

One row a comment, kept in step by whoever writes its words. SQLite searches it through FTS5, PostgreSQL through an
index of the same words; punctuation and marks are gone before either sees them, so that both find the same.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from comments_service.storage.connection import current, execute, fetch, is_postgres
from comments_service.storage.values import as_uuid

_WORD = re.compile(r"[^\W_]+")
_TATWEEL = "\u0640"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; what is None or empty does not matter. `words` and `phrases` are folded.

    Attributes:
        words: each begins a word of the comment, the last of them; the others are whole words of it.
        phrases: each stands in it as it is.
        people: whose comments.
        threads: in which of these discussions.
        since: said then or later; `before`: said earlier than that.
        reason: some decision about it gave this reason.
    """

    words: Sequence[str] = ()
    phrases: Sequence[str] = ()
    people: Sequence[UUID] | None = None
    threads: Sequence[str] | None = None
    state: str | None = None
    since: datetime | None = None
    before: datetime | None = None
    reason: str | None = None


def folded(text: str) -> str:
    """Return the words of a text, one space between them: case, width, accents and vowel signs do not matter.

    Compatibility decomposition without combining marks (Unicode, annex 15), then case folding (section 3.13).
    """
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(_WORD.findall(plain.replace(_TATWEEL, "").casefold()))


async def put(comment_id: UUID, body: str) -> None:
    """Let a comment be found by these words alone."""
    words = folded(body)
    if is_postgres():
        await execute(
            "INSERT INTO comment_words (comment_id, words) VALUES (?, ?)"
            " ON CONFLICT (comment_id) DO UPDATE SET words = excluded.words",
            comment_id,
            words,
        )
        return
    rows = await fetch("SELECT id, words FROM comment_words WHERE comment_id = ?", comment_id)
    for row in rows:
        # The index keeps no text of its own: it must be told which words it is to forget.
        await execute(
            "INSERT INTO comment_search (comment_search, rowid, words) VALUES ('delete', ?, ?)", row["id"], row["words"]
        )
        await execute("UPDATE comment_words SET words = ? WHERE id = ?", words, row["id"])
    if not rows:
        await execute("INSERT INTO comment_words (comment_id, words) VALUES (?, ?)", comment_id, words)
    await execute(
        "INSERT INTO comment_search (rowid, words) SELECT id, words FROM comment_words WHERE comment_id = ?", comment_id
    )


async def find(asked: Filters, *, after: UUID | None, limit: int) -> list[UUID]:
    """A page of the comments that fit, the newest first, whatever their state.

    Args:
        after: the last comment of the page before.
        limit: how many at most.
    """
    if asked.people == [] or asked.threads == []:
        return []
    tables, where, values = _conditions(asked)
    if after is not None:
        where.append("(c.created, c.id) < (SELECT created, id FROM comment WHERE id = ?)")
        values.append(after)
    rows = await fetch(
        f"SELECT c.id FROM {tables} WHERE {' AND '.join(where) or '1 = 1'}"
        f" ORDER BY c.created DESC, c.id DESC LIMIT {limit:d}",
        *values,
    )
    return [as_uuid(row["id"]) for row in rows]


def _conditions(asked: Filters) -> tuple[str, list[str], list[object]]:
    tables = "comment c"
    where: list[str] = []
    values: list[object] = []
    if asked.words or asked.phrases:
        tables += " JOIN comment_words w ON w.comment_id = c.id"
        matches, terms = _matches(asked)
        where.append(matches)
        values.append(terms)
        for phrase in asked.phrases:
            where.append("' ' || w.words || ' ' LIKE ?")
            values.append(f"% {phrase} %")
    among: tuple[tuple[str, Sequence[object] | None], ...] = (
        ("author_id", asked.people),
        ("thread_id", asked.threads),
    )
    for column, allowed in among:
        if allowed is not None:
            where.append(f"c.{column} IN ({', '.join('?' * len(allowed))})")
            values.extend(allowed)
    alone: tuple[tuple[str, object], ...] = (
        ("c.state = ?", asked.state),
        ("c.created >= ?", asked.since),
        ("c.created < ?", asked.before),
        ("EXISTS (SELECT 1 FROM decision d WHERE d.comment_id = c.id AND d.reason = ?)", asked.reason),
    )
    for condition, wanted in alone:
        if wanted is not None:
            where.append(condition)
            values.append(wanted)
    return tables, where, values


def _matches(asked: Filters) -> tuple[str, str]:
    """The condition for all words, the last of them as the beginning of one, and its value: folded words alone."""
    whole = [word for phrase in asked.phrases for word in phrase.split()]
    words = [*whole, *asked.words[:-1]]
    if is_postgres():
        terms = [f"'{word}'" for word in words] + [f"'{word}':*" for word in asked.words[-1:]]
        index = "array_to_tsvector(string_to_array(w.words, ' '))"
        return f"{index} @@ CAST(CAST(? AS text) AS tsquery)", " & ".join(terms)
    terms = [f'"{word}"' for word in words] + [f'"{word}"*' for word in asked.words[-1:]]
    return "w.id IN (SELECT rowid FROM comment_search WHERE comment_search MATCH ?)", " ".join(terms)


async def rebuild() -> None:
    """Make SQLite's index anew from the words as they are: what was taken out of them is then nowhere in it."""
    if not is_postgres():
        await current().execute_query("INSERT INTO comment_search (comment_search) VALUES ('rebuild')")
