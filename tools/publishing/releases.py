"""The folder of releases: which there are, which one readers see, and how that changes at once or not at all.

`releases/NAME` is always whole: it comes by one rename and goes by one. `current` is a link to one of them.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tools.failure import Failure

FOLDER = "published"
CURRENT = "current"
KEPT = 10
_NAME = re.compile(r"\d{8}T\d{6}\.\d{6}Z")
_TIME = "%Y%m%dT%H%M%S.%fZ"


class AnotherIsAtWork(Failure):
    """Somebody publishes or rolls back right now; nothing was done."""

    code = 75  # EX_TEMPFAIL of sysexits.h: try again later


class NothingToGoBackTo(Failure):
    """There is no such release; nothing was done."""


@dataclass(frozen=True, slots=True)
class Releases:
    """The releases below a folder. A release's name is the moment (UTC) at which its build began."""

    folder: Path

    def all(self) -> list[str]:
        """The names of those that are there, oldest first."""
        there = self.folder / "releases"
        return sorted(path.name for path in there.iterdir() if _NAME.fullmatch(path.name)) if there.is_dir() else []

    def path(self, name: str) -> Path:
        return self.folder / "releases" / name

    def current(self) -> str | None:
        """The one that readers see."""
        link = self.folder / CURRENT
        return link.readlink().name if link.is_symlink() and link.is_dir() else None

    def begin(self, name: str) -> Path:
        """An empty folder to build into, where nobody looks. What an earlier build left behind goes."""
        for left in ("building", "going"):
            shutil.rmtree(self.folder / left, ignore_errors=True)
        (self.folder / "releases").mkdir(parents=True, exist_ok=True)
        site = self.folder / "building" / name
        site.mkdir(parents=True)
        return site

    def adopt(self, site: Path) -> None:
        """Put a finished site among the releases; nobody sees it before `switch`."""
        # A machine that loses power after the switch must not come back with empty pages.
        os.sync()
        site.rename(self.path(site.name))

    def switch(self, name: str) -> None:
        """Show readers this release: one rename of a link, so that each meets the old site or the new one."""
        fresh = self.folder / f"{CURRENT}.fresh"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(Path("releases") / name)
        fresh.replace(self.folder / CURRENT)

    def prune(self, kept: int = KEPT) -> None:
        """Let all but the last ones go. Out of the way first: a release that is half deleted must be none."""
        for name in self.all()[:-kept]:
            if name != self.current():
                (self.folder / "going").mkdir(exist_ok=True)
                self.path(name).rename(self.folder / "going" / name)
        shutil.rmtree(self.folder / "going", ignore_errors=True)

    def before(self, name: str | None) -> str:
        """The release before this one; `NothingToGoBackTo` where there is none."""
        older = [one for one in self.all() if name is not None and one < name]
        if not older:
            raise NothingToGoBackTo(f"There is no release before {name or 'the first'} in {self.folder}.")
        return older[-1]

    def named(self, name: str) -> str:
        """The release of that name; `NothingToGoBackTo` where there is none, with those that there are."""
        if name not in self.all():
            raise NothingToGoBackTo(f"There is no release {name!r}. There are: {', '.join(self.all()) or 'none'}.")
        return name

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep a second publish out. The lock goes with the process, however that ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise AnotherIsAtWork(
                    f"Another publish or rollback is at work in {self.folder}; nothing was done. Try again after it."
                ) from None
            yield

    def note(self, what: str, name: str) -> None:
        """Remember a release as `held` (readers were taken back to it) or `told` (the service knows its pages)."""
        fresh = self.folder / f"{what}.fresh"
        fresh.write_text(name, encoding="utf-8")
        fresh.replace(self.folder / what)

    def noted(self, what: str) -> str | None:
        note = self.folder / what
        return note.read_text(encoding="utf-8") if note.is_file() else None


def name_at(moment: datetime) -> str:
    """What a release is called whose build begins then."""
    return moment.astimezone(UTC).strftime(_TIME)


def moment_of(name: str) -> datetime:
    """When its build began."""
    return datetime.strptime(name, _TIME).replace(tzinfo=UTC)
