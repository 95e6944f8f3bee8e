"""`import disqus`, `wordpress`, `isso` and `remark42`, of the command line beside the application."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from comments_service.app import clock, make_ledger, new_id
from comments_service.as_set import deadlines_of, rules_of
from comments_service.discussion.rule_book import RuleBook
from comments_service.moving_in import disqus, isso, remark42, wordpress
from comments_service.moving_in.authors import Authors, read_colleagues
from comments_service.moving_in.bring_in import How, bring_in
from comments_service.moving_in.elsewhere import Export, ExportIsWrong
from comments_service.moving_in.pages import read_pages
from comments_service.moving_in.report import Report
from comments_service.settings import Settings
from comments_service.storage import connection

_EVERY: Final = 10_000  # comments between two lines that say how far it is
_READERS: Final[Mapping[str, tuple[str, Callable[[Path], Export], str]]] = {
    "disqus": (disqus.NAME, disqus.read, "the XML that Disqus exports, packed with gzip or not"),
    "wordpress": (wordpress.NAME, wordpress.read, "the XML that WordPress exports (WXR): its comments"),
    "isso": (isso.NAME, isso.read, "a copy of the SQLite database of Isso"),
    "remark42": (remark42.NAME, remark42.read, "a backup of Remark42, packed with gzip or not"),
}


def add_import(parser: argparse.ArgumentParser) -> None:
    """Add the systems to the command `import`."""
    commands = parser.add_subparsers(required=True, metavar="SYSTEM")
    for system, (_name, _read, what) in _READERS.items():
        one = commands.add_parser(system, help=what)
        one.add_argument("file", type=Path, help=what)
        one.add_argument("--dry-run", action="store_true", help="say what would come of it, and write nothing")
        one.add_argument("--pages", type=Path, metavar="FILE", help="lines of an address there, a comma, a page’s Uid")
        one.add_argument(
            "--colleagues", type=Path, metavar="FILE", help='lines such as amal = ["amal-h"]: who has which user names'
        )
        one.set_defaults(run=_import, system=system)


def _import(settings: Settings, options: argparse.Namespace) -> int:
    name, read, _what = _READERS[options.system]
    pages = read_pages(_text(options.pages))
    try:
        report = asyncio.run(_brought_in(settings, options, name, read(options.file), pages))
    except connection.MAY_MEAN_GONE as problem:
        if not connection.is_gone(problem):
            raise
        print(
            "The database went away. What was taken until then is kept; run the same again to go on.", file=sys.stderr
        )
        return 1
    print(*report.told(name, dry_run=options.dry_run), sep="\n")
    return 0


async def _brought_in(
    settings: Settings, options: argparse.Namespace, name: str, export: Export, pages: Mapping[str, str]
) -> Report:
    deadlines = deadlines_of(settings)
    async with connection.opened(settings.database_url):
        colleagues = await read_colleagues(_text(options.colleagues))
        how = How(
            source=name,
            authors=Authors(name, secret=settings.secret, colleagues=colleagues),
            ledger=make_ledger(deadlines=deadlines, mails=False),
            rules=await RuleBook(rules_of(settings), now=clock).rules(),
            deadlines=deadlines,
            site_host=urlsplit(settings.site_url or settings.public_url).netloc,
            now=clock,
            new_id=new_id,
            pages=pages,
            dry_run=options.dry_run,
            told=_tell_how_far,
        )
        return await bring_in(export, how)


def _tell_how_far(done: int) -> None:
    if done % _EVERY == 0:
        print(f"{done:,} gone through", file=sys.stderr)


def _text(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ExportIsWrong(f"{file} cannot be read as text in UTF-8.") from error
