"""What a reader wants to know about a page: how long it takes, whether it is still current, what was changed since.

Loaded by Pelican. Updates also go into the feeds, where there is no page around the text to show them.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from html import escape, unescape
from typing import Any

from pelican.plugins import signals
from pelican.utils import set_date_tzinfo

from plugins.build_clock import build_day
from plugins.schema import Update
from plugins.site_contents import every_page

WORDS_A_MINUTE = 220  # adults reading prose silently: 238 on average (Brysbaert 2019); a little less on a phone
UPDATE_WORDS = {"correction": "Correction", "update": "Update", "minor": "Change"}

_NOT_PROSE = re.compile(r"<(script|style|pre|svg)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
# Written without spaces between words: about two characters make one.
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def plain_text(html: str) -> str:
    """The words of some HTML on one line, without tags and entities."""
    return " ".join(unescape(_NOT_PROSE.sub(" ", html)).split())


def reading_minutes(html: str) -> int:
    """Whole minutes it takes to read, at least one."""
    words = plain_text(html)
    ideographs = len(_IDEOGRAPH.findall(words))
    count = len(_IDEOGRAPH.sub(" ", words).split()) + ideographs / 2
    return max(1, round(count / WORDS_A_MINUTE))


def is_past(due: date | None, today: date) -> bool:
    """Whether a day named in front matter lies behind us; the day itself does not."""
    return due is not None and due < today


def changed_on(updates: Sequence[Update]) -> date | None:
    """The day of the latest change that matters to a reader."""
    return max((update.date for update in updates if update.kind != "minor"), default=None)


def updates_html(updates: Sequence[Update]) -> str:
    """The updates for a feed, newest first."""
    lines = []
    for update in sorted(updates, key=lambda update: update.date, reverse=True):
        credit = f" ({escape(update.credit)})" if update.credit else ""
        lines.append(f"<li>{UPDATE_WORDS[update.kind]}, {update.date.isoformat()}: {escape(update.text)}{credit}</li>")
    return f"<ul>{''.join(lines)}</ul>" if lines else ""


def add_reading(generators: list[Any]) -> None:
    context = generators[0].context
    for page in every_page(generators):
        today = build_day(page.settings, context)
        page.reading_minutes = reading_minutes(page._content or "")  # noqa: SLF001 - links need not be resolved to count words
        page.stale = is_past(page.review_by, today)
        page.expired = is_past(page.expires, today)
        page.updates = [update for update in page.updates if update.date <= today or not page.settings.get("EMBARGO")]
        page.plain_summary = plain_text(page.summary)
        # Pelican has them in the order in which it met the files: a build is to give the same bytes again.
        page.translations.sort(key=lambda other: other.lang)
        _note_change(page)
    for page in every_page(generators):
        page.original_changed = original_changed(page)


def original_changed(page: Any) -> date | None:
    """The day on which the page in the site's own language was changed, where this translation of it is older."""
    own = page.settings["DEFAULT_LANG"]
    original = next((other for other in page.translations if other.lang == own), None)
    if page.lang == own or original is None or not hasattr(original, "modified"):
        return None
    changed: date = original.modified.date()
    return changed if changed > getattr(page, "modified", page.date).date() else None


def _note_change(page: Any) -> None:
    """Feeds, the sitemap and the manifest tell of a change by `modified`, unless the author set it."""
    changed = changed_on(page.updates)
    if changed and not hasattr(page, "modified") and changed > page.date.date():
        page.modified = set_date_tzinfo(datetime.combine(changed, time()), page.timezone.key)
        page.locale_modified = page.modified.strftime(page.date_format)


def add_updates_to_feed(context: dict[str, Any], feed: Any) -> None:
    pages = [*context["articles"], *(other for page in context["articles"] for other in page.translations)]
    by_address = {str(page.url): page for page in pages}
    for item in feed.items:
        address = item["link"].split("?")[0].removeprefix(context["SITEURL"]).lstrip("/")
        page = by_address.get(address)
        if page is not None and page.updates and item.get("content"):
            item["content"] += updates_html(page.updates)


def register() -> None:
    signals.all_generators_finalized.connect(add_reading)
    signals.feed_generated.connect(add_updates_to_feed)
