"""Finding comments by their latest words and by what else is known of each.

One row of folded words a comment, kept in step by comments.py within the same transaction: a line of an FTS5 table on
SQLite, where the comment's id is a word too, and a tsvector on PostgreSQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from comments_service.storage.connection import execute, fetch, is_postgres
from comments_service.storage.folding import folded_words
from comments_service.storage.values import as_uuid

_MOST_POSITIONS = 16_383  # PostgreSQL counts no further
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that stand together in this order; where `goes_on`, the last of them may be the beginning of one."""

    words: tuple[str, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; what is None or empty does not matter.

    Attributes:
        terms: all of them stand in the comment's latest words.
        people: whose comments; threads: in which of these discussions.
        since: said then or later; `before`: said earlier than that.
        reason: it was removed for this reason once.
    """

    terms: Sequence[Term] = ()
    people: Sequence[UUID] | None = None
    threads: Sequence[str] | None = None
    state: str | None = None
    since: datetime | None = None
    before: datetime | None = None
    reason: str | None = None


async def add(comment_id: UUID, body: str) -> None:
    """Let a new comment be found by its words."""
    await add_many([(comment_id, body)])


async def add_many(comments: Sequence[tuple[UUID, str]]) -> None:
    """The same for many, some hundreds at most in one statement."""
    row = "(?, CAST(CAST(? AS text) AS tsvector))" if is_postgres() else "(?, ?)"
    written = _vector if is_postgres() else " ".join
    for first in range(0, len(comments), _AT_ONCE):
        some = comments[first : first + _AT_ONCE]
        values = [value for about, body in some for value in (about, written(folded_words(body)))]
        await execute(f"INSERT INTO comment_search (comment_id, words) VALUES {', '.join([row] * len(some))}", *values)


async def put(comment_id: UUID, body: str) -> None:
    """Let a comment be found by other words than before."""
    if is_postgres():
        sql = "UPDATE comment_search SET words = CAST(CAST(? AS text) AS tsvector) WHERE comment_id = ?"
        await execute(sql, _vector(folded_words(body)), comment_id)
        return
    await execute(
        "UPDATE comment_search SET words = ? WHERE rowid ="
        " (SELECT rowid FROM comment_search WHERE comment_search MATCH ?)",
        " ".join(folded_words(body)),
        f'comment_id : "{comment_id}"',
    )


async def remove(comment_id: UUID) -> None:
    """Let a comment be found by no words any more."""
    if is_postgres():
        await execute("DELETE FROM comment_search WHERE comment_id = ?", comment_id)
        return
    await execute(
        "DELETE FROM comment_search WHERE rowid = (SELECT rowid FROM comment_search WHERE comment_search MATCH ?)",
        f'comment_id : "{comment_id}"',
    )


async def find(asked: Filters, *, after: UUID | None, limit: int) -> list[UUID]:
    """A page of the comments that fit, the newest first, whatever their state.

    Args:
        after: the last comment of the page before.
        limit: how many at most.
    """
    if asked.people == [] or asked.threads == []:
        return []
    where, values = _conditions(asked)
    if after is not None:
        where.append("(c.created, c.id) < (SELECT created, id FROM comment WHERE id = ?)")
        values.append(after)
    rows = await fetch(
        f"SELECT c.id FROM comment c WHERE {' AND '.join(where)} ORDER BY c.created DESC, c.id DESC LIMIT {limit:d}",
        *values,
    )
    return [as_uuid(row["id"]) for row in rows]


async def questions_with(stems: Sequence[str], *, limit: int) -> list[UUID]:
    """The public questions in whose words some begin so, those first of which more do. Pages that were put away, and
    words that wait for a facilitator, are left out.

    Args:
        stems: beginnings of folded words, at least one.
    """
    if is_postgres():
        query = " | ".join(f"'{stem}':*" for stem in stems)
        source = "comment_search s, CAST(CAST(? AS text) AS tsquery) q"
        matches, order = "s.words @@ q", "ts_rank(s.words, q) DESC"
    else:
        query = "words : (" + " OR ".join(f'"{stem}"*' for stem in stems) + ")"
        source, matches, order = "comment_search s", "s.comment_search MATCH ?", "bm25(comment_search)"
    rows = await fetch(
        f"SELECT c.id FROM {source} CROSS JOIN comment c JOIN thread t ON t.uid = c.thread_id"
        f" WHERE {matches} AND c.id = s.comment_id AND c.kind = 'question' AND c.state = 'published'"
        f" AND c.public_number = c.latest_number AND NOT t.archived ORDER BY {order} LIMIT {limit:d}",
        query,
    )
    return [as_uuid(row["id"]) for row in rows]


async def rebuild() -> None:
    """Put SQLite's index together anew, so that no word is left in it that no comment has any more.

    Until then it keeps what was taken out beside a note that it was. Takes about a second for 100,000 comments.
    """
    if not is_postgres():
        await execute("INSERT INTO comment_search (comment_search) VALUES ('optimize')")


def _conditions(asked: Filters) -> tuple[list[str], list[object]]:
    # What a legal hold keeps beyond its time is found by nobody.
    where = ["c.state <> 'purged'"]
    values: list[object] = []
    for column, among in (("author_id", asked.people), ("thread_id", asked.threads)):
        if among is not None:
            where.append(f"c.{column} IN ({', '.join('?' * len(among))})")
            values.extend(among)
    for condition, value in (
        (_HAS_WORDS[is_postgres()], _query(asked.terms) if asked.terms else None),
        ("c.state = ?", asked.state),
        ("c.created >= ?", asked.since),
        ("c.created < ?", asked.before),
        (_REMOVED_FOR, asked.reason),
    ):
        if value is not None:
            where.append(condition)
            values.append(value)
    return where, values


_HAS_WORDS = {
    False: "c.id IN (SELECT comment_id FROM comment_search WHERE comment_search MATCH ?)",
    True: "c.id IN (SELECT comment_id FROM comment_search WHERE words @@ CAST(CAST(? AS text) AS tsquery))",
}
_REMOVED_FOR = "EXISTS (SELECT 1 FROM decision d WHERE d.comment_id = c.id AND d.action = 'remove' AND d.reason = ?)"


def _query(terms: Sequence[Term]) -> str:
    """The question in the database's own language. Folded words are letters and digits alone: they need no escaping."""
    if is_postgres():
        return " & ".join(
            "(" + " <-> ".join(f"'{word}'" for word in term.words) + (":*)" if term.goes_on else ")") for term in terms
        )
    return "words : (" + " ".join(f'"{" ".join(term.words)}"' + "*" * term.goes_on for term in terms) + ")"


def _vector(words: Sequence[str]) -> str:
    """A tsvector as PostgreSQL writes one: each word and where it stands. Its own parser would cut words otherwise."""
    places: dict[str, list[str]] = {}
    for at, word in enumerate(words, start=1):
        places.setdefault(word, []).append(str(min(at, _MOST_POSITIONS)))
    return " ".join(f"'{word}':{','.join(stands)}" for word, stands in places.items())
