"""What stands around a page is in the page's language: words, numbers, days."""

from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from plugins.languages import Words, counted, direction, language_name, speaking

THEME = Path(__file__).resolve().parents[2] / "theme"


def words(lang: str) -> Words:
    return speaking(lang, THEME)


def test_a_word_is_the_pages_and_what_is_put_in_is_escaped() -> None:
    assert words("nl")("Skip to the content") == "Naar de inhoud"
    assert words("pl")("Back to %(title)s", title="<b>") == "Wróć: &lt;b&gt;"
    assert words("de")("By %(names)s", names=Markup("<bdi>A</bdi>")) == "Von <bdi>A</bdi>"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["1 lesson", "2 lessons", "5 lessons"]),
        ("pl", ["1 lekcja", "2 lekcje", "5 lekcji"]),
        ("ar", ["درس واحد", "درسان", "5 دروس"]),
    ],
)
def test_numbers_have_the_forms_of_their_language(lang: str, said: list[str]) -> None:
    assert [counted(words(lang), "%(count)s lesson", "%(count)s lessons", count) for count in (1, 2, 5)] == said


def test_days_and_months_are_written_as_each_language_writes_them() -> None:
    assert [words(lang).day("2026-11-05T08:00:00+00:00") for lang in ("en", "fr", "ar")] == [
        "5 November 2026",
        "5 novembre 2026",
        "5 نونبر 2026",
    ]
    assert words("de").day(date(2026, 3, 1)) == "1. März 2026"
    assert [words(lang).month(11) for lang in ("en", "pl")] == ["November", "listopad"]


def test_a_page_in_another_language_gets_english_furniture_and_runs_its_own_way() -> None:
    assert (words("he").code, words("he")("Topics")) == ("en", "Topics")
    assert [direction(lang) for lang in ("he", "ar-MA", "fr")] == ["rtl", "rtl", "ltr"]
    assert [language_name(lang) for lang in ("ar", "he")] == ["العربية", "he"]
