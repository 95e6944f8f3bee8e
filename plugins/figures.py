"""Makes pictures in texts well behaved: they keep their place while loading, load when needed, and show their caption.

Loaded by Pelican. Works on the HTML that Markdown made; what a picture shows is for its author to say.
"""

import re
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from pelican.plugins import signals

from plugins.embargo import files_named
from plugins.image_size import Size, image_size
from plugins.pictures import smaller_copies
from plugins.site_contents import every_page

_IMG = re.compile(r"<img\b(?P<attributes>[^>]*?)\s*/?>", re.IGNORECASE | re.DOTALL)
_LONE = re.compile(r"<p>\s*(?P<before><a\b[^>]*>)?\s*(?P<img><img\b[^>]*>)\s*(?P<after></a>)?\s*</p>", re.IGNORECASE)
_TITLE = re.compile(r"\s+title=\"(?P<title>[^\"]*)\"", re.IGNORECASE)

SizeOf = Callable[[str], Size | None]
CopiesOf = Callable[[str], str]
# How wide a text is: theme/static/css/tokens.css.
_IN_TEXT = "(min-width: 42rem) 38rem, 100vw"


def with_figures(html: str, size_of: SizeOf, copies_of: CopiesOf = lambda _address: "") -> str:
    """The text with sized, lazily loading images.

    Args:
        size_of: tells the size of a picture by its address.
        copies_of: tells of its smaller copies by the same, as `srcset` has them; nothing where there are none.
    """
    framed = _LONE.sub(_figure, _IMG.sub(lambda match: _image(match["attributes"], size_of), html))
    return _IMG.sub(lambda match: _with_copies(match, copies_of), framed)


def _with_copies(image: re.Match[str], copies_of: CopiesOf) -> str:
    copies = copies_of(_source(image["attributes"])) if not _has(image["attributes"], "srcset") else ""
    if not copies:
        return image[0]
    return f'<picture><source type="image/webp" srcset="{copies}" sizes="{_IN_TEXT}">{image[0]}</picture>'


def _source(attributes: str) -> str:
    source = re.search(r"\bsrc=(?:\"([^\"]*)\"|'([^']*)')", attributes)
    return unescape(source[1] or source[2] or "") if source else ""


def _image(attributes: str, size_of: SizeOf) -> str:
    source = _source(attributes)
    size = size_of(source) if source else None
    wanted = {"loading": "lazy", "decoding": "async"}
    if size and not _has(attributes, "width") and not _has(attributes, "height"):
        wanted = {"width": str(size[0]), "height": str(size[1]), **wanted}
    added = "".join(f' {name}="{value}"' for name, value in wanted.items() if not _has(attributes, name))
    return f"<img{attributes}{added}>"


def _has(attributes: str, name: str) -> bool:
    return re.search(rf"(?:^|\s){name}\s*=", attributes, re.IGNORECASE) is not None


def _figure(match: re.Match[str]) -> str:
    title = _TITLE.search(match["img"])
    if not title or not title["title"].strip() or bool(match["before"]) != bool(match["after"]):
        return match[0]
    # Said once, in the caption: a title attribute repeats it to some readers and hides it from others.
    image = match["img"][: title.start()] + match["img"][title.end() :]
    linked = f"{match['before'] or ''}{image}{match['after'] or ''}"
    return f"<figure>{linked}<figcaption>{title['title']}</figcaption></figure>"


def file_in(content: Path, folder: str) -> Callable[[str], Path | None]:
    """How to find the file of a picture that a page in `folder` shows."""

    def file_of(address: str) -> Path | None:
        files = (content / path for path in sorted(files_named(f'src="{address}"', folder)))
        return next((file for file in files if file.is_file()), None)

    return file_of


def size_in(content: Path, folder: str) -> SizeOf:
    """How to tell the size of a picture that a page in `folder` shows."""
    file_of = file_in(content, folder)

    def size_of(address: str) -> Size | None:
        file = file_of(address)
        return image_size(file.read_bytes()) if file else None

    return size_of


def copies_in(content: Path, folder: str, settings: Mapping[str, Any]) -> CopiesOf:
    """How to make smaller copies of a picture that a page in `folder` shows."""
    file_of = file_in(content, folder)

    def copies_of(address: str) -> str:
        file = file_of(address)
        return smaller_copies(file, settings) if file else ""

    return copies_of


def add_figures(generators: list[Any]) -> None:
    for page in every_page(generators):
        content = Path(page.settings["PATH"])
        if page._content:  # noqa: SLF001 - Pelican has no other door to a page's text
            sizes, copies = size_in(content, page.relative_dir), copies_in(content, page.relative_dir, page.settings)
            page._content = with_figures(page._content, sizes, copies)  # noqa: SLF001
        picture = content / page.image if page.image else None
        size = image_size(picture.read_bytes()) if picture and picture.is_file() else None
        page.image_width, page.image_height = size or (None, None)
        page.image_url = f"/{page.image}" if page.image else None
        page.image_copies = smaller_copies(picture, page.settings) if picture and picture.is_file() else ""


def register() -> None:
    signals.all_generators_finalized.connect(add_figures)
