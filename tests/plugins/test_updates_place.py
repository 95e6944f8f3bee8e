"""Where a new line of `Updates` goes in a file, and that nothing hidden is told by what stands around it."""

from typing import Any

import pytest

from plugins.updates_place import place_for_update

HEAD = "Title: A\nDate: 2026-03-02\nSummary: Short.\n"


def place(text: str) -> dict[str, Any] | None:
    return place_for_update(text, "content/news/a.md")


def test_it_goes_below_those_that_are_there_or_to_the_end_of_the_front_matter() -> None:
    one = "Updates: 2026-03-05 | minor | A comma.\n"
    assert place(f"{HEAD}{one}    2026-03-06 | minor | A dot.\nUid: a\n\nWords.\n") == {
        "path": "content/news/a.md",
        "line": 6,
        "before": [],
        "after": ["Uid: a", ""],
        "goes_on": True,
    }
    assert place(f"{HEAD}\nWords.\n") == {
        "path": "content/news/a.md",
        "line": 4,
        "before": ["Summary: Short."],
        "after": ["", "Words."],
        "goes_on": False,
    }


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("\n", "\r\n") + "\r\nWords.\r\n",
        f"{HEAD}\nWords.",
        HEAD,
        f"{HEAD}Embargo_terms: heron\n\nWords.\n",
        f"{HEAD}Updates: 2026-03-05 | minor | A comma.\nEmbargo_terms: heron\n\nWords.\n",
        "",
        "\n",
    ],
    ids=["other ends of lines", "no end", "no words", "hidden before", "hidden after", "nothing", "a line"],
)
def test_where_a_patch_could_not_be_sure_of_its_place_there_is_none(text: str) -> None:
    assert place(text) is None
