"""Every code, address, setting, command and task that the documentation names is there, and the other way round."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from invoke.collection import Collection

import tasks
from comments_service.__main__ import _parser
from comments_service.discussion.lifecycle import DECISIONS
from comments_service.discussion.report import REASONS as REPORT_REASONS
from comments_service.moderation.reasons import REASONS
from comments_service.web.problems import STATUS
from comments_service.web.routes import TABLE
from plugins.schema import KEYS, LONGEST_POINT, MOST_POINTS

ROOT = Path(__file__).resolve().parents[2]
API, OPERATING, WRITING = (ROOT / "docs" / name for name in ("api.md", "OPERATING.md", "WRITING.md"))
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
CODE = [
    *(file for room in ("comments_service", "tools", "plugins") for file in (ROOT / room).rglob("*.py")),
    *(
        ROOT / name
        for name in ("tasks.py", "pelicanconf.py", "publishconf.py", "previewconf.py", "tests/support/databases.py")
    ),
]
_SETTING = re.compile(r"TOWNHALL_[A-Z_]*[A-Z]")
_CODED = re.compile(r"`([^`]+)`")
_TASK = re.compile(r"(?:`|bin/)inv ([a-z][a-z-]+)")


def first_cells(document: Path) -> Iterator[str]:
    """The first cell of every row of every table."""
    for line in document.read_text().splitlines():
        if line.startswith("|") and not line.startswith("|--"):
            yield line.split("|")[1]


def calls(cell: str) -> Iterator[tuple[str, str]]:
    """The calls that a cell names: `GET /a` `POST /b`, or `GET` `POST /a` for two methods of one address."""
    waiting: list[str] = []
    for coded in _CODED.findall(cell):
        method, _, path = coded.partition(" ")
        waiting.append(method)
        if path:
            yield from ((one, path) for one in waiting)
            waiting = []


def test_every_address_is_documented_and_every_documented_one_is_there() -> None:
    documented = [call for cell in first_cells(API) for call in calls(cell) if call[1].startswith("/")]

    assert sorted(documented) == sorted((method, path) for path, methods in TABLE.items() for method in methods)


def test_every_problem_is_documented_with_its_status_and_no_other() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d{3}) \|", API.read_text(), re.MULTILINE)

    assert {code: int(status) for code, status in rows} == STATUS
    assert len(rows) == len(STATUS)


def test_the_words_of_decisions_and_reports_are_documented() -> None:
    text = " ".join(API.read_text().split())
    actions, reasons = re.search(r"Actions are ((?:`[a-z]+` ?)+); reasons ((?:`[a-z-]+` ?)+)\.", text).groups()  # type: ignore[union-attr]
    reports = re.search(r"Reasons of a report are ((?:`[a-z-]+` ?)+)\.", text)[1]  # type: ignore[index]

    assert _CODED.findall(actions) == list(DECISIONS)
    assert _CODED.findall(reasons) == list(REASONS)
    assert _CODED.findall(reports) == list(REPORT_REASONS)


def test_every_setting_is_documented_and_every_documented_one_is_read() -> None:
    read = {name for file in CODE for name in _SETTING.findall(file.read_text())}
    documented = [name for cell in first_cells(OPERATING) for name in _SETTING.findall(cell)]

    assert sorted(documented) == sorted(read)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_no_document_names_a_setting_that_nobody_reads(document: Path) -> None:
    read = {name for file in CODE for name in _SETTING.findall(file.read_text())}

    assert set(_SETTING.findall(document.read_text())) - read == set()


def test_every_task_is_documented_and_every_documented_one_is_there() -> None:
    there = set(Collection.from_module(tasks).task_names)
    documented = [name for cell in first_cells(OPERATING) for name in _TASK.findall(cell)]
    named = {name for document in DOCUMENTS for name in _TASK.findall(document.read_text())}

    assert sorted(documented) == sorted(there)
    assert named - there == set()


def test_every_command_is_documented_and_every_documented_one_is_there() -> None:
    commands = _parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    documented = re.findall(r"^\| `([a-z-]+)` \|", OPERATING.read_text(), re.MULTILINE)

    assert documented == list(commands)  # type: ignore[arg-type]


def test_every_line_that_is_logged_is_documented() -> None:
    said = [
        line
        for file in (ROOT / "comments_service").rglob("*.py")
        for line in re.findall(r"log\.\w+\(\s*f?\"([^\"]+)\"", file.read_text())
    ]
    text = OPERATING.read_text()

    assert len(said) >= 4
    for line in said:
        beginning = line.partition("%")[0].strip() or "PUT '/api/v1/"
        assert f"`{beginning[:40].strip()}" in text, line


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_link_within_the_documentation_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text())

    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_key_of_front_matter_is_told_to_whoever_writes_pages_and_no_other() -> None:
    tables = "".join(line for line in WRITING.read_text().splitlines() if line.startswith("| `"))
    named = set(re.findall(r"`([A-Z][a-z_]+)`", tables)) | {"Points", "Version"}

    assert named == {key.name for key in KEYS}
    assert f"at most three lines of {LONGEST_POINT} characters" in WRITING.read_text()
    assert MOST_POINTS == 3
