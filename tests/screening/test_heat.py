"""Heated words are told from honest ones; whoever tells of an insult is never asked whether they mean it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.screening.heat import find
from comments_service.screening.protected_topics import SENTENCES
from comments_service.screening.reading import read


def heated(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find(read(text))]


@pytest.mark.parametrize("sentence", [sentence for sentences in SENTENCES.values() for sentence in sentences])
def test_what_people_may_always_talk_about_is_never_heated(sentence: str) -> None:
    assert heated(sentence) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You idiots!", ["idiots"]),
        ("You are really stupid, all of you.", ["You are really stupid"]),
        ("SHUT UP already", ["SHUT UP"]),
        ("Why?!?!?!", ["?!?!?!"]),
        ("You ｉｄｉｏｔ", ["ｉｄｉｏｔ"]),
    ],
)
def test_insults_swearing_and_floods_are_found_where_they_stand(text: str, found: list[str]) -> None:
    assert heated(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "This plan is stupid, and here is why.",
        "You are not stupid.",
        "He called me an idiot.",
        "She said: “You idiots, go home.”",
        "An idiot-proof scanner!",
        "Really? Yes! Really!!",
        "Thank you all!!! Great work!!!",
        "C'est le bordel au quai, comme chaque lundi.",
        "Depp, Johnny wrote it.",
    ],
)
def test_honest_words_and_what_others_said_are_not(text: str) -> None:
    assert heated(text) == []


@given(st.text(alphabet="you are stupid idiot!?\"“ '-\u200b", max_size=300))
def test_each_stands_within_the_text(text: str) -> None:
    for one in find(read(text)):
        assert 0 <= one.start < one.end <= len(text)
