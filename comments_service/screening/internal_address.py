"""Finds where things are inside: names of internal hosts, private addresses, file paths. Only advises.

They help colleagues and intruders alike; the author knows whether a page for everybody is the place.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import lru_cache

from comments_service.languages import N_
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading

MESSAGE = N_(
    "This looks like the address of an internal computer or file. Whoever should find it knows it already: "
    "take it out, or ask a facilitator to review it."
)

# Patterns begin with what is seldom, and only then ask what stands before it: so all else is passed over at once.
_LABEL = r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?"
# In small letters, as are the next two.
_HOST = re.compile(rf"(?<![\w.@%-])(?:{_LABEL}\.){{1,8}}([a-z][a-z0-9-]{{1,30}})(?![\w@-]|\.\w)")
# RFC 6762, RFC 8375, RFC 9476, and what companies have called their own networks all along.
_INTERNAL = frozenset("internal intranet local localdomain lan corp intern intra private home.arpa".split())
# A host of one word is only known inside.
_SHORT_HOST = re.compile(
    r"://(?:(?<=\b(ftp|ssh|smb|rdp)://)|(?<=\b(http|sftp|file|ldap)://)|(?<=\b(https|ldaps)://))"
    r"[a-z][a-z0-9-]{0,62}(?::\d{1,5})?(?![\w.@:-])"
)
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_PRIVATE_IP = re.compile(
    rf"1(?<![\w.,-]1)(?:0\.{_OCTET}\.{_OCTET}\.{_OCTET}|(?:92\.168|72\.(?:1[6-9]|2\d|3[01]))\.{_OCTET}\.{_OCTET})"
    r"(?::\d{1,5}|/\d{1,2})?(?![\w-]|\.\d)"
)
# Four numbers with dots are as often a version or a section; these say otherwise.
_NETWORK_WORDS = frozenset(
    "ip ips host hosts server servers serveur serveurs serwer serwera serwerze router routeur gateway vpn dns subnet"
    " netmask network netwerk netzwerk réseau sieć sieci printer drucker imprimante drukarka drukarki camera firewall"
    " proxy nas ssh rdp ping telnet connect port adresse adres http https ftp smb عنوان خادم الخادم شبكة الشبكة".split()
)
# A letter before it, or after it, and it is another word.
_NETWORK_WORD = re.compile(
    rf"[{''.join({word[0] for word in _NETWORK_WORDS})}](?<![^\W\d_].)"
    rf"(?:{'|'.join(f'(?<={word[0]}){word[1:]}' for word in sorted(_NETWORK_WORDS, reverse=True))})(?![^\W\d_])"
)
_NEAR = 40
# The letter before the first colon is part of the path.
_PATHS = re.compile(
    r"\\\\(?<![\w\\]\\\\)[A-Za-z0-9][\w.-]{1,62}\\[\w$][^\s\"<>|*?]{0,250}"
    r"|:(?<=[A-Za-z]:)(?<![\w/]..)\\(?!\\)[\w$.{}%-](?:[^\s\"<>|*?,;]| (?=[^\s\\]{1,40}\\)){0,250}"
    r"|[~/](?<![\w./)\]:~-].)(?<!\]\(.)(?:(?<=~)|(?<=/)(?:home|r[o]ot|srv|etc|var|opt|usr|mnt|Users|Volumes))"
    r"/[\w.@-][\w./@+-]{0,250}"
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


@lru_cache(maxsize=64)
def _last_labels(internal_hosts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.rpartition(".")[2] for name in _names(internal_hosts))


def _hosts(reading: Reading, internal_hosts: Sequence[str]) -> Iterator[tuple[int, int]]:
    last_labels = _last_labels(tuple(internal_hosts))
    for found in _HOST.finditer(reading.lowered) if "." in reading.text else ():
        # "at the depot.Local people know": a sentence that ended without a space. Most hosts fail at their last label.
        is_one = found[1] in last_labels and not reading.text[found.start(1) : found.end(1)].istitle()
        if is_one and is_internal(found[0], internal_hosts):
            yield found.span()
    for found in _SHORT_HOST.finditer(reading.lowered):
        yield found.start(found.lastindex or 0), found.end()


def _addresses(reading: Reading) -> Iterator[tuple[int, int]]:
    addresses = list(_PRIVATE_IP.finditer(reading.text))
    if not addresses:
        return
    network = [word.start() for word in _NETWORK_WORD.finditer(reading.lowered)]
    for found in addresses:
        following = bisect(network, found.start() - _NEAR)
        is_near = following < len(network) and network[following] < found.end() + _NEAR
        if is_near or found[0].startswith("192.168.") or ":" in found[0] or "/" in found[0]:
            yield found.span()


def _paths(text: str) -> Iterator[tuple[int, int]]:
    for found in _PATHS.finditer(text):
        yield found.start() - found[0].startswith(":"), found.start() + len(found[0].rstrip(_CLOSING))
