"""Writes output/sitemap.xml: every public address, when it last changed, and where its translations are.

Loaded by Pelican. Follows sitemaps.org 0.9, with hreflang alternates as xhtml:link.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pelican.plugins import signals

from plugins.site_contents import address

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


@dataclass(frozen=True, slots=True)
class Place:
    """One address: root relative, with its last change (ISO 8601, or empty) and its versions by language."""

    path: str
    changed: str = ""
    versions: tuple[tuple[str, str], ...] = ()


def sitemap(places: Iterable[Place], siteurl: str) -> str:
    """The whole file. Without a site address the locations stay root relative, which only a preview may have."""
    return (
        HEAD + "".join(_url(place, siteurl) for place in sorted(places, key=lambda place: place.path)) + "</urlset>\n"
    )


def _url(place: Place, siteurl: str) -> str:
    changed = f"<lastmod>{place.changed}</lastmod>" if place.changed else ""
    versions = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(lang)} href={quoteattr(siteurl + path)}/>'
        for lang, path in place.versions
    )
    return f"<url><loc>{escape(siteurl + place.path)}</loc>{changed}{versions}</url>\n"


def place_of(page: Any) -> Place:
    """A page's entry. A page with translations names all versions, its own too, as hreflang asks."""
    versions = (
        sorted((version.lang, address(version)) for version in [page, *page.translations]) if page.translations else []
    )
    changed = getattr(page, "modified", page.date)
    return Place(address(page), changed.isoformat(), tuple(versions))


def write_sitemap(generator: Any, writer: Any) -> None:  # noqa: ARG001 - the signal's signature
    context = generator.context
    originals = [*context["articles"], *context["pages"]]
    pages = [*originals, *(other for page in originals for other in page.translations)]
    lists = {"/", *(f"/{page.section}/" for page in originals if page.section != "pages")}
    places = [*(Place(path) for path in lists), *(place_of(page) for page in pages)]
    path = Path(generator.output_path) / "sitemap.xml"
    path.write_text(sitemap(places, generator.settings["SITEURL"]), encoding="utf-8")


def register() -> None:
    signals.page_writer_finalized.connect(write_sitemap)
