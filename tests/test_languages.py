"""The languages that people are spoken to in: sentences, numbers, days, and who likes which."""

import copy
import json
from datetime import UTC, date, datetime

import pytest

from comments_service.languages import LANGUAGES, N_, N_many, accepted, direction, language

AT = datetime(2026, 11, 12, 14, 5, tzinfo=UTC)
FRENCH, POLISH, ARABIC = (LANGUAGES[code] for code in ("fr", "pl", "ar"))


def test_a_sentence_is_its_english_text_to_whoever_does_not_translate_it() -> None:
    said = N_("Reply to %(name)s", name="Ben")

    assert said == "Reply to Ben"
    assert json.dumps([said]) == '["Reply to Ben"]'
    assert FRENCH.say(copy.deepcopy(said)) == FRENCH.say(said) == "Répondre à Ben"


def test_what_is_put_into_a_sentence_is_translated_as_well() -> None:
    pace = N_many("%(count)s minute", "%(count)s minutes", count=10)
    said = N_("Here everybody posts once in %(pace)s, so that all get a word in.", pace=pace)

    assert "10 minutes" in said
    assert "raz na 10 minut," in POLISH.say(said)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["0 comments", "1 comment", "2 comments", "5 comments", "22 comments"]),
        ("fr", ["0 commentaire", "1 commentaire", "2 commentaires", "5 commentaires", "22 commentaires"]),
        ("pl", ["0 komentarzy", "1 komentarz", "2 komentarze", "5 komentarzy", "22 komentarze"]),
        ("ar", ["لا تعليقات", "تعليق واحد", "تعليقان", "5 تعليقات", "22 تعليقًا"]),
    ],
)
def test_numbers_have_the_forms_of_their_language(code: str, said: list[str]) -> None:
    counted = [N_many("%(count)s comment", "%(count)s comments", count=count) for count in (0, 1, 2, 5, 22)]

    assert [language(code).say(one) for one in counted] == said


def test_words_of_people_stay_theirs() -> None:
    """What somebody said is never taken for a sentence of ours, also where it says the same."""
    answer = {"body": "Thanks", "why": [N_("Thanks")], "count": 3}

    assert FRENCH.throughout(answer) == {"body": "Thanks", "why": ["Merci"], "count": 3}


def test_days_are_written_as_each_language_writes_them() -> None:
    assert {code: (one.day(AT), one.weekday(AT.date()), one.moment(AT)) for code, one in LANGUAGES.items()} == {
        "en": ("12 November 2026", "Thursday 12 November", "12 Nov 2026, 14:05 UTC"),
        "fr": ("12 novembre 2026", "jeudi 12 novembre", "12 nov. 2026, 14:05 UTC"),
        "de": ("12. November 2026", "Donnerstag, 12. November", "12. Nov. 2026, 14:05 UTC"),
        "nl": ("12 november 2026", "donderdag 12 november", "12 nov 2026, 14:05 UTC"),
        "pl": ("12 listopada 2026", "czwartek 12 listopada", "12 lis 2026, 14:05 UTC"),
        "ar": ("12 نونبر 2026", "الخميس 12 نونبر", "12 نونبر 2026، 14:05 UTC"),
    }
    assert FRENCH.day(date(2026, 3, 1)) == "1 mars 2026"


def test_within_a_sentence_words_begin_small_but_german_nouns_do_not() -> None:
    assert FRENCH.inner("Hors sujet") == "hors sujet"
    assert LANGUAGES["de"].inner("Personenbezogene Daten") == "Personenbezogene Daten"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", None),
        ("it, es;q=0.5", None),
        ("de-AT", "de"),
        ("it, fr;q=0.5, de-AT;q=0.9, *;q=0.1", "de"),
        ("nl;q=0.7, pl;q=0.7", "nl"),
        ("fr;q=0", None),
        ("fr;q=nonsense", "fr"),
        (",;,=;q=" * 999, None),
    ],
)
def test_a_browser_says_which_language_its_owner_likes_best(header: str, code: str | None) -> None:
    found = accepted(header)

    assert (found.code if found else None) == code


def test_a_language_that_we_do_not_speak_is_answered_in_english_and_still_runs_its_own_way() -> None:
    assert language("xx").code == language("").code == "en"
    assert [direction(code) for code in ("en", "ar", "ar-MA", "he", "fa")] == ["ltr", "rtl", "rtl", "rtl", "rtl"]
    assert ARABIC.direction == "rtl"
