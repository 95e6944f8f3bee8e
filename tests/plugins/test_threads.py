"""The manifest that the service is told by."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from plugins.threads import manifest


def test_every_field_of_the_contract_is_there(site: Any) -> None:
    site.page(
        "news/rota.md",
        Title="Night shifts & days",
        Uid="rota",
        Authors="marek, amal",
        Owner="marek",
        Responders="marek, dana",
        Response_promise="2wd",
        Moderation="first",
        Tags="night shifts, Gdańsk",
        Kind="questions",
        Prompt="What would help?",
        Pulse="How clear is it? | Clear | Not clear",
        Anonymous="yes",
        Guidelines="short",
        Slow_mode="10m",
        Retention="24m",
        You_said="Too early. | It ends at 07:00. | done | /t/rota?comment=00000000-0000-4000-8000-00000000002a",
        Comments_open="2026-11-20",
        Comments_close="2026-12-10",
        Modified="2026-03-05 10:00",
    )

    built = site.build()

    assert built.manifest() == {
        "site": {"url": "https://newsroom.example", "title": "Townhall", "built": "2026-11-23T12:00:00+00:00"},
        "threads": [
            {
                "uid": "rota",
                "url": "/news/rota/",
                "title": "Night shifts & days",
                "lang": "en",
                "kind": "questions",
                "comments": "open",
                "moderation": "first",
                "category": "news",
                "opens": "2026-11-20",
                "closes": "2026-12-10",
                "prompt": "What would help?",
                "pulse": ["How clear is it?", "Clear", "Not clear"],
                "acknowledge": False,
                "acknowledge_until": None,
                "anonymous": True,
                "guidelines": "short",
                "guidelines_card": None,
                "slow_mode": 600,
                "retention": 730,
                "owner": "marek",
                "responders": ["marek", "dana"],
                "response_promise": "2wd",
                "authors": ["marek", "amal"],
                "experts": [],
                "topics": ["night-shifts", "gdansk"],
                "course": None,
                "module": None,
                "lesson": None,
                "complete_when": "mark",
                "mandatory": False,
                "post_first": False,
                "published": "2026-03-02T09:00:00+00:00",
                "modified": "2026-03-05T10:00:00+00:00",
                "summary": "What it says.",
                "blocks": [{"id": "b-656ad426dc", "words": "Some words."}],
                "quizzes": [],
                "aliases": [],
                "translations": [],
                "cites": ["00000000-0000-4000-8000-00000000002a"],
                "source": {
                    "path": "content/news/rota.md",
                    "line": 23,
                    "before": ["Slug: rota"],
                    "after": ["", "Some words."],
                    "goes_on": False,
                },
            }
        ],
    }


def test_the_lines_of_the_guidelines_go_with_each_page_in_its_language(site: Any) -> None:
    site.page(
        "pages/guidelines.md",
        Slug="guidelines",
        Version="2",
        Points="Say what you see.\n    Ask first.",
        Comments="off",
    )
    site.page("pages/guidelines-fr.md", Slug="guidelines", Lang="fr", Version="2", Points="Demandez.", Comments="off")
    site.page("news/ask.md", Kind="ama")
    site.page("news/full.md")
    site.page("news/off.md", Guidelines="off")
    site.page("news/avis.md", Lang="fr", Translation="false")

    said = {one["uid"]: (one["guidelines"], one["guidelines_card"]) for one in site.build().manifest()["threads"]}

    english = {"version": "2", "points": ["Say what you see.", "Ask first."]}
    assert said["ask"] == ("short", english)
    assert said["full"] == ("full", english)
    assert said["off"] == ("off", None)
    assert said["avis"] == ("full", {"version": "2", "points": ["Demandez."]})


def test_a_lesson_says_which_course_it_belongs_to(site: Any) -> None:
    site.page("learning/basics.md", Course="basics", Experts="dana")
    site.page("learning/one.md", Course="basics", Module="1 | Why cold", Lesson="1")

    course, lesson = site.build().manifest()["threads"]

    assert (lesson["course"], lesson["module"], lesson["lesson"]) == ("basics", "Why cold", 1)
    assert (course["course"], course["module"], course["lesson"]) == ("basics", None, None)
    assert course["experts"] == ["dana"]


def test_translations_share_one_entry_which_is_that_of_the_sites_own_language(site: Any) -> None:
    site.page("news/hall-ar.md", Title="قاعة", Slug="hall", Uid="hall-b", Lang="ar")
    site.page("news/hall-fr.md", Title="La halle", Slug="hall", Uid="hall-b", Lang="fr")
    site.page("news/hall.md", Title="The hall", Slug="hall", Uid="hall-b")

    built = site.build()
    (entry,) = built.manifest()["threads"]

    assert (entry["lang"], entry["url"], entry["title"]) == ("en", "/news/hall/", "The hall")
    blocks = [{"id": "b-656ad426dc", "words": "Some words."}]
    assert entry["translations"] == [
        {"lang": "ar", "url": "/ar/news/hall/", "title": "قاعة", "blocks": blocks, "quizzes": [], "aliases": []},
        {"lang": "fr", "url": "/fr/news/hall/", "title": "La halle", "blocks": blocks, "quizzes": [], "aliases": []},
    ]
    assert built.page("news/hall-ar.md").discussion == entry
    assert built.page("news/hall.md").discussion == entry


def test_a_page_without_comments_has_no_entry(site: Any) -> None:
    site.page("pages/about.md", Comments="off")
    site.page("news/open.md")

    built = site.build()

    assert [entry["uid"] for entry in built.manifest()["threads"]] == ["open"]
    assert built.page("pages/about.md").discussion is None


def test_a_page_outside_the_sections_is_filed_under_pages(site: Any) -> None:
    site.page("pages/guidelines.md")

    (entry,) = site.build().manifest()["threads"]

    assert (entry["category"], entry["url"]) == ("pages", "/guidelines/")


def test_entries_are_sorted_and_text_is_readable(site: Any) -> None:
    site.page("news/b.md", Title="Gdańsk")
    site.page("news/a.md")
    site.page("pages/c.md")

    built = site.build()

    assert [entry["uid"] for entry in built.manifest()["threads"]] == ["a", "b", "c"]
    assert "Gdańsk" in built.read("threads.json")


def test_the_same_pages_make_the_same_manifest(site: Any) -> None:
    site.page("news/a.md")
    site.page("news/b.md")

    assert site.build().read("threads.json") == site.build().read("threads.json")


@given(st.lists(st.text(min_size=1), unique=True))
def test_no_thread_is_lost_whatever_it_is_called(uids: list[str]) -> None:
    read = json.loads(manifest({}, [{"uid": uid} for uid in uids]))

    assert [thread["uid"] for thread in read["threads"]] == sorted(uids)
