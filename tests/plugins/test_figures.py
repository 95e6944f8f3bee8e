"""Pictures in texts."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.figures import with_figures

KNOWN = {"/images/a.svg": (1600, 900)}
LAZY = 'loading="lazy" decoding="async"'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<p>See <img alt="A" src="/images/a.svg"> here</p>',
            f'<p>See <img alt="A" src="/images/a.svg" width="1600" height="900" {LAZY}> here</p>',
        ),
        ('<img alt="A" src="/images/a.svg" />', f'<img alt="A" src="/images/a.svg" width="1600" height="900" {LAZY}>'),
        (
            "<img alt='A' src='/images/a.svg' width='80'>",
            f"<img alt='A' src='/images/a.svg' width='80' {LAZY}>",
        ),
        ('<img alt="A" src="/unknown.svg">', f'<img alt="A" src="/unknown.svg" {LAZY}>'),
        (
            '<img alt="A" loading="eager" src="/unknown.svg">',
            '<img alt="A" loading="eager" src="/unknown.svg" decoding="async">',
        ),
        (
            '<p><img alt="A" src="/b.svg" title="A &amp; B"></p>',
            f'<figure><img alt="A" src="/b.svg" {LAZY}><figcaption>A &amp; B</figcaption></figure>',
        ),
        (
            '<p><a href="/x/"><img alt="A" src="/b.svg" title="B"></a></p>',
            f'<figure><a href="/x/"><img alt="A" src="/b.svg" {LAZY}></a><figcaption>B</figcaption></figure>',
        ),
        ('<p><img alt="A" src="/b.svg"></p>', f'<p><img alt="A" src="/b.svg" {LAZY}></p>'),
        (
            '<p>One <img alt="A" src="/b.svg" title="B"></p>',
            f'<p>One <img alt="A" src="/b.svg" title="B" {LAZY}></p>',
        ),
    ],
)
def test_each_picture_is_put_in_order(html: str, expected: str) -> None:
    assert with_figures(html, KNOWN.get) == expected


@given(st.text(alphabet='<>p/imgalt="src ', max_size=60))
def test_text_without_pictures_is_left_alone(html: str) -> None:
    assert with_figures(html, KNOWN.get) == html or "<img" in html


@given(st.sampled_from(["", ' title="B"', ' width="5"', ' loading="lazy"']), st.booleans())
def test_doing_it_twice_changes_nothing_more(attribute: str, alone: bool) -> None:
    image = f'<img alt="A" src="/images/a.svg"{attribute}>'
    once = with_figures(f"<p>{image}</p>" if alone else f"<p>Words {image}</p>", KNOWN.get)

    assert with_figures(once, KNOWN.get) == once


@pytest.mark.parametrize(
    "address",
    ["{static}/images/plan.svg", "{attach}../images/plan.svg", "/images/plan.svg", "{static}../images/plan.svg"],
)
def test_a_pictures_size_is_found_however_it_is_named(site: Any, svg: Callable[[int, int], str], address: str) -> None:
    site.write("images/plan.svg", svg(1200, 800))
    site.page("news/a.md", f'![A plan]({address} "The plan")')

    built = site.build()
    page = built.read("news/a/index.html")

    assert re.search(r'<figure[^>]*><img alt="A plan" src="[^"{]+plan.svg" width="1200" height="800"', page)
    assert "<figcaption>The plan</figcaption>" in page


def test_the_main_picture_has_an_address_and_a_size(site: Any, svg: Callable[[int, int], str]) -> None:
    site.write("images/plan.svg", svg(1200, 800))
    site.page("news/a.md", Image="images/plan.svg", Image_alt="A plan", Image_caption="The plan")
    site.page("news/b.md")

    built = site.build()
    page, without = built.page("news/a.md"), built.page("news/b.md")

    assert (page.image_url, page.image_width, page.image_height) == ("/images/plan.svg", 1200, 800)
    assert (page.image_alt, page.image_caption) == ("A plan", "The plan")
    assert (without.image_url, without.image_width, without.image_height) == (None, None, None)
