"""Photographs on pages: light, upright, and silent about who took them where."""

import logging
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from PIL.PngImagePlugin import PngInfo

from plugins.pictures import KEPT, LARGEST, BadPicture, Made, silent, smaller
from tests.plugins.conftest import ScratchSite

SECRET = "Heron flies north"
PLUGINS = ["plugins.front_matter", "plugins.bylines", "plugins.reading", "plugins.pictures", "plugins.figures"]


def photograph(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **about: Any) -> bytes:
    """A picture with a red left half, and whatever a camera and its owner write beside it."""
    picture = Image.new("RGB", size, "steelblue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    into = BytesIO()
    picture.save(into, kind, **about)
    return into.getvalue()


def written_beside() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = SECRET  # ImageDescription
    exif[0x0112] = 1
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    return exif


def talkative(kind: str) -> bytes:
    """One that says the secret in each way that its kind has."""
    if kind == "PNG":
        text = PngInfo()
        text.add_text("Comment", SECRET)
        text.add_itxt("XML:com.adobe.xmp", SECRET)
        return photograph(kind, pnginfo=text, exif=written_beside())
    if kind == "GIF":
        return photograph(kind, comment=SECRET.encode())
    if kind == "JPEG":
        return photograph(kind, comment=SECRET.encode(), exif=written_beside(), xmp=SECRET.encode())
    return photograph(kind, exif=written_beside(), xmp=SECRET.encode())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_is_written_beside_the_pixels_is_gone_and_the_pixels_are_there(kind: str) -> None:
    before = talkative(kind)
    after = silent(before)

    assert SECRET.encode() in before
    assert SECRET.encode() not in after
    opened = Image.open(BytesIO(after))
    assert opened.format == kind
    assert not opened.getexif()
    assert not {"exif", "xmp", "comment", "Comment", "XML:com.adobe.xmp"} & set(opened.info)
    difference = ImageChops.difference(opened.convert("RGB"), Image.open(BytesIO(before)).convert("RGB"))
    # A JPEG is written down once more, as strongly compressed as it was.
    assert max(ImageStat.Stat(difference).mean) < 1
    assert silent(before) == after


def test_a_moving_picture_still_moves() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    into = BytesIO()
    frames[0].save(into, "GIF", save_all=True, append_images=frames[1:], duration=[50, 60, 70], comment=SECRET.encode())
    after = silent(into.getvalue())

    assert SECRET.encode() not in after
    opened = Image.open(BytesIO(after))
    durations = []
    for number in range(3):
        opened.seek(number)
        durations.append(opened.info["duration"])
    assert durations == [50, 60, 70]


def test_one_that_was_taken_on_its_side_is_turned_since_nothing_says_so_any_more() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    sideways = photograph(exif=exif)

    for turned in (silent(sideways), smaller(sideways, 48)):
        picture = Image.open(BytesIO(turned)).convert("RGB")
        assert picture.height > picture.width
        red, _, blue = picture.getpixel((picture.width // 2, 5))  # type: ignore[misc]
        assert red > 200 > blue


def test_a_smaller_copy_is_webp_of_that_width_and_says_nothing() -> None:
    copy = smaller(talkative("JPEG"), 480)

    picture = Image.open(BytesIO(copy))
    assert (picture.format, picture.size) == ("WEBP", (480, 360))
    assert SECRET.encode() not in copy
    assert smaller(talkative("JPEG"), 480) == copy


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF1234WEBP"])
)
def test_what_is_broken_is_said_to_be_and_nothing_else_happens(rest: bytes, head: bytes) -> None:
    with pytest.raises(BadPicture, match="cannot be read as a picture"):
        silent(head + rest)


def test_one_that_breaks_off_is_broken() -> None:
    whole = photograph()

    with pytest.raises(BadPicture, match="cannot be read as a picture"):
        silent(whole[: len(whole) // 2])


def test_one_of_too_many_pixels_is_refused_before_it_is_read() -> None:
    side = int(LARGEST**0.5) + 1
    huge = BytesIO()
    Image.new("1", (side, side)).save(huge, "PNG")

    with pytest.raises(
        BadPicture, match=rf"is {side} × {side} pixels. Allowed: 50 million pixels in all; make it smaller"
    ):
        silent(huge.getvalue())


def test_what_was_made_is_not_made_again(tmp_path: Path) -> None:
    made, times = Made(tmp_path / "kept"), []

    def make() -> bytes:
        times.append(1)
        return b"small"

    assert [made.of(b"picture", "webp 480", make) for _ in range(2)] == [b"small"] * 2
    assert len(times) == 1
    made.of(b"picture", "webp 960", make)
    made.of(b"another", "webp 480", make)
    assert len(times) == 3


@pytest.fixture
def illustrated(site: ScratchSite) -> ScratchSite:
    """A page that shows a large photograph at its top and a small one in its text."""
    (site.content / "images/hall.jpg").write_bytes(photograph(size=(2000, 1500), exif=written_beside()))
    (site.content / "images/door.png").write_bytes(talkative("PNG"))
    site.page(
        "news/hall.md", "![A door]({static}/images/door.png)", Image="images/hall.jpg", Image_alt="A hall", Uid="hall"
    )
    site.settings |= {"PLUGINS": PLUGINS, "PICTURES": True, "STATIC_PATHS": ["images"], "KEPT": ""}
    return site


def test_a_page_offers_the_sizes_that_screens_need_and_what_it_offers_is_there(illustrated: ScratchSite) -> None:
    built = illustrated.build()
    page = built.page("news/hall.md")

    copies = [copy.split() for copy in page.image_copies.split(", ")]
    assert [width for _, width in copies] == ["480w", "960w", "1600w"]
    files = [built.output / address.removeprefix("https://newsroom.example/") for address, _ in copies]
    assert [Image.open(BytesIO(file.read_bytes())).width for file in files] == [480, 960, 1600]
    assert (page.image_width, page.image_height) == (2000, 1500)
    # Never larger than it is.
    assert "480w, https://newsroom.example/pictures/" in page.content
    assert "640w" in page.content
    assert "960w" not in page.content
    assert '<img alt="A door" src="https://newsroom.example/images/door.png" width="640" height="480"' in page.content


def test_nothing_in_a_built_site_says_what_was_written_beside_the_pixels(illustrated: ScratchSite) -> None:
    built = illustrated.build()

    pictures = [path for path in built.output.rglob("*") if path.suffix in (".jpg", ".png", ".webp")]
    assert len(pictures) == 7
    assert [path for path in pictures if SECRET.encode() in path.read_bytes()] == []


def test_a_build_that_remembers_has_the_same_pictures(illustrated: ScratchSite) -> None:
    def pictures(**changed: Any) -> dict[str, bytes]:
        shutil.rmtree(illustrated.root / "output", ignore_errors=True)
        output = illustrated.build(**changed).output
        return {path.name: path.read_bytes() for path in output.rglob("*") if path.suffix in (".jpg", ".png", ".webp")}

    first = pictures()
    kept = {"KEPT": ".build/kept.sqlite3"}
    assert pictures(**kept) == pictures(**kept) == first
    assert len(list((illustrated.root / KEPT).iterdir())) == 7


def test_a_picture_that_cannot_be_shown_fails_the_build_with_its_file_and_is_not_published(
    illustrated: ScratchSite, caplog: pytest.LogCaptureFixture
) -> None:
    (illustrated.content / "images/hall.jpg").write_bytes(b"\xff\xd8\xff and then nothing")

    with caplog.at_level(logging.ERROR):
        built = illustrated.build()

    assert "content/images/hall.jpg cannot be read as a picture" in caplog.text
    assert not (built.output / "images/hall.jpg").exists()
