"""Hints on sentences and words."""

from datetime import UTC, datetime
from typing import Any

import pytest

from plugins.front_matter import read_site
from plugins.plain_words import LONGEST_SENTENCE, check_words


def hints(site: Any) -> list[str]:
    return [str(problem) for problem in check_words(read_site(site.content, now=datetime(2026, 11, 23, tzinfo=UTC)))]


@pytest.mark.parametrize("lang", LONGEST_SENTENCE)
def test_each_language_has_its_own_longest_sentence(site: Any, lang: str) -> None:
    most = LONGEST_SENTENCE[lang]
    site.page("news/x.md", f"{'word ' * most}end.\n\n{'word ' * (most - 1)}end. Short.", Lang=lang)

    assert hints(site) == [
        (
            f"content/news/x.md:7: a sentence of {most + 1} words. "
            f"Allowed: about {most}; two sentences are easier to follow."
        )
    ]


def test_a_sentence_begins_where_it_begins_also_over_several_lines(site: Any) -> None:
    site.page("news/x.md", "One. Two\n" + "word\n" * 30 + "\n- An item\n- Another")

    assert hints(site)[0].startswith("content/news/x.md:6: a sentence of 31 words")


@pytest.mark.parametrize(
    "body",
    [
        "## " + "word " * 40,
        "| " + "word | " * 40,
        "```\n" + "word " * 40 + "\n```",
        "\n".join("- " + "word " * 20 for _ in range(5)),
        "[link](https://other.example/" + "x " * 1 + ") " + "word. " * 40,
        "— – … " * 40,
    ],
)
def test_headings_tables_code_and_lists_are_no_long_sentences(site: Any, body: str) -> None:
    site.page("news/x.md", body)

    assert hints(site) == []


def test_words_of_the_companys_list_are_pointed_at_in_their_language(site: Any) -> None:
    site.write("jargon.toml", '[en]\n"utilise" = "use"\n"Synergies" = ""\n[fr]\n"utilise" = "sert"\n[de]\n')
    site.page("news/x.md", "We utilise it.\nFor **synergies**, `utilise`, utilised.", Title="Utilise this")
    site.page("news/y.md", "Wir utilise.", Lang="de")

    assert hints(site) == [
        'content/news/x.md:1: "Utilise" is on the list of words to avoid. Allowed: use.',
        'content/news/x.md:6: "utilise" is on the list of words to avoid. Allowed: use.',
        'content/news/x.md:7: "synergies" is on the list of words to avoid. Allowed: say it plainly.',
    ]


@pytest.mark.parametrize(
    ("text", "said"), [("[en", "cannot be read"), ('en = "x"', "is not a list"), ("[en]\na=1", "not")]
)
def test_a_list_that_cannot_be_read_is_an_error(site: Any, text: str, said: str) -> None:
    site.write("jargon.toml", text)

    (problem,) = hints(site)

    assert problem.startswith("content/jargon.toml:1: ")
    assert said in problem


def test_hints_stop_no_build(site: Any) -> None:
    site.page("news/x.md", "word " * 50)

    assert site.problems() == []
    assert [problem.level for problem in check_words(read_site(site.content))] == ["hint"]
