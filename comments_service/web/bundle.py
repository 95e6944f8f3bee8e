"""What browsers fetch from the service, put together from widget/ and desk/ when it starts: no build step.

What a module names in `import("./name.js")` is a part: a script of its own, fetched once somebody wants it. In other
languages than English the names have the language in them, and the scripts its words (spoken.py).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from comments_service.languages import ENGLISH, LANGUAGES, Language, language
from comments_service.web.assets import Asset, asset
from comments_service.web.spoken import is_words, spoken

_ROOMS = Path(__file__).parent.parent
_WIDGET, _DESK = _ROOMS / "widget", _ROOMS / "desk"
_ENTRIES = (_WIDGET / "townhall.js", _DESK / "desk.js")
_SPOKEN = re.compile(rf"\.({'|'.join(LANGUAGES)})\.")
_IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"(\./|\.\./widget/)([a-z-]+)\.js";\n', re.MULTILINE)
_PART = re.compile(r'\bimport\("\./([a-z-]+)\.js"\)')
_EXPORT = re.compile(r"^export (?=class |function |const |async )", re.MULTILINE)
# Strings and templates are matched first, so that nothing in them is taken for a comment or for indentation. What
# cannot be told apart without parsing the language (a quote or two slashes in a regular expression) the modules do
# not use; a test has the result parsed.
_WORDS = r"""(?P<words>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"""
_COMMENT = re.compile(rf"{_WORDS}|//[^\n]*|/\*.*?\*/", re.DOTALL)
_ROOM = re.compile(rf"{_WORDS}|\s*\n\s*", re.DOTALL)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def bundled(name: str) -> Asset | None:
    """Return what is served under /embed/v1/ by a file name; None where there is no such file."""
    spoken_in = _SPOKEN.search(name)
    return bundled_assets(spoken_in[1] if spoken_in else ENGLISH).get(name)


@cache
def bundled_assets(code: str = ENGLISH) -> Mapping[str, Asset]:
    """Return what is served in a language, by file name: two modules and their parts; in English the stylesheets too.

    Other languages are put together when somebody first asks: few companies speak all of them.
    """
    scripts = {name: text for entry in _ENTRIES for name, text in _Scripts(entry, language(code)).texts.items()}
    if code != ENGLISH:
        return MappingProxyType({name: asset(name, text) for name, text in scripts.items()})
    styles = {style.name: _style([style]) for style in _WIDGET.glob("*.css")}
    # The frame comes first: what belongs to one page is built on it.
    parts = sorted(_DESK.glob("*.css"), key=lambda style: (style.name != "desk.css", style.name))
    texts = {**scripts, **styles, "desk.css": _style(parts)}
    return MappingProxyType({name: asset(name, text) for name, text in texts.items()})


class _Scripts:
    """The scripts of one entry, by file name: itself, with all that it imports, and each of its parts.

    A part takes what the entry has from the entry, so that nothing is there twice. Its name has its version in it: a
    page that was opened before a new version came gets the part that fits it, or none, and never another.
    """

    def __init__(self, entry: Path, language: Language) -> None:
        self._entry = entry
        self._language = language
        self._of_language = "" if language.code == ENGLISH else f".{language.code}"
        self._name = f"{entry.stem}{self._of_language}.js"
        self._there = list(_modules(entry, seen=set()))
        self._taken: set[str] = set()
        self.texts: dict[str, str] = {}
        script = self._with_parts("".join(self._bare(module) for module in self._there))
        self.texts[self._name] = script + _clause("export", self._taken)

    def _with_parts(self, script: str) -> str:
        bare = without_comments(script)
        return _PART.sub(lambda found: f'import("./{self._part(found[1])}")', bare)

    def _part(self, name: str) -> str:
        """Put a part together, and return the name under which it is fetched."""
        part = (self._entry.parent / f"{name}.js").resolve()
        modules = list(_modules(part, seen=set(self._there)))
        taken = {one for module in modules for one in _names_from(module, self._there)}
        self._taken |= taken
        own = self._with_parts("".join(self._bare(module, exports=module == part) for module in modules))
        script = _clause("import", taken, f' from "./{self._name}"') + own
        served = f"{name}{self._of_language}.{hashlib.blake2b(script.encode(), digest_size=8).hexdigest()}.js"
        self.texts[served] = script
        return served

    def _bare(self, module: Path, *, exports: bool = False) -> str:
        """A module without the words that tied it to the others, but for its exports where it begins a part."""
        text = _IMPORT.sub("", module.read_text("utf-8"))
        if self._language.code != ENGLISH and is_words(module.stem):
            text = spoken(text, self._language)
        return text if exports else _EXPORT.sub("", text)


def _style(parts: Iterable[Path]) -> str:
    return "".join(without_comments_in_styles(part.read_text("utf-8")) for part in parts)


def _modules(path: Path, *, seen: set[Path]) -> Iterator[Path]:
    """Yield what a module imports and then itself, each once."""
    if path in seen:
        return
    seen.add(path)
    for _, folder, name in _IMPORT.findall(path.read_text("utf-8")):
        yield from _modules((path.parent / folder / f"{name}.js").resolve(), seen=seen)
    yield path


def _names_from(module: Path, others: Iterable[Path]) -> Iterator[str]:
    """Yield the names that a module takes from some others."""
    for names, folder, name in _IMPORT.findall(module.read_text("utf-8")):
        if (module.parent / folder / f"{name}.js").resolve() in others:
            yield from names.replace(",", " ").split()


def _clause(verb: str, names: Iterable[str], source: str = "") -> str:
    return f"{verb} {{ {', '.join(sorted(names))} }}{source};\n" if names else ""


def without_comments(script: str) -> str:
    """Leave out comments and indentation: they are for readers of the source, and all others pay for each byte."""
    bare = _COMMENT.sub(lambda found: found["words"] or "", script)
    return _ROOM.sub(lambda found: found["words"] or "\n", bare).lstrip()


def without_comments_in_styles(style: str) -> str:
    """Leave out a stylesheet's comments and indentation."""
    return _ROOM.sub(lambda found: found["words"] or "\n", _STYLE_COMMENT.sub("", style)).lstrip()
