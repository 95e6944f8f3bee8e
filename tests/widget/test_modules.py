"""The widget's pure modules, by Node's own test runner; and what its sources promise."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
WIDGET = HERE.parents[1] / "comments_service" / "widget"
SOURCES = {file.name: file.read_text() for file in sorted(WIDGET.glob("*.js"))}


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node.js here to run the widget's own tests")
@pytest.mark.parametrize("file", sorted(HERE.glob("*.test.mjs")), ids=lambda file: file.name)
def test_the_tests_in_javascript_pass(file: Path) -> None:
    # Modules are told apart from scripts by looking, where no package.json says so: that is what is wanted here.
    command = ["node", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--test", "--test-reporter=tap", file]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert re.search(r"^# pass [1-9]", ended.stdout, re.MULTILINE), ended.stdout


def test_the_services_html_comes_in_by_one_door() -> None:
    doors = [
        (name, word)
        for name, source in SOURCES.items()
        for word in re.findall(r"\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|setHTML\w*", source)
    ]

    assert doors == [("nodes.js", ".innerHTML")]


def test_nothing_is_styled_by_attribute_or_evaluated() -> None:
    pattern = r"\.style\b|style:|cssText|\beval\(|new Function"

    assert [name for name, source in SOURCES.items() if re.search(pattern, source)] == []


def test_every_sentence_stands_in_words() -> None:
    sentence = re.compile(r'"[A-Z][a-z]+ [^"]*"|`[A-Z][a-z]+ [^`]*`')
    comment = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
    spoken = {name: sentence.findall(comment.sub("", source)) for name, source in SOURCES.items()}

    assert [name for name, sentences in spoken.items() if sentences and not name.endswith("words.js")] == []
    assert spoken["words.js"]


def test_modules_are_short_and_say_what_they_are_for() -> None:
    assert {name: source.count("\n") for name, source in SOURCES.items() if source.count("\n") > 210} == {}
    assert [name for name, source in SOURCES.items() if not source.startswith("// ")] == []
