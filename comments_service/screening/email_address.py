"""Finds e-mail addresses: one may be meant for everybody, so this only advises."""

import re
from collections.abc import Iterator

from comments_service.languages import N_
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading

MESSAGE = N_(
    "This looks like an e-mail address, and everyone here could read it. "
    "Take it out, or, if it belongs here, ask a facilitator to review it."
)

# Lengths are those of RFC 5321, section 4.5.3.1; they also bound the work for each "@".
_ADDRESS = re.compile(
    r"(?<![\w.%+-])[\w.%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![\w-])"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Each address."""
    if "@" not in reading.text:
        return
    for found in _ADDRESS.finditer(reading.text):
        yield Finding("email_address", Outcome.ADVISE, MESSAGE, *reading.span(found.start(), found.end()))
