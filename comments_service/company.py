"""The demo company as its files in content/ have it: who works there, what was said, which rules. Read by the seed."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from comments_service.refusals import FieldIsWrong


@dataclass(frozen=True, slots=True)
class Company:
    """People by handle, what was said, drafted and marked in order of time, and rules of screening: each as in its
    file in content/."""

    people: Mapping[str, Mapping[str, Any]]
    said: list[dict[str, Any]]
    rules: Sequence[Mapping[str, Any]] = ()


def read_company(people_file: Path, conversation_file: Path, rules_file: Path | None = None) -> Company:
    """Read the files.

    Raises:
        FieldIsWrong: one of them is not TOML, or a comment does not say when it was made.
        OSError: one of them cannot be read.
    """
    try:
        who = tomllib.loads(people_file.read_text())
        told = tomllib.loads(conversation_file.read_text())
        rules = tomllib.loads(rules_file.read_text()) if rules_file else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FieldIsWrong("file", f"{people_file}, {conversation_file} or the rules are not TOML: {error}.") from error
    if wrong := [handle for handle, about in who.items() if not isinstance(about, dict)]:
        raise FieldIsWrong("file", f"{people_file}: {wrong[0]} is not a person. Begin each with [handle].")
    marked = [{**one, "key": one.get("on"), "act": "mark"} for one in _each(told, "mark")]
    drafted = [{**one, "act": "draft"} for one in _each(told, "draft")]
    answered = [{**one, "key": one.get("thread"), "act": "answer"} for one in _each(told, "answer")]
    said = [*_each(told, "comment"), *marked, *drafted, *answered]
    for one in said:
        if not is_time(one.get("at")):
            raise FieldIsWrong("at", f"{conversation_file}: {one.get('key')} needs a time with its zone in “at”.")
    return Company(who, sorted(said, key=lambda one: one["at"]), _each(rules, "rule"))


def _each(told: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The tables of a name, one after the other. Raises FieldIsWrong where something else stands there."""
    tables = told.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise FieldIsWrong("file", f"What is called “{name}” is no list of tables. Begin each with [[{name}]].")
    return tables


def is_time(value: object) -> bool:
    """Say whether this is a moment with its zone."""
    return isinstance(value, datetime) and value.tzinfo is not None
