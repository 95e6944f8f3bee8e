"""A site small enough to build in a second, made anew for each test of the tools that build, watch and serve."""

import threading
from pathlib import Path

import pytest

SETTINGS = """
SITENAME = "Scratch"
SITEURL = ""
TIMEZONE = "UTC"
DEFAULT_DATE_FORMAT = "%Y-%m-%d"
THEME = "simple"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["scratch_threads"]
CACHE_CONTENT = False
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""

# Stands where the site's own manifest plugin does: what the tools need of a build is that there is a manifest.
PLUGIN = '''
"""Writes a manifest of the articles; an article called Broken is an error."""

import json
import logging
from pathlib import Path

from pelican import signals


def write(generators):
    articles = [article for generator in generators for article in getattr(generator, "articles", [])]
    for article in articles:
        if article.title == "Broken":
            logging.getLogger(__name__).error("content/broken.md:1: Title: is broken")
    manifest = {"site": {}, "threads": [{"uid": article.slug} for article in articles]}
    output = Path(generators[0].output_path)
    output.mkdir(exist_ok=True)
    (output / "threads.json").write_text(json.dumps(manifest))


def register():
    signals.all_generators_finalized.connect(write)
'''


def write_article(root: Path, name: str, title: str) -> None:
    text = f"Title: {title}\nDate: 2026-11-02\nSlug: {name}\n\nThe night shift starts at ten.\n"
    (root / "content" / f"{name}.md").write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site of one article, with settings, a plugin that writes the manifest, and a lock."""
    for folder in ("content", "plugins", "requirements"):
        (tmp_path / folder).mkdir()
    (tmp_path / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "plugins" / "scratch_threads.py").write_text(PLUGIN, encoding="utf-8")
    (tmp_path / "requirements" / "run.txt").write_text("# nothing to install\n", encoding="utf-8")
    write_article(tmp_path, "first", "Night shifts")
    return tmp_path


@pytest.fixture
def never() -> threading.Event:
    """Nobody asks to stop."""
    return threading.Event()
