"""Reading an export's file piece by piece, packed with gzip or not. What would fill memory or disk is refused."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from comments_service.moving_in.elsewhere import ExportIsWrong

_AT_ONCE: Final = 1 << 16
LONGEST_LINE: Final = 1 << 20
# Text packs to a tenth, the most repetitive export to a fiftieth; a bomb is a thousand times what it seems.
MOST_UNPACKED: Final = 200
_UNPACKED_ANYWAY: Final = 64 << 20
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, unpacked.

    Raises:
        ExportIsWrong: it cannot be read, is a zip, or unpacks to far more than text does.
    """
    try:
        with path.open("rb") as file:
            begins = file.read(4)
            file.seek(0)
            if begins == _ZIP:
                raise ExportIsWrong("This is a zip file. Unpack it, look what is in it, and give the file itself.")
            yield from _unpacked(file) if begins.startswith(_GZIP) else _plain(file)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ExportIsWrong("The file is packed with gzip, and is damaged or cut off.") from error
    except OSError as error:
        raise ExportIsWrong(f"The file cannot be read: {error.strerror or error}.") from error


def _plain(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_AT_ONCE):
        yield piece


def _unpacked(file: IO[bytes]) -> Iterator[bytes]:
    unpacked = 0
    with gzip.GzipFile(fileobj=file) as packed:
        while piece := packed.read(_AT_ONCE):
            unpacked += len(piece)
            if unpacked > _UNPACKED_ANYWAY and unpacked > MOST_UNPACKED * file.tell():
                raise ExportIsWrong("The file unpacks to far more than any export does; it was not unpacked further.")
            yield piece


def lines(path: Path) -> Iterator[bytes]:
    """The lines of a file, unpacked, without their ends.

    Raises:
        ExportIsWrong: as `chunks`, or a line is longer than any comment.
    """
    left = b""
    for piece in chunks(path):
        *whole, left = (left + piece).split(b"\n")
        yield from whole
        if len(left) > LONGEST_LINE:
            raise ExportIsWrong("A line of the file is longer than a comment can be.")
    if left:
        yield left
