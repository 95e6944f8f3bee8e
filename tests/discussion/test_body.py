"""What becomes of the text somebody typed before anything else sees it."""

import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from comments_service.discussion.body import (
    MAX_CHARACTERS,
    MAX_MARKS,
    MAX_RAW_CHARACTERS,
    BodyIsEmpty,
    BodyIsTooLong,
    BodyIsUnreadable,
    clean_body,
)
from comments_service.refusals import Refusal

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

RIGHT_TO_LEFT_OVERRIDE = "\u202e"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
# Much of what hides, joins, stacks or reorders, so that properties meet it often.
TRICKY = st.text(
    "ab é\n\r\t\u0000\u0085\u00a0\u00ad\u0301\u0327\u034f\u0590\u05b0\u061c\u064b\u1100\u1160\u1161\u11a8\u180e\u200b"
    "\u200c\u200d\u200e\u200f\u2028\u202a\u202e\u2060\u2066\u2069\u2800\u3164\uac00\ufe0f\ufeff\uffa0\ufffe\U000e0067"
    "\U000e007f\U000e0100\U0001f3f4\U0001f469\U0001f4bb",
    max_size=60,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Thanks, Dana.", "Thanks, Dana."),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("cafe\u0301", "café"),
        ("a\x00b\x07c\x1bd\x7fe\x9bf", "abcdef"),
        ("col\tumn", "col\tumn"),
        ("\n\n  indented  \n\n\n\n\n\nfar\t \n", "  indented\n\n\nfar"),
        ("two\n\n\nblank lines", "two\n\n\nblank lines"),
        (f"invoice{RIGHT_TO_LEFT_OVERRIDE}fdp.exe", "invoicefdp.exe"),
        ("\u2066isolated\u2069 \u202aembedded\u202c", "isolated embedded"),
        ("pass\u200bwo\u2060rd\ufeff", "password"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u3164hangul\uffa0 filler\u2800", "hangul filler"),
        ("hidden\U000e0073\U000e0061\U000e0079 words", "hidden words"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(typed: str, kept: str) -> None:
    assert clean_body(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "السلام عليكم، متى تبدأ الوردية الجديدة؟",
        "مُحَمَّدٌ",
        "שָׁלוֹם",
        "می\u200cخواهم",
        "क्\u200dष",
        "\U0001f469\u200d\U0001f4bb at work",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 family day",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        ENGLAND,
        "Tiếng Việt: Nguyễn, đường",
        "Zażółć gęślą jaźń",
        "price: 5\u200e%",
        "한국어, 日本語, ภาษาไทย",
    ],
)
def test_every_script_and_emoji_keeps_what_it_needs(text: str) -> None:
    assert clean_body(text) == unicodedata.normalize("NFC", text)


def test_joiners_say_it_once() -> None:
    assert clean_body("می" + "\u200c" * 40 + "خواهم" + "\u200d" * 3) == "می\u200cخواهم"


def test_marks_piled_on_a_letter_are_cut_to_what_scripts_need() -> None:
    cleaned = clean_body("H" + "\u0335\u0321" * 50 + "i")

    assert len([mark for mark in cleaned if unicodedata.combining(mark)]) == MAX_MARKS
    assert cleaned[0] == "H"
    assert cleaned[-1] == "i"


def test_a_long_pile_of_marks_is_cut_before_it_is_put_in_order() -> None:
    # In order the cedilla would come first; ordering the whole pile would cost the square of its height.
    assert clean_body("a" + "\u0301" * 16 + "\u0327") == "\u00e1" + "\u0301" * 4


def test_hidden_characters_here_and_there_are_taken_out_without_a_word() -> None:
    assert clean_body("long\u00ad" * 400) == "long" * 400


@pytest.mark.parametrize(
    "typed",
    ["", " \n\t ", "\u200b\u200b", "\u3164", "\u2800\u2800", "\u202e\u202c", "\u0301\u0301", "\ufe0f", "\u00a0\u3000"],
)
def test_a_text_that_nobody_can_see_is_empty(typed: str) -> None:
    with pytest.raises(BodyIsEmpty) as refusal:
        clean_body(typed)

    assert refusal.value.code == "body-is-empty"


def test_the_longest_comment_fits() -> None:
    assert len(clean_body("x" * MAX_CHARACTERS + "\n\n")) == MAX_CHARACTERS


@pytest.mark.parametrize("length", [MAX_CHARACTERS + 1, MAX_RAW_CHARACTERS + 1])
def test_a_longer_one_is_told_by_how_much(length: int) -> None:
    with pytest.raises(BodyIsTooLong) as refusal:
        clean_body("x" * length)

    assert refusal.value.facts == {"length": length, "limit": MAX_CHARACTERS}
    assert f"{length:,}" in refusal.value.message


@pytest.mark.parametrize("typed", ["broken \ud83d emoji", "secret" + "\u200b" * 900, "z" + "\u0335" * 900])
def test_a_text_that_is_damaged_or_mostly_hidden_is_refused(typed: str) -> None:
    with pytest.raises(BodyIsUnreadable):
        clean_body(typed)


@PATIENT
@given(st.one_of(TRICKY, st.text(max_size=200)))
@example("\u1100\u200b\u1161\u11a8")
@example("a\u0301\u200d\u0327")
@example("\U0001f3f4" * 3 + ENGLAND[1:] * 3)
def test_cleaning_a_clean_text_changes_nothing(typed: str) -> None:
    try:
        cleaned = clean_body(typed)
    except Refusal:
        return

    assert clean_body(cleaned) == cleaned


@PATIENT
@given(st.one_of(TRICKY, st.text(max_size=200)))
def test_a_clean_text_reads_as_it_is_stored(typed: str) -> None:
    try:
        cleaned = clean_body(typed)
    except Refusal:
        return

    assert cleaned == unicodedata.normalize("NFC", cleaned)
    assert not set(cleaned) & {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0xFEFF)}
    assert all(character in "\n\t" or unicodedata.category(character) != "Cc" for character in cleaned)
    assert "\n\n\n\n" not in cleaned
    assert 0 < len(cleaned) <= MAX_CHARACTERS


@PATIENT
@given(st.text("abc ABC,.-éżاب\n", min_size=1, max_size=100))
def test_ordinary_letters_are_never_lost(typed: str) -> None:
    def letters(text: str) -> str:
        return "".join(text.split())

    try:
        cleaned = clean_body(typed)
    except BodyIsEmpty:
        assert letters(typed) == ""
    else:
        assert letters(cleaned) == letters(typed)
