"""The company's rules of screening as the database keeps them. None is ever deleted: it ends, or expires by itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.rule_records import Rule
from comments_service.storage.connection import fetch
from comments_service.storage.values import as_moment, as_optional_moment, as_uuid

_RULES = "SELECT r.*, p.name AS owner_name FROM rule r JOIN person p ON p.id = r.owner_id"


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        id=as_uuid(row["id"]),
        term=row["term"],
        lang=row["lang"],
        outcome=row["outcome"],
        why=row["why"],
        owner_id=as_uuid(row["owner_id"]),
        owner_name=row["owner_name"],
        added=as_moment(row["added"]),
        expires=as_moment(row["expires"]),
        turned_on=as_optional_moment(row["turned_on"]),
        ended=as_optional_moment(row["ended"]),
    )


async def add(rule: Rule) -> bool:
    """Add a rule; say whether it was not there before."""
    rows = await fetch(
        "INSERT INTO rule (id, term, lang, outcome, why, owner_id, added, expires, turned_on, ended)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING id",
        rule.id,
        rule.term,
        rule.lang,
        rule.outcome,
        rule.why,
        rule.owner_id,
        rule.added,
        rule.expires,
        rule.turned_on,
        rule.ended,
    )
    return bool(rows)


async def get(id: UUID) -> Rule | None:
    """Find a rule."""
    rows = await fetch(f"{_RULES} WHERE r.id = ?", id)
    return _rule(rows[0]) if rows else None


async def all_rules() -> list[Rule]:
    """Every rule there ever was, the newest first."""
    return [_rule(row) for row in await fetch(f"{_RULES} ORDER BY r.added DESC, r.id DESC")]


async def in_force(now: datetime) -> list[Rule]:
    """The rules that are on now, the oldest first."""
    rows = await fetch(
        f"{_RULES} WHERE r.turned_on IS NOT NULL AND r.ended IS NULL AND r.expires > ? ORDER BY r.added, r.id", now
    )
    return [_rule(row) for row in rows]


async def change(before: Rule, after: Rule) -> bool:
    """Write a rule anew if it is still as it was; say whether it was."""
    rows = await fetch(
        "UPDATE rule SET term = ?, lang = ?, outcome = ?, why = ?, owner_id = ?, expires = ?, turned_on = ?, ended = ?"
        " WHERE id = ? AND term = ? AND lang = ? AND outcome = ? AND why = ? AND owner_id = ? AND expires = ?"
        " AND (turned_on IS NULL) = ? AND (ended IS NULL) = ? RETURNING id",
        after.term,
        after.lang,
        after.outcome,
        after.why,
        after.owner_id,
        after.expires,
        after.turned_on,
        after.ended,
        before.id,
        before.term,
        before.lang,
        before.outcome,
        before.why,
        before.owner_id,
        before.expires,
        before.turned_on is None,
        before.ended is None,
    )
    return bool(rows)
