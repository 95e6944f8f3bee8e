"""What a publish shows to sync and to pull: making tokens, knowing them again, ending them.

Several are in force at once, so that a new one is in use before the old one ends. They open the sync and the snapshot,
or the snapshot alone, and nothing else.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from comments_service.events import PUBLISH_LET_IN, PUBLISH_SHUT_OUT, Ledger
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.storage import deploy_tokens
from comments_service.storage.deploy_tokens import DeployToken

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
_LONGEST = timedelta(days=3650)


class DeployTokenIsWrong(Refusal):
    """A bearer token that no publish may show: never made, over, or revoked."""

    code = "deploy-token-is-wrong"

    def __init__(self, said: str = "") -> None:
        super().__init__(said or "This is no deploy token that is in force. An operator makes one: deploy-token new.")


async def make(
    name: str, *, lives: timedelta, ledger: Ledger, new_id: Callable[[], UUID], pull_only: bool = False
) -> tuple[str, DeployToken]:
    """Make a token and return it, with what is kept of it: 256 random bits are in the one, their hash in the other.

    Args:
        name: by which operators tell their tokens apart; used once, so that what is told of one is never of another.
        pull_only: whether it opens the snapshot and not the sync, for a build that publishes nothing.

    Raises:
        FieldIsWrong: the name is taken or none, or it would live for no time or too long.
    """
    if not _NAME.fullmatch(name):
        raise FieldIsWrong("name", "A name has small letters, digits, dots and hyphens, 40 of them at most.")
    if not timedelta() < lives <= _LONGEST:
        raise FieldIsWrong("days", f"A token lives from 1 to {_LONGEST.days} days.")
    token = f"townhall-sync-{secrets.token_urlsafe(32)}"
    async with ledger.note() as change:
        if await deploy_tokens.by_name(name):
            raise FieldIsWrong("name", f"There is, or was, a token called “{name}”. Name this one otherwise.")
        made = DeployToken(new_id(), name, made=change.now, expires=change.now + lives, pull_only=pull_only)
        await deploy_tokens.add(made, token_hash=_hash(token))
        change.record(PUBLISH_LET_IN, token=str(made.id), expires=made.expires.isoformat())
    return token, made


async def revoke(name: str, *, ledger: Ledger) -> None:
    """End a token at once.

    Raises:
        FieldIsWrong: none of that name is in force.
    """
    async with ledger.note() as change:
        found = await deploy_tokens.by_name(name)
        if not (found and found.in_force(change.now) and await deploy_tokens.revoke(found.id, at=change.now)):
            raise FieldIsWrong("name", "No token of that name is in force. See deploy-token list.")
        change.record(PUBLISH_SHUT_OUT, token=str(found.id))


async def require(token: str, *, now: datetime, to_pull: bool = False) -> None:
    """Make sure that this is a token in force, and note the day of its use.

    Every token is compared, each in constant time: how long it takes tells nothing of any.

    Args:
        to_pull: whether the snapshot is asked for, which every token opens; the sync is not for all.

    Raises:
        DeployTokenIsWrong: it is none, or does not open this.
    """
    shown = _hash(token)
    kept = [(one, hmac.compare_digest(shown, hashed)) for one, hashed in await deploy_tokens.hashed()]
    found = next((one for one, is_it in kept if is_it and one.in_force(now)), None)
    if found is None:
        raise DeployTokenIsWrong
    if found.pull_only and not to_pull:
        raise DeployTokenIsWrong(
            "This token opens the snapshot alone. To sync, a publish shows one without --pull-only."
        )
    if found.used != now.date():
        await deploy_tokens.note_use(found.id, on=now.date())


async def made() -> list[DeployToken]:
    """All tokens there ever were, the oldest first."""
    return [one for one, _ in await deploy_tokens.hashed()]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
