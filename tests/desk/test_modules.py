"""The desk's pure modules, by Node's own test runner; and what its sources promise."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from comments_service.web.bundle import bundled_assets

HERE = Path(__file__).parent
DESK = HERE.parents[1] / "comments_service" / "desk"
SOURCES = {file.name: file.read_text() for file in sorted(DESK.glob("*.js"))}
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node.js here")


@needs_node
@pytest.mark.parametrize("file", sorted(HERE.glob("*.test.mjs")), ids=lambda file: file.name)
def test_the_tests_in_javascript_pass(file: Path) -> None:
    command = ["node", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--test", "--test-reporter=tap", file]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert re.search(r"^# pass [1-9]", ended.stdout, re.MULTILINE), ended.stdout


def test_the_services_html_comes_in_by_the_widgets_door_alone() -> None:
    pattern = r"\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|setHTML\w*"

    assert [name for name, source in SOURCES.items() if re.search(pattern, source)] == []


def test_nothing_is_styled_by_attribute_or_evaluated() -> None:
    pattern = r"\.style\b|style:|cssText|\beval\(|new Function"

    assert [name for name, source in SOURCES.items() if re.search(pattern, source)] == []


def test_every_sentence_stands_in_words() -> None:
    sentence = re.compile(r'"[A-Z][a-z]+ [^"]*"|`[A-Z][a-z]+ [^`]*`')
    comment = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
    spoken = {name for name, source in SOURCES.items() if sentence.search(comment.sub("", source))}

    assert spoken <= {"desk-words.js"}


def test_modules_are_short_and_say_what_they_are_for() -> None:
    assert {name: source.count("\n") for name, source in SOURCES.items() if source.count("\n") > 210} == {}
    assert [name for name, source in SOURCES.items() if not source.startswith("// ")] == []


def test_every_stylesheet_of_the_desk_is_served_after_its_frame() -> None:
    served = bundled_assets()["desk.css"].bodies["plain"].decode()
    selectors = {file.name: re.findall(r"^\.[\w-]+", file.read_text(), re.MULTILINE)[0] for file in DESK.glob("*.css")}
    places = {name: served.find(selector) for name, selector in selectors.items()}

    assert min(places.values()) == places["desk.css"] == 0


@needs_node
def test_the_bundle_is_a_module_in_which_no_name_is_used_twice(tmp_path: Path) -> None:
    module = tmp_path / "desk.mjs"
    module.write_bytes(bundled_assets()["desk.js"].bodies["plain"])

    ended = subprocess.run(["node", "--check", module], capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stderr) == (0, "")
