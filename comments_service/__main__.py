"""The command line beside the application: serve, work, letterbox, migrate, sync, import, seed, purge, deploy-token,
audit."""

import argparse
import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from comments_service.app import anonymity_of, clock, create_app, make_ledger, new_id
from comments_service.as_set import deadlines_of, retention_of, rules_of
from comments_service.audit_commands import add_audit
from comments_service.company import read_company
from comments_service.discussion.embargo import embargoed
from comments_service.discussion.letterbox import next_round
from comments_service.discussion.rule_book import RuleBook
from comments_service.discussion.sync_threads import parse, sync_threads
from comments_service.events import Ledger
from comments_service.import_commands import add_import
from comments_service.mailroom import delivery_of
from comments_service.notices.deliver import deliver_all, keep_delivering
from comments_service.people import deploy_tokens
from comments_service.postman import postman_of
from comments_service.privacy.purge import Purged, purge, told
from comments_service.refusals import Refusal
from comments_service.seed import seed_company
from comments_service.settings import Settings, SettingsAreWrong, read
from comments_service.storage import connection
from comments_service.storage.deploy_tokens import DeployToken
from comments_service.storage.migrate import MigrationBrokeReferences, migrate
from comments_service.web.peer import KeepPeer


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the process's exit status."""
    options = _parser().parse_args(arguments)
    try:
        settings = read(os.environ)
        return int(options.run(settings, options) or 0)
    except SettingsAreWrong as wrong:
        print("Townhall cannot start:", *wrong.problems, sep="\n  ", file=sys.stderr)
    except (Refusal, MigrationBrokeReferences) as problem:
        print(f"Nothing was done: {problem}", file=sys.stderr)
    except connection.MAY_MEAN_GONE as problem:
        if not connection.is_gone(problem):
            raise
        print(f"Nothing was done: {problem}. Is the database there, and migrated?", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m comments_service", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    _add_serve(commands.add_parser("serve", help="answer requests"))
    _add_work(commands.add_parser("work", help="deliver mail by itself; a service that runs does so anyway"))
    _add_letterbox(commands.add_parser("letterbox", help="empty the letterbox; a service that runs does so anyway"))
    commands.add_parser("migrate", help="bring the tables up to date").set_defaults(run=_migrate)

    sync = commands.add_parser("sync", help="bring in the manifest that a build wrote")
    sync.add_argument("manifest", type=Path)
    sync.add_argument("--embargo", type=Path, help="the words under embargo that the build wrote beside the site")
    sync.add_argument("--archive", action="append", default=[], metavar="UID", help="put away a page with comments")
    sync.set_defaults(run=_sync)

    add_import(commands.add_parser("import", help="bring in the discussions that another system exported"))

    seed = commands.add_parser("seed", help="bring in the demo company, if it is not there yet; development only")
    seed.add_argument("--people", type=Path, required=True)
    seed.add_argument("--conversation", type=Path, required=True)
    seed.add_argument("--rules", type=Path, help="the rules of screening that it has")
    seed.set_defaults(run=_seed)

    purged = commands.add_parser("purge", help="delete what has been kept for as long as it is kept")
    purged.add_argument("--dry-run", action="store_true", help="say what would go, and delete nothing")
    purged.set_defaults(run=_purge)

    _add_deploy_tokens(commands.add_parser("deploy-token", help="make, list or revoke what a publish shows"))
    add_audit(commands.add_parser("audit", help="check or export what happened"))
    return parser


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--forwarded-allow-ips", default="", help="proxies whose X-Forwarded-* headers are believed")
    parser.set_defaults(run=_serve)


def _add_work(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="deliver what is due, say how things stand, and end")
    parser.set_defaults(run=_work)


def _add_letterbox(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="take out what is not due yet as well")
    parser.set_defaults(run=_letterbox)


def _add_deploy_tokens(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    new = commands.add_parser("new", help="make a token and print it, this once")
    new.add_argument("name", help="by which you know it from others, as 2027-01")
    new.add_argument("--days", type=int, default=365, help="how long it is in force, 365 unless told otherwise")
    new.add_argument("--pull-only", action="store_true", help="it opens the snapshot and not the sync")
    new.set_defaults(run=_new_deploy_token)
    commands.add_parser("list", help="say which there are, but not what they are").set_defaults(run=_list_deploy_tokens)
    revoked = commands.add_parser("revoke", help="end a token at once")
    revoked.add_argument("name")
    revoked.set_defaults(run=_revoke_deploy_token)


def _serve(settings: Settings, options: argparse.Namespace) -> None:
    proxies = options.forwarded_allow_ips
    if not settings.development and {"*", "0.0.0.0/0", "::/0"} & set(proxies.replace(",", " ").split()):
        raise SettingsAreWrong(["--forwarded-allow-ips is open to all: name only the addresses of your own proxies."])
    uvicorn.run(served(create_app(settings), proxies), **server_options(options.host, options.port))


def served(app: Any, proxies: str) -> Any:
    """Return the application as it stands behind proxies.

    Args:
        proxies: whose X-Forwarded-* headers are believed, comma separated.
    """
    behind: Any = ProxyHeadersMiddleware(app, trusted_hosts=proxies) if proxies else app
    return KeepPeer(behind)


def server_options(host: str, port: int) -> dict[str, Any]:
    """Return how uvicorn is to serve.

    By itself it believes what 127.0.0.1 forwards, and anybody on the machine could claim to be anybody: see `served`.
    """
    return {
        "host": host,
        "port": port,
        "proxy_headers": False,
        "server_header": False,
        "access_log": False,
        "log_level": "warning",
        "timeout_graceful_shutdown": 5,
    }


def _migrate(settings: Settings, _options: argparse.Namespace) -> None:
    applied = asyncio.run(migrate(settings.database_url))
    print(f"Applied {', '.join(applied)}." if applied else "The tables are up to date.")


def _work(settings: Settings, options: argparse.Namespace) -> int:
    delivery = delivery_of(settings, now=clock, new_id=new_id)
    if delivery is None:
        print("No mail is sent: TOWNHALL_SMTP_URL and TOWNHALL_MAIL_FROM are not set.", file=sys.stderr)
        return 1

    async def work() -> None:
        async with connection.opened(settings.database_url):
            if options.once:
                print(await deliver_all(delivery))
            else:
                await keep_delivering(delivery)

    asyncio.run(work())
    return 0


def _letterbox(settings: Settings, options: argparse.Namespace) -> int:
    anonymity = anonymity_of(settings)
    if anonymity is None:
        print("Nobody can leave their name out: TOWNHALL_ANONYMITY_KEYS is not set.", file=sys.stderr)
        return 1
    deadlines = deadlines_of(settings)
    ledger = make_ledger(deadlines=deadlines, mails=settings.mail is not None)
    book = RuleBook(rules_of(settings), now=clock)
    how: dict[str, Any] = {"deadlines": deadlines, "rule_book": book, "now": clock, "new_id": new_id}
    empty = postman_of(settings, ledger, anonymity=anonymity, **how)

    async def emptied() -> int:
        async with connection.opened(settings.database_url):
            until = next_round(clock(), every=settings.letterbox_every) if options.all else clock()
            return await empty(now=clock(), until=until)

    done = asyncio.run(emptied())
    print(f"{done} letters were taken out." if done != 1 else "1 letter was taken out.")
    return 0


def _sync(settings: Settings, options: argparse.Namespace) -> None:
    manifest = options.manifest.read_bytes()
    entries, words = parse(manifest), embargoed(options.embargo.read_bytes() if options.embargo else manifest)

    async def sync() -> str:
        async with connection.opened(settings.database_url):
            how: dict[str, Any] = {"archive": options.archive, "ledger": Ledger(now=clock)}
            synced = await sync_threads(entries, embargoed=words, **how)
        return f"{synced.threads} threads, {len(synced.changed)} changed, {len(synced.archived)} archived."

    print(asyncio.run(sync()))


def _seed(settings: Settings, options: argparse.Namespace) -> int:
    if not settings.development:
        print("The demo company is for development only: TOWNHALL_ENV is production.", file=sys.stderr)
        return 1
    company = read_company(options.people, options.conversation, options.rules)

    async def seed() -> int:
        async with connection.opened(settings.database_url):
            return await seed_company(
                company,
                rules=rules_of(settings),
                new_id=new_id,
                now=clock,
                secret=settings.secret,
                anonymity=anonymity_of(settings),
            )

    said = asyncio.run(seed())
    print(f"The demo company moved in: {said} comments." if said else "The demo company is here already.")
    return 0


def _purge(settings: Settings, options: argparse.Namespace) -> None:
    retention = retention_of(settings)

    async def purged() -> Purged:
        async with connection.opened(settings.database_url):
            return await purge(retention, ledger=Ledger(now=clock), now=clock(), dry_run=options.dry_run)

    print(*told(asyncio.run(purged()), dry_run=options.dry_run), sep="\n")


def _new_deploy_token(settings: Settings, options: argparse.Namespace) -> None:
    async def new() -> tuple[str, DeployToken]:
        async with connection.opened(settings.database_url):
            how: dict[str, Any] = {"ledger": Ledger(now=clock), "new_id": new_id, "pull_only": options.pull_only}
            return await deploy_tokens.make(options.name, lives=timedelta(days=options.days), **how)

    token, made = asyncio.run(new())
    # The token alone, so that it can be piped to where it is kept and be on no screen.
    print(f"{made.name} is in force until {made.expires:%Y-%m-%d}. It is shown this once:", file=sys.stderr)
    print(token)


def _list_deploy_tokens(settings: Settings, _options: argparse.Namespace) -> None:
    async def made() -> list[DeployToken]:
        async with connection.opened(settings.database_url):
            return await deploy_tokens.made()

    for one in asyncio.run(made()):
        used = f"used last on {one.used}" if one.used else "never used"
        ends = f"revoked on {one.revoked:%Y-%m-%d}" if one.revoked else f"until {one.expires:%Y-%m-%d}"
        opens = "pulls alone, " if one.pull_only else ""
        print(f"{one.name}: {'in force' if one.in_force(clock()) else 'over'}, {opens}{ends}, {used}")


def _revoke_deploy_token(settings: Settings, options: argparse.Namespace) -> None:
    async def revoke() -> None:
        async with connection.opened(settings.database_url):
            await deploy_tokens.revoke(options.name, ledger=Ledger(now=clock))

    asyncio.run(revoke())
    print(f"{options.name} is revoked.")


if __name__ == "__main__":
    sys.exit(main())
