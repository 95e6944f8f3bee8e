"""Pages of which nothing has changed are not rendered again; all others are."""

from collections.abc import Callable
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from plugins.kept.pages import variables_of
from tests.plugins.conftest import PLUGINS, ScratchSite

rendered: list[str] = []


def noted(title: object) -> object:
    """In a template: says that it was rendered."""
    rendered.append(str(title))
    return title


Rendered = Callable[..., list[str]]


@pytest.fixture
def titles(site: ScratchSite) -> Rendered:
    """Builds, and tells the titles of the pages that were rendered for it."""
    theme = site.root / "theme" / "templates"
    (theme / "article.html").write_text(
        "{% extends 'frame.html' if article else 'other.html' %}{% from 'parts.html' import tags with context %}"
        "{% block content %}{{ article.title|noted }} {{ tags(article.tags) }} {{ article.content }}"
        "{% for other in article.translations %}{{ other.title }}{% endfor %}{% endblock %}"
    )
    (theme / "frame.html").write_text("{{ SITENAME }}{{ SPARE }}{% block content %}{% endblock %}")
    (theme / "parts.html").write_text("{% macro tags(list) %}{{ list|join }}{% endmacro %}")
    site.settings |= {
        "PLUGINS": ["plugins.kept.plugin", *PLUGINS],
        "KEPT": ".build/kept.sqlite3",
        "JINJA_FILTERS": {"noted": noted},
    }
    site.page("news/one.md", Title="One", Tags="tips")
    site.page("news/two.md", Title="Two", Tags="tips")

    def build(**changed: Any) -> list[str]:
        rendered.clear()
        site.build(**changed)
        return sorted(rendered)

    return build


def test_what_has_not_changed_is_not_rendered_again(site: ScratchSite, titles: Rendered) -> None:
    assert titles() == ["One", "Two"]
    assert titles() == []

    site.page("news/two.md", "Other words.", Title="Two", Tags="tips")

    assert titles() == ["Two"]
    assert "Other words." in (site.root / "output/news/two/index.html").read_text()
    assert titles() == []


def test_a_page_that_names_another_is_rendered_when_that_has_changed(site: ScratchSite, titles: Rendered) -> None:
    # Without a discussion, which names the translations itself.
    site.page("news/two.md", Title="Two", Comments="off")
    site.page("news/two-fr.md", Title="Deux", Slug="two", Lang="fr", Uid="two", Comments="off")
    titles()

    site.page("news/two-fr.md", Title="Le deuxième", Slug="two", Lang="fr", Uid="two", Comments="off")

    assert titles() == ["Le deuxième", "Two"]


def test_a_page_that_links_to_another_has_its_new_address(site: ScratchSite, titles: Rendered) -> None:
    site.page("news/one.md", "See [two]({filename}/news/two.md).", Title="One")
    titles()

    site.page("news/two.md", Title="Two", Tags="tips", Slug="second")
    titles()

    assert "/news/second/" in (site.root / "output/news/one/index.html").read_text()


@pytest.mark.parametrize("name", ["article.html", "frame.html", "parts.html"])
def test_another_template_renders_all_pages(site: ScratchSite, titles: Rendered, name: str) -> None:
    titles()
    path = site.root / "theme" / "templates" / name
    path.write_text(path.read_text() + " ")

    assert titles() == ["One", "Two"]


def test_another_setting_that_a_page_shows_renders_it(titles: Rendered) -> None:
    titles()

    assert titles(SITENAME="Elsewhere") == ["One", "Two"]
    assert titles(SITENAME="Elsewhere", AUTHOR_FEED_ATOM="unread/{slug}.xml") == []


def test_another_value_among_the_globals_of_templates_renders_all_pages(site: ScratchSite, titles: Rendered) -> None:
    frame = site.root / "theme" / "templates" / "frame.html"
    frame.write_text("{{ told }}{% block content %}{% endblock %}")
    titles(JINJA_GLOBALS={"told": "one"})

    assert titles(JINJA_GLOBALS={"told": "other"}) == ["One", "Two"]
    assert titles(JINJA_GLOBALS={"told": "other"}) == []


def test_what_reads_something_unknown_is_rendered_each_time(titles: Rendered) -> None:
    assert titles(SPARE=object()) == ["One", "Two"]
    assert titles(SPARE=object()) == ["One", "Two"]


def test_what_settles_where_a_file_goes_is_rendered_each_time(site: ScratchSite, titles: Rendered) -> None:
    site.write("news/list.txt", "A list.")
    site.page("news/one.md", "The [list]({attach}list.txt).", Title="One")
    site.settings["STATIC_PATHS"] = ["news"]
    titles()

    assert titles() == ["One"]
    assert (site.root / "output/news/one/list.txt").read_text() == "A list."


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("{{ a }}", {"a"}),
        ("{% extends 'of-b' if c else 'of-d' %}", {"b", "c", "d"}),
        ("{% include ['of-b', 'of-none'] %}", {"b"}),
        ("{% from 'macros' import tags %}{% block x %}{{ tags(a) }}{% endblock %}", {"a"}),
        ("{{ tags }}{% from 'macros' import tags %}{% block x %}{{ tags(a) }}{% endblock %}", {"a", "tags"}),
        ("{% include c %}", {"a", "b", "c", "d"}),
    ],
)
def test_the_variables_of_a_template_are_those_of_all_that_it_names(text: str, read: set[str]) -> None:
    others = {"of-b": "{{ b }}", "of-d": "{{ d }}", "macros": "{% macro tags(one) %}{{ one }}{% endmacro %}"}
    environment = Environment(loader=DictLoader({"page": text, "any": "{{ a }}", **others}), autoescape=True)

    assert variables_of(environment, "page") == read
