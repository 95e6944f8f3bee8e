"""Which questions ask for the same, by the words that tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.alike import asked_in, nearest, stems_of
from comments_service.storage.folding import folded_words

ASKED = {
    "rota": "When does the new rota start?",
    "nights": "When do night shifts start to be paid differently?",
    "forks": "Who checks the fork lift in hall two?",
    "swap": "When does my swap count, if the rota says otherwise?",
}
# Such as everybody uses: by these alone nothing is like anything.
OTHERS = {f"other-{one}": f"When does the thing with number {one} happen, and does it matter?" for one in range(20)}


def found(text: str) -> list[str]:
    words = {key: folded_words(body) for key, body in {**ASKED, **OTHERS}.items()}
    return nearest(stems_of(folded_words(asked_in(text))), words)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("new rota start date", "rota"),
        ("Hello all. I was away for a week. When will the rotas start?", "rota"),
        ("WHO CHECKED THE FORKS OF THE LIFT?", "forks"),
        ("Are night shifts paid differently?", "nights"),
    ],
)
def test_what_asks_for_the_same_is_nearest(text: str, first: str) -> None:
    assert found(text)[:1] == [first]


@pytest.mark.parametrize("text", ["When does it happen to rain?", "rota", "Is there soup?", "", "??", "a b c d e"])
def test_by_words_that_everybody_uses_or_one_alone_nothing_is_alike(text: str) -> None:
    assert not set(found(text)) & ASKED.keys()


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("I was away. Who has the keys? Thanks.", "Who has the keys?"),
        ("Keys of hall two", "Keys of hall two"),
        ("متى نبدأ؟ شكرا.", "متى نبدأ؟"),
    ],
)
def test_what_of_a_text_asks(text: str, asks: str) -> None:
    assert asked_in(text).strip() == asks


@given(st.text(), st.dictionaries(st.integers(), st.lists(st.text(max_size=9), max_size=9), max_size=9))
def test_whatever_is_asked_what_is_found_was_there_and_comes_once(text: str, words: dict[int, list[str]]) -> None:
    near = nearest(stems_of(folded_words(asked_in(text))), words)

    assert set(near) <= words.keys()
    assert len(near) == len(set(near))
