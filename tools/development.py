"""`inv run`: builds the site, prepares the database, starts the comment service, rebuilds on every save until Ctrl-C.

Called by tasks.py. Each step is a file of its own in this folder; here is only their order.
"""

import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import children, database, ports, site, watch, welcome
from tools.failure import Failure

LOG = "var/service.log"
LAST_LINES = 20  # of the log, shown when the service ends by itself
READY_WITHIN = 30.0  # seconds; a start takes one or two


class ServiceEnded(Failure):
    """The comment service is not running though it should be; the message has the end of its log."""


def run(root: Path, port: int) -> None:
    """Serve site and service at 127.0.0.1:`port` until Ctrl-C or a stop signal. Raises `Failure` with what is wrong."""
    ports.require_free(port)
    address = f"http://{ports.HOST}:{port}"
    with children.stop_on_signals() as stop:
        try:
            prepare_site(root, stop)
            prepare_database(root, stop)
            with serving(root, port, address) as service:
                wait_until_ready(root, service, address, stop)
                say(welcome.banner(address, welcome.guests(root / database.PEOPLE), LOG))
                rebuild_on_save(root, service, address, stop)
        except children.Stopped:
            pass
    say("\nStopped.")


def prepare_site(root: Path, stop: threading.Event) -> None:
    """Build the site unless it is current. A failed build is told, and the last good site is served."""
    site.recover(root)
    if site.is_current(root, site.DEVELOPMENT):
        say("The site is up to date.")
        return
    say("Building the site")
    try:
        built = site.build(root, settings=site.DEVELOPMENT, stop=stop)
    except site.BuildFailed as failure:
        if not (root / site.OUTPUT / site.MANIFEST).is_file():
            raise
        say(f"{failure}\n\nThe site could not be built; serving the last good one.")
    else:
        say(f"Built in {built.seconds:.1f} s, with {built.discussions} discussions")


def prepare_database(root: Path, stop: threading.Event) -> None:
    """Migrate, bring in the discussions, and the demo company where the database is new."""
    database.before_migrating(root)
    say("Preparing the database")
    database.migrate(root, stop)
    sync(root, stop, root / site.OUTPUT / site.MANIFEST)
    if database.wants_seed(root):
        say("Bringing in the demo company")
        database.seed(root, stop)


def sync(root: Path, stop: threading.Event, manifest: Path) -> None:
    """Tell the database what the site has; a refusal is told and stops nothing, for the site itself is sound."""
    try:
        database.sync(root, stop, manifest)
    except database.DatabaseFailed as failure:
        say(f"The discussions were not brought up to date:\n{failure}")


@contextmanager
def serving(root: Path, port: int, address: str) -> Iterator[subprocess.Popen[str]]:
    """The comment service as a child, with the site at its root; ended on the way out, whatever happened."""
    settings = {
        "TOWNHALL_ENV": "development",
        "TOWNHALL_SITE_DIR": str(root / site.OUTPUT),
        "TOWNHALL_PUBLIC_URL": address,
    }
    command = [sys.executable, "-m", "comments_service", "serve", "--host", ports.HOST, "--port", str(port)]
    with (root / LOG).open("w", encoding="utf-8") as log:
        service = children.start(command, root=root, log=log, settings=settings)
        try:
            yield service
        finally:
            children.end(service)


def wait_until_ready(root: Path, service: subprocess.Popen[str], address: str, stop: threading.Event) -> None:
    """Return when /readyz says yes; raise where the service ended, or does not get ready."""
    deadline = time.monotonic() + READY_WITHIN
    while not is_ready(address):
        require_alive(root, service)
        if stop.wait(children.GLANCE):
            raise children.Stopped
        if time.monotonic() > deadline:
            raise ServiceEnded(f"The comment service did not get ready in {READY_WITHIN:.0f} s:\n{end_of_log(root)}")


def is_ready(address: str) -> bool:
    # No proxy from the environment: this is our own machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{address}/readyz", timeout=2):
            return True
    except (OSError, urllib.error.URLError):
        return False


def rebuild_on_save(root: Path, service: subprocess.Popen[str], address: str, stop: threading.Event) -> None:
    """Rebuild and sync at each save; a mistake is told and the last good site stands."""
    for saved in watch.saves(root, stop, lambda: site.fingerprint(root, site.DEVELOPMENT)):
        require_alive(root, service)
        if not saved:
            continue
        try:
            # The page reloads itself as soon as it is in place: its discussion has to be there by then.
            built = site.build(root, settings=site.DEVELOPMENT, stop=stop, first=lambda fresh: sync(root, stop, fresh))
        except site.BuildFailed as failure:
            say(f"{failure}\nNot rebuilt: the site is as it was before this save.")
        else:
            say(f"Rebuilt in {built.seconds:.1f} s · {address}/")


def require_alive(root: Path, service: subprocess.Popen[str]) -> None:
    if service.poll() is not None:
        raise ServiceEnded(
            f"The comment service has ended by itself (exit code {service.returncode}):\n{end_of_log(root)}"
        )


def end_of_log(root: Path) -> str:
    return "\n".join((root / LOG).read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:])


def say(sentence: str) -> None:
    print(sentence, flush=True)
