"""How many of those who are asked have said that they have read a page, by site."""

from comments_service.insight.by_site import BySite, by_site
from comments_service.insight.suppression import Group
from comments_service.records import Thread
from comments_service.storage import receipts


async def coverage(thread: Thread) -> BySite | None:
    """Read the figures of a page; None where its readers are asked nothing."""
    if not thread.facts.get("acknowledge"):
        return None
    return by_site([Group(*row) for row in await receipts.by_site(thread.uid)])
