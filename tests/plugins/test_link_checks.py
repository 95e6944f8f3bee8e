"""Whether what a page points to is there."""

from typing import Any

import pytest

GOOD = [
    "[a](#part)",
    "[a](#discussion)",
    "[a](/news/other/#comment-0192)",
    "[a](/archive/#in-2026)",
    "[a](https://other.example/x)",
    "[a](mailto:help@newsroom.example)",
    "[a](//other.example/x)",
    "[a]({filename}other.md)",
    "[a]({filename}/news/other.md#part)",
    "[a]({filename}../learning/first.md)",
    "[a](|filename|other.md)",
    "![a]({static}/images/a%20b.svg)",
    "![a]({attach}../images/a%20b.svg)",
    "[a](/news/other/)",
    "[a](/news/other/?x=1#part)",
    "[a](/learning/first/)",
    "[a](/about/)",
    "[a](/old/address/)",
    "[a](/)",
    "[a](/news/)",
    "[a](/archive/)",
    "[a](/tags/rota/)",
    "[a](/authors/amal/)",
    "[a](/feeds/all.atom.xml)",
    "[a](/t/other)",
    "[a](/auth/login)",
    "[a]({author}amal)",
    "[a]({tag}rota)",
]
BAD = [
    (
        "[a](#prat)",
        'there is no "#prat" on content/news/x.md. Did you mean "part"? Allowed: the id of one of its headings.',
    ),
    (
        "[a]({filename}other.md#next)",
        'there is no "#next" on content/news/other.md. Allowed: the id of one of its headings.',
    ),
    ("[a]({filename}othr.md)", 'there is no file content/news/othr.md. Did you mean "news/other.md"?'),
    ("[a]({filename}/people.toml)", "content/people.toml is not a page. Allowed: {static} for files."),
    ("[a]({static}other.md)", "content/news/other.md is a page. Allowed: {filename} for pages."),
    ("![a]({static}/images/warehouse.svg)", "there is no file content/images/warehouse.svg."),
    ("![a]({static}../../outside.svg)", "there is no file content/outside.svg."),
    ("[a](/news/othr/)", 'there is no page "/news/othr/" on this site. Did you mean "/news/other/"?'),
    ("[a](/news/other)", 'there is no page "/news/other" on this site. Did you mean "/news/other/"?'),
    (
        "[a](other.md)",
        (
            '"other.md" is not a full address. Allowed: {filename}page.md, {static}/images/picture.svg, '
            "/section/page/ or https://…."
        ),
    ),
    ("[a](/authors/nobody/)", 'there is no page "/authors/nobody/" on this site.'),
    ("[a](/t/nothing)", 'there is no page "/t/nothing" on this site.'),
    ("[a](/tags/nothing/)", 'there is no page "/tags/nothing/" on this site.'),
    ("[a]({tag}nothing)", 'no public page has the tag "nothing".'),
    ("[a]({author}aml)", '"aml" is nobody in people.toml. Did you mean "amal"?'),
    (
        "[a]({flename}other.md)",
        (
            "{flename} is not a kind of link. Allowed: {filename}page.md, "
            "{static}/images/picture.svg, /section/page/ or https://…."
        ),
    ),
]


@pytest.fixture
def linked(site: Any) -> Any:
    site.page("news/other.md", "## Part", Aliases="old/address/", Tags="rota")
    site.page("learning/first.md")
    site.page("pages/about.md")
    site.write("images/a b.svg", "<svg></svg>")
    (site.root / "outside.svg").write_text("<svg></svg>")
    return site


@pytest.mark.parametrize("link", GOOD)
def test_a_link_to_what_is_there_is_in_order(linked: Any, link: str) -> None:
    linked.page("news/x.md", f"## Part\n\n{link}")

    assert linked.problems() == []


@pytest.mark.parametrize(("link", "expected"), BAD)
def test_a_link_to_nothing_is_named_with_its_line(linked: Any, link: str, expected: str) -> None:
    linked.page("news/x.md", f"Words.\n\n{link}\n\n## Part")

    assert linked.problems() == [f"content/news/x.md:8: {expected}"]


def test_links_in_a_summary_are_followed_too(linked: Any) -> None:
    linked.page("news/x.md", Summary="See [a](/nowhere/).")

    assert linked.problems() == ['content/news/x.md:3: there is no page "/nowhere/" on this site.']


def test_the_main_picture_is_there(linked: Any) -> None:
    linked.page("news/x.md", Image="images/a-b.svg", Image_alt="A")

    assert linked.problems() == [
        'content/news/x.md:4: Image: there is no file content/images/a-b.svg. Did you mean "images/a b.svg"?'
    ]


@pytest.mark.parametrize("link", ["[a]({filename}later.md)", "[a](/news/later/)"])
def test_a_public_page_may_not_link_to_what_is_to_come(linked: Any, link: str) -> None:
    linked.page("news/later.md", Date="2026-12-01 08:00")
    linked.page("news/x.md", link)

    assert linked.problems() == [
        (
            "content/news/x.md:6: content/news/later.md is not public before 2026-12-01 08:00. "
            "Allowed: links to pages that are public when this one is."
        )
    ]


def test_a_public_page_may_not_link_to_a_draft(linked: Any) -> None:
    linked.page("news/later.md", Status="draft")
    linked.page("news/x.md", "[a]({filename}later.md)")

    assert linked.problems() == [
        (
            "content/news/x.md:6: content/news/later.md is a draft. "
            "Allowed: links to pages that are public when this one is."
        )
    ]


@pytest.mark.parametrize("front", [{"Date": "2026-12-01 08:00"}, {"Date": "2026-12-02"}, {"Status": "draft"}])
def test_pages_that_come_out_together_may_link_to_each_other(linked: Any, front: dict[str, str]) -> None:
    linked.page("news/later.md", Date="2026-12-01 08:00")
    linked.page("news/x.md", "[a]({filename}later.md)", **front)

    assert linked.problems() == []
