"""Tokens of a publish as the database keeps them: by hash."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from comments_service.storage import tables


@dataclass(frozen=True, slots=True)
class DeployToken:
    """What is known of a token, without the token itself. `used` is the last day on which it was shown; `pull_only`: it
    opens the snapshot, and not the sync."""

    id: UUID
    name: str
    made: datetime
    expires: datetime
    used: date | None = None
    revoked: datetime | None = None
    pull_only: bool = False

    def in_force(self, now: datetime) -> bool:
        """Say whether it opens anything."""
        return self.revoked is None and now < self.expires


def _token(row: tables.DeployToken) -> DeployToken:
    about = {name: getattr(row, name) for name in ("made", "expires", "used", "revoked", "pull_only")}
    return DeployToken(row.id, row.name, **about)


async def add(token: DeployToken, *, token_hash: str) -> None:
    """Keep a token's hash."""
    about = {name: getattr(token, name) for name in ("id", "name", "made", "expires", "pull_only")}
    await tables.DeployToken.create(token_hash=token_hash, **about)


async def by_name(name: str) -> DeployToken | None:
    """Find a token by its name, whether it is in force or not."""
    row = await tables.DeployToken.get_or_none(name=name)
    return _token(row) if row else None


async def hashed() -> list[tuple[DeployToken, str]]:
    """All tokens there ever were, each with its hash, the oldest first."""
    return [(_token(row), row.token_hash) for row in await tables.DeployToken.all().order_by("made", "name")]


async def revoke(id: UUID, *, at: datetime) -> bool:
    """End a token, unless somebody did already; say whether it was done."""
    return bool(await tables.DeployToken.filter(id=id, revoked=None).update(revoked=at))


async def note_use(id: UUID, *, on: date) -> None:
    """Note the day on which a token was used last."""
    await tables.DeployToken.filter(id=id).update(used=on)
