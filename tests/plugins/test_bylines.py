"""Handles become people."""

from pathlib import Path
from typing import Any

import pytest

from plugins.bylines import Person, check_people, read_people

AMAL = Person("amal", "Amal Haddad", "Warehouse operative", "Casablanca", "Warehouse", (), "/authors/amal/")


def test_a_byline_tells_who_wrote_and_where_they_work(site: Any) -> None:
    site.page("news/a.md", Authors="amal, dana")

    page = site.build().page("news/a.md")

    assert page.byline[0] == AMAL
    assert [(person.handle, person.name, person.site) for person in page.byline] == [
        ("amal", "Amal Haddad", "Casablanca"),
        ("dana", "Dana Reyes", "Leeds"),
    ]


def test_an_author_page_is_at_the_handle_and_named_for_the_person(site: Any) -> None:
    site.page("news/a.md", Authors="amal")

    built = site.build()

    assert "Amal Haddad" in built.read("authors/amal/index.html")
    assert [name for name in built.files() if name.startswith("authors/")] == ["authors/amal/index.html"]
    assert "<name>Amal Haddad</name>" in built.read("feeds/all.atom.xml")


def test_only_who_has_an_author_page_is_linked_to_it(site: Any) -> None:
    site.page("news/a.md", Authors="amal", Owner="marek")
    site.page("pages/about.md", Authors="dana")

    built = site.build()

    assert built.page("news/a.md").byline[0].url == "/authors/amal/"
    assert built.page("news/a.md").owner_person.url is None
    assert built.page("pages/about.md").byline[0].url is None


def test_owner_responders_experts_and_promise_are_resolved(site: Any) -> None:
    site.page(
        "learning/c.md", Course="c", Owner="marek", Responders="dana, amal", Experts="amal", Response_promise="2wd"
    )

    page = site.build().page("learning/c.md")

    assert page.owner_person.name == "Marek Nowak"
    assert [person.name for person in page.responders_people] == ["Dana Reyes", "Amal Haddad"]
    assert [person.name for person in page.experts_people] == ["Amal Haddad"]
    assert page.response_promise_text == "2 working days"


def test_a_page_that_names_nobody_has_nobody(site: Any) -> None:
    site.page("news/a.md")

    page = site.build().page("news/a.md")

    assert (page.byline, page.owner_person, page.responders_people, page.response_promise_text) == ([], None, [], None)


def test_people_and_section_titles_are_there_in_every_template(site: Any) -> None:
    site.page("news/a.md")
    (site.root / "theme/templates/words.html").write_text(
        "{% macro who() %}{{ people.marek.name }} in {{ section_titles.news }}{% endmacro %}"
    )
    (site.root / "theme/templates/article.html").write_text('{% import "words.html" as words %}{{ words.who() }}')

    assert site.build().read("news/a/index.html") == "Marek Nowak in News"


def test_people_are_read_anew_for_each_build(site: Any) -> None:
    site.page("news/a.md", Authors="amal")
    site.build()
    text = (site.content / "people.toml").read_text()
    site.write("people.toml", text.replace("Amal Haddad", "Amal Haddad-Alaoui"))

    assert site.build().page("news/a.md").byline[0].name == "Amal Haddad-Alaoui"


PERSON = '[amal]\nname = "A"\ntitle = "T"\nsite = "S"\ndepartment = "D"\nroles = []\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PERSON, []),
        (PERSON.replace("[]", '["expert:food-safety", "leader"]'), []),
        (
            PERSON.replace("[]", '["leader:food-safety"]'),
            [
                (
                    'content/people.toml:1: amal: roles: "leader:food-safety" is not allowed. Allowed: author, leader, '
                    "expert, facilitator, hr, legal, safety, works-council, admin."
                )
            ],
        ),
        (PERSON.replace('site = "S"\n', ""), ["content/people.toml:1: amal: has no site."]),
        (
            f"{PERSON}\n" + PERSON.replace("amal", "ben").replace("[]", '["leaders"]'),
            [
                (
                    'content/people.toml:8: ben: roles: "leaders" is not allowed. Allowed: author, leader, expert, '
                    'facilitator, hr, legal, safety, works-council, admin. Did you mean "leader"?'
                )
            ],
        ),
        (
            PERSON.replace("[amal]", "[Amal]"),
            ["content/people.toml:1: Amal: is not a person. Allowed: [handle] in lower-case letters a to z."],
        ),
        (
            PERSON + 'sites = "X"\n',
            [
                (
                    'content/people.toml:1: amal: "sites" is not allowed. '
                    'Allowed: name, title, site, department, roles. Did you mean "site"?'
                )
            ],
        ),
    ],
)
def test_the_people_file_is_checked(tmp_path: Path, text: str, expected: list[str]) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "people.toml").write_text(text)

    assert [str(problem) for problem in check_people(content)] == expected


def test_a_people_file_that_does_not_read_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "people.toml").write_text(PERSON + "[ben\n")

    (problem,) = check_people(tmp_path)

    assert (problem.line, problem.message.partition(":")[0]) == (7, "is not TOML")


def test_a_site_without_people_says_so_before_it_builds(site: Any) -> None:
    (site.content / "people.toml").unlink()
    site.page("news/a.md")

    assert read_people(site.content) == {}
    assert site.problems() == ["content/people.toml:1: is missing. It names everybody that pages may name."]
