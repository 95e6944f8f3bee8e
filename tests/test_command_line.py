"""The command line: what it prints, how it ends, and that nothing ends in a trace.

Starting is tried as operators do it, in a process of its own; what a command does is the same in this one, where it
costs a tenth.
"""

import contextlib
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from comments_service.__main__ import main
from tests.support.company import AMAL, PAGES, manifest
from tests.support.contents import rows
from tests.support.exports import WRITERS, Told
from tests.support.service import ROOT, free_port

TALKING = """
import asyncio, sys
from comments_service.storage import connection
from tests.support.company import AMAL
from tests.support.talking import Talk
from comments_service.storage import people

async def main():
    async with connection.opened(sys.argv[1]):
        await people.put(AMAL)
        await Talk().says(AMAL)

asyncio.run(main())
"""
NOTE_IT = "Note it elsewhere; --expect compares with it later.\n"
CONVERSATION = """
[[comment]]
key = "a"
thread = "rota"
by = "amal"
at = 2026-11-20T09:00:00Z
body = "Who drives on Sunday?"
"""


def run(*arguments: str, **environment: str) -> tuple[int, str, str]:
    """Run a command to its end: its status, what it printed, what it complained of."""
    ended = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in ended.stderr
    return ended.returncode, ended.stdout, ended.stderr


def started(*arguments: str, **environment: str) -> tuple[int, str, str]:
    """The same of a command that is started as operators do."""
    return run("-m", "comments_service", *arguments, **environment)


def townhall(*arguments: str, **environment: str) -> tuple[int, str, str]:
    """The same of a command that is run in this process: what would end in a trace fails the test."""
    printed, complained = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(complained):
            try:
                status = main(list(arguments))
            except SystemExit as ended:  # argparse refuses so
                status = int(str(ended.code))
    return status, printed.getvalue(), complained.getvalue()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite://{tmp_path / 'townhall.sqlite3'}"


@pytest.fixture
def manifest_file(tmp_path: Path) -> Path:
    file = tmp_path / "threads.json"
    file.write_text(json.dumps(manifest(*PAGES)))
    return file


def test_settings_that_are_wrong_are_named_and_nothing_starts() -> None:
    wrong = {"TOWNHALL_ENV": "production", "TOWNHALL_SECRET": "short", "TOWNHALL_DATABASE_URL": "mysql://x"}
    status, printed, complained = started("serve", **wrong)

    assert (status, printed) == (1, "")
    assert complained.startswith("Townhall cannot start:\n")
    for name in ("TOWNHALL_SECRET", "TOWNHALL_DATABASE_URL", "TOWNHALL_PUBLIC_URL"):
        assert name in complained


def test_a_reference_format_that_would_hold_protected_talk_starts_nothing(url: str) -> None:
    code, _, told = townhall("serve", TOWNHALL_DATABASE_URL=url, TOWNHALL_CUSTOMER_REFERENCE=r"\w{3}")

    assert code == 1
    assert "TOWNHALL_CUSTOMER_REFERENCE would hold protected talk, such as “" in told


def test_migrating_says_what_was_applied_and_then_that_nothing_is_left(url: str) -> None:
    assert started("migrate", TOWNHALL_DATABASE_URL=url)[1].startswith("Applied 0001_initial")
    assert started("migrate", TOWNHALL_DATABASE_URL=url) == (0, "The tables are up to date.\n", "")


