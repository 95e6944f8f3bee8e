"""What can be wrong between files."""

from typing import Any

import pytest


def test_two_pages_may_not_share_a_uid(site: Any) -> None:
    site.page("news/a.md", Uid="same")
    site.page("learning/b.md", Uid="same")

    assert site.problems() == [
        (
            'content/learning/b.md:4: Uid: "same" is already the Uid of content/news/a.md (en). '
            "Allowed: a Uid of its own, or another Lang for a translation."
        )
    ]


def test_the_slug_counts_as_the_uid_of_a_page_without_one(site: Any) -> None:
    site.page("news/a.md", Uid="tips")
    site.page("communities/tips.md")

    (problem,) = site.problems()

    assert 'communities/tips.md:1: Uid: "tips" is already the Uid of content/news/a.md (en).' in problem


def test_the_title_counts_as_the_slug_of_a_page_without_one(site: Any) -> None:
    site.page("news/a.md", Title="Żółte Płyty & more", Slug="")
    site.page("news/b.md", Slug="zolte-plyty-more")

    (problem,) = site.problems()

    assert '"zolte-plyty-more" is already the Uid of content/news/a.md' in problem


@pytest.mark.parametrize("title", ["???", "snake_case"])
def test_a_title_that_makes_no_address_needs_a_slug(site: Any, title: str) -> None:
    site.page("news/a.md", Title=title, Slug="")

    (problem,) = site.problems()

    assert problem.startswith("content/news/a.md:1: Slug: is missing, and the title makes no address.")


def test_translations_share_a_uid(site: Any) -> None:
    site.page("news/a.md", Slug="a", Uid="one")
    site.page("news/a-fr.md", Slug="a", Uid="one", Lang="fr")

    assert site.problems() == []


def test_translations_share_their_slug_too(site: Any) -> None:
    site.page("news/a.md", Slug="a", Uid="one")
    site.page("news/b.md", Slug="b", Uid="one", Lang="fr")

    assert site.problems() == [
        'content/news/b.md:4: Slug: "b" differs from that of its translation content/news/a.md. Allowed: a.'
    ]


def test_two_pages_may_not_share_an_address(site: Any) -> None:
    site.page("news/a.md", Slug="same", Uid="one")
    site.page("news/b.md", Slug="same", Uid="two")

    assert site.problems() == [
        (
            "content/news/b.md:4: Slug: the address /news/same/ is already that of content/news/a.md. "
            "Allowed: another Slug."
        )
    ]


def test_a_page_may_not_take_the_address_of_a_list(site: Any) -> None:
    site.page("pages/news.md")

    assert site.problems() == [
        "content/pages/news.md:4: Slug: the address /news/ is kept for a list. Allowed: another Slug."
    ]


@pytest.mark.parametrize("alias", ["news/b/", "/news/b"])
def test_a_former_address_may_not_be_one_in_use(site: Any, alias: str) -> None:
    site.page("news/a.md", Aliases=alias)
    site.page("news/b.md")

    assert site.problems() == [
        (
            "content/news/a.md:4: Aliases: /news/b/ is already the address of content/news/b.md. "
            "Allowed: an address that is free."
        )
    ]


@pytest.mark.parametrize("key", ["Authors", "Owner", "Responders", "Experts", "Reviewed_by"])
def test_everybody_named_is_in_the_people_file(site: Any, key: str) -> None:
    site.page("news/a.md", **{key: "amall"})

    assert site.problems() == [
        (
            f'content/news/a.md:4: {key}: "amall" is nobody in people.toml. Allowed: a handle from there. '
            'Did you mean "amal"?'
        )
    ]


def test_a_word_under_embargo_may_not_stand_on_a_public_page(site: Any) -> None:
    site.page("news/later.md", Date="2026-12-01", Embargo_terms="Project Heron, Heron-2")
    site.page("news/now.md", "One.\n\nSomebody said project heron.\n\nHerons are birds.")

    assert site.problems() == [
        (
            'content/news/now.md:8: says "Project Heron", which content/news/later.md keeps until it is public '
            "(Embargo_terms)."
        )
    ]


def test_a_word_is_free_once_its_page_is_public(site: Any) -> None:
    site.page("news/later.md", Date="2026-11-01", Embargo_terms="Project Heron")
    site.page("news/now.md", "Project Heron.")

    assert site.problems() == []
