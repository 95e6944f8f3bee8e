"""What a page keeps until its day, in whatever is public before."""

from typing import Any


def test_what_a_page_keeps_may_not_stand_in_a_file_that_a_public_page_shows(site: Any) -> None:
    site.page("news/later.md", Date="2027-01-01", Embargo_terms="Project Heron, hall C")
    site.write("images/plan.svg", "<svg>\n<text>Project\theron</text></svg>")
    site.write("images/hall-c.png", "")
    site.write("images/unused.svg", "<svg>Project Heron</svg>")
    site.page("news/x.md", "![The plan]({static}/images/plan.svg)", Image="images/hall-c.png", Image_alt="A hall")

    kept = "which content/news/later.md keeps until it is public (Embargo_terms)."
    assert site.problems() == [
        f'content/images/hall-c.png:1: says "hall C", {kept}',
        f'content/images/plan.svg:2: says "Project Heron", {kept}',
        f'content/news/x.md:4: says "hall C", {kept}',
    ]


def test_nor_in_the_list_of_people(site: Any) -> None:
    path = site.content / "people.toml"
    path.write_text(path.read_text().replace("Operations director", "Head of Project Heron"))
    site.page("news/later.md", Status="draft", Embargo_terms="Project Heron")

    (problem,) = site.problems()

    assert problem.startswith('content/people.toml:18: says "Project Heron"')
