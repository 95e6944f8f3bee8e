"""The one moment a build takes as "now", so that no two plugins disagree about what is public.

Asked by the plugins that compare dates. The BUILD_TIME setting (ISO 8601, or a datetime) stands in for the clock.
"""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo


def build_time(settings: dict[str, Any], context: dict[str, Any]) -> datetime:
    """The moment of this build, aware, in UTC; the same for everyone who shares the build's context."""
    if "build_time" not in context:
        context["build_time"] = chosen_time(settings) or datetime.now(UTC)
    moment: datetime = context["build_time"]
    return moment


def chosen_time(settings: dict[str, Any]) -> datetime | None:
    """What BUILD_TIME says; a time without an offset is in the site's time zone."""
    chosen = settings.get("BUILD_TIME")
    if not chosen:
        return None
    moment = datetime.fromisoformat(chosen) if isinstance(chosen, str) else chosen
    return in_zone(moment, settings).astimezone(UTC)


def build_day(settings: dict[str, Any], context: dict[str, Any]) -> date:
    """The day of this build where the site is."""
    return build_time(settings, context).astimezone(zone(settings)).date()


def in_zone(moment: datetime, settings: dict[str, Any]) -> datetime:
    """An aware moment: as it is, or read in the site's time zone when it names none."""
    return moment if moment.tzinfo else moment.replace(tzinfo=zone(settings))


def zone(settings: dict[str, Any]) -> ZoneInfo:
    return ZoneInfo(settings.get("TIMEZONE") or "UTC")
