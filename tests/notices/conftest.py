"""What this room's tests share: a conversation in a database with the cast in it, a mail server, and the mail of some
of the cast."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from comments_service.mailroom import delivery_of
from comments_service.notices.deliver import Delivery
from comments_service.notices.outbox import Outbox
from comments_service.settings import read
from comments_service.storage import mailboxes
from tests.support.company import AMAL, BEN
from tests.support.post import SENDER, Letterbox, post_office
from tests.support.talking import Talk


@pytest.fixture
def talk(database: str) -> Talk:
    """A conversation, on SQLite and on PostgreSQL."""
    return Talk()


@pytest.fixture
def box() -> Iterator[Letterbox]:
    """A mail server."""
    with post_office() as box:
        yield box


@pytest.fixture
async def mailed(talk: Talk) -> Talk:
    """The conversation of a site that sends mail; Amal and Ben have an address."""
    talk.ledger.keep_true(Outbox(talk.new_id))
    for person in (AMAL, BEN):
        await mailboxes.put_address(person.id, f"{person.handle}@example.com")
    return talk


@pytest.fixture
def delivery(talk: Talk, box: Letterbox) -> Delivery:
    """What delivers to that server, by the conversation's clock."""
    told = {"TOWNHALL_SMTP_URL": box.url, "TOWNHALL_MAIL_FROM": SENDER, "TOWNHALL_SITE_URL": "https://site.example"}
    settings = read({**told, "TOWNHALL_PUBLIC_URL": "https://news.example"})
    made = delivery_of(settings, now=lambda: talk.now, new_id=talk.new_id)
    assert made
    return replace(made)