def test_words_under_embargo_are_synced_from_a_file_of_their_own(
    sqlite_url: str, manifest_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "embargo.json"
    page = {"uid": "results", "title": "Results", "terms": ["Project Egret"], "until": "2099-01-01T09:00:00Z"}
    file.write_text(json.dumps({"embargo": [page]}))

    assert townhall("sync", str(manifest_file), "--embargo", str(file), TOWNHALL_DATABASE_URL=sqlite_url)[0] == 0
    assert rows(sqlite_url, "SELECT uid, term FROM embargo_term") == [("results", "Project Egret")]

    file.write_text(json.dumps({"embargo": [{**page, "terms": ["salary"]}]}))
    status, _, told = townhall("sync", str(manifest_file), "--embargo", str(file), TOWNHALL_DATABASE_URL=sqlite_url)
    assert (status, "Embargo_terms of results" in told) == (1, True)
    assert rows(sqlite_url, "SELECT uid, term FROM embargo_term") == [("results", "Project Egret")]


def test_a_manifest_is_synced_and_one_that_orphans_a_discussion_is_refused(
    sqlite_url: str, manifest_file: Path
) -> None:
    first = started("sync", str(manifest_file), TOWNHALL_DATABASE_URL=sqlite_url)
    again = townhall("sync", str(manifest_file), TOWNHALL_DATABASE_URL=sqlite_url)
    assert first == (0, f"{len(PAGES)} threads, {len(PAGES)} changed, 0 archived.\n", "")
    assert again == (0, f"{len(PAGES)} threads, 0 changed, 0 archived.\n", "")

    assert run("-c", TALKING, sqlite_url)[0] == 0, AMAL
    manifest_file.write_text(json.dumps(manifest(*PAGES[1:])))
    status, _, complained = townhall("sync", str(manifest_file), TOWNHALL_DATABASE_URL=sqlite_url)
    assert status == 1
    assert "rota" in complained

    on_purpose = townhall("sync", str(manifest_file), "--archive", "rota", TOWNHALL_DATABASE_URL=sqlite_url)
    assert on_purpose == (0, f"{len(PAGES) - 1} threads, 0 changed, 1 archived.\n", "")


@pytest.mark.parametrize("text", [None, "", "[]", "\x00"])
def test_a_manifest_that_cannot_be_used_is_refused(url: str, tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "threads.json"
    if text is not None:
        file.write_text(text)

    status, _, complained = townhall("sync", str(file), TOWNHALL_DATABASE_URL=url)

    assert status == 1
    assert complained.startswith("Nothing was done: ")


def test_a_database_that_is_not_there_or_not_migrated_is_said_in_one_line(url: str, manifest_file: Path) -> None:
    for database in (url, f"postgres://nobody@127.0.0.1:{free_port()}/townhall"):
        status, _, complained = started("sync", str(manifest_file), TOWNHALL_DATABASE_URL=database)

        assert status == 1
        assert complained.startswith("Nothing was done: ")
        assert complained.count("\n") == 1


def test_the_demo_company_moves_in_once_and_in_development_only(
    sqlite_url: str, manifest_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "people.toml").write_text('[amal]\nname = "Amal Haddad"\n')
    (tmp_path / "conversation.toml").write_text(CONVERSATION)
    files = ("--people", str(tmp_path / "people.toml"), "--conversation", str(tmp_path / "conversation.toml"))
    production = {
        "TOWNHALL_ENV": "production", "TOWNHALL_SECRET": "s3cret " * 6, "TOWNHALL_PUBLIC_URL": "https://news.example",
    }  # fmt: skip
    townhall("sync", str(manifest_file), TOWNHALL_DATABASE_URL=sqlite_url)

    refused = townhall("seed", *files, TOWNHALL_DATABASE_URL=sqlite_url, **production)
    first = townhall("seed", *files, TOWNHALL_DATABASE_URL=sqlite_url)
    again = townhall("seed", *files, TOWNHALL_DATABASE_URL=sqlite_url)

    assert refused[0] == 1
    assert "development only" in refused[2]
    assert first == (0, "The demo company moved in: 1 comments.\n", "")
    assert again == (0, "The demo company is here already.\n", "")


def change_in(sqlite_url: str, sql: str) -> None:
    with contextlib.closing(sqlite3.connect(sqlite_url.removeprefix("sqlite://"))) as database, database:
        database.execute(sql)


def test_a_whole_chain_is_verified_and_its_head_is_told(sqlite_url: str, manifest_file: Path) -> None:
    empty = townhall("audit", "verify", TOWNHALL_DATABASE_URL=sqlite_url)
    townhall("sync", str(manifest_file), TOWNHALL_DATABASE_URL=sqlite_url)
    status, printed, complained = townhall("audit", "verify", TOWNHALL_DATABASE_URL=sqlite_url)
    (head,) = re.findall(r"^Head: (1:[0-9a-f]{64})$", printed, re.MULTILINE)

    assert empty[:2] == (0, f"There are no events.\nHead: 0:{'0' * 64}\n{NOTE_IT}")
    assert (status, complained) == (0, "")
    assert re.match(r"1 event, of \d{4}-\d\d-\d\d \d\d:\d\d UTC, is as it was recorded\.\n", printed)
    assert townhall("audit", "verify", "--expect", head, TOWNHALL_DATABASE_URL=sqlite_url)[0] == 0


def test_the_first_event_that_was_tampered_with_is_named(sqlite_url: str, manifest_file: Path) -> None:
    townhall("sync", str(manifest_file), TOWNHALL_DATABASE_URL=sqlite_url)
    for _ in range(2):
        townhall("audit", "export", TOWNHALL_DATABASE_URL=sqlite_url)
    noted = townhall("audit", "verify", TOWNHALL_DATABASE_URL=sqlite_url)[1].split()
    change_in(sqlite_url, "DELETE FROM event WHERE number = 3")
    cut = townhall("audit", "verify", TOWNHALL_DATABASE_URL=sqlite_url)
    change_in(sqlite_url, "UPDATE audit_head SET number = 2, hash = (SELECT hash FROM event WHERE number = 2)")
    hidden = townhall("audit", "verify", TOWNHALL_DATABASE_URL=sqlite_url)
    expected = townhall(
        "audit", "verify", "--expect", noted[noted.index("Head:") + 1], TOWNHALL_DATABASE_URL=sqlite_url
    )
    change_in(sqlite_url, "UPDATE event SET kind = 'comment.posted' WHERE number = 1")
    altered = started("audit", "verify", TOWNHALL_DATABASE_URL=sqlite_url)

    assert (cut[0], hidden[0], expected[0], altered[0]) == (1, 0, 1, 1)
    assert "event 3 was cut off the end, after event 2 (audit.exported, " in cut[2]
    assert "3 events were noted, and there are 2." in expected[2]
    assert "The chain breaks: event 1 (comment.posted, " in altered[2]


@pytest.mark.parametrize("head", ["", "3", "3:abc", "x:" + "0" * 64, "3:" + "0" * 65])
def test_a_head_that_is_none_is_refused(url: str, head: str) -> None:
    assert townhall("audit", "verify", "--expect", head, TOWNHALL_DATABASE_URL=url)[0] == 2


def test_what_happened_is_exported_line_by_line(sqlite_url: str, manifest_file: Path) -> None:
    townhall("sync", str(manifest_file), TOWNHALL_DATABASE_URL=sqlite_url)
    everything = started("audit", "export", TOWNHALL_DATABASE_URL=sqlite_url)
    since = townhall("audit", "export", "--since", "2", TOWNHALL_DATABASE_URL=sqlite_url)

    assert [json.loads(line)["kind"] for line in everything[1].splitlines()] == ["threads.synced", "audit.exported"]
    assert [json.loads(line)["number"] for line in since[1].splitlines()] == [3]


def test_a_purge_says_what_would_go_and_then_what_went(sqlite_url: str, tmp_path: Path) -> None:
    short = tmp_path / "short.json"
    short.write_text(json.dumps(manifest(*(one | {"retention": 1} for one in PAGES))))
    townhall("sync", str(short), TOWNHALL_DATABASE_URL=sqlite_url)
    run("-c", TALKING, sqlite_url)
    # Said at a time that the test set: long ago, or yet to come.
    with contextlib.closing(sqlite3.connect(sqlite_url.removeprefix("sqlite://"))) as database:
        database.execute("UPDATE comment SET created = '2020-01-01 00:00:00+00:00'")
        database.commit()

    would = townhall("purge", "--dry-run", TOWNHALL_DATABASE_URL=sqlite_url)
    went = started("purge", TOWNHALL_DATABASE_URL=sqlite_url)

    assert would == (0, "1 comment would go: kept for as long as their pages keep them.\n", "")
    assert went == (0, "1 comment went: kept for as long as their pages keep them.\n", "")
    assert rows(sqlite_url, "SELECT * FROM comment") == []
    assert townhall("purge", TOWNHALL_DATABASE_URL=sqlite_url, TOWNHALL_RETENTION="soon")[0] == 1


def test_a_token_to_sync_with_is_printed_once_and_listed_without_it(sqlite_url: str) -> None:
    url = {"TOWNHALL_DATABASE_URL": sqlite_url}
    made = started("deploy-token", "new", "2027-01", "--days", "30", **url)
    listed = townhall("deploy-token", "list", **url)
    revoked = townhall("deploy-token", "revoke", "2027-01", **url)
    again = townhall("deploy-token", "revoke", "2027-01", **url)

    assert (made[0], made[1].count("\n")) == (0, 1)
    assert "2027-01 is in force until 20" in made[2]
    assert re.fullmatch(r"2027-01: in force, until 20\d\d-\d\d-\d\d, never used\n", listed[1])
    assert (revoked, again[0]) == ((0, "2027-01 is revoked.\n", ""), 1)
    assert "2027-01: over, revoked on 20" in townhall("deploy-token", "list", **url)[1]
    assert made[1].strip() not in listed[1] + str(rows(sqlite_url, "SELECT * FROM deploy_token"))


@pytest.mark.parametrize("proxies", ["*", "10.0.0.5, 0.0.0.0/0", "::/0"])
def test_production_believes_no_forwarded_header_of_just_anybody(sqlite_url: str, proxies: str) -> None:
    production = {
        "TOWNHALL_ENV": "production",
        "TOWNHALL_SECRET": "a-long-secret-" * 3,
        "TOWNHALL_PUBLIC_URL": "https://news.example",
        "TOWNHALL_DATABASE_URL": sqlite_url,
    }
    ended = townhall("serve", "--port", str(free_port()), "--forwarded-allow-ips", proxies, **production)

    assert (ended[0], "--forwarded-allow-ips is open to all" in ended[2]) == (1, True)


@pytest.mark.parametrize("system", WRITERS)
def test_what_was_said_elsewhere_is_brought_in_once(system: str, url: str, manifest_file: Path, tmp_path: Path) -> None:
    townhall("migrate", TOWNHALL_DATABASE_URL=url)
    townhall("sync", str(manifest_file), TOWNHALL_DATABASE_URL=url)
    spam = Told(2, "Buy pallets.", state="deleted", name="Mallory Pike")
    file = WRITERS[system](tmp_path / "export", [Told(1), spam, Told(3, page="/gone/")])

    foreseen, taken, again = (
        townhall("import", system, str(file), *how, TOWNHALL_DATABASE_URL=url) for how in (["--dry-run"], [], [])
    )

    assert [status for status, _, _ in (foreseen, taken, again)] == [0, 0, 0]
    assert "        1 would be taken\n        0 here already\n        2 not taken:\n" in foreseen[1]
    assert "        1 taken\n" in taken[1]
    assert "        0 taken\n        1 here already\n" in again[1]
    assert "          1 /gone/" in taken[1]
    told = "".join(word for _, out, err in (foreseen, taken, again) for word in (out, err))
    assert not [word for word in ("rota works", "Peter", "Mallory", "Pike", "old.example", "pallets") if word in told]
    assert rows(url, "SELECT COUNT(*) FROM comment") == [(1,)]


def test_an_export_that_is_none_and_a_page_that_is_not_here_are_refused(
    url: str, manifest_file: Path, tmp_path: Path
) -> None:
    townhall("migrate", TOWNHALL_DATABASE_URL=url)
    townhall("sync", str(manifest_file), TOWNHALL_DATABASE_URL=url)
    wrong, pages = tmp_path / "export", tmp_path / "pages.csv"
    wrong.write_text("Dear all,")
    pages.write_text("/old/,nowhere\n")
    good = WRITERS["disqus"](tmp_path / "good", [Told(1)])

    for arguments, why in (
        ([str(wrong)], "Line 1: this is no XML in UTF-8"),
        ([str(good), "--pages", str(pages)], "There is no discussion of a page with the Uid nowhere."),
        ([str(good), "--colleagues", str(pages)], "The colleagues are no TOML"),
        ([str(good), "--pages", str(tmp_path)], "cannot be read as text"),
    ):
        status, _, complained = townhall("import", "disqus", *arguments, TOWNHALL_DATABASE_URL=url)
        assert (status, "Nothing was done: " in complained, why in complained) == (1, True, True)
    assert rows(url, "SELECT COUNT(*) FROM comment") == [(0,)]
