"""The width and height of a picture, read from the head of its file: SVG, PNG, JPEG, GIF and WebP.

Pure; used by figures, so that a page keeps its place when a picture arrives.
"""

import re
import struct

_SVG_TAG = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(?:px)?\s*")
# Start-of-frame markers (ITU-T T.81, table B.1): C0 to CF without C4, C8 and CC.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Markers that stand alone, without a length after them.
_ALONE = frozenset({0x01, *range(0xD0, 0xDA)})

Size = tuple[int, int]


def image_size(data: bytes) -> Size | None:
    """Width and height in CSS pixels, or None where they cannot be told."""
    size = None
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" and len(data) >= 24:
        size = struct.unpack(">II", data[16:24])
    elif data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= 10:
        size = struct.unpack("<HH", data[6:10])
    elif data.startswith(b"\xff\xd8"):
        size = _jpeg(data)
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        size = _webp(data)
    elif b"<svg" in data:
        size = _svg(data.decode("utf-8", errors="replace"))
    return (size[0], size[1]) if size and size[0] > 0 and size[1] > 0 else None


def _jpeg(data: bytes) -> Size | None:
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF or marker in _ALONE:
            place += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES and place + 9 <= len(data):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + int(struct.unpack(">H", data[place + 2 : place + 4])[0])
    return None


def _webp(data: bytes) -> Size | None:
    kind = data[12:16]
    if kind == b"VP8X" and len(data) >= 30:
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L" and len(data) >= 25:
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and len(data) >= 30:
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


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
