"""A publish shows a site that was looked at, and tells the service; the way back does the same with an older one."""

import gzip
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli
import pytest

from tools.failure import Failure
from tools.publishing import steps
from tools.publishing.releases import AnotherIsAtWork, NothingToGoBackTo, Releases, name_at
from tools.sync import ServiceAway

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
NEVER = threading.Event()


def nothing(_site: Path) -> None:
    pass


def saying(text: str, told: Callable[[Path], str] = lambda manifest: f"told {manifest.read_text()}") -> steps.How:
    def build(into: Path) -> None:
        (into / "index.html").write_text(text * 600)
        (into / "threads.json").write_text(text)

    return steps.How(build, verify=nothing, deliver=nothing, tell=told)


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return Releases(tmp_path / "published")


def publish(releases: Releases, how: steps.How, minutes: int = 0) -> str:
    return steps.publish(releases, how, now=NOON + timedelta(minutes=minutes), stop=NEVER)


def shown(releases: Releases) -> str:
    return (releases.folder / "current" / "threads.json").read_text()


def test_what_is_shown_is_compressed_and_the_service_is_told_of_it(releases: Releases) -> None:
    said = publish(releases, saying("a"))
    page = releases.folder / "current" / "index.html"

    assert said == "Published as 20261128T120000.000000Z. told a"
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == page.read_bytes()
    assert brotli.decompress(page.with_name("index.html.br").read_bytes()) == page.read_bytes()
    assert not (page.parent / "threads.json.gz").exists(), "too short for it"
    assert releases.noted("told") == releases.current()


@pytest.mark.parametrize("step", ["build", "verify", "deliver"])
def test_whatever_fails_before_the_switch_readers_see_what_they_saw(releases: Releases, step: str) -> None:
    publish(releases, saying("a"))

    def fail(_: Path) -> None:
        raise Failure("no")

    parts = {name: getattr(saying("b"), name) for name in ("build", "verify", "deliver", "tell")}
    with pytest.raises(Failure, match="no"):
        publish(releases, steps.How(**parts | {step: fail}), 1)

    assert shown(releases) == "a"


def test_the_last_ten_are_kept_and_the_one_that_is_shown(releases: Releases) -> None:
    for minute in range(12):
        publish(releases, saying("abcdefghijkl"[minute]), minute)
    newest = releases.all()
    steps.rollback(releases, saying(""), to=newest[0], stop=NEVER)
    site = releases.begin(name_at(NOON + timedelta(hours=1)))
    releases.adopt(site)
    releases.prune()

    assert len(newest) == 10
    assert shown(releases) == "c"
    assert len(releases.all()) == 11


def test_the_way_back_names_where_it_leads_and_tells_the_service(releases: Releases) -> None:
    for minute in range(3):
        publish(releases, saying("abc"[minute]), minute)

    said = steps.rollback(releases, saying(""), to="", stop=NEVER)

    assert said.startswith("Back to 20261128T120100.000000Z, built 2026-11-28 12:01 UTC, from 20261128T120200.000000Z.")
    assert "told b" in said
    assert releases.noted("held") == releases.current()
    steps.rollback(releases, saying(""), to="", stop=NEVER)
    assert shown(releases) == "a"
    with pytest.raises(NothingToGoBackTo, match="no release before 20261128T120000"):
        steps.rollback(releases, saying(""), to="", stop=NEVER)
    with pytest.raises(NothingToGoBackTo, match="There are: 20261128T120000"):
        steps.rollback(releases, saying(""), to="yesterday", stop=NEVER)
    publish(releases, saying("d"), 4)
    assert (shown(releases), releases.noted("held")) == ("d", None)


def test_two_publishes_do_not_cross(releases: Releases) -> None:
    with releases.alone(), pytest.raises(AnotherIsAtWork, match="nothing was done"):
        publish(releases, saying("a"))

    assert releases.current() is None
    publish(releases, saying("a"))


def test_a_service_that_is_away_is_told_again_and_what_it_refuses_is_said(
    releases: Releases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "WAITS", (0.0, 0.0))
    away = iter([ServiceAway("resting"), ServiceAway("resting")])

    def late(_: Path) -> str:
        for error in away:
            raise error
        return "told at last"

    def refuse(_: Path) -> str:
        raise Failure('"rota" vanished')

    assert publish(releases, saying("a", late)).endswith("told at last")
    with pytest.raises(steps.NotTold, match=r'(?s)whole.*"rota" vanished.*inv sync.*inv rollback'):
        publish(releases, saying("b", refuse), 1)
    assert shown(releases) == "b"
    assert releases.noted("told") != releases.current()
