"""Over rsync the other machine shows a release at once and whole. Real rsync; `ssh` is a script that stays here."""

import os
import shutil
import threading
from pathlib import Path

import pytest

from tools.publishing.by_rsync import NotDelivered, deliver

NEVER = threading.Event()
# As ssh does: options, a host, and the rest joined for a shell. What host was asked is written down.
SSH = """#!/bin/sh
while [ "${1#-}" != "$1" ]; do [ "$1" = -l ] && shift; shift; done
[ "$1" = away ] && { echo "ssh: connect to host away port 22: No route to host" >&2; exit 255; }
shift
exec sh -c "$*"
"""


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the other machine."""
    if shutil.which("rsync") is None:
        pytest.skip("rsync is not installed")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "ssh").write_text(SSH)
    (tmp_path / "bin" / "ssh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return tmp_path / "a folder" / "newsroom"


def release(root: Path, number: int, text: str) -> Path:
    site = root / f"20261128T1200{number:02}.000000Z"
    (site / "news").mkdir(parents=True)
    (site / "news" / "index.html").write_text(text)
    (site / "same.css").write_text("the same in each")
    return site


def send(site: Path, there: Path, host: str = "deploy@web") -> None:
    deliver(site, to=f"{host}:{there}", root=site.parent, stop=NEVER)


def test_a_release_is_shown_there_and_what_did_not_change_is_linked(there: Path, tmp_path: Path) -> None:
    first, second = release(tmp_path, 1, "first"), release(tmp_path, 2, "second")
    send(first, there)
    send(second, there)

    assert (there / "current" / "news" / "index.html").read_text() == "second"
    assert (there / "releases" / first.name / "news" / "index.html").read_text() == "first"
    assert (there / "current" / "same.css").samefile(there / "releases" / first.name / "same.css")
    assert sorted(path.name for path in there.iterdir()) == ["current", "releases"]


def test_the_way_back_sends_nothing_and_ten_are_kept(there: Path, tmp_path: Path) -> None:
    for number in range(1, 13):
        send(release(tmp_path, number, str(number)), there)
    third = tmp_path / "20261128T120003.000000Z"
    (third / "news" / "index.html").write_text("not what was sent")
    send(third, there)

    assert len(list((there / "releases").iterdir())) == 10
    assert (there / "current" / "news" / "index.html").read_text() == "3"


def test_a_machine_that_is_away_shows_what_it_showed(there: Path, tmp_path: Path) -> None:
    with pytest.raises(NotDelivered, match=r"(?s)not shown there.*No route to host"):
        send(release(tmp_path, 1, "first"), there, host="away")

    assert not there.exists()
