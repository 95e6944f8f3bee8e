"""Whether an alternative text says anything: the word "picture" or the name of a file tells nobody what is shown."""

import re
from pathlib import PurePosixPath

# In the languages of the site; each alone is what programs and hurried people fill in.
_EMPTY = frozenset(
    "image picture photo photograph graphic icon img pic screenshot bild foto grafik abbildung afbeelding plaatje"
    " capture illustration photographie zdjęcie obraz obrazek grafika صورة".split()
)
_FILE = re.compile(r"\S+\.(?:avif|gif|jpe?g|png|svg|webp)", re.IGNORECASE)
_CAMERA = re.compile(r"(?:img|dsc|dscn|pxl|screenshot|bildschirmfoto)[\s_-]*\d[\d\s_-]*", re.IGNORECASE)


def says_nothing(words: str, target: str) -> bool:
    """Whether these words only name the kind of thing, the file (`target` is its address), or a camera's number."""
    plain = words.strip().strip(".…:").casefold()
    stem = PurePosixPath(target.rpartition("}")[2]).stem.casefold()
    # One word may well be both: "logo.svg" may be a picture of a logo, so that only names with marks count.
    named = bool(stem) and plain == stem and re.search(r"[-_\d]", stem) is not None
    return plain in _EMPTY or named or bool(_FILE.fullmatch(plain) or _CAMERA.fullmatch(plain))
