"""What ties our sessions to those at the company's provider, and which of its logout tokens were used."""

from datetime import datetime
from uuid import UUID

from comments_service.storage import sign_in_tables, tables
from comments_service.storage.connection import fetch

_USE = "INSERT INTO logout_token (used, until) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING used"


async def add(session_id: UUID, *, issuer: str, subject: str, sid: str, hint: str) -> None:
    """Tie a session to the one at the provider."""
    await sign_in_tables.ProviderSession.create(
        session_id=session_id, issuer=issuer, subject=subject, sid=sid, hint=hint
    )


async def of_session(session_id: UUID) -> dict[str, str] | None:
    """Return what a session is tied to, if it began at the provider: issuer, subject, sid, hint."""
    found = await sign_in_tables.ProviderSession.filter(session_id=session_id).values(
        "issuer", "subject", "sid", "hint"
    )
    return found[0] if found else None


async def end(issuer: str, *, subject: str, sid: str) -> list[UUID]:
    """End the sessions of one at the provider, or all of a subject's where no `sid` is given.

    Returns:
        Whose sessions they were, once for each.
    """
    named = {name: value for name, value in (("subject", subject), ("sid", sid)) if value}
    tied = sign_in_tables.ProviderSession.filter(issuer=issuer, **named)
    ids = [one async for one in tied.values_list("session_id", flat=True)]
    people = [one async for one in tables.Session.filter(id__in=ids).values_list("person_id", flat=True)]
    await tables.Session.filter(id__in=ids).delete()
    return people


async def use_logout_token(used: str, *, until: datetime, now: datetime) -> bool:
    """Note that a logout token was used, by its hash; False if it was before. Old ones are forgotten."""
    await sign_in_tables.LogoutToken.filter(until__lt=now).delete()
    return bool(await fetch(_USE, used, until))
