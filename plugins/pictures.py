"""Makes photographs light and silent: smaller copies of what pages show, and no file that tells who took it where.

Loaded by Pelican; figures asks it for a page's pictures. Copies are WebP: AVIF is a quarter smaller and takes six times
as long to make. What was made is kept beside the content, by what it was made from. Drawings stay as they are.
"""

import hashlib
import logging
import os
import time
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import PIL
from pelican.plugins import signals
from PIL import Image, ImageOps

from plugins.image_size import image_size, orientation

log = logging.getLogger(__name__)

# A phone, a phone of many pixels or a tablet, the widest that a page shows twice as sharp.
WIDTHS: Final = (480, 960, 1600)
# Beside the site's own addresses; a name is made of what is in the file.
FOLDER: Final = "pictures"
KEPT: Final = ".build/pictures"
# Pixels: more than any camera in a pocket takes, and what a build can hold in memory many times over.
LARGEST: Final = 50_000_000
KINDS: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".tif", ".tiff"})
_QUALITY: Final = 78
_DAYS_KEPT: Final = 30


class BadPicture(Exception):
    """It cannot be shown; the message says why and what to do."""


def opened(content: bytes) -> Image.Image:
    """A picture, read to its end.

    Raises:
        BadPicture: it is broken or too large.
    """
    size = image_size(content)
    if size and size[0] * size[1] > LARGEST:
        most = f"{LARGEST // 1_000_000} million pixels"
        raise BadPicture(f"is {size[0]} × {size[1]} pixels. Allowed: {most} in all; make it smaller.")
    try:
        picture = Image.open(BytesIO(content))
        picture.load()
    except Exception as error:
        # What a reader of pictures may raise at a broken one is not said anywhere.
        raise BadPicture(f"cannot be read as a picture ({error}). Allowed: a whole one; save it again.") from error
    return picture


def upright_of(picture: Image.Image) -> Image.Image:
    """The picture, turned as EXIF says, if that can be read."""
    return ImageOps.exif_transpose(picture) if orientation(picture) != 1 else picture


def smaller(content: bytes, width: int) -> bytes:
    """The picture in WebP, upright, so many pixels wide, with nothing in it but what it shows."""
    upright = upright_of(opened(content))
    shown = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    sized = shown.resize((width, max(1, round(shown.height * width / shown.width))), Image.Resampling.LANCZOS)
    return _saved(sized, "WEBP", quality=_QUALITY, method=4)


def silent(content: bytes) -> bytes:
    """The same picture without what is written beside it: place, time, camera, names, a small copy from before a cut.

    A JPEG stays as strongly compressed as it was, unless it has to be turned. Its colours' profile stays.
    """
    picture = opened(content)
    kind, profile = picture.format or "", picture.info.get("icc_profile")
    how: dict[str, Any] = {"icc_profile": profile} if profile else {}
    if getattr(picture, "n_frames", 1) > 1:
        frames = {"save_all": True, "duration": _durations(picture), "loop": picture.info.get("loop", 0)}
        return _saved(picture, kind, **how, **frames, comment=b"", exif=b"", xmp=b"")
    if orientation(picture) != 1:
        return _saved(_bare(upright_of(picture)), kind, **how, quality=90)
    if kind == "JPEG":
        picture.info = {}
        return _saved(picture, kind, **how, quality="keep", exif=b"")
    return _saved(_bare(picture), kind, **how, lossless=True)


def _durations(picture: Image.Image) -> list[int]:
    found = []
    for number in range(getattr(picture, "n_frames", 1)):
        picture.seek(number)
        found.append(int(picture.info.get("duration", 100)))
    picture.seek(0)
    return found


def _bare(picture: Image.Image) -> Image.Image:
    """Its pixels alone, with what they need to be understood."""
    bare = picture.copy()
    bare.info = {name: value for name, value in picture.info.items() if name == "transparency"}
    return bare


def _saved(picture: Image.Image, kind: str, **how: Any) -> bytes:
    into = BytesIO()
    picture.save(into, kind, **how)
    return into.getvalue()


class Made:
    """What is made of pictures in a build, and what was made in those before.

    Args:
        folder: where it is kept; None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def of(self, content: bytes, how: str, make: Callable[[], bytes]) -> bytes:
        """What `make` makes of a picture, or made of it before.

        Args:
            how: in what way; another way is another result.
        """
        if self._folder is None:
            return make()
        file = self._folder / digest(content, how, PIL.__version__, str(_QUALITY))
        if not file.is_file():
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = file.with_name(f"{file.name}.{os.getpid()}")
            fresh.write_bytes(make())
            fresh.replace(file)
        # What no build asks for is forgotten.
        file.touch()
        return file.read_bytes()

    def forget(self) -> None:
        """Let go what no build has asked for lately."""
        for file in self._folder.glob("*") if self._folder else ():
            if time.time() - file.stat().st_mtime > _DAYS_KEPT * 24 * 60 * 60:
                file.unlink()


def digest(content: bytes, *about: str) -> str:
    return hashlib.blake2b(content + "\n".join(about).encode(), digest_size=10).hexdigest()


def made_in(settings: Mapping[str, Any]) -> Made:
    return Made(Path(settings["PATH"]).parent / KEPT if settings.get("KEPT") else None)


def smaller_copies(file: Path, settings: Mapping[str, Any]) -> str:
    """Write smaller copies of a picture into the site; returns them for `srcset`, or nothing where it needs none.

    What is wrong with it is said as an error, on which the build fails.
    """
    if file.suffix.lower() not in KINDS or not settings.get("PICTURES"):
        return ""
    content = file.read_bytes()
    try:
        picture = opened(content)
        if getattr(picture, "n_frames", 1) > 1:
            return ""
        upright = upright_of(picture).width
        written = [_write(content, width, settings) for width in sorted({min(upright, width) for width in WIDTHS})]
    except BadPicture as wrong:
        log.error("%s %s", _named(file, settings), wrong)  # noqa: TRY400 - an author needs no trace
        return ""
    return ", ".join(f"{settings['SITEURL']}/{name} {width}w" for name, width in written)


def _write(content: bytes, width: int, settings: Mapping[str, Any]) -> tuple[str, int]:
    name = f"{FOLDER}/{digest(content, str(width))}.webp"
    file = Path(settings["OUTPUT_PATH"]) / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(made_in(settings).of(content, f"webp {width}", lambda: smaller(content, width)))
    return name, width


def _named(file: Path, settings: Mapping[str, Any]) -> str:
    content = Path(settings["PATH"])
    return f"{content.name}/{file.relative_to(content).as_posix()}" if file.is_relative_to(content) else file.name


def silence(pelican: Any) -> None:
    """Take out of the pictures that were copied into the site whatever they do not show."""
    if not pelican.settings.get("PICTURES"):
        return
    site, made = Path(pelican.output_path), made_in(pelican.settings)
    for file in sorted(site.rglob("*")):
        if file.suffix.lower() in KINDS and file.parent != site / FOLDER:
            content = file.read_bytes()
            try:
                file.write_bytes(made.of(content, "silent", lambda content=content: silent(content)))  # type: ignore[misc]
            except BadPicture as wrong:
                # Not to be shown as it is: nobody knows what is in it.
                file.unlink()
                log.error("%s %s", file.relative_to(site), wrong)  # noqa: TRY400 - the same
    made.forget()


def register() -> None:
    signals.finalized.connect(silence)
