"""What the steps of a publish are in this house: Pelican builds, the environment says where to, the service is told."""

import os
import threading
from datetime import UTC, datetime
from pathlib import Path

from pelicanconf import DEFAULT_LANG, TIMEZONE
from plugins.content_index import Entry
from plugins.front_matter import read_entries
from tools import database, pull, site, sync
from tools.failure import Failure
from tools.publishing import by_rsync, due, steps
from tools.publishing.releases import FOLDER, Releases
from tools.publishing.verify import secrets, verify

TO = "TOWNHALL_PUBLISH_TO"


def releases(root: Path) -> Releases:
    """Where the releases are: in the folder that is published to, else here."""
    to = os.environ.get(TO, "")
    return Releases(Path(to).absolute() if to and not is_elsewhere(to) else root / FOLDER)


def is_elsewhere(to: str) -> bool:
    """Whether it names another machine, as HOST:FOLDER."""
    return ":" in to.partition("/")[0]


def entries(root: Path) -> list[Entry]:
    return read_entries(root / "content", TIMEZONE, DEFAULT_LANG)


def how(root: Path, stop: threading.Event) -> steps.How:
    def build(into: Path) -> None:
        _, warnings = site.generate(root, into, settings=site.PUBLISH, stop=stop)
        print(*warnings, sep="\n", end="\n" if warnings else "")

    def look(built: Path) -> None:
        # Of the moment after the build: what became public meanwhile is no secret any more.
        verify(built, secrets(entries(root), datetime.now(UTC)))

    def deliver(release: Path) -> None:
        to = os.environ.get(TO, "")
        if to and is_elsewhere(to):
            by_rsync.deliver(release, to=to, root=root, stop=stop)

    return steps.How(
        build=build,
        verify=look,
        deliver=deliver,
        tell=lambda manifest: tell_service(root, manifest, stop),
    )


def tell_service(root: Path, manifest: Path, stop: threading.Event) -> str:
    """Sync with the server that the environment names, else with the local database."""
    if sync.is_wanted(os.environ):
        where = {"address": os.environ[sync.ADDRESS], "token": os.environ[sync.TOKEN]}
        return sync.put(manifest, embargo=root / database.EMBARGO, **where)
    database.migrate(root, stop)
    return f"The database of this machine has the discussions of this site. {database.sync(root, stop, manifest)}"


def sync_again(root: Path, stop: threading.Event) -> str:
    """Tell the service once more: a named one of what is published, the local database of what was built last."""
    published = releases(root)
    if sync.is_wanted(os.environ) and published.current():
        return steps.tell(published, how(root, stop), stop)
    manifest = root / site.OUTPUT / site.MANIFEST
    if not manifest.is_file():
        raise Failure(f"There is no {site.OUTPUT}/{site.MANIFEST} to sync: inv build first.")
    return tell_service(root, manifest, stop)


def publish(root: Path, stop: threading.Event) -> str:
    """Pull what the pages carry and publish; returns what happened, a line each."""
    pulled = [f"{pull.pulled_or_as_before(root)}\n"] if sync.is_wanted(os.environ) else []
    return "".join([*pulled, steps.publish(releases(root), how(root, stop), now=datetime.now(UTC), stop=stop)])


def publish_what_is_due(root: Path, stop: threading.Event) -> str:
    """Publish if something fell due since the shown site was built; else tell the service what it has not heard yet.

    Returns what happened; nothing where nothing did.
    """
    published = releases(root)
    why = due.reasons(published, entries(root), TIMEZONE, datetime.now(UTC))
    if why:
        return "\n".join([*why, publish(root, stop)])
    if published.noted("told") != published.current():
        return steps.tell(published, how(root, stop), stop)
    return ""


def watch(root: Path, stop: threading.Event) -> None:
    """Publish what falls due until asked to stop. What goes wrong is said, and tried again a minute later."""
    said = ""

    def look() -> None:
        nonlocal said
        try:
            tells = publish_what_is_due(root, stop)
        except Failure as failure:
            tells = str(failure)
        if tells and tells != said:
            print(tells, flush=True)
        said = tells

    due.watch(look, stop)
