"""Choosing in which encoding to answer. Asked by what is kept compressed: fragments and assets."""

from functools import lru_cache
from typing import Final, Literal

Coding = Literal["plain", "gzip", "br"]
_REFUSALS: Final = (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")


@lru_cache(maxsize=256)
def coding_for(accepted: bytes) -> Coding:
    """Choose by Accept-Encoding (RFC 9110, section 12.5.3): brotli, then gzip, unless refused with q=0."""
    offered = {}
    for part in accepted.split(b","):
        name, _, weight = part.strip().lower().partition(b";")
        offered[name.strip()] = weight.replace(b" ", b"") not in _REFUSALS
    if offered.get(b"br"):
        return "br"
    return "gzip" if offered.get(b"gzip") else "plain"
