"""What a site lets one person do in a while, as its setting says it. Pure; what somebody has done, the tables count."""

import re
from dataclasses import dataclass
from datetime import timedelta

from comments_service.discussion.pace import Limit, spell
from comments_service.languages import N_many

_KINDS = ("comments", "edits", "reports", "reactions")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_ONE = re.compile(r"([a-z]+)=([1-9]\d{0,5})/([1-9]\d{0,3})([mhd])", re.ASCII)
_LONGEST = timedelta(days=1)


class LimitsAreWrong(ValueError):
    """What was written is no set of limits; the message says what would be."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one person may do in a while. Official responses are not counted against it."""

    comments: Limit
    edits: Limit
    reports: Limit
    reactions: Limit


def read_limits(text: str) -> Limits:
    """Read limits: "comments=60/10m, edits=60/10m, reports=60/1h", any of them; what is not named is as usual.

    Raises:
        LimitsAreWrong: what would do is in the message.
    """
    found: dict[str, Limit] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = _ONE.fullmatch(part)
        if match is None or match[1] not in _KINDS:
            raise LimitsAreWrong(
                f'has "{part}" in it. Write any of {", ".join(_KINDS)} as in comments=60/10m: so many, in so many'
                " minutes (m), hours (h) or days (d)."
            )
        within = timedelta(**{_UNITS[match[4]]: int(match[3])})
        if within > _LONGEST:
            raise LimitsAreWrong(f'has "{part}" in it, which is longer than a day.')
        if match[1] in found:
            raise LimitsAreWrong(f"says twice how many {match[1]} there may be.")
        found[match[1]] = _limit(match[1], int(match[2]), within)
    return Limits(**{**_USUAL, **found})


def _limit(name: str, most: int, within: timedelta) -> Limit:
    rules = {
        "comments": N_many(
            "One person may post %(count)s comment in %(within)s.",
            "One person may post %(count)s comments in %(within)s.",
            count=most,
            within=spell(within),
        ),
        "edits": N_many(
            "One person may make %(count)s edit in %(within)s.",
            "One person may make %(count)s edits in %(within)s.",
            count=most,
            within=spell(within),
        ),
        "reports": N_many(
            "One person may send %(count)s report in %(within)s.",
            "One person may send %(count)s reports in %(within)s.",
            count=most,
            within=spell(within),
        ),
        "reactions": N_many(
            "One person may react %(count)s time in %(within)s.",
            "One person may react %(count)s times in %(within)s.",
            count=most,
            within=spell(within),
        ),
    }
    return Limit(most, within, rules[name])


# For whoever sets nothing, and far from what somebody does who reads what they answer: OPERATING.md says the same.
_USUAL = {
    "comments": _limit("comments", 60, timedelta(minutes=10)),
    "edits": _limit("edits", 60, timedelta(minutes=10)),
    "reports": _limit("reports", 60, timedelta(hours=1)),
    "reactions": _limit("reactions", 120, timedelta(minutes=10)),
}
