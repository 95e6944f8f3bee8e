"""Whatever people are told is there in each of the languages: all of it, with the places and marks of the English."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Message

from comments_service import languages
from comments_service.web import spoken
from plugins import languages as theme
from tools import translations
from tools.translations import Part, extracted, parts, read

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = [
    pytest.param(part, lang, id=f"{part.domain}-{lang}") for part in parts(ROOT) for lang in translations.LANGUAGES
]
PLACE = re.compile(r"%\(\w+\)s")
MARK = re.compile(r"<[^>]+>|▇+|`|\$\{")
# What stands in a template as it is: without what the template works out, and marks, and names of classes in a block,
# and where a page is.
NOT_SAID = re.compile(
    r"\{% block address %\}.*?\{% endblock %\}|"
    r"\{#.*?#\}|\{% trans.*?endtrans %\}|\{[{%].*?[%}]\}|<style>.*?</style>|<svg.*?</svg>|<[^>]*>|&\w+;|th-[\w-]+|/t/",
    re.DOTALL,
)
# Whose words are in English still: the audit, one's own copy, the notice of privacy. None is added.
STILL_ENGLISH = frozenset(
    """
    audit my_export privacy
    """.split()
)


def bare_words(template: Path) -> list[str]:
    """The words of a template that no catalogue translates."""
    return re.findall(r"[A-Za-z]{3,}", NOT_SAID.sub(" ", template.read_text("utf-8")))


def forms(said: Any) -> list[str]:
    return list(said) if isinstance(said, list | tuple) else [said]


def sentences(part: Part, lang: str) -> list[Message]:
    return [message for message in read(part, lang) if message.id]


@pytest.mark.parametrize(("part", "lang"), CATALOGUES)
def test_the_catalogue_has_what_the_sources_say_and_nothing_else(part: Part, lang: str) -> None:
    """`inv translations` brings it in line; what is new then waits for its words."""
    wanted = {str(message.id) for message in extracted(part) if message.id}
    catalogue = read(part, lang)

    assert {str(message.id) for message in catalogue if message.id} == wanted
    assert not catalogue.obsolete


@pytest.mark.parametrize(("part", "lang"), CATALOGUES)
def test_every_sentence_is_translated_in_all_of_its_forms(part: Part, lang: str) -> None:
    plural = read(part, lang).num_plurals

    for message in sentences(part, lang):
        said = forms(message.string)
        assert all(one.strip() for one in said if str(message.id).strip()), message.id
        assert not message.fuzzy, message.id
        assert len(said) == (plural if message.pluralizable else 1), message.id


@pytest.mark.parametrize(("part", "lang"), CATALOGUES)
def test_a_translation_has_the_places_and_the_marks_of_its_english(part: Part, lang: str) -> None:
    for message in sentences(part, lang):
        english = forms(message.id)[-1]
        for said in forms(message.string):
            places, wanted = set(PLACE.findall(said)), set(PLACE.findall(english))
            # A form for one or two need not say the number.
            counted = {"%(count)s", "%(minutes)s"} if message.pluralizable else set()
            assert wanted - counted <= places <= wanted, (message.id, said)
            assert Counter(MARK.findall(said)) == Counter(MARK.findall(english)), (message.id, said)
            assert "%" not in PLACE.sub("", said), (message.id, said)


def test_all_sides_of_the_house_know_the_same_languages_and_the_same_forms_of_sentences() -> None:
    """None may import another: what extracts the sentences, and what says them."""
    assert ("en", *translations.LANGUAGES) == tuple(languages.LANGUAGES) == tuple(theme.NAMES)
    assert {one.code: (one.name, one.locale) for one in languages.LANGUAGES.values()} == theme.NAMES
    assert translations.SENTENCE.pattern == spoken.SENTENCE.pattern


@pytest.mark.parametrize("path", sorted((ROOT / "comments_service").glob("*/*words.js")), ids=lambda path: path.name)
def test_every_sentence_of_a_script_has_a_form_that_can_be_translated(path: Path) -> None:
    script = path.read_text("utf-8")

    assert spoken.is_words(path.stem)
    assert len(re.findall(r"^  \w+: ", script, re.MULTILINE)) == len(list(spoken.SENTENCE.finditer(script))) > 0


def test_no_template_says_anything_past_the_catalogues() -> None:
    """What is converted comes off the list, so that it stays converted."""
    service = (ROOT / "comments_service" / "web" / "templates").glob("*.html")

    assert {path.stem for path in service if bare_words(path)} == STILL_ENGLISH
    assert {path.stem: found for path in (ROOT / "theme").rglob("*.html") if (found := bare_words(path))} == {}
