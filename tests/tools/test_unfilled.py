"""What `inv new` wrote, and nobody has replaced."""

from pathlib import Path

import pytest

from plugins.front_matter import read_site
from tools.page_kinds import KINDS, SUMMARY
from tools.unfilled import check_unfilled


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "news").mkdir(parents=True)
    (folder / "people.toml").write_text("")
    return folder


def unfilled(content: Path, body: str, summary: str = "Four nights on.") -> list[tuple[int, str]]:
    (content / "news" / "rota.md").write_text(f"Title: Rota\nDate: 2026-01-01\nSummary: {summary}\n\n{body}")
    return [(one.line, one.key) for one in check_unfilled(read_site(content))]


@pytest.mark.parametrize("kind", KINDS)
def test_every_line_of_a_template_is_pointed_out_until_it_is_replaced(content: Path, kind: str) -> None:
    lines = KINDS[kind].body.split("\n")
    wanted = [(number, "") for number, line in enumerate(lines, 5) if line and not line.startswith("#")]

    assert unfilled(content, KINDS[kind].body) == wanted
    assert wanted


def test_the_summary_is_pointed_out_by_its_key(content: Path) -> None:
    assert unfilled(content, "Words.\n", SUMMARY) == [(3, "Summary")]


def test_a_page_in_its_authors_words_is_left_alone_under_the_headings_of_the_template(content: Path) -> None:
    assert unfilled(content, "## What is changing\n\nThe rota.\n\n## When\n\nOn 12 May.\n") == []
