"""Refuses a build whose content is wrong, naming every problem at once, and gives every page its typed front matter.

Loaded by Pelican; `check_files` is also called without a build, by `inv check`. Rules: page_checks, site_checks.
"""

import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pelican.plugins import signals

from plugins.build_clock import chosen_time
from plugins.bylines import check_people, read_people
from plugins.content_index import Entry, Site
from plugins.courses import check_courses
from plugins.link_checks import check_links
from plugins.page_checks import check_page, values_of
from plugins.problems import BadValue, Problem
from plugins.schema import BY_NAME, SECTION_TITLES, SECTIONS
from plugins.site_checks import check_site
from plugins.site_contents import is_page
from plugins.source_file import SourceFile, read_source


class ContentHasProblems(Exception):
    """The content cannot be published as it is; the message lists every problem, a line each."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def check_files(
    content: Path, *, now: datetime | None = None, timezone: str = "UTC", default_lang: str = "en"
) -> list[Problem]:
    """Everything wrong with the pages below a content folder, by file and line. Builds nothing.

    `now` (aware) decides which pages are public; `timezone` is that of dates that name none.
    """
    return errors_of(read_site(content, now=now, timezone=timezone, default_lang=default_lang))


def read_site(content: Path, *, now: datetime | None = None, timezone: str = "UTC", default_lang: str = "en") -> Site:
    """The content as the checks look at it; arguments as in `check_files`."""
    entries = read_entries(content, timezone, default_lang)
    return Site(content, entries, _handles(content), now or datetime.now(UTC), default_lang)


def errors_of(site: Site) -> list[Problem]:
    """What a build is refused for, by file and line."""
    found = [*check_people(site.content), *check_site(site), *check_links(site), *check_courses(site)]
    for entry in site.entries:
        found += check_page(entry.source, entry.file)
    return sorted(set(found))


def read_entries(content: Path, timezone: str, default_lang: str) -> list[Entry]:
    """The content files with their typed front matter, in the order of their names."""
    sources = [read_source(path, content) for section in SECTIONS for path in sorted((content / section).rglob("*.md"))]
    return [entry_of(content, source, timezone, default_lang) for source in sources]


def _handles(content: Path) -> list[str]:
    try:
        return list(read_people(content))
    except ValueError:
        return []


def entry_of(content: Path, source: SourceFile, timezone: str, default_lang: str) -> Entry:
    """A content file with its typed front matter; a date without an offset is in `timezone`."""
    values = values_of(source)
    date = values["date"]
    public_from = None
    if isinstance(date, datetime) and values["status"] in (None, "published"):
        public_from = date if date.tzinfo else date.replace(tzinfo=ZoneInfo(timezone))
    lang = str(values["lang"] or default_lang)
    return Entry(source, f"{content.name}/{source.name}", values, lang, public_from)


def refuse_wrong_content(pelican: Any) -> None:
    """Before anything is read, deleted or written, so that a refused build leaves the last good one as it was."""
    settings = pelican.settings
    problems = check_files(
        Path(settings["PATH"]),
        now=chosen_time(settings),
        timezone=settings.get("TIMEZONE") or "UTC",
        default_lang=settings["DEFAULT_LANG"],
    )
    if problems:
        raise ContentHasProblems(problems)


def type_front_matter(content: Any) -> None:
    """Every key becomes an attribute with a typed value, defaults included, so that templates need not ask."""
    if not is_page(content):
        return
    for name, value in typed(content.metadata).items():
        setattr(content, name, value)
    content.uid = content.uid or content.slug
    content.section = str(content.relative_source_path).partition("/")[0]
    if hasattr(content, "category"):
        # Its address is the folder's name, however deep the file lies and however the section is titled.
        content.category.slug = content.section
        content.category.name = content.settings.get("SECTION_TITLES", SECTION_TITLES).get(content.section, "")
    content.opens, content.closes = content.comments_open, content.comments_close
    content.module_number, content.module = content.module or (None, None)


def typed(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Our own keys of what Pelican read, typed. Pelican's own keys are left to it."""
    values: dict[str, Any] = {}
    for name, key in BY_NAME.items():
        if key.own:
            continue
        written = metadata.get(name)
        lines = written if isinstance(written, list) else [written] if written else []
        try:
            values[name] = key.read(lines) if any(lines) else key.default
        except BadValue as error:
            raise BadValue(f"{key.name}: {error}") from error
    return values


class OnlyTheProblems(logging.Filter):
    """Shows an author the list of problems in place of a traceback into the build's machinery."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, ContentHasProblems):
            return True
        # Not through the log handler: it folds lines at the width of the screen, and tools read these.
        count = len(error.problems)
        sys.stderr.write(f"{error}\n{count} problem{'' if count == 1 else 's'} in the content. Nothing was built.\n")
        return False


def register() -> None:
    signals.get_generators.connect(refuse_wrong_content)
    signals.content_object_init.connect(type_front_matter)
    logger = logging.getLogger("pelican")
    if not any(isinstance(known, OnlyTheProblems) for known in logger.filters):
        logger.addFilter(OnlyTheProblems())
