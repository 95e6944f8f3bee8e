"""What browsers fetch from the service, put together from widget/ and desk/ when it starts: no build step."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from comments_service.web.assets import Asset, asset

_ROOMS = Path(__file__).parent.parent
_WIDGET, _DESK = _ROOMS / "widget", _ROOMS / "desk"
_IMPORT = re.compile(r'^import (?:\{[^}]*\} from )?"(\./|\.\./widget/)([a-z-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=class |function |const |async )", re.MULTILINE)
# Strings and templates are matched first, so that nothing in them is taken for a comment or for indentation. What
# cannot be told apart without parsing the language (a quote or two slashes in a regular expression) the modules do
# not use; a test has the result parsed.
_WORDS = r"""(?P<words>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"""
_COMMENT = re.compile(rf"{_WORDS}|//[^\n]*|/\*.*?\*/", re.DOTALL)
_ROOM = re.compile(rf"{_WORDS}|\s*\n\s*", re.DOTALL)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@cache
def bundled_assets() -> Mapping[str, Asset]:
    """Return what is served under /embed/v1/, by file name: two modules, the widget's stylesheets, one of the desk."""
    scripts = {entry.name: _script(entry) for entry in (_WIDGET / "townhall.js", _DESK / "desk.js")}
    styles = {style.name: _style([style]) for style in _WIDGET.glob("*.css")}
    # The frame comes first: what belongs to one page is built on it.
    parts = sorted(_DESK.glob("*.css"), key=lambda style: (style.name != "desk.css", style.name))
    texts = {**scripts, **styles, "desk.css": _style(parts)}
    return MappingProxyType({name: asset(name, text) for name, text in texts.items()})


def _script(entry: Path) -> str:
    return without_comments("".join(_modules(entry, seen=set())))


def _style(parts: Iterable[Path]) -> str:
    return "".join(without_comments_in_styles(part.read_text("utf-8")) for part in parts)


def _modules(path: Path, *, seen: set[Path]) -> Iterator[str]:
    """Yield a module's imports and then itself, each once, without the words that tied them together."""
    if path in seen:
        return
    seen.add(path)
    text = path.read_text("utf-8")
    for match in _IMPORT.finditer(text):
        yield from _modules((path.parent / match[1] / f"{match[2]}.js").resolve(), seen=seen)
    yield _EXPORT.sub("", _IMPORT.sub("", text))


def without_comments(script: str) -> str:
    """Leave out comments and indentation: they are for readers of the source, and all others pay for each byte."""
    bare = _COMMENT.sub(lambda found: found["words"] or "", script)
    return _ROOM.sub(lambda found: found["words"] or "\n", bare).lstrip()


def without_comments_in_styles(style: str) -> str:
    """Leave out a stylesheet's comments and indentation."""
    return _ROOM.sub(lambda found: found["words"] or "\n", _STYLE_COMMENT.sub("", style)).lstrip()
