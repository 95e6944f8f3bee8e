"""Says what is wrong with the content: to people in colour, to programs as JSON, to code review as SARIF 2.1.0.

Called by `inv check`. Knows no rule.
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import quote

from plugins.problems import Level, Problem

_COLOURS: Final[dict[Level, str]] = {"error": "31", "warning": "33", "hint": "36"}
# SARIF 2.1.0, 3.27.10.
_SARIF_LEVELS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "hint": "note"}
_ALLOWED = " Allowed: "


def for_people(problems: Sequence[Problem], *, colour: bool = False) -> str:
    """Each problem with its place, what it is, and below that how to mend it; then how many of each kind."""

    def painted(text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if colour else text

    lines: list[str] = []
    for problem in problems:
        what, _, allowed = problem.message.partition(_ALLOWED)
        key = f"{problem.key}: " if problem.key else ""
        place = painted(f"{problem.file}:{problem.line}", "1")
        lines.append(f"{place}: {painted(problem.level, _COLOURS[problem.level])}: {key}{what}")
        if allowed:
            lines.append(painted(f"    Allowed: {allowed}", "2"))
    return "\n".join([*lines, counted(problems)] if lines else [])


def counted(problems: Sequence[Problem]) -> str:
    """How many there are, in words."""
    found = Counter(problem.level for problem in problems)
    return ", ".join(f"{found[level]} {level}{'' if found[level] == 1 else 's'}" for level in _COLOURS if found[level])


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects: file, line, key, level, rule, message."""
    fields = ("file", "line", "key", "level", "rule", "message")
    return json.dumps([{name: getattr(one, name) for name in fields} for one in problems], ensure_ascii=False, indent=1)


def as_sarif(problems: Sequence[Problem]) -> str:
    """A SARIF log with one run (OASIS, SARIF 2.1.0): what GitHub and GitLab show beside the changed line."""
    rules = sorted({problem.rule for problem in problems})
    driver = {"name": "Townhall content check", "rules": [{"id": rule} for rule in rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(one) for one in problems]}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _result(problem: Problem) -> dict[str, Any]:
    # The address is a URI reference, relative to where the repository begins.
    place = {"artifactLocation": {"uri": quote(problem.file)}, "region": {"startLine": problem.line}}
    text = f"{problem.key}: {problem.message}" if problem.key else problem.message
    return {
        "ruleId": problem.rule,
        "level": _SARIF_LEVELS[problem.level],
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }


FORMATS: Final[dict[str, Callable[[Sequence[Problem]], str]]] = {
    "people": for_people,
    "json": as_json,
    "sarif": as_sarif,
}
