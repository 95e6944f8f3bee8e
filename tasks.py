"""Every task of the project, one line each: `inv --list`. What a task does is in tools/, a file each."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from pelicanconf import DEFAULT_LANG, TIMEZONE
from plugins.bylines import read_people
from plugins.problems import not_one_of
from plugins.snapshot import FOLDER as SNAPSHOT
from tools import (
    audit,
    children,
    database,
    development,
    lint,
    lock,
    migrations,
    new_page,
    page_kinds,
    ports,
    pull,
    release,
    report,
    site,
    testing,
)
from tools import check as checks
from tools import sbom as bill_of_materials
from tools import translations as catalogues
from tools.failure import Failure
from tools.publishing import house, steps

ROOT = Path(__file__).resolve().parent
CONTENT = ROOT / "content"


@contextmanager
def plainly() -> Iterator[threading.Event]:
    """A failure is told in its own words, and Ctrl-C without a trace."""
    try:
        with children.stop_on_signals() as stop:
            yield stop
    except children.Stopped:
        raise Exit("Stopped.", code=130) from None
    except Failure as failure:
        raise Exit(str(failure), code=failure.code) from failure


@task(help={"port": "where to serve, 8000 if not given"})
def run(_context: Context, port: str = "8000") -> None:
    """Serve site and discussions here, rebuilt as you save."""
    with plainly():
        development.run(ROOT, ports.number(port))


@task
def build(_context: Context) -> None:
    """Build the site into output/, once."""
    with plainly() as stop:
        told(site.build(ROOT, settings=site.DEVELOPMENT, stop=stop))


def told(built: site.Built) -> None:
    """Say what was built, and what was said of it meanwhile."""
    print(*built.warnings, sep="\n", end="\n" if built.warnings else "")
    print(f"Built in {built.seconds:.1f} s, with {built.discussions} discussions, into output/")


@task
def preview(_context: Context) -> None:
    """Build what a change would look like into preview/, marked as a preview."""
    with plainly() as stop:
        print(site.preview(ROOT, stop=stop))


@task(
    help={
        "quick": "look at the files alone, and build nothing",
        "form": "people, json or sarif",
        "against": "the commit to compare Uids and texts with, such as origin/main; the last one if not given",
    }
)
def check(_context: Context, quick: bool = False, form: str = "people", against: str = "") -> None:
    """Check the content, and that a build has no warning. Only errors fail it."""
    with plainly() as stop:
        if form not in report.FORMATS:
            raise Failure(f"--form: {not_one_of(form, report.FORMATS)}")
        files = checks.check_files(CONTENT, timezone=TIMEZONE, default_lang=DEFAULT_LANG, against=against)
        found = checks.Checked(files) if quick else checks.check(ROOT, files, stop=stop)
        tell_checked(found, form)


def tell_checked(found: checks.Checked, form: str) -> None:
    """Print what was found; the task fails on errors."""
    if form == "people":
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        built = "" if found.discussions is None else f": {found.discussions} discussions"
        said = [report.for_people(found.problems, colour=colour), "" if found.failed else f"In order{built}."]
        print(*filter(None, said), sep="\n")
    else:
        print(report.FORMATS[form](found.problems))
    if found.failed:
        raise Exit(code=1)


@task(
    help={
        "kind": ", ".join(page_kinds.KINDS),
        "author": "a handle of content/people.toml; the first author there if not given",
        "course": "which course a lesson belongs to, where there are several",
    }
)
def new(_context: Context, kind: str, title: str, author: str = "", course: str = "") -> None:
    """Start a page: inv new news "Night shifts move"."""
    with plainly():
        path = start_page(kind, title, author, course)
        address = path.relative_to(CONTENT).with_suffix("").as_posix().removeprefix("pages/")
        print(f"{path.relative_to(ROOT)} is written. While `inv run` is up: http://{ports.HOST}:8000/{address}/")


def start_page(kind: str, title: str, author: str, course: str) -> Path:
    """Write the page, dated now where the site is."""
    by = author or next((person.handle for person in read_people(CONTENT).values() if "author" in person.roles), "")
    now = datetime.now(ZoneInfo(TIMEZONE))
    try:
        return new_page.write_page(CONTENT, kind, title, today=now, author=by, course=course or None)
    except new_page.CannotStartPage as refusal:
        raise Failure(str(refusal)) from refusal


@task
def test(_context: Context) -> None:
    """Run every test; pytest gets what follows `--`."""
    with plainly():
        # Not from the context, which has them joined into one string, and so takes `-k "held or hidden"` apart.
        testing.run(ROOT, after_dashes())


@task
def soak(_context: Context) -> None:
    """Try far more made-up inputs than `inv test` does."""
    with plainly():
        testing.soak(ROOT, after_dashes())


def after_dashes() -> list[str]:
    """What stands after `--` on the command line."""
    return sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else []


@task(name="lint")
def check_form(_context: Context) -> None:
    """Check the code: format, rules, types."""
    with plainly():
        lint.run(ROOT)


@task(help={"due": "only if something fell due", "watch": "whenever something falls due, until it is stopped"})
def publish(_context: Context, due: bool = False, watch: bool = False) -> None:
    """Pull what the pages carry, build the site for its readers, look at it, show it, then sync."""
    with plainly() as stop:
        if watch:
            house.watch(ROOT, stop)
        else:
            print((house.publish_what_is_due if due else house.publish)(ROOT, stop) or "Nothing is due.")


@task(help={"to": "the name of a release; the one before the current if not given"})
def rollback(_context: Context, to: str = "") -> None:
    """Show the release before, and sync what it has."""
    with plainly() as stop:
        print(steps.rollback(house.releases(ROOT), house.how(ROOT, stop), to=to, stop=stop))


@task(name="pull")
def pull_snapshot(_context: Context) -> None:
    """Fetch what the pages carry of their discussions.

    From the service at TOWNHALL_URL, with TOWNHALL_DEPLOY_TOKEN, into snapshot/. Ends with 75 where it rests.
    """
    with plainly():
        print(pull.pull(ROOT / SNAPSHOT, pull.service()))


@task(name="sync")
def sync_threads(_context: Context) -> None:
    """Tell the service which discussions the site has.

    It is the one at TOWNHALL_URL, with TOWNHALL_DEPLOY_TOKEN; where neither is set, the database of this machine.
    """
    with plainly() as stop:
        print(house.sync_again(ROOT, stop))


@task
def migrate(_context: Context) -> None:
    """Bring the local database to the newest schema."""
    with plainly() as stop:
        print(database.migrate(ROOT, stop))


@task
def seed(_context: Context) -> None:
    """Bring the demo company into the local database."""
    with plainly() as stop:
        print(database.seed(ROOT, stop))


@task(help={"name": "what the migration does, as add_pinned_comments"})
def make_migration(_context: Context, name: str) -> None:
    """Write a migration from what changed in the tables."""
    with plainly():
        migrations.make(ROOT, name)


@task(iterable=["only"], help={"only": "the name of one benchmark; may be said several times"})
def bench(_context: Context, only: list[str]) -> None:
    """Measure speed and size; prints a table for each."""
    ended = subprocess.run([sys.executable, "-m", "benchmarks", *only], cwd=ROOT, check=False)
    if ended.returncode != 0:
        raise Exit("A benchmark stopped before its end; why is above.", code=1)


@task(help={"port": "where `inv run` serves, 8000 if not given"})
def screenshots(_context: Context, port: str = "8000") -> None:
    """Take the pictures in docs/images of a running `inv run`."""
    address = f"http://{ports.HOST}:{ports.number(port)}"
    # A process of its own: Playwright is there only where the tests are.
    command = [sys.executable, "-m", "tools.screenshots", address, str(ROOT / "docs" / "images")]
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise Exit(f"No pictures were taken of {address}; why is above.", code=1)


@task
def clean(_context: Context) -> None:
    """Delete what was built; the database in var/ stays."""
    built_here = (site.OUTPUT, site.BUILDING, site.BEFORE, site.SHOWN, ".build")
    for built in (*built_here, ".mypy_cache", ".ruff_cache", ".pytest_cache"):
        shutil.rmtree(ROOT / built, ignore_errors=True)


@task(name="lock", help={"upgrade": "take the newest versions that requirements/*.in allow"})
def pin(_context: Context, upgrade: bool = False) -> None:
    """Pin the requirements again, with their hashes."""
    with plainly():
        lock.run(ROOT, upgrade=upgrade)


@task
def sbom(_context: Context) -> None:
    """Write down what a release is made of."""
    with plainly():
        for path in bill_of_materials.write(ROOT):
            print(f"{path.relative_to(ROOT)} is written")


@task(name="release", help={"version": "as 1.2.0", "dry_run": "only say whether anything is in the way"})
def make_release(_context: Context, version: str, dry_run: bool = False) -> None:
    """Name what is new by a version, tag it, and write its bills of materials."""
    with plainly():
        print(release.run(ROOT, version, today=datetime.now(ZoneInfo(TIMEZONE)).date(), dry=dry_run))


@task(name="audit")
def ask_for_weaknesses(_context: Context) -> None:
    """Ask whether what is locked has a known weakness."""
    with plainly():
        print(audit.run(ROOT))


@task
def translations(_context: Context) -> None:
    """Bring the catalogues of translations in line with the sources."""
    with plainly():
        print(*catalogues.update(ROOT) or ["Nothing is without a translation."], sep="\n")
