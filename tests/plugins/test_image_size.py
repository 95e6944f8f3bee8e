"""How large a picture is, from the head of its file."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from plugins.image_size import image_size


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "GIF", "WEBP"])
@given(width=st.integers(1, 300), height=st.integers(1, 300))
def test_the_size_is_that_which_an_image_library_reads(format_: str, width: int, height: int) -> None:
    file = BytesIO()
    Image.new("RGB", (width, height)).save(file, format_)

    assert image_size(file.getvalue()) == (width, height)


@pytest.mark.parametrize("options", [{"progressive": True}, {"exif": b"Exif\0\0" + b"x" * 500}, {"quality": 100}])
def test_a_photograph_with_more_in_its_head_is_read(options: dict[str, object]) -> None:
    file = BytesIO()
    Image.new("RGB", (640, 480), "steelblue").save(file, "JPEG", **options)

    assert image_size(file.getvalue()) == (640, 480)


@pytest.mark.parametrize("options", [{"lossless": True}, {"exif": b"Exif\0\0x"}])
def test_each_kind_of_webp_is_read(options: dict[str, object]) -> None:
    file = BytesIO()
    Image.new("RGBA", (640, 480), (1, 2, 3, 128)).save(file, "WEBP", **options)

    assert image_size(file.getvalue()) == (640, 480)


def test_a_photograph_taken_on_its_side_has_the_size_it_is_shown_in() -> None:
    file, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (640, 480)).save(file, "JPEG", exif=exif)

    assert image_size(file.getvalue()) == (480, 640)


@pytest.mark.parametrize(
    ("tag", "size"),
    [
        ('<svg width="640" height="480">', (640, 480)),
        ("<svg width='640px' height='480px'>", (640, 480)),
        ('<svg viewBox="0 0 640 480">', (640, 480)),
        ('<svg\n  viewBox="-10,-10 640.4 479.6"\n>', (640, 480)),
        ('<svg width="320" viewBox="0 0 640 480">', (320, 240)),
        ('<svg height="240" viewBox="0 0 640 480">', (320, 240)),
        ('<svg width="100%" height="100%" viewBox="0 0 640 480">', (640, 480)),
        ('<svg stroke-width="9" viewBox="0 0 640 480">', (640, 480)),
        ("<svg>", None),
        ('<svg viewBox="0 0 0 0">', None),
        ('<svg width="0" height="5">', None),
    ],
)
def test_a_drawing_has_the_size_it_says(tag: str, size: tuple[int, int] | None) -> None:
    assert image_size(f'<?xml version="1.0"?>\n<!-- drawn here -->\n{tag}</svg>'.encode()) == size


@given(
    st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff", b"RIFF1234WEBPVP8 ", b"<svg "]),
    st.binary(max_size=80),
)
def test_a_broken_file_has_no_size_and_breaks_nothing(head: bytes, rest: bytes) -> None:
    size = image_size(head + rest)

    assert size is None or (size[0] > 0 and size[1] > 0)
