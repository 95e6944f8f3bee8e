"""Which addresses a comment may link to, where an address in running text ends, and what a link must admit to.

Called by markdown.py and markup.py. Pure: looks at the address alone, never at what is behind it.
"""

import re
from urllib.parse import urlsplit

# Longer addresses are tracking or worse, and making a host name of a long one costs the square of its length.
LONGEST_ADDRESS = 1_000

_HOST = r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?"
_WEB = re.compile(rf"https?://(?:{_HOST}|\[[0-9a-f:.]+\])(?::\d{{1,5}})?(?:[/?#]|$)", re.IGNORECASE)
_MAIL = re.compile(rf"mailto:([^\s@?&<>\"'()%,;]+@{_HOST})(?:\?|$)", re.IGNORECASE)
_PAGE = re.compile(r"/(?![/\\])")
# No name and password before the host: "https://bank.example@elsewhere.example" leads elsewhere.
_IN_TEXT = re.compile(r"://(?![^\s/?#@]{0,99}@)[\w.-]+(?::\d{1,5})?(?:[/?#][^\s<>\"`|^{}]*)?")
_SCHEME_AT_END = re.compile(r"(?<![^\W_])https?\Z", re.IGNORECASE)
# What ends the sentence or the emphasis around an address, rather than the address.
_CLOSING = "*_~.,;:!?'\"’”»…،؛؟。，、"


def is_allowed(address: str) -> bool:
    """Whether a link may lead there: the web, a mail address, or a page of this site from its root."""
    return bool(_WEB.match(address) or _MAIL.match(address) or is_of_this_site(address))


def is_of_this_site(address: str) -> bool:
    """Whether it is a path from the site's root; "//host" and "/\\host" are other sites to a browser."""
    return bool(_PAGE.match(address))


def scheme_before(text: str) -> str:
    """The "http" or "https" that a text ends in, as it was typed; empty if it ends in none."""
    found = _SCHEME_AT_END.search(text[-6:])
    return found[0] if found else ""


def rest_of_address(text: str, colon: int) -> str:
    """The address in running text from the colon of its scheme on; empty where there is none."""
    found = _IN_TEXT.match(text, colon, colon + LONGEST_ADDRESS)
    return _without_closing(found[0]) if found else ""


def destination(address: str, shown: str, site_host: str) -> str:
    """The host or mail address that must be named beside a link; empty where its text is just that, or on this site.

    Args:
        address: where the link leads, its host in ASCII (IDNA), so that a look-alike letter shows.
        shown: the text of the link.
        site_host: the site's own host, with its port where it has one.
    """
    if is_of_this_site(address):
        return ""
    mail = _MAIL.match(address)
    host = (mail[1] if mail else urlsplit(address).netloc).lower()
    return "" if host in {site_host.lower(), _host_shown(shown)} else host


def _host_shown(text: str) -> str:
    """The host that a link's text, as a whole, is an address of: a host anywhere within it may be a pretence."""
    shown = text.strip().lower()
    for scheme in ("https://", "http://"):
        if shown.startswith(scheme):
            return re.split(r"[/?#\\\s]", shown.removeprefix(scheme), maxsplit=1)[0]
    return shown.removeprefix("mailto:")


def _without_closing(address: str) -> str:
    """Drop closing punctuation; a bracket stays where it was opened within the address."""
    unopened = {")": address.count(")") - address.count("("), "]": address.count("]") - address.count("[")}
    end = len(address)
    while end:
        last = address[end - 1]
        if unopened.get(last, 0) > 0:
            unopened[last] -= 1
        elif last not in _CLOSING:
            break
        end -= 1
    return address[:end]
