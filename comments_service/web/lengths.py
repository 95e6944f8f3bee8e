"""How long an address and how large the headers of a request may be: beyond what browsers send, nothing is looked at.

Bodies are bounded where they are read (bodies.py). RFC 9110, section 15.5.15; RFC 6585, section 5.
"""

from typing import Final

from starlette.types import Scope

from comments_service.languages import N_
from comments_service.refusals import Refusal

LONGEST_ADDRESS: Final = 8 * 1024  # bytes, with the query
LARGEST_HEADERS: Final = 16 * 1024  # bytes: all names and values together
MOST_HEADERS: Final = 100


class AddressIsTooLong(Refusal):
    """More bytes than an address of ours ever has."""

    code = "address-is-too-long"

    def __init__(self) -> None:
        most = LONGEST_ADDRESS // 1024
        super().__init__(N_("An address may have %(most)s KB, with its query.", most=most), limit=LONGEST_ADDRESS)


class HeadersAreTooLarge(Refusal):
    """More headers, or longer ones, than a browser sends."""

    code = "headers-are-too-large"

    def __init__(self) -> None:
        super().__init__(
            N_(
                "All headers may have %(size)s KB together, and there may be %(most)s. "
                "Deleting this site’s cookies often helps.",
                size=LARGEST_HEADERS // 1024,
                most=MOST_HEADERS,
            ),
            limit=LARGEST_HEADERS,
        )


def too_long(scope: Scope) -> Refusal | None:
    """What is too long about a request, before anything of it is read; None if nothing is."""
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
        return AddressIsTooLong()
    headers = scope["headers"]
    if len(headers) > MOST_HEADERS or sum(len(name) + len(value) for name, value in headers) > LARGEST_HEADERS:
        return HeadersAreTooLarge()
    return None
