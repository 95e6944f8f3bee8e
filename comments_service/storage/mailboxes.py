"""Where people's mail goes, and what of it they want. Read by notices alone, and by whose it is."""

from dataclasses import dataclass
from uuid import UUID

from comments_service.storage.connection import execute, fetch


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody's address ("" where none is known) and what they want mail about."""

    address: str = ""
    replies: bool = True
    decisions: bool = True
    followed: bool = True


async def of_person(person_id: UUID) -> Mailbox:
    """What is known of somebody; of whom nothing is, what is usual."""
    rows = await fetch("SELECT address, replies, decisions, followed FROM mailbox WHERE person_id = ?", person_id)
    if not rows:
        return Mailbox()
    return Mailbox(rows[0]["address"], *(bool(rows[0][name]) for name in ("replies", "decisions", "followed")))


async def put_address(person_id: UUID, address: str) -> None:
    """Note where somebody's mail goes from now on; what they want stays as they said."""
    if not address:
        await execute("UPDATE mailbox SET address = '' WHERE person_id = ?", person_id)
        return
    await execute(
        "INSERT INTO mailbox (person_id, address, replies, decisions) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (person_id) DO UPDATE SET address = excluded.address WHERE mailbox.address <> excluded.address",
        person_id,
        address,
        True,
        True,
    )


async def put_wishes(person_id: UUID, *, replies: bool, decisions: bool, followed: bool = True) -> None:
    """Note what somebody wants mail about; of nobody nothing is."""
    await execute(
        "INSERT INTO mailbox (person_id, address, replies, decisions, followed)"
        " SELECT id, '', CAST(? AS boolean), CAST(? AS boolean), CAST(? AS boolean) FROM person WHERE id = ?"
        " ON CONFLICT (person_id) DO UPDATE SET replies = excluded.replies, decisions = excluded.decisions,"
        " followed = excluded.followed",
        replies,
        decisions,
        followed,
        person_id,
    )


async def forget_addresses() -> None:
    """Forget where anybody's mail goes; what people want stays."""
    await execute("UPDATE mailbox SET address = '' WHERE address <> ''")
