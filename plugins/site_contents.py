"""Which pages a build has, gathered from Pelican's generators. Asked by the plugins that look across pages."""

from collections.abc import Iterable
from typing import Any

from pelican.contents import Article, Page
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

PUBLIC_LISTS = ("articles", "translations", "pages")
UNLISTED = ("hidden_articles", "hidden_translations", "hidden_pages")
DRAFTS = ("drafts", "drafts_translations", "draft_pages", "draft_translations")


def every_page(generators: Iterable[Generator]) -> list[Any]:
    """All articles and pages of the build, drafts too, each once, in the order of their files."""
    return _gathered(generators, PUBLIC_LISTS + UNLISTED + DRAFTS)


def public_pages(generators: Iterable[Generator]) -> list[Any]:
    """Articles and pages that have a public address: not drafts."""
    return _gathered(generators, PUBLIC_LISTS + UNLISTED)


def listed_pages(generators: Iterable[Generator]) -> list[Any]:
    """Articles and pages that lists and indexes may name: neither drafts nor hidden."""
    return _gathered(generators, PUBLIC_LISTS)


def is_page(content: Any) -> bool:
    """Whether this is something to read: an article or a page, not a file to copy."""
    return isinstance(content, Article | Page)


def address(content: Any) -> str:
    """A page's root-relative address."""
    return "/" + str(content.url).lstrip("/")


def _gathered(generators: Iterable[Generator], lists: tuple[str, ...]) -> list[Any]:
    found: dict[str, Any] = {}
    for generator in generators:
        if isinstance(generator, ArticlesGenerator | PagesGenerator):
            for name in lists:
                for content in getattr(generator, name, []):
                    found[content.relative_source_path] = content
    return [found[path] for path in sorted(found)]
