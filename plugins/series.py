"""Puts the pieces of a series in order, the oldest first: page.in_series, page.previous_in_series, page.next_in_series.

Loaded by Pelican. Pieces belong together by `Series` alone, in whatever letters, each language by itself.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from pelican.plugins import signals

from plugins.site_contents import address, listed_pages


@dataclass(frozen=True, slots=True)
class Piece:
    """A page that another leads to."""

    title: str
    url: str
    day: date


def piece(page: Any) -> Piece:
    return Piece(page.title, address(page), page.date.date())


def in_order(pages: list[Any]) -> dict[str, list[Any]]:
    """The pages of each series that has more than one, by the file of each of them."""
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for page in sorted(pages, key=lambda page: (page.date, page.relative_source_path)):
        if page.series:
            found[page.series.casefold(), page.lang].append(page)
    return {page.relative_source_path: series for series in found.values() if len(series) > 1 for page in series}


def add_series(generators: list[Any]) -> None:
    pages = listed_pages(generators)
    series = in_order(pages)
    for page in pages:
        all_of_it = series.get(page.relative_source_path, [])
        place = all_of_it.index(page) if all_of_it else 0
        page.in_series = [piece(one) for one in all_of_it]
        page.previous_in_series = piece(all_of_it[place - 1]) if place > 0 else None
        page.next_in_series = piece(all_of_it[place + 1]) if place + 1 < len(all_of_it) else None


def register() -> None:
    signals.all_generators_finalized.connect(add_series)
