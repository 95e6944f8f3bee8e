"""Finds where things are inside: names of internal hosts, private addresses, file paths. Only advises.

They help colleagues and intruders alike; the author knows whether a page for everybody is the place.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import lru_cache

from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading

MESSAGE = (
    "This looks like the address of an internal computer or file. Whoever should find it knows it already: "
    "take it out, or ask a facilitator to review it."
)

_LABEL = r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?<![\w.@%-])(?:{_LABEL}\.){{1,8}}[a-z][a-z0-9-]{{1,30}}(?![\w@-]|\.\w)", re.IGNORECASE)
# RFC 6762, RFC 8375, RFC 9476, and what companies have called their own networks all along.
_INTERNAL = frozenset("internal intranet local localdomain lan corp intern intra private home.arpa".split())
# A host of one word is only known inside. It is looked for in small letters.
_SHORT_HOST = re.compile(
    r"\b(?:https?|ftp|sftp|ssh|smb|file|ldaps?|rdp)://[a-z][a-z0-9-]{0,62}(?::\d{1,5})?(?![\w.@:-])"
)
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_PRIVATE_IP = re.compile(
    rf"(?<![\w.,-])(?:10\.{_OCTET}\.{_OCTET}\.{_OCTET}|(?:192\.168|172\.(?:1[6-9]|2\d|3[01]))\.{_OCTET}\.{_OCTET})"
    r"(?::\d{1,5}|/\d{1,2})?(?![\w-]|\.\d)"
)
# Four numbers with dots are as often a version or a section; these say otherwise.
_NETWORK_WORDS = frozenset(
    "ip ips host hosts server servers serveur serveurs serwer serwera serwerze router routeur gateway vpn dns subnet"
    " netmask network netwerk netzwerk réseau sieć sieci printer drucker imprimante drukarka drukarki camera firewall"
    " proxy nas ssh rdp ping telnet connect port adresse adres http https ftp smb عنوان خادم الخادم شبكة الشبكة".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 40
_PATHS = re.compile(
    r"(?<![\w\\])\\\\[A-Za-z0-9][\w.-]{1,62}\\[\w$][^\s\"<>|*?]{0,250}"
    r"|(?<![\w/])[A-Za-z]:\\(?!\\)[\w$.{}%-](?:[^\s\"<>|*?,;]| (?=[^\s\\]{1,40}\\)){0,250}"
    r"|(?<![\w./)\]:~-])(?<!\]\()(?:~|/home|/r[o]ot|/srv|/etc|/var|/opt|/usr|/mnt|/Users|/Volumes)/[\w.@-][\w./@+-]{0,250}"
)
_CLOSING = ".,;:!?)]}»”’'`*_ "


def find(reading: Reading, internal_hosts: Sequence[str]) -> Iterator[Finding]:
    """Each address; `internal_hosts` are the company's own names, what is below them included."""
    for start, end in (*_hosts(reading, internal_hosts), *_addresses(reading), *_paths(reading.text)):
        yield Finding("internal_address", Outcome.ADVISE, MESSAGE, *reading.span(start, end))


def is_internal(host: str, internal_hosts: Sequence[str]) -> bool:
    """Whether a host has a name that is only known inside: one word, or below one of these or of the usual ones."""
    labels = host.lower().split(".")
    names = {".".join(labels[first:]) for first in range(len(labels))}
    return len(labels) == 1 or not names.isdisjoint(_names(tuple(internal_hosts)))


@lru_cache(maxsize=64)
def _names(internal_hosts: tuple[str, ...]) -> frozenset[str]:
    return _INTERNAL | {name.lower().strip(".").removeprefix("*.") for name in internal_hosts}


def _hosts(reading: Reading, internal_hosts: Sequence[str]) -> Iterator[tuple[int, int]]:
    for found in _HOST.finditer(reading.text) if "." in reading.text else ():
        # "at the depot.Local people know": a sentence that ended without a space.
        is_sentence = found[0].rpartition(".")[2].istitle()
        if not is_sentence and is_internal(found[0], internal_hosts):
            yield found.span()
    for found in _SHORT_HOST.finditer(reading.lowered) if "://" in reading.text else ():
        yield found.span()


def _addresses(reading: Reading) -> Iterator[tuple[int, int]]:
    addresses = list(_PRIVATE_IP.finditer(reading.text))
    if not addresses:
        return
    network = [word.start() for word in _WORD.finditer(reading.lowered) if word[0] in _NETWORK_WORDS]
    for found in addresses:
        following = bisect(network, found.start() - _NEAR)
        is_near = following < len(network) and network[following] < found.end() + _NEAR
        if is_near or found[0].startswith("192.168.") or ":" in found[0] or "/" in found[0]:
            yield found.span()


def _paths(text: str) -> Iterator[tuple[int, int]]:
    for found in _PATHS.finditer(text) if "/" in text or "\\" in text else ():
        yield found.start(), found.start() + len(found[0].rstrip(_CLOSING))
