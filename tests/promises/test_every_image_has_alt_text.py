"""Every picture of the real site says in words what it shows.

A teaser's picture may be decoration (an empty alt: the headline beside it says it), if its story describes it.
"""

from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

Attributes = dict[str, str | None]


class Pictures(HTMLParser):
    """Collects the pictures of a page: images, and drawings with what names them."""

    def __init__(self) -> None:
        super().__init__()
        self.images: list[Attributes] = []
        self.drawings: list[Attributes] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "img":
            self.images.append(given)
        if tag == "svg" and not self.hidden:
            self.drawings.append(given)
        if self.hidden or given.get("aria-hidden") == "true":
            if tag not in {"img", "br", "hr", "input", "link", "meta", "source", "wbr"}:
                self.hidden.append(tag)
        elif tag == "title" and self.drawings:
            self.drawings[-1].setdefault("aria-label", "a title of its own")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.hidden:
            self.handle_starttag(tag, attrs)
            if self.hidden:
                self.hidden.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()


def read(html: str) -> Pictures:
    pictures = Pictures()
    pictures.feed(html)
    return pictures


def described(html: str) -> set[str]:
    """The addresses of the pictures that a page describes."""
    return {str(image.get("src")) for image in read(html).images if (image.get("alt") or "").strip()}


def unnamed(html: str, elsewhere: Collection[str] = ()) -> Iterator[str]:
    """The pictures of a page that say nothing, and that no page in the site describes."""
    pictures = read(html)
    for image in pictures.images:
        decoration = image.get("alt") == "" and image.get("src") in elsewhere
        if not decoration and not (image.get("alt") or "").strip():
            yield f"img {image.get('src')}"
    for drawing in pictures.drawings:
        named = drawing.get("aria-label") or drawing.get("aria-labelledby")
        if drawing.get("aria-hidden") != "true" and not named:
            yield f"svg {drawing}"


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, str]:
    """Every page of the real site, by the name of its file."""
    return {
        path.relative_to(built_site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(built_site.rglob("*.html"))
    }


def test_every_image_on_every_page_has_alternative_text(pages: dict[str, str]) -> None:
    told = set().union(*map(described, pages.values()))

    assert {name: found for name, html in pages.items() if (found := list(unnamed(html, told)))} == {}
    assert len(told) > 10


def test_every_image_has_its_place_kept_while_it_loads(pages: dict[str, str]) -> None:
    loose = {
        f"{name}: {image.get('src')}"
        for name, html in pages.items()
        for image in read(html).images
        if not (image.get("width") and image.get("height"))
    }

    assert loose == set()


def test_a_teasers_picture_must_be_described_by_its_story() -> None:
    assert list(unnamed('<img src="a" alt="">', {"a"})) == []
    assert list(unnamed('<img src="a">', {"a"})) == ["img a"]
    assert list(unnamed('<img src="b" alt="">', {"a"})) == ["img b"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="a" alt="A hall">', []),
        ('<img src="a" alt="">', ["img a"]),
        ('<img src="a" alt=" "/>', ["img a"]),
        ('<img src="a">', ["img a"]),
        ('<svg aria-hidden="true"><path/></svg>', []),
        ('<span aria-hidden="true"><svg><path/></svg></span>', []),
        ('<svg role="img" aria-label="A hall"></svg>', []),
        ("<svg><title>A hall</title></svg>", []),
        ("<svg></svg>", ["svg {}"]),
        ('<svg aria-hidden="true"/><svg/>', ["svg {}"]),
    ],
)
def test_a_silent_picture_would_be_found(html: str, expected: list[str]) -> None:
    assert list(unnamed(html)) == expected
