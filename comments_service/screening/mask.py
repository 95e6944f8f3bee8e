"""Blacks out what screening found, so that the rest can be posted. Called when an author asks for it; pure."""

from collections.abc import Iterable

from comments_service.screening.finding import Finding

# The same for all: its length would tell what is under it.
_BAR = "▇▇▇"
# What a text can do without. A word that is watched stays: it is what was said, and only its author can say it better.
_MASKABLE = frozenset(
    {
        "secret",
        "payment_card",
        "iban",
        "national_identifier",
        "email_address",
        "phone_number",
        "customer_reference",
        "internal_address",
        "outside_link",
    }
)


def can_be_masked(finding: Finding) -> bool:
    """Say whether a text can do without what was found."""
    return finding.detector in _MASKABLE


def masked(body: str, findings: Iterable[Finding]) -> str:
    """The text with a bar in the place of each finding that can be masked; overlapping ones share a bar."""
    pieces: list[str] = []
    shown_from = 0
    for start, end in sorted((one.start, one.end) for one in findings if can_be_masked(one)):
        if start > shown_from or not pieces:
            pieces += [body[shown_from:start], _BAR]
        shown_from = max(shown_from, end)
    return "".join(pieces) + body[shown_from:]
