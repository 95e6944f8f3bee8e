"""A text cut where screening found something, so that the desk can mark the words. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text, and whether screening found something in it."""

    text: str
    found: bool


def marked(body: str, findings: Sequence[Mapping[str, Any]]) -> list[Piece]:
    """Cut a text into pieces which together are the text again; findings that overlap or touch share one piece.

    Args:
        findings: with `start` and `end` in characters of the text; what lies outside of it is left out.
    """
    pieces, at = [], 0
    for start, end in _spans(len(body), findings):
        pieces += [Piece(body[at:start], found=False), Piece(body[start:end], found=True)]
        at = end
    return [piece for piece in (*pieces, Piece(body[at:], found=False)) if piece.text]


def _spans(length: int, findings: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, int]]:
    clamped = sorted((max(0, int(one["start"])), min(length, int(one["end"]))) for one in findings)
    joined: tuple[int, int] | None = None
    for start, end in clamped:
        if start >= end:
            continue
        if joined and start <= joined[1]:
            joined = (joined[0], max(joined[1], end))
            continue
        if joined:
            yield joined
        joined = (start, end)
    if joined:
        yield joined
