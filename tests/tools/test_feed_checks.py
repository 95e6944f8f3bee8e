"""Feeds that their readers could not read."""

from pathlib import Path

import pytest

from tools.feed_checks import check_feeds

ENTRY = """<entry><id>tag:newsroom.example,2026-03-02:/a/</id><title>A</title>
<updated>2026-03-02T09:00:00+00:00</updated>
<author><name>Amal</name></author><link href="https://newsroom.example/a/"/></entry>"""
FEED = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>https://newsroom.example/</id><title>News</title>
<updated>2026-03-02T09:00:00+00:00</updated>{ENTRY}</feed>"""


def problems_of(output: Path, text: str) -> list[str]:
    (output / "feeds").mkdir()
    (output / "feeds" / "all.atom.xml").write_text(text)
    return [str(problem) for problem in check_feeds(output)]


def test_a_sound_feed_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path, FEED) == []


@pytest.mark.parametrize(
    ("sound", "broken", "told"),
    [
        ("</feed>", "", "is not XML: "),
        ("http://www.w3.org/2005/Atom", "urn:other", "is not an Atom feed."),
        ("<title>A</title>", "", "entry 1 has title 0 times. Allowed: once."),
        ("<title>News</title>", "<title> </title>", "the feed has title 0 times. Allowed: once."),
        ("<title>A</title>", "<title>A</title><title>B</title>", "entry 1 has title 2 times. Allowed: once."),
        (
            "<author><name>Amal</name></author>",
            "",
            "entry 1 has no author. Allowed: Authors in the page's front matter.",
        ),
        (
            "09:00:00+00:00</updated>\n<author>",
            "09:00:00</updated>\n<author>",
            'entry 1 was updated "2026-03-02T09:00:00". ',
        ),
        (
            'href="https://newsroom.example/a/"',
            'href="/a/"',
            'entry 1 links to "/a/". Allowed: an address with https://.',
        ),
        (ENTRY, ENTRY * 2, "2 entries have the id tag:newsroom.example,2026-03-02:/a/. Allowed: an id for each."),
    ],
)
def test_each_fault_is_told_in_its_own_words(tmp_path: Path, sound: str, broken: str, told: str) -> None:
    assert sound in FEED

    (problem,) = problems_of(tmp_path, FEED.replace(sound, broken))

    assert problem.startswith(f"feeds/all.atom.xml:1: {told}")
