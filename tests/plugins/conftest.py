"""A scratch site for the plugins to work on: a content tree in a temporary folder, built by the real Pelican.

The theme is empty, so that Pelican's own plain templates list every page, tag, author and feed that there is to list.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from blinker import ANY, Signal
from pelican import Pelican
from pelican.plugins import signals
from pelican.settings import read_settings

from plugins.front_matter import check_files

PLUGINS = [
    f"plugins.{name}"
    for name in (
        *("front_matter", "embargo", "bylines", "reading", "figures", "tables", "quiz", "blocks"),
        *("courses", "threads", "sitemap", "aliases"),
    )
]
PEOPLE = """
[amal]
name = "Amal Haddad"
title = "Warehouse operative"
site = "Casablanca"
department = "Warehouse"
roles = []

[dana]
name = "Dana Reyes"
title = "Facilitator"
site = "Leeds"
department = "Communications"
roles = ["facilitator"]

[marek]
name = "Marek Nowak"
title = "Operations director"
site = "Gdańsk"
department = "Operations"
roles = ["leader"]
"""
ADDRESSES = {
    "ARTICLE_URL": "{category}/{slug}/",
    "ARTICLE_SAVE_AS": "{category}/{slug}/index.html",
    "ARTICLE_LANG_URL": "{lang}/{category}/{slug}/",
    "ARTICLE_LANG_SAVE_AS": "{lang}/{category}/{slug}/index.html",
    "PAGE_URL": "{slug}/",
    "PAGE_SAVE_AS": "{slug}/index.html",
    "PAGE_LANG_URL": "{lang}/{slug}/",
    "PAGE_LANG_SAVE_AS": "{lang}/{slug}/index.html",
    "CATEGORY_URL": "{slug}/",
    "CATEGORY_SAVE_AS": "{slug}/index.html",
    "AUTHOR_URL": "authors/{slug}/",
    "AUTHOR_SAVE_AS": "authors/{slug}/index.html",
    "TAG_URL": "tags/{slug}/",
    "TAG_SAVE_AS": "tags/{slug}/index.html",
}


@dataclass
class Built:
    """What a build left behind: the output folder, and the pages as the templates saw them."""

    output: Path
    context: dict[str, Any] = field(default_factory=dict)

    def read(self, name: str) -> str:
        return (self.output / name).read_text(encoding="utf-8")

    def files(self) -> set[str]:
        return {path.relative_to(self.output).as_posix() for path in self.output.rglob("*") if path.is_file()}

    def page(self, name: str) -> Any:
        """The page of one content file."""
        return self.context["generated_content"][name]

    def manifest(self) -> Any:
        return json.loads(self.read("threads.json"))


@dataclass
class ScratchSite:
    """A content folder to write to, check and build. Its clock stands at noon on 23 November 2026, UTC."""

    root: Path
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def content(self) -> Path:
        return self.root / "content"

    def write(self, name: str, text: str) -> Path:
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def page(self, name: str, body: str = "Some words.", **keys: str) -> Path:
        """A page with the front matter that every page needs, and what `keys` add or change."""
        front = {"Title": "A page", "Date": "2026-03-02 09:00", "Summary": "What it says.", **keys}
        front.setdefault("Slug", Path(name).stem)
        lines = "".join(f"{key}: {value}\n" for key, value in front.items() if value)
        return self.write(name, f"{lines}\n{body}\n")

    def problems(self) -> list[str]:
        moment = datetime.fromisoformat(self.settings["BUILD_TIME"])
        return [str(problem) for problem in check_files(self.content, now=moment)]

    def build(self, **changed: Any) -> Built:
        override = {**self.settings, **changed}
        built = Built(Path(override["OUTPUT_PATH"]))

        def keep(generator: Any, **_: Any) -> None:
            built.context.update(generator.context)

        try:
            pelican = Pelican(read_settings(override=override))
            signals.page_writer_finalized.connect(keep)
            pelican.run()
        finally:
            forget_receivers()
        return built


def forget_receivers() -> None:
    """Pelican's signals belong to the process: one test's plugins must not work on the next test's site."""
    for signal in vars(signals).values():
        if isinstance(signal, Signal):
            for receiver in list(signal.receivers_for(ANY)):
                signal.disconnect(receiver)


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """An empty site with three people."""
    scratch = ScratchSite(tmp_path)
    for folder in ("content/news", "content/images", "theme/templates", "theme/static"):
        (tmp_path / folder).mkdir(parents=True)
    scratch.write("people.toml", PEOPLE)
    scratch.settings = {
        "PATH": str(scratch.content),
        "OUTPUT_PATH": str(tmp_path / "output"),
        "THEME": str(tmp_path / "theme"),
        "PLUGINS": PLUGINS,
        "BUILD_TIME": "2026-11-23T12:00:00+00:00",
        "SITEURL": "https://newsroom.example",
        "SITENAME": "Townhall",
        "TIMEZONE": "UTC",
        "ARTICLE_PATHS": ["news", "learning", "communities"],
        "ARTICLE_TRANSLATION_ID": "uid",
        "PAGE_TRANSLATION_ID": "uid",
        "FEED_MAX_ITEMS": 50,
        "MARKDOWN": {"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"},
        **ADDRESSES,
    }
    return scratch


@pytest.fixture
def svg() -> Callable[[int, int], str]:
    """A picture of a given size, as text."""

    def draw(width: int, height: int) -> str:
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"></svg>'

    return draw
