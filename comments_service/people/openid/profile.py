"""From claims to a person: what of it is kept, which roles the groups give, and which handle somebody gets. Pure.

Nothing is kept that no setting names; a mail address only where mail is sent, and never shown to others. A group that
no setting names grants nothing.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from comments_service.mail_settings import is_mail_address
from comments_service.people.roles import EXPERT, ROLES, is_role

# What a claim may become, and how much of it is kept.
FIELDS: Final[Mapping[str, int]] = {"name": 120, "title": 120, "site": 80, "department": 80, "level": 80}
_PLACES: Final = ("site", "department", "level")
_HANDLE: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
HANDLE, GROUPS, MAIL = "handle", "groups", "mail"
_STANDARD_MAIL, _STANDARD_VERIFIED = "email", "email_verified"  # OpenID Connect Core 1.0, section 5.1
USUAL_CLAIMS: Final[Mapping[str, str]] = {"name": "name", "groups": "groups"}


class MappingIsWrong(ValueError):
    """A setting that says what claims or groups mean, and cannot. Its message follows the setting's name."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """What claims and groups mean here.

    Attributes:
        claims: from what is kept (FIELDS, "handle", "groups", "mail") to the claim that says it.
        groups: from a group to the roles it gives, and to `site:…`, `department:…` or `level:…`; None where roles are
            not the provider's to say.
    """

    claims: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]] | None


@dataclass(frozen=True, slots=True)
class Profile:
    """What the provider says of somebody, as far as it is kept.

    Attributes:
        words: by field; only fields that the provider is to say.
        roles: None where they are not the provider's to say.
        handle: the handle it names, "" where it names none that could be one.
        mail: where mail to them goes; "" for nowhere, None where that is not the provider's to say.
    """

    words: Mapping[str, str]
    roles: tuple[str, ...] | None
    handle: str
    mail: str | None = None


def read_claims(text: str, *, usual: Mapping[str, str] = USUAL_CLAIMS, also: tuple[str, ...] = ()) -> Mapping[str, str]:
    """Read `department=department, site=office, handle=employee_id`; what is not said is as usual.

    Args:
        also: what else may stand before the equals sign.

    Raises:
        MappingIsWrong.
    """
    allowed = (*FIELDS, HANDLE, GROUPS, MAIL, *also)
    pairs = {}
    for kept, claim in _pairs(text):
        if kept not in allowed:
            raise MappingIsWrong(f"has “{kept}”. Allowed before the equals sign: {', '.join(allowed)}.")
        pairs[kept] = claim
    return {**usual, **pairs}


def read_groups(text: str) -> Mapping[str, tuple[str, ...]] | None:
    """Read `newsroom-facilitators=facilitator, leeds-staff=site:Leeds`; None if nothing is said.

    Raises:
        MappingIsWrong.
    """
    found: dict[str, tuple[str, ...]] = {}
    for group, given in _pairs(text):
        place, colon, value = given.partition(":")
        if not (is_role(given) or (place in _PLACES and colon and value.strip())):
            places = ", ".join(f"{one}:…" for one in _PLACES)
            raise MappingIsWrong(f"gives “{given}” to “{group}”. Allowed: {', '.join(ROLES)}, {EXPERT}:…, {places}.")
        found[group] = (*found.get(group, ()), given)
    return found or None


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        left, equals, right = part.rpartition("=")
        if not (equals and left.strip() and right.strip()):
            raise MappingIsWrong(f"has “{part}”, which is not two names with an equals sign between them.")
        pairs.append((left.strip(), right.strip()))
    return pairs


def profile(claims: Mapping[str, Any], mapped: Mapped) -> Profile:
    """Return what is kept of claims."""
    words = {field: _words(claim_of(claims, mapped.claims[field]), FIELDS[field]) for field in _said(mapped)}
    held = groups_of(claims, mapped.claims.get(GROUPS, ""))
    given = [one for group in held for one in (mapped.groups or {}).get(group, ())]
    for one in given:
        place, colon, value = one.partition(":")
        if colon and place in _PLACES:
            words[place] = _words(value.strip(), FIELDS[place])
    roles = tuple(
        sorted({one for one in given if is_role(one)}, key=lambda one: (ROLES.index(one.partition(":")[0]), one))
    )
    wanted = claim_of(claims, mapped.claims[HANDLE]) if HANDLE in mapped.claims else ""
    handle = str(wanted).strip().lower() if isinstance(wanted, str | int) else ""
    handle = handle if _HANDLE.fullmatch(handle) else ""
    return Profile(words, None if mapped.groups is None else roles, handle, _mail(claims, mapped))


def _mail(claims: Mapping[str, Any], mapped: Mapped) -> str | None:
    """The address that a claim names. One that the provider itself has not verified may be anybody's."""
    if MAIL not in mapped.claims:
        return None
    named = claim_of(claims, mapped.claims[MAIL])
    is_unverified = mapped.claims[MAIL] == _STANDARD_MAIL and claims.get(_STANDARD_VERIFIED) is False
    return named if isinstance(named, str) and is_mail_address(named) and not is_unverified else ""


def is_lacking(claims: Mapping[str, Any], mapped: Mapped) -> bool:
    """Say whether something that is to be kept is not among these claims."""
    return any(claim_of(claims, claim) is None for claim in mapped.claims.values())


def claim_of(claims: Mapping[str, Any], name: str) -> Any:
    """Find a claim by its name, or by a path of names with dots between them; None if it is not there."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def groups_of(claims: Mapping[str, Any], name: str) -> list[str]:
    """Return the groups that a claim lists; one text is one group, and whatever is no text is none."""
    listed = claim_of(claims, name)
    return [one for one in (listed if isinstance(listed, list) else [listed]) if isinstance(one, str)]


def made_up_handle(issuer: str, subject: str) -> str:
    """A handle for somebody whom no claim names: always the same, and never one that a page could have named."""
    return f"person-{hashlib.sha256(f'{issuer} {subject}'.encode()).hexdigest()[:12]}"


def _said(mapped: Mapped) -> list[str]:
    return [field for field in FIELDS if field in mapped.claims]


def _words(value: object, longest: int) -> str:
    text = str(value) if isinstance(value, str | int) else ""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:longest].strip()
