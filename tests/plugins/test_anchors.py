"""The parts of a page that links may name."""

from pelicanconf import MARKDOWN
from plugins.anchors import EXTENSIONS, is_heading, places_in


def test_headings_attributes_footnotes_and_html_have_places() -> None:
    body = 'Title: no\n\n## Why cold?\n\n## Why cold?\n\n## Named {#mine}\n\n<p id="raw">x</p>\n\nA[^1].\n\n[^1]: B\n'

    assert {"why-cold", "why-cold_1", "mine", "raw", "fn:1", "fnref:1"} <= places_in(body)


def test_the_blocks_that_readers_link_to_have_places() -> None:
    assert any(place.startswith("b-") for place in places_in("Some words.\n"))


def test_code_has_none() -> None:
    assert "x" not in places_in('```\n<p id="x">\n```\n')


def test_it_renders_as_the_site_does() -> None:
    assert set(EXTENSIONS) == set(MARKDOWN["extension_configs"])


def test_what_is_told_without_rendering_is_what_rendering_tells() -> None:
    body = "## Why cold?\n\n## What’s new, in short.\n\n### Gdańsk: **hall** 2\n\n```\n## Not this\n```\n"

    assert is_heading("why-cold", body)
    assert is_heading("whats-new-in-short", body)
    assert not is_heading("gdansk-hall-2", body)
    assert not is_heading("not-this", body)
    assert {"why-cold", "whats-new-in-short", "gdansk-hall-2"} <= places_in(body)
