"""Finds what else there is to read on the topics of an article: page.related, those that have most in common first.

Loaded by Pelican, after plugins/reading.py. A topic that few write about says more than one that everybody does. Of one
topic only the nearest in time are looked at: so thousands of articles cost little, and a new one changes few others.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from pelican.plugins import signals

from plugins.series import Piece, piece
from plugins.site_contents import listed_pages

MOST: Final = 3
# On each side in time, of each topic.
NEAREST: Final = 10


def topics_of(articles: Iterable[Any]) -> dict[tuple[str, str], list[Any]]:
    """The articles of each topic and language, the oldest first. What has expired leads nobody there."""
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for article in sorted(articles, key=_when):
        for tag in getattr(article, "tags", []) if not article.expired else []:
            found[tag.slug, article.lang].append(article)
    return found


def related(article: Any, topics: dict[tuple[str, str], list[Any]]) -> list[Piece]:
    """What has most in common with an article; of what has as much, the nearest in time. Not its own series."""
    common: dict[str, float] = defaultdict(float)
    known: dict[str, Any] = {}
    for tag in getattr(article, "tags", []):
        others = topics.get((tag.slug, article.lang), [])
        place = bisect_left(others, _when(article), key=_when)
        for other in others[max(0, place - NEAREST) : place + NEAREST + 1]:
            known[other.relative_source_path] = other
            common[other.relative_source_path] += 1 / len(others)
    own = article.series.casefold() if article.series else None
    left = [
        other
        for other in known.values()
        if other is not article and (own is None or not other.series or other.series.casefold() != own)
    ]
    left.sort(
        key=lambda other: (
            -round(common[other.relative_source_path], 9),
            abs(other.date - article.date),
            other.relative_source_path,
        )
    )
    return [piece(other) for other in left[:MOST]]


def _when(article: Any) -> tuple[Any, str]:
    return article.date, article.relative_source_path


def add_related(generators: list[Any]) -> None:
    articles = [page for page in listed_pages(generators) if page.section != "pages"]
    topics = topics_of(articles)
    for article in articles:
        article.related = related(article, topics)


def register() -> None:
    signals.all_generators_finalized.connect(add_related)
