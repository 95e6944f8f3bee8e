"""The width and height of a picture as it is shown, read from the head of its file.

Pure; used by figures, so that a page keeps its place when a picture arrives.
"""

import re
import warnings
from io import BytesIO

from PIL import Image

_SVG_TAG = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(?:px)?\s*")
_ORIENTATION = 0x0112
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})

Size = tuple[int, int]


def image_size(data: bytes) -> Size | None:
    """Width and height in CSS pixels, of a photograph after it is turned upright; None where they cannot be told."""
    size = _svg(data.decode("utf-8", errors="replace")) if b"<svg" in data else _photograph(data)
    return size if size and size[0] > 0 and size[1] > 0 else None


def _photograph(data: bytes) -> Size | None:
    try:
        with warnings.catch_warnings(action="ignore"):  # of what is broken, or very large: plugins/pictures.py says so
            width, height = (picture := Image.open(BytesIO(data))).size
    except Exception:  # noqa: BLE001 - what a reader of pictures may raise at a broken one is not said anywhere
        return None
    return (height, width) if orientation(picture) in _ON_ITS_SIDE else (width, height)


def orientation(picture: Image.Image) -> int:
    """How it has to be turned to be upright, as EXIF says it; 1, not at all, where that says nothing or is broken."""
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - as above
        return 1


def _svg(text: str) -> Size | None:
    tag = _SVG_TAG.search(text)
    if not tag:
        return None
    width, height = _attribute(tag[0], "width"), _attribute(tag[0], "height")
    box = [float(number) for number in re.findall(r"-?[0-9]*\.?[0-9]+", _attribute(tag[0], "viewBox"))]
    given = [_LENGTH.fullmatch(width), _LENGTH.fullmatch(height)]
    if given[0] and given[1]:
        return round(float(given[0][1])), round(float(given[1][1]))
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        scale = float(given[0][1]) / box[2] if given[0] else float(given[1][1]) / box[3] if given[1] else 1.0
        return round(box[2] * scale), round(box[3] * scale)
    return None


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf"\s{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (match[1] or match[2] or "") if match else ""
