"""Leaves a redirecting page at each of a page's former addresses, so that old links and bookmarks still arrive.

Loaded by Pelican. Works on any static server: no server configuration is written.
"""

from html import escape
from pathlib import Path
from typing import Any

from pelican.plugins import signals

from plugins.reading import plain_text
from plugins.site_contents import address


def redirect_page(title: str, target: str, lang: str) -> str:
    """A page that sends its reader on at once, and says where for those who are not sent."""
    title, target = escape(title), escape(target)
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">\n<title>{title}</title>\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n<meta name="robots" content="noindex">\n'
        f'<link rel="canonical" href="{target}">\n</head>\n<body>\n'
        f'<p>This page has moved: <a href="{target}">{title}</a></p>\n</body>\n</html>\n'
    )


def write_aliases(generator: Any, writer: Any) -> None:  # noqa: ARG001 - the signal's signature
    originals = [*generator.context["articles"], *generator.context["pages"]]
    translations = [other for page in originals for other in page.translations]
    for page in [*originals, *translations]:
        for alias in page.aliases:
            path = Path(generator.output_path) / alias.strip("/") / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            target = generator.settings["SITEURL"] + address(page)
            path.write_text(redirect_page(plain_text(page.title), target, page.lang), encoding="utf-8")


def register() -> None:
    signals.page_writer_finalized.connect(write_aliases)
