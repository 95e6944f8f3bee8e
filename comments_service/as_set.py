"""What this site has set, as the rooms need it: its rules, deadlines, periods and limits. Called where they meet.

A setting that says nothing of use stops the start, and the message names it.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeVar
from urllib.parse import urlsplit

from comments_service.discussion.deadlines import USUAL, Deadlines, TargetsAreWrong, read_targets
from comments_service.discussion.limits import Limits, LimitsAreWrong, read_limits
from comments_service.discussion.working_hours import (
    HoursAreWrong,
    WorkingHours,
    read_holidays,
    read_week,
    read_zone,
)
from comments_service.privacy.retention import Retention, RetentionIsWrong, read_retention
from comments_service.screening.protected_topics import silenced_by
from comments_service.screening.screen import Rules
from comments_service.settings import Settings, SettingsAreWrong

T = TypeVar("T")
# What a reader of a setting raises; its message goes on after the setting's name.
_WRONG: Final = (HoursAreWrong, TargetsAreWrong, RetentionIsWrong, LimitsAreWrong)


def rules_of(settings: Settings) -> Rules:
    """The rules of screening that this company has set.

    Raises:
        SettingsAreWrong: they would hold what people may always talk about, such as pay, hours and safety.
    """
    site = urlsplit(settings.public_url).hostname or ""
    rules = Rules(
        customer_reference=settings.customer_reference,
        allowed_hosts=(site, *settings.allowed_hosts) if settings.allowed_hosts else (),
        internal_hosts=settings.internal_hosts,
    )
    if silenced := _silenced_by(rules):
        raise SettingsAreWrong([f"TOWNHALL_CUSTOMER_REFERENCE would hold protected talk, such as “{silenced}”"])
    return rules


@lru_cache(maxsize=8)
def _silenced_by(rules: Rules) -> str:
    """Return a sentence that these rules would hold, or none. The same rules are not tried again in one process."""
    return next(iter(silenced_by(rules)), "")


def deadlines_of(settings: Settings) -> Deadlines:
    """By when things should be looked at on this site: what it has set, and what is usual for the rest.

    Raises:
        SettingsAreWrong: naming each setting that says nothing of use, and what would do.
    """
    problems: list[str] = []

    def chosen(name: str, text: str, read: Callable[[str], T], usual: T) -> T:
        try:
            return _as_set(name, text, read) if text else usual
        except SettingsAreWrong as wrong:
            problems.extend(wrong.problems)
            return usual

    hours = WorkingHours(
        zone=chosen("TOWNHALL_TIMEZONE", settings.timezone, read_zone, USUAL.hours.zone),
        week=chosen("TOWNHALL_WORKING_HOURS", settings.working_hours, read_week, USUAL.hours.week),
        holidays=chosen("TOWNHALL_HOLIDAYS", settings.holidays, read_holidays, USUAL.hours.holidays),
    )
    targets = chosen("TOWNHALL_TARGETS", settings.targets, read_targets, USUAL.targets)
    if problems:
        raise SettingsAreWrong(problems)
    return Deadlines(targets, hours)


def retention_of(settings: Settings) -> Retention:
    """For how long this site keeps what.

    Raises:
        SettingsAreWrong: the setting says nothing of use, and what would do.
    """
    return _as_set("TOWNHALL_RETENTION", settings.retention, read_retention)


def limits_of(settings: Settings) -> Limits:
    """How much one person may say in a while on this site.

    Raises:
        SettingsAreWrong: the setting says nothing of use, and what would do.
    """
    return _as_set("TOWNHALL_LIMITS", settings.limits, read_limits)


def _as_set(name: str, text: str, read: Callable[[str], T]) -> T:
    try:
        return read(text)
    except _WRONG as wrong:
        raise SettingsAreWrong([f"{name} {wrong}"]) from wrong
