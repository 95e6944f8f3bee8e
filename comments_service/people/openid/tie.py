"""What ties a session here to the one at the company's provider that it began with, so that either can end both."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tie:
    """Whose word a session rests on.

    Attributes:
        sid: the provider's name for its session, "" where it gives none.
        hint: its token about the sign-in, which it asks for at sign-out: sealed.
    """

    issuer: str
    subject: str
    sid: str = ""
    hint: str = ""
