"""What else there is to read on the topics of an article."""

import pytest

from plugins.related import MOST, NEAREST
from tests.plugins.conftest import Built, ScratchSite


@pytest.fixture
def tagged(site: ScratchSite) -> ScratchSite:
    site.settings["PLUGINS"] = ["plugins.front_matter", "plugins.embargo", "plugins.reading", "plugins.related"]
    site.page("news/rota.md", Title="Rota", Tags="rota, leeds", Uid="rota", Date="2026-03-10 09:00")
    return site


def another(site: ScratchSite, name: str, tags: str, day: int = 1, **keys: str) -> None:
    about = {"Title": name.title(), "Uid": name, "Tags": tags, "Date": f"2026-03-{day:02} 09:00", **keys}
    site.page(f"news/{name}.md", **about)


def related(built: Built, name: str = "rota") -> list[str]:
    return [one.title for one in built.page(f"news/{name}.md").related]


def test_what_has_more_in_common_comes_first_and_then_what_is_nearer_in_time(tagged: ScratchSite) -> None:
    another(tagged, "both", "rota, leeds", 1)
    another(tagged, "far", "leeds", 2)
    another(tagged, "near", "leeds", 9)
    another(tagged, "none", "scanners", 10)

    assert related(tagged.build()) == ["Both", "Near", "Far"]


def test_a_topic_that_few_write_about_says_more(tagged: ScratchSite) -> None:
    for number in range(4):
        another(tagged, f"leeds{number}", "leeds", 10)
    another(tagged, "rare", "rota", 1)

    assert related(tagged.build())[0] == "Rare"


@pytest.mark.parametrize(
    "keys",
    [
        {"Status": "draft"},
        {"Status": "hidden"},
        {"Date": "2026-12-24 09:00"},
        {"Lang": "fr"},
        {"Expires": "2026-03-20"},
    ],
)
def test_it_leads_to_nothing_that_is_not_there_for_this_reader(tagged: ScratchSite, keys: dict[str, str]) -> None:
    another(tagged, "other", "rota, leeds", 1, **keys)

    assert related(tagged.build(EMBARGO=True)) == []


def test_the_pieces_of_its_series_are_told_of_elsewhere(tagged: ScratchSite) -> None:
    another(tagged, "one", "scanners", Series="Handhelds")
    another(tagged, "two", "scanners", Series="handhelds")

    assert related(tagged.build(), "one") == []


def test_there_are_a_few_however_many_there_are(tagged: ScratchSite) -> None:
    for number in range(MOST + 1):
        another(tagged, f"other{number}", "rota")

    assert len(related(tagged.build())) == MOST


@pytest.mark.parametrize(("far", "between"), [("2026-01-01", "2026-02-01"), ("2026-03-30", "2026-03-20")])
def test_of_a_topic_only_the_nearest_in_time_are_looked_at(tagged: ScratchSite, far: str, between: str) -> None:
    another(tagged, "both", "rota, leeds", Date=f"{far} 09:00")
    assert related(tagged.build()) == ["Both"]

    for number in range(NEAREST + 1):
        for tag in ("rota", "leeds"):
            another(tagged, f"{tag}{number}", tag, Date=f"{between} 09:00")

    assert "Both" not in related(tagged.build())
