"""What `make run` prints when all is up: where to go, who to sign in as. Pure text; called by tools/development.py."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

# Who is offered first, and what each is for. The first person of a kind in people.toml is the one named.
KINDS = (
    ("", "reads and comments"),
    ("facilitator", "reviews what needs a human, at the desk"),
    ("author", "answers for what they wrote"),
    ("expert", "marks the answers that are right"),
    ("leader", "answers for the company"),
    ("admin", "looks after the service"),
)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody from the demo company to sign in as."""

    name: str
    handle: str
    purpose: str


def guests(people: Path) -> list[Guest]:
    """One person of each kind, two facilitators: deciding on the same comment takes two."""
    company = tomllib.loads(people.read_text(encoding="utf-8")) if people.is_file() else {}
    found = []
    for role, purpose in KINDS:
        fit = [handle for handle, person in company.items() if has_only(person.get("roles", []), role)]
        found += [
            Guest(company[handle]["name"], handle, purpose) for handle in fit[: 2 if role == "facilitator" else 1]
        ]
    return found


def has_only(roles: list[str], role: str) -> bool:
    # An expert in one subject is `expert:…`.
    return {one.partition(":")[0] for one in roles} == ({role} if role else set())


def banner(address: str, company: list[Guest], log: str) -> str:
    """Where to go and who to sign in as, aligned for a terminal."""
    width = max((len(guest.name) for guest in company), default=0)
    handles = max((len(guest.handle) for guest in company), default=0)
    people = [f"{guest.name:<{width}}  {guest.handle:<{handles}}  {guest.purpose}" for guest in company]
    lines = [
        "",
        "  Townhall is up.",
        "",
        f"  Read      {address}/",
        f"  Sign in   {address}/auth/login",
        f"  Desk      {address}/admin/",
        "",
        *(f"  {'as' if not index else '':<8}  {person}" for index, person in enumerate(people)),
        "",
        "  Saving a file in content/, theme/ or plugins/ rebuilds the site and reloads the page.",
        f"  The service's own words are in {log}. Ctrl-C stops everything.",
        "",
    ]
    return "\n".join(lines)
