"""What delivering mail needs, from the settings: put together once, for the service and for the command line."""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from jinja2 import Environment

from comments_service.languages import Language, language
from comments_service.notices.deliver import Delivery
from comments_service.notices.message import Stationery
from comments_service.notices.stopping import SEALED_FOR
from comments_service.people.openid.seal import Seal
from comments_service.settings import Settings
from comments_service.web.templating import environment


def delivery_of(settings: Settings, *, now: Callable[[], datetime], new_id: Callable[[], UUID]) -> Delivery | None:
    """Return how mail is delivered; None where none is sent."""
    if settings.mail is None:
        return None
    service = settings.whole_base
    zone = ZoneInfo(settings.timezone) if settings.timezone else UTC

    def templates(speaks: Language) -> Environment:
        return environment(base=service, site=settings.whole_site, code=speaks.code, zone=zone)

    return Delivery(
        mail=settings.mail,
        stationery=Stationery(service, settings.mail.sender, templates, language(settings.language)),
        seal=Seal(settings.secret, SEALED_FOR),
        name=urlsplit(service).hostname or "localhost",
        now=now,
        new_id=new_id,
    )
