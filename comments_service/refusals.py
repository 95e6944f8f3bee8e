"""The family of errors that are answers: each says what happened, with a stable code and the facts the reader needs.

Rules and actions in every room raise them; web/problems.py turns them into HTTP. They know nothing of HTTP themselves.
"""

from collections.abc import Sequence
from typing import Any, ClassVar


class Refusal(Exception):
    """What was asked for is not done, nothing was changed, and this is why.

    Args:
        message: one plain sentence for the person who asked.
        facts: what a program needs to go on (limits, names, times); must be JSON-serialisable.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class FieldIsWrong(Refusal):
    """A field of the request holds something that is not allowed.

    Args:
        field: the field's name as the client sent it.
        message: what is wrong and what is allowed.
        allowed: the values that would do, where they can be listed.
    """

    code = "field-is-wrong"

    def __init__(self, field: str, message: str, *, allowed: Sequence[str] = ()) -> None:
        super().__init__(message, allowed=list(allowed)) if allowed else super().__init__(message)
        self.field = field


class NotAllowed(Refusal):
    """The person is known, and may not do this."""

    code = "not-allowed"


class SignInRequired(Refusal):
    """Nobody is signed in, and this needs somebody."""

    code = "sign-in-required"

    def __init__(self, message: str = "Sign in first.") -> None:
        super().__init__(message)
