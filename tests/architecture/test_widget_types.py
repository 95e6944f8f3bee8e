"""The types in the JavaScript's comments hold: TypeScript checks the widget and the theme without a build step."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TSC = ROOT / "node_modules" / ".bin" / "tsc"

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None, reason="there is no Node.js here to check JavaScript types"
)


def check(project: Path) -> subprocess.CompletedProcess[str]:
    assert TSC.exists(), "the type checker is not installed: `inv test` and `inv lint` install it"
    return subprocess.run([TSC, "--project", project, "--pretty", "false"], capture_output=True, text=True, check=False)


def test_the_types_of_widget_and_theme_hold() -> None:
    ended = check(ROOT / "tsconfig.json")

    assert ended.stdout == ""
    assert ended.returncode == 0


def test_a_planted_mistake_is_found(tmp_path: Path) -> None:
    widget = tmp_path / "comments_service" / "widget"
    widget.mkdir(parents=True)
    (widget / "townhall.js").write_text(
        "/** @param {string} name */\nconst greet = (name) => name.trim();\ngreet(7);\n"
    )
    shutil.copy(ROOT / "tsconfig.json", tmp_path)

    ended = check(tmp_path / "tsconfig.json")

    assert "townhall.js(3,7): error TS2345" in ended.stdout
