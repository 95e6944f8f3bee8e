"""The widget as one module and one stylesheet, put together from widget/ when the service starts: no build step."""

import re
from collections.abc import Iterator
from pathlib import Path

from comments_service.web.assets import Asset, asset

_WIDGET = Path(__file__).parent.parent / "widget"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=class |function |const |async )", re.MULTILINE)
# Strings and templates are matched first, so that nothing in them is taken for a comment or for indentation. What
# cannot be told apart without parsing the language (a quote or two slashes in a regular expression) the widget does
# not use; a test has the result parsed.
_WORDS = r"""(?P<words>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"""
_COMMENT = re.compile(rf"{_WORDS}|//[^\n]*|/\*.*?\*/", re.DOTALL)
_ROOM = re.compile(rf"{_WORDS}|\s*\n\s*", re.DOTALL)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def bundled_assets() -> dict[str, Asset]:
    """Return what is served under /embed/v1/, by file name."""
    styles = {
        style.name: without_comments_in_styles(style.read_text("utf-8")) for style in sorted(_WIDGET.glob("*.css"))
    }
    script = without_comments("".join(_modules(_WIDGET / "townhall.js", seen=set())))
    return {name: asset(name, text) for name, text in {"townhall.js": script, **styles}.items()}


def _modules(path: Path, *, seen: set[Path]) -> Iterator[str]:
    """Yield a module's imports and then itself, each once, without the words that tied them together."""
    if path in seen:
        return
    seen.add(path)
    text = path.read_text("utf-8")
    for match in _IMPORT.finditer(text):
        yield from _modules(path.with_name(f"{match[1]}.js"), seen=seen)
    yield _EXPORT.sub("", _IMPORT.sub("", text))


def without_comments(script: str) -> str:
    """Leave out comments and indentation: they are for readers of the source, and all others pay for each byte."""
    bare = _COMMENT.sub(lambda found: found["words"] or "", script)
    return _ROOM.sub(lambda found: found["words"] or "\n", bare).lstrip()


def without_comments_in_styles(style: str) -> str:
    """Leave out a stylesheet's comments and indentation."""
    return _ROOM.sub(lambda found: found["words"] or "\n", _STYLE_COMMENT.sub("", style)).lstrip()
