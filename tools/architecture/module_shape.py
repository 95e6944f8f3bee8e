"""Holds modules to a shape that can be read at one sitting: an opening line, a size, a name that says something.

Called by tests/architecture/test_module_shape.py.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.architecture.sources import Source, sources

FOLDERS = (
    "comments_service",
    "plugins",
    "tools",
    "benchmarks",
    "tasks.py",
    "pelicanconf.py",
    "publishconf.py",
    "previewconf.py",
)
LONGEST_MODULE = 300
LONGEST_FUNCTION = 30
LONGEST_HANDLER = 15
LONGEST_OPENING = 4
# A folder for each audience; what stands beside them (middleware, problems) answers for all and is no handler.
HANDLERS = "comments_service/web/"

# They name a drawer and not what is in it.
BANNED = {"utils", "helpers", "common", "misc", "base", "core", "manager", "service", "types"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def violations(root: Path, exceptions: Mapping[str, str]) -> list[str]:
    """Every breach of the shape, as `file:line: what is wrong`.

    Args:
        root: the tree to look at.
        exceptions: the reason for each `file` or `file::function` that may be longer. One without need is a breach too.
    """
    breaches = [breach for source in sources(root, FOLDERS) for breach in breaches_of(source)]
    excused = {name for name, _sentence in breaches if name in exceptions}
    needless = [f"{name}: is excepted and need not be" for name in exceptions if name not in excused]
    return [sentence for name, sentence in breaches if name not in exceptions] + needless


def breaches_of(source: Source) -> Iterator[tuple[str, str]]:
    """Each breach as what would except it, and the sentence that tells it."""
    yield from ((source.path, sentence) for sentence in module_breaches(source))
    for function in ast.walk(source.tree):
        if isinstance(function, Function):
            longest = LONGEST_HANDLER if is_handler(source, function) else LONGEST_FUNCTION
            if (length := length_of(function)) > longest:
                sentence = f"{source.at(function)}: {function.name} has {length} lines, of at most {longest}"
                yield f"{source.path}::{function.name}", sentence


def module_breaches(source: Source) -> Iterator[str]:
    words = Path(source.path).stem.split("_")
    if (only := "_".join(words)) in BANNED or any(part in BANNED for part in Path(source.path).parent.parts):
        yield f"{source.path}: a module called {only} says nothing; find the noun"
    opening = ast.get_docstring(source.tree)
    if source.is_package:
        if len(source.tree.body) > (opening is not None):
            yield f"{source.path}: an __init__ is a docstring or empty; it exports nothing"
        return
    lines = [line for line in (opening or "").splitlines() if line.strip()]
    if not 1 <= len(lines) <= LONGEST_OPENING:
        yield f"{source.path}: opens with {len(lines)} lines of docstring, of 1 to {LONGEST_OPENING}"
    if (count := len(source.text.splitlines())) > LONGEST_MODULE:
        yield f"{source.path}: has {count} lines, of at most {LONGEST_MODULE}"


def is_handler(source: Source, function: Function) -> bool:
    """Whether a function answers requests: in a folder of web/, public, and its first argument is the request."""
    arguments = function.args.posonlyargs + function.args.args
    annotation = arguments[0].annotation if arguments else None
    is_in_place = source.path.startswith(HANDLERS) and "/" in source.path.removeprefix(HANDLERS)
    return is_in_place and not function.name.startswith("_") and annotation is not None and is_request(annotation)


def is_request(annotation: ast.expr) -> bool:
    """`Request`, or `Request[State]`, or `requests.Request`."""
    return ast.unparse(annotation).partition("[")[0].rpartition(".")[2] == "Request"


def length_of(function: Function) -> int:
    """The lines that a function's statements take, its signature and its docstring apart."""
    statements = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not statements:
        return 0
    first, last = statements[0], statements[-1]
    return (last.end_lineno or last.lineno) - first.lineno + 1
