"""The widget's modules become one script that means the same, without what only readers of the source need."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from comments_service.web.bundle import bundled_assets, without_comments, without_comments_in_styles

WIDGET = Path(__file__).resolve().parents[2] / "comments_service" / "widget"
SCRIPTS = {
    name: served.bodies["plain"].decode()
    for name, served in bundled_assets().items()
    if name.endswith(".js") and name != "desk.js"
}


def test_comments_go_and_what_looks_like_one_stays() -> None:
    script = 'const home = "https://example.com"; // where we live\n  /** @type {string} */\n  const all = "/*";\n'

    assert without_comments(script) == 'const home = "https://example.com";\nconst all = "/*";\n'


def test_a_comment_within_a_line_takes_nothing_with_it() -> None:
    script = "const form = /** @type {HTMLFormElement} */ (node);\n/** @param {string} a */\nconst b = 1;\n"

    assert without_comments(script) == "const form =  (node);\nconst b = 1;\n"


def test_a_template_keeps_its_lines_and_its_slashes() -> None:
    script = "const text = `one\n    // two\n${three}`;\n"

    assert without_comments(script) == script


def test_an_apostrophe_in_a_comment_opens_no_string() -> None:
    assert without_comments("// the service's own\nact(); // it's done\n") == "act();\n"


def test_a_stylesheet_keeps_its_strings() -> None:
    style = '/* a\n   note */\n.a::after {\n  content: "  /";\n}\n'

    assert without_comments_in_styles(style) == '.a::after {\ncontent: "  /";\n}\n'


def test_every_module_of_the_widget_is_in_one_script_once() -> None:
    exported = [
        name
        for file in WIDGET.glob("*.js")
        for name in re.findall(r"^export (?:async )?(?:class|function|const) (\w+)", file.read_text(), re.MULTILINE)
    ]

    there = [
        name
        for script in SCRIPTS.values()
        for name in re.findall(r"^(?:export )?(?:async )?(?:class|function|const) (\w+)", script, re.MULTILINE)
    ]
    assert {name: there.count(name) for name in exported} == dict.fromkeys(exported, 1)


def test_a_part_takes_from_the_widget_what_that_gives() -> None:
    given = re.findall(r"^export \{ (.*) \};$", SCRIPTS["townhall.js"], re.MULTILINE)
    taken = [
        set(names.split(", "))
        for name, script in SCRIPTS.items()
        if name != "townhall.js"
        for names in re.findall(r'^import \{ (.*) \} from "\./townhall\.js";$', script, re.MULTILINE)
    ]

    assert len(given) == 1
    assert set(given[0].split(", ")) == set().union(*taken)
    assert re.findall(r"^import\b.*", SCRIPTS["townhall.js"], re.MULTILINE) == []


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node.js here to parse the script")
@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_the_script_is_a_module_in_which_no_name_is_used_twice(name: str, tmp_path: Path) -> None:
    module = tmp_path / "script.mjs"
    module.write_text(SCRIPTS[name])

    ended = subprocess.run(["node", "--check", module], capture_output=True, text=True, check=False)

    assert ended.stderr == ""
    assert ended.returncode == 0
