"""A build replaces the site only when it is whole."""

import threading
from pathlib import Path

import pytest

from tools import children, site

ARTICLE = "Title: {title}\nDate: 2026-11-02\nSlug: {slug}\n\nThe night shift starts at ten.\n"


def write(root: Path, slug: str, title: str) -> None:
    (root / "content" / f"{slug}.md").write_text(ARTICLE.format(slug=slug, title=title), encoding="utf-8")


def build(root: Path, stop: threading.Event) -> site.Built:
    return site.build(root, settings=site.DEVELOPMENT, stop=stop)


def test_a_build_puts_the_site_in_place_and_counts_its_discussions(root: Path, never: threading.Event) -> None:
    built = build(root, never)

    assert built.discussions == 1
    assert (root / "output" / "first.html").is_file()
    assert sorted(path.name for path in root.glob("output*")) == ["output"]


def test_a_page_that_was_deleted_is_gone_from_the_site(root: Path, never: threading.Event) -> None:
    write(root, "second", "Day shifts")
    build(root, never)
    (root / "content" / "second.md").unlink()
    build(root, never)

    assert not (root / "output" / "second.html").exists()


def test_a_failed_build_says_why_and_the_last_good_site_stands(root: Path, never: threading.Event) -> None:
    build(root, never)
    write(root, "broken", "Broken")

    with pytest.raises(site.BuildFailed, match=r"content/broken\.md:1: Title: is broken"):
        build(root, never)

    assert (root / "output" / "first.html").is_file()
    assert not (root / "output" / "broken.html").exists()


def test_a_misspelt_plugin_fails_the_build(root: Path, never: threading.Event) -> None:
    settings = root / "pelicanconf.py"
    settings.write_text(settings.read_text().replace('["scratch_threads"]', '["scratch_treads"]'))

    with pytest.raises(site.BuildFailed, match="scratch_treads"):
        build(root, never)


def test_a_build_without_a_manifest_is_no_build(root: Path, never: threading.Event) -> None:
    settings = root / "pelicanconf.py"
    settings.write_text(settings.read_text().replace('["scratch_threads"]', "[]"))

    with pytest.raises(site.BuildFailed, match=r"without a usable threads\.json"):
        build(root, never)


def test_a_check_fails_on_a_warning_and_leaves_nothing(root: Path, never: threading.Event) -> None:
    text = (root / "content" / "first.md").read_text()
    sound = site.check(root, stop=never)
    (root / "content" / "first.md").write_text(text + "\n[Gone]({filename}/gone.md)\n")

    assert sound == 1
    assert build(root, never).discussions == 1
    with pytest.raises(site.BuildFailed, match=r"gone\.md"):
        site.check(root, stop=never)
    assert not (root / site.CHECKED).exists()


def test_a_build_killed_between_the_two_renames_is_mended_by_the_next(root: Path, never: threading.Event) -> None:
    build(root, never)
    (root / "output").rename(root / "output.before")
    write(root, "broken", "Broken")

    with pytest.raises(site.BuildFailed):
        build(root, never)

    assert (root / "output" / "first.html").is_file()


def test_a_build_that_is_asked_to_stop_leaves_the_last_good_site(root: Path, never: threading.Event) -> None:
    build(root, never)
    stop = threading.Event()
    stop.set()

    with pytest.raises(children.Stopped):
        build(root, stop)

    assert (root / "output" / "first.html").is_file()


def test_the_manifest_is_handed_over_before_a_reader_meets_the_pages(root: Path, never: threading.Event) -> None:
    met: list[tuple[str, bool]] = []

    def look(manifest: Path) -> None:
        met.append((manifest.read_text(), (root / "output").exists()))

    site.build(root, settings=site.DEVELOPMENT, stop=never, first=look)

    assert met == [('{"site": {}, "threads": [{"uid": "first"}]}', False)]


def test_the_site_is_current_until_something_it_is_made_from_changes(root: Path, never: threading.Event) -> None:
    before = site.is_current(root, site.DEVELOPMENT)
    build(root, never)
    after = site.is_current(root, site.DEVELOPMENT)
    write(root, "second", "Day shifts")

    assert (before, after) == (False, True)
    assert not site.is_current(root, site.DEVELOPMENT)


def test_a_published_site_is_not_the_one_to_look_at_while_writing(root: Path, never: threading.Event) -> None:
    (root / "publishconf.py").write_text("from pelicanconf import *\n")
    site.build(root, settings=site.PUBLISH, stop=never)

    assert not site.is_current(root, site.DEVELOPMENT)


LOG = """\
[19:30:01] WARNING  Feeds generated without SITEURL                    settings.py:688
           ERROR    Could not process content/a.md                     log.py:91
                      | no title
           INFO     Writing output                                     writers.py:10
                      here and there
content/b.md:3: Lang: "xx" is not allowed.
           CRITICAL RuntimeError: Warning or error encountered         __init__.py:656
                    Traceback (most recent call last):
"""


def test_only_complaints_are_told() -> None:
    assert site.complaints(LOG).splitlines() == [
        "Could not process content/a.md",
        "                      | no title",
        'content/b.md:3: Lang: "xx" is not allowed.',
    ]


def test_where_warnings_fail_the_build_they_are_told() -> None:
    assert site.complaints(LOG, strict=True).startswith("Feeds generated without SITEURL\nCould not")


def test_a_trace_without_a_level_is_told_whole() -> None:
    assert site.complaints("Traceback\n  boom\n") == "Traceback\n  boom"
