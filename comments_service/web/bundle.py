"""The widget as one module and one stylesheet, put together from widget/ when the service starts: no build step,
one request."""

import re
from collections.abc import Iterator
from pathlib import Path

from comments_service.web.assets import Asset, asset

_WIDGET = Path(__file__).parent.parent / "widget"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=class |function |const |async )", re.MULTILINE)
_BLOCK_COMMENT = re.compile(r"^\s*/\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)
_LINE_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)


def bundled_assets() -> dict[str, Asset]:
    """Return what is served under /embed/v1/, by file name."""
    script = _without_comments("".join(_modules(_WIDGET / "townhall.js", seen=set())))
    return {
        "townhall.js": asset("townhall.js", script),
        **{style.name: asset(style.name, style.read_text()) for style in sorted(_WIDGET.glob("*.css"))},
    }


def _modules(path: Path, *, seen: set[Path]) -> Iterator[str]:
    """Yield a module's imports and then itself, each once, without the words that tied them together."""
    if path in seen:
        return
    seen.add(path)
    text = path.read_text()
    for match in _IMPORT.finditer(text):
        yield from _modules(path.with_name(f"{match[1]}.js"), seen=seen)
    yield _EXPORT.sub("", _IMPORT.sub("", text))


def _without_comments(script: str) -> str:
    """Leave out whole-line comments: they are for readers of the source, and readers of the site pay for each byte."""
    return _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", script))
