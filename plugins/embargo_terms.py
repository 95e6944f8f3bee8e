"""Writes the words of pages that are not public yet to a file beside the content, for the service to hold comments by.

Loaded by Pelican. Never inside the output: the manifest is public, and what is in this file must not be until its day.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pelican.plugins import signals

from plugins.build_clock import chosen_time
from plugins.content_index import Entry
from plugins.front_matter import read_entries

FILE = ".build/embargo.json"


def withheld(entries: Iterable[Entry], now: datetime) -> list[dict[str, Any]]:
    """Each scheduled page that has Embargo_terms: what it keeps, until when. A draft has no day, and is left out."""
    scheduled = (entry for entry in entries if entry.public_from is not None and entry.public_from > now)
    return sorted(
        (
            {
                "uid": entry.uid,
                "title": entry.source.text("title"),
                "terms": sorted(entry.values["embargo_terms"]),
                "until": entry.public_from.astimezone(UTC).isoformat(timespec="seconds") if entry.public_from else "",
            }
            for entry in scheduled
            if entry.values["embargo_terms"]
        ),
        key=lambda page: (page["uid"], page["until"]),
    )


def write(pelican: Any) -> None:
    """Written with every build, also where nothing is withheld: an embargo that was lifted must end."""
    settings = pelican.settings
    content = Path(settings["PATH"])
    entries = read_entries(content, settings.get("TIMEZONE") or "UTC", settings["DEFAULT_LANG"])
    found = withheld(entries, chosen_time(settings) or datetime.now(UTC))
    file = content.parent / FILE
    file.parent.mkdir(exist_ok=True)
    # In place at once, so that a sync beside a build never reads half of it.
    fresh = file.with_name(f"{file.name}.fresh")
    fresh.write_text(json.dumps({"embargo": found}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    fresh.replace(file)


def register() -> None:
    signals.finalized.connect(write)
