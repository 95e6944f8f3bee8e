"""A text as detectors read it, and the way back to where it stood."""

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments_service.screening.reading import in_one_form, read

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_digits_dashes_and_spaces_have_one_form() -> None:
    assert read("٤١ ۴۱ ４１ 4–1 4\u00a01 ＡＢ").text == "41 41 41 4-1 4 1 AB"


def test_what_cannot_be_seen_is_not_read() -> None:
    assert read("41\u200b11\u202e22\ufeff").text == "411122"


def test_a_word_of_two_scripts_is_read_in_the_one_its_reader_sees() -> None:
    assert read("раssword GВ82 ΝΕWS Привeт").text == "password GB82 NEWS Привет"


def test_a_word_that_no_script_has_all_letters_of_is_left_as_it_is() -> None:
    assert read("жaж wжο").text == "жaж wжο"


def test_a_phrase_in_one_character_is_read_as_its_first_letter() -> None:
    assert read("\ufdfa \u3316").text == "ص キ"


@PATIENT
@given(st.text("\u00bd\ufb01\u01c6\u0301e\u1100\u1161a\uff41\u3314 ", max_size=12))
def test_what_is_equivalent_has_one_form(text: str) -> None:
    assert in_one_form(text) == unicodedata.normalize("NFKD", text)


@pytest.mark.parametrize("marks", ["\u0301\u0316", "\uff9e\u0345\u0301", "\u0f73\u0344"])
def test_no_more_marks_are_put_in_order_than_anybody_reads(marks: str) -> None:
    text = read("a" + marks * 3_000 + "b").text

    assert len(in_one_form(text)) < 40
    assert in_one_form(text)[0] + in_one_form(text)[-1] == "ab"


def test_whatever_is_only_marks_when_written_out_is_known_as_no_letter() -> None:
    marks = [
        character
        for character in map(chr, range(0x110000))
        if all(map(unicodedata.combining, unicodedata.normalize("NFKD", character)))
    ]

    assert [mark for mark in marks if re.search(r"[\w\s\0-\x7f]", read(mark).text)] == []


def test_letters_drawn_in_another_style_are_letters() -> None:
    assert read("ⓗⓔⓡⓞⓝ 𝐡𝐞𝐫𝐨𝐧 ʜᴇʀᴏɴ h\u0336i\u0336 ①②").text == "heron heron heron hi 12"


@pytest.mark.parametrize("body", ["Ανακοίνωση για το ωράριο", "Кто работает в субботу?", "5 μm, 3 kΩ", "Żółć", "راتبي"])
def test_other_scripts_are_read_as_they_are(body: str) -> None:
    assert read(body).text == body


def test_a_place_in_the_reading_is_a_place_in_the_text() -> None:
    reading = read("é\u200b 4\u200b1")

    assert reading.text == "é 41"
    assert reading.span(2, 4) == (3, 6)


@pytest.mark.parametrize(("stretch", "place"), [((0, 1), (1, 2)), ((1, 2), (4, 5)), ((0, 2), (1, 5)), ((1, 1), (1, 1))])
def test_what_cannot_be_seen_beside_a_stretch_is_no_part_of_it(
    stretch: tuple[int, int], place: tuple[int, int]
) -> None:
    assert read("\u200ba\u200b\u200bb\u200b").span(*stretch) == place


@PATIENT
@given(st.text(max_size=60))
def test_every_character_read_comes_from_its_place(body: str) -> None:
    reading = read(body)

    spans = [reading.span(place, place + 1) for place in range(len(reading.text))]

    assert all(end - start == 1 for start, end in spans)
    assert [start for start, _end in spans] == sorted({start for start, _end in spans})
    assert all(0 <= start < len(body) for start, _end in spans)


@PATIENT
@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_plain_text_is_read_as_it_is(body: str) -> None:
    assert read(body).text == body
