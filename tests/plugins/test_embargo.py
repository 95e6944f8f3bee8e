"""What is not public is nowhere in a publishing build. Each test is a way in which it could get out."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.embargo import files_named, is_public, may_be_copied

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TITLE, WORDS, SLUG = "Heron flies north", "kittiwake-colony moves", "heron-flies"
PICTURE, PICTURE_WORDS = "images/nesting-plan.svg", "cormorant-inside-the-picture"
FUTURE = "2026-11-23 12:01"

PUBLISHING = {"EMBARGO": True}


def secrets_in(built: Any) -> set[str]:
    """Where in a whole output tree the embargoed story shows: in a path or in any byte of a file."""
    told = [word.encode() for word in (TITLE, WORDS, SLUG, "nesting-plan", PICTURE_WORDS, "secret-tag", "secret-term")]
    return {
        name
        for name in built.files()
        for word in told
        if word in name.encode() or word in (built.output / name).read_bytes()
    }


@pytest.fixture
def story(site: Any) -> Any:
    """A public page, and a way to add the story that nobody may see yet."""
    site.page("news/public.md", Title="Public news")
    site.write(PICTURE, f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><desc>{PICTURE_WORDS}</desc></svg>')

    def add(name: str = f"news/{SLUG}.md", **keys: str) -> None:
        front = {
            "Title": TITLE,
            "Date": FUTURE,
            "Tags": "secret-tag",
            "Authors": "amal",
            "Embargo_terms": "secret-term",
        }
        body = f"{WORDS}\n\n![A plan]({{static}}/{PICTURE})\n\n[The file]({{attach}}../{PICTURE})"
        site.page(name, body, **(front | keys))

    site.add = add
    return site


@pytest.mark.parametrize(
    "name", [f"news/{SLUG}.md", f"learning/{SLUG}.md", f"communities/{SLUG}.md", f"pages/{SLUG}.md"]
)
def test_a_page_dated_in_the_future_is_nowhere_in_the_output(story: Any, name: str) -> None:
    story.add(name)

    built = story.build(**PUBLISHING)

    assert secrets_in(built) == set()
    assert "news/public/index.html" in built.files()


@pytest.mark.parametrize("status", ["draft", "hidden"])
@pytest.mark.parametrize("name", [f"news/{SLUG}.md", f"pages/{SLUG}.md"])
def test_what_is_not_marked_as_published_is_nowhere_in_the_output(story: Any, name: str, status: str) -> None:
    story.add(name, Status=status, Date="2026-01-01")

    assert secrets_in(story.build(**PUBLISHING)) == set()


def test_the_scratch_story_would_be_found_everywhere_without_the_embargo(story: Any) -> None:
    """The searches above find something to find: this is the same story a minute later."""
    story.add()

    found = secrets_in(story.build(**PUBLISHING, BUILD_TIME="2026-11-23T12:02:00+00:00"))

    assert {f"news/{SLUG}/index.html", "threads.json", "sitemap.xml", PICTURE, "index.html"} <= found
    assert {"feeds/all.atom.xml", "tags/secret-tag/index.html", "authors/amal/index.html"} <= found


def test_pelicans_own_future_dates_would_write_the_story_as_a_draft(story: Any) -> None:
    story.add(Date="2099-01-01")

    found = secrets_in(story.build(PLUGINS=[], WITH_FUTURE_DATES=False, ARTICLE_TRANSLATION_ID="slug"))

    assert f"drafts/{SLUG}.html" in found


def test_future_dates_stay_out_even_where_pelican_is_told_to_make_drafts_of_them(story: Any) -> None:
    story.add()

    assert secrets_in(story.build(**PUBLISHING, WITH_FUTURE_DATES=False)) == set()


def test_a_translation_waits_for_its_own_day(story: Any) -> None:
    story.add("news/public-fr.md", Slug="public", Uid="public", Lang="fr")

    built = story.build(**PUBLISHING)

    assert secrets_in(built) == set()
    assert built.manifest()["threads"][0]["translations"] == []


def test_a_lesson_that_is_to_come_is_in_no_outline(story: Any) -> None:
    story.page("learning/course.md", Course="course", Title="The course")
    story.page("learning/first.md", Course="course", Module="1 | One", Lesson="1")
    story.add(f"learning/{SLUG}.md", Course="course", Module="1 | One", Lesson="2")

    built = story.build(**PUBLISHING)

    assert secrets_in(built) == set()
    assert built.page("learning/first.md").next_lesson is None


def test_a_former_address_of_a_page_to_come_does_not_answer_yet(story: Any) -> None:
    story.add(Aliases="news/old-heron/")

    assert not {name for name in story.build(**PUBLISHING).files() if "heron" in name}


def test_a_picture_that_a_public_page_shows_too_is_copied(story: Any) -> None:
    story.add()
    story.page("news/public.md", f"![The plan]({{static}}/{PICTURE})")

    assert PICTURE in story.build(**PUBLISHING).files()


@pytest.mark.parametrize(
    "body",
    [
        f"![Plan](/{PICTURE})",
        f'<img src="{{static}}/{PICTURE}" alt="Plan">',
        f'<picture><source srcset="/{PICTURE} 2x"><img src="/{PICTURE}" alt="Plan"></picture>',
        f"[The plan]({{static}}../{PICTURE})",
    ],
)
def test_a_picture_is_copied_however_a_public_page_points_to_it(story: Any, body: str) -> None:
    story.page("news/public.md", body)

    assert PICTURE in story.build(**PUBLISHING).files()


def test_a_pages_main_picture_is_copied(story: Any) -> None:
    story.page("news/public.md", Image=PICTURE, Image_alt="The plan")

    assert PICTURE in story.build(**PUBLISHING).files()


def test_a_picture_that_nothing_points_to_yet_is_not_copied(story: Any) -> None:
    assert PICTURE not in story.build(**PUBLISHING).files()


def test_what_the_theme_shows_and_what_settings_name_is_copied(story: Any) -> None:
    story.write("images/logo.svg", "<svg></svg>")
    story.write("images/portraits/amal.svg", "<svg></svg>")
    (story.root / "theme/templates/extra.html").write_text('<img src="/images/logo.svg" alt="Townhall">')

    built = story.build(**PUBLISHING, EMBARGO_PUBLIC=["images/portraits/*"])

    assert {name for name in built.files() if name.startswith("images/")} == {
        "images/logo.svg",
        "images/portraits/amal.svg",
    }


def test_a_page_put_back_to_draft_does_not_stay_from_the_build_before(story: Any) -> None:
    story.add(Date="2026-01-01")
    assert secrets_in(story.build(**PUBLISHING)) != set()

    story.add(Date="2026-01-01", Status="draft")

    assert secrets_in(story.build(**PUBLISHING)) == set()


def test_a_deleted_page_does_not_stay_from_the_build_before(story: Any) -> None:
    story.add(Date="2026-01-01")
    assert secrets_in(story.build(**PUBLISHING)) != set()

    (story.content / f"news/{SLUG}.md").unlink()

    assert secrets_in(story.build(**PUBLISHING)) == set()


def test_an_update_dated_in_the_future_is_not_shown_yet(site: Any) -> None:
    site.page("news/a.md", Updates="2026-03-05 | update | Long said |\n    2026-12-01 | update | Not said yet |")

    built = site.build(**PUBLISHING)

    assert [update.text for update in built.page("news/a.md").updates] == ["Long said"]
    assert not [name for name in built.files() if "Not said yet" in built.read(name)]


def test_dates_without_a_zone_are_in_the_sites_zone(story: Any) -> None:
    story.add(Date="2026-11-23 12:30")

    assert secrets_in(story.build(**PUBLISHING, TIMEZONE="Europe/Warsaw")) != set()
    assert secrets_in(story.build(**PUBLISHING, TIMEZONE="Europe/London")) == set()


def test_while_writing_a_scheduled_page_is_shown_and_says_so(story: Any) -> None:
    story.add()

    built = story.build()

    assert built.page(f"news/{SLUG}.md").scheduled is True
    assert built.page("news/public.md").scheduled is False
    assert f"news/{SLUG}/index.html" in built.files()
    assert PICTURE in built.files()


@given(st.datetimes())
def test_a_page_is_public_from_its_own_minute_on(when: datetime) -> None:
    metadata = {"date": when, "status": "published"}

    assert is_public(metadata, when.replace(tzinfo=UTC), {"TIMEZONE": "UTC"}) is True
    assert is_public(metadata, NOW, {"TIMEZONE": "UTC"}) is (when.replace(tzinfo=UTC) <= NOW)


@given(st.one_of(st.none(), st.text(), st.just("draft"), st.just("Hidden")))
def test_only_published_pages_with_a_date_are_public(status: str | None) -> None:
    known = status in (None, "") or (status or "").lower() == "published"

    assert is_public({"status": status, "date": NOW}, NOW, {}) is known
    assert is_public({"status": "published", "date": None}, NOW, {}) is False


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="{static}/images/a.svg">', {"images/a.svg"}),
        ('<img src="{attach}a.svg">', {"news/a.svg"}),
        ('<a href="../images/a%20b.svg?x#y">', {"images/a%20b.svg", "images/a b.svg"}),
        ('<img srcset="/images/a.svg 1x, /images/b.svg 2x">', {"images/a.svg", "images/b.svg"}),
        ("<video poster='/images/a.svg'>", {"images/a.svg"}),
        ('<img src="/images/a&amp;b.svg">', {"images/a&b.svg"}),
    ],
)
def test_files_are_recognised_however_a_page_names_them(html: str, expected: set[str]) -> None:
    assert files_named(html, "news") == expected


def test_a_file_may_be_copied_only_if_something_names_it() -> None:
    assert may_be_copied("images/a.svg", {"images/a.svg"}, "", ()) is True
    assert may_be_copied("images/a.svg", set(), 'src="/images/a.svg"', ()) is True
    assert may_be_copied("images/a.svg", set(), "", ["images/*.svg"]) is True
    assert may_be_copied("images/a.svg", {"images/b.svg"}, "", ["other/*"]) is False
