"""`audit verify` and `audit export`, of the command line beside the application."""

import argparse
import asyncio
import re
import sys

from comments_service.app import clock
from comments_service.audit.export import export
from comments_service.audit.verify import Verified, verify
from comments_service.events import Ledger
from comments_service.settings import Settings
from comments_service.storage import connection
from comments_service.storage.chain import Head


def add_audit(parser: argparse.ArgumentParser) -> None:
    """Add both to the command `audit`."""
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    checked = commands.add_parser("verify", help="say whether anything that happened was altered, removed or inserted")
    checked.add_argument("--expect", type=_head, metavar="NUMBER:HASH", help="a head that was noted earlier")
    checked.set_defaults(run=_verify)
    exported = commands.add_parser("export", help="write what happened as JSON Lines; that is an event itself")
    exported.add_argument("--since", type=int, default=0, metavar="NUMBER", help="only events after this number")
    exported.set_defaults(run=_export)


def _head(text: str) -> Head:
    number, _, hashed = text.partition(":")
    if not (number.isdecimal() and re.fullmatch("[0-9a-f]{64}", hashed)):
        raise argparse.ArgumentTypeError(
            "write it as `audit verify` prints it: a number, a colon, 64 hexadecimal digits"
        )
    return Head(int(number), hashed)


def _verify(settings: Settings, options: argparse.Namespace) -> int:
    async def verified() -> Verified:
        async with connection.opened(settings.database_url):
            return await verify(expect=options.expect)

    found = asyncio.run(verified())
    if found.broken:
        print(f"The chain breaks: {found.broken.message}", file=sys.stderr)
        return 1
    print(_in_words(found))
    print(f"Head: {found.head.number}:{found.head.hash}\nNote it elsewhere; --expect compares with it later.")
    return 0


def _in_words(found: Verified) -> str:
    if not (found.earliest and found.latest):
        return "There are no events."
    first, last = (f"{at:%Y-%m-%d %H:%M} UTC" for at in (found.earliest, found.latest))
    if found.head.number == 1:
        return f"1 event, of {first}, is as it was recorded."
    return f"{found.head.number} events, from {first} to {last}, are as they were recorded."


def _export(settings: Settings, options: argparse.Namespace) -> None:
    async def write() -> None:
        async with connection.opened(settings.database_url):
            async for line in await export(since=options.since, by=None, ledger=Ledger(now=clock)):
                sys.stdout.write(line)

    asyncio.run(write())
