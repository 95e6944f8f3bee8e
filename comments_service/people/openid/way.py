"""The way in through the company's provider, as handlers and actions are handed it; made by app.py."""

from dataclasses import dataclass

from comments_service.people.openid.profile import Mapped
from comments_service.people.openid.provider import Provider
from comments_service.people.openid.seal import Seal


@dataclass(frozen=True, slots=True)
class Way:
    """What signing in through the provider needs.

    Attributes:
        name: what people call it, as in "Sign in with …".
        mapped: what its claims and groups mean here.
        pending: seals sign-ins that have begun.
        hints: seals the provider's tokens about sign-ins.
        going: seals where somebody goes after signing out.
    """

    name: str
    provider: Provider
    mapped: Mapped
    pending: Seal
    hints: Seal
    going: Seal
