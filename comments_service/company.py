"""The demo company as its files in content/ have it: who works there, what was said, which rules. Read by the seed."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    summed = [{**one, "key": one.get("thread"), "act": "summary"} for one in _each(told, "summary")]
    said = [*_each(told, "comment"), *marked, *drafted, *answered, *summed]
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


def in_order(said: Iterable[dict[str, Any]]) -> list[tuple[datetime, str, dict[str, Any]]]:
    """What happened, in order of time. Raises FieldIsWrong where an entry does not say when something was."""
    found = []
    for one in said:
        try:
            happened = list(_happenings([one]))
        except (KeyError, TypeError) as error:
            raise misshapen(one) from error
        if not all(is_time(at) for at, _, _ in happened):
            raise misshapen(one)
        found += happened
    return sorted(found, key=lambda happening: happening[0])


def misshapen(one: Mapping[str, Any]) -> FieldIsWrong:
    key = str(one.get("key"))
    return FieldIsWrong(key, f"{key}: something in it is not what it should be, or does not say when it was.")


def _happenings(said: Iterable[dict[str, Any]]) -> Iterator[tuple[datetime, str, dict[str, Any]]]:
    """Take each comment apart into what happened when; an entry's own order breaks ties."""
    for one in said:
        yield one["at"], one.get("act", "post"), one
        if "approved" in one:
            yield one["approved"], "approve", one
        if "edited" in one:
            yield one["edited"]["at"], "edit", one
        if "decision" in one:
            yield one["decision"]["at"], "decide", one
        if "appeal" in one:
            yield one["appeal"]["at"], "appeal", one
        for made in one.get("reports", []):
            yield made["at"], "report", {**one, "report": made}
        if "settled" in one:
            yield one["settled"]["at"], "settle", one
        if "reactions" in one:
            yield one.get("decision", one)["at"], "react", one
        if "withdrawn" in one:
            yield one["withdrawn"], "withdraw", one
