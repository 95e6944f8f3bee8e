"""Finds links that lead out of the company, to hosts that it has not listed. Only advises.

A look-alike of a listed host is another host, so the address is read as it was typed.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from comments_service.languages import N_
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.internal_address import is_internal
from comments_service.screening.reading import Reading

MESSAGE = N_(
    "This link leads to a site outside the company. Readers should know where it goes: "
    "say so beside it, or ask a facilitator to review it."
)

# What a browser takes for an address: its name may follow a login, and ends at a port, a path, a question.
_LINK = re.compile(
    r"(?<![\w+.-])(?:(?:https?|ftps?|wss?):[/\\]{1,3}(?:[^\s/\\?#@<>()\"']{1,200}@)?|(?<=\()//|(?=www\.\w))"
    r"(?P<host>[^\s/\\?#@:<>()\"`]{1,253})[^\s<>()\"`]{0,2000}",
    re.IGNORECASE,
)
_CLOSING = ".,;:!?…'’”»*_~|]،؟。"


def find(reading: Reading, allowed_hosts: Sequence[str], internal_hosts: Sequence[str] = ()) -> Iterator[Finding]:
    """Each link to a host that is not one of these, nor below one, nor internal. No allowed host, no findings."""
    if not allowed_hosts:
        return
    allowed = {_name(host) for host in allowed_hosts}
    outside: dict[str, bool] = {}
    for found in _LINK.finditer(reading.text):
        start, end = reading.span(*found.span("host"))
        written = reading.body[start:end]
        # A name of one word is internal, however it is read.
        if "." in written and written not in outside:
            # What is as long as it is read has nothing in it that is left out.
            host = _name(written if len(found["host"]) == end - start else _seen(written))
            outside[written] = not _is_below(host, allowed) and not is_internal(host, internal_hosts)
        if outside.get(written):
            place = reading.span(found.start(), found.start() + len(found[0].rstrip(_CLOSING)))
            yield Finding("outside_link", Outcome.ADVISE, MESSAGE, *place)


def _is_below(host: str, allowed: set[str]) -> bool:
    labels = host.split(".")
    return any(".".join(labels[first:]) in allowed for first in range(len(labels)))


def _name(host: str) -> str:
    return host.rstrip(_CLOSING).casefold().removeprefix("*.")


def _seen(host: str) -> str:
    """A host without the characters that a browser leaves out."""
    return "".join(character for character in host if unicodedata.category(character) != "Cf")
