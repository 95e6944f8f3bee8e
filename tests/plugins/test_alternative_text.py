"""Words that only look like an alternative text."""

from typing import Any

import pytest

from plugins.alternative_text import says_nothing


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("image", "/images/a.svg"),
        ("Picture.", "/images/a.svg"),
        ("Bild", "/images/a.svg"),
        ("صورة", "/images/a.svg"),
        ("hall-b.png", "/images/x.png"),
        ("hall-b", "{static}/images/hall-b.png"),
        ("IMG_2041", "/images/x.jpg"),
        ("Screenshot 2026-03-02", "/images/x.png"),
    ],
)
def test_the_kind_of_thing_a_file_and_a_camera_say_nothing(words: str, target: str) -> None:
    assert says_nothing(words, target)


@pytest.mark.parametrize("words", ["The logo of Meridale", "Logo", "Image of frost on a rack", "صورة الصالة ب"])
def test_words_about_what_is_shown_are_words(words: str) -> None:
    assert not says_nothing(words, "/images/logo.svg")


def test_both_the_picture_at_the_top_and_those_in_the_text_are_asked(site: Any, svg: Any) -> None:
    site.write("images/hall-b.svg", svg(1, 1))
    site.page("news/x.md", "![image](/images/hall-b.svg)", Image="images/hall-b.svg", Image_alt="hall-b")

    told = "does not say what the image shows. Allowed: what somebody would tell who cannot see it."
    assert site.problems() == [
        f'content/news/x.md:5: Image_alt: "hall-b" {told}',
        f'content/news/x.md:8: "image" {told}',
    ]
