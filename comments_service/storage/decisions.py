"""Decisions as the database keeps them: one a judged version. Rows are only added; `silent` alone is set later."""

from collections.abc import Sequence
from uuid import UUID

from comments_service.records import Decision
from comments_service.storage import tables


def _decision(row: tables.Decision) -> Decision:
    return Decision(
        id=row.id,
        comment_id=row.comment_id,  # type: ignore[attr-defined]  # Tortoise makes it from the foreign key
        judged_version=row.judged_version,
        action=row.action,
        from_state=row.from_state,
        to_state=row.to_state,
        from_public_number=row.from_public_number,
        reason=row.reason,
        message=row.message,
        note=row.note,
        by_id=row.by.id,
        by_name=row.by.name,
        at=row.at,
        marked=tuple(row.marked),
        silent=row.silent,
    )


async def add(decision: Decision) -> None:
    """Record a decision; the database refuses a second one on the same version of a comment."""
    await tables.Decision.create(
        id=decision.id,
        comment_id=decision.comment_id,
        judged_version=decision.judged_version,
        action=decision.action,
        from_state=decision.from_state,
        to_state=decision.to_state,
        from_public_number=decision.from_public_number,
        reason=decision.reason,
        message=decision.message,
        note=decision.note,
        by_id=decision.by_id,
        at=decision.at,
        marked=list(decision.marked),
        silent=decision.silent,
    )


async def latest(comment_ids: Sequence[UUID]) -> dict[UUID, Decision]:
    """The last decision on each of some comments; those never decided are left out."""
    return {comment_id: found[-1] for comment_id, found in (await of_comments(comment_ids)).items()}


async def of_comments(comment_ids: Sequence[UUID]) -> dict[UUID, list[Decision]]:
    """All decisions on each of some comments, the oldest first; those never decided are left out."""
    rows = (
        await tables.Decision.filter(comment_id__in=list(comment_ids)).order_by("judged_version").select_related("by")
    )
    found: dict[UUID, list[Decision]] = {}
    for decision in map(_decision, rows):
        found.setdefault(decision.comment_id, []).append(decision)
    return found


async def of_comment(comment_id: UUID) -> list[Decision]:
    """All decisions on a comment, the oldest first."""
    return (await of_comments([comment_id])).get(comment_id, [])


async def of_author(person_id: UUID, *, limit: int) -> list[Decision]:
    """The last decisions about anything that a person said, the newest first."""
    found = tables.Decision.filter(comment__author_id=person_id, silent=False)
    return [_decision(row) for row in await found.order_by("-at").limit(limit).select_related("by")]


async def silence(id: UUID) -> None:
    """Say that a decision was undone before its author was told: they never will be."""
    await tables.Decision.filter(id=id).update(silent=True)


async def on_version(comment_id: UUID, judged_version: int) -> Decision | None:
    """The decision that judged this version of a comment, if there is one."""
    row = await tables.Decision.get_or_none(comment_id=comment_id, judged_version=judged_version).select_related("by")
    return _decision(row) if row else None
