"""Turns handles into people: bylines, owners and responders of pages, author pages named by person.

Loaded by Pelican; reads content/people.toml. Must not know how the comment service keeps people.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican.plugins import signals

from plugins.problems import Problem, not_one_of
from plugins.schema import ROLES, SECTION_TITLES, promise_text
from plugins.site_contents import every_page

PEOPLE_FILE = "people.toml"
FACTS = ("name", "title", "site", "department")


@dataclass(slots=True)
class Person:
    """Somebody at the company. `url` is their author page's address, None while they have written nothing public."""

    handle: str
    name: str
    title: str
    site: str
    department: str
    roles: tuple[str, ...] = ()
    url: str | None = None


def read_people(content: Path) -> dict[str, Person]:
    """The people of content/people.toml by handle; incomplete entries are left to `check_people`."""
    path = content / PEOPLE_FILE
    if not path.exists():
        return {}
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        handle: Person(handle, **{fact: str(entry.get(fact, "")) for fact in FACTS}, roles=tuple(_roles(entry) or ()))
        for handle, entry in entries.items()
        if isinstance(entry, dict)
    }


def check_people(content: Path) -> list[Problem]:
    """What is wrong with people.toml itself."""
    path, file = content / PEOPLE_FILE, f"{content.name}/{PEOPLE_FILE}"
    if not path.exists():
        return [Problem(file, 1, "", "is missing. It names everybody that pages may name.")]
    text = path.read_text(encoding="utf-8")
    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        return [Problem(file, int(line[1]) if line else 1, "", f"is not TOML: {error}.")]
    return [problem for handle, entry in entries.items() for problem in _entry(file, text, handle, entry)]


def _entry(file: str, text: str, handle: str, entry: Any) -> list[Problem]:
    heading = re.search(rf"^\s*\[?\s*\"?{re.escape(handle)}\b", text, re.MULTILINE)
    line = text.count("\n", 0, heading.end()) + 1 if heading else 1
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", handle) or not isinstance(entry, dict):
        return [Problem(file, line, handle, "is not a person. Allowed: [handle] in lower-case letters a to z.")]
    found = [Problem(file, line, handle, f"has no {fact}.") for fact in FACTS if not entry.get(fact)]
    found += [
        Problem(file, line, handle, not_one_of(key, [*FACTS, "roles"])) for key in entry if key not in (*FACTS, "roles")
    ]
    if (roles := _roles(entry)) is None:
        return [*found, Problem(file, line, handle, 'roles: is no list. Write it as roles = ["leader"].')]
    return found + [
        Problem(file, line, handle, f"roles: {not_one_of(str(role), ROLES)}")
        for role in roles
        if not _is_role(str(role))
    ]


def _is_role(text: str) -> bool:
    """Whether somebody can have this role: one of ROLES, or an expert in one topic or course."""
    return text in ROLES or re.fullmatch(r"expert:[a-z0-9]+(-[a-z0-9]+)*", text) is not None


def _roles(entry: dict[str, Any]) -> list[Any] | None:
    """What is written as somebody's roles; None if that is no list."""
    written = entry.get("roles", [])
    return written if isinstance(written, list) else None


def share_people(generator: Any) -> None:
    """Read the people once a build, for all generators and for every template."""
    if "people" not in generator.context:
        generator.context["people"] = read_people(Path(generator.settings["PATH"]))
    generator.env.globals["people"] = generator.context["people"]
    generator.env.globals["section_titles"] = generator.settings.get("SECTION_TITLES", SECTION_TITLES)


def name_authors(generator: Any, metadata: dict[str, Any]) -> None:
    """Authors are written as handles: the handle is their address, the person's name is what is shown."""
    for author in metadata.get("authors", []):
        person = generator.context["people"].get(author.name)
        author.slug = author.name
        author.name = person.name if person else author.name


def add_bylines(generators: list[Any]) -> None:
    people: dict[str, Person] = generators[0].context["people"]
    for author, _ in generators[0].context.get("authors", []):
        if author.slug in people:
            people[author.slug].url = "/" + str(author.url).lstrip("/")
    for page in every_page(generators):
        page.byline = [people[author.slug] for author in getattr(page, "authors", []) if author.slug in people]
        page.owner_person = people.get(page.owner)
        page.responders_people = [people[handle] for handle in page.responders if handle in people]
        page.experts_people = [people[handle] for handle in page.experts if handle in people]
        page.response_promise_text = promise_text(page.response_promise)


def register() -> None:
    signals.generator_init.connect(share_people)
    signals.article_generator_context.connect(name_authors)
    signals.page_generator_context.connect(name_authors)
    signals.all_generators_finalized.connect(add_bylines)
