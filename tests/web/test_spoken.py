"""The scripts in another language mean the same: the same names, the sentences of the catalogue, the right forms."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from comments_service.languages import LANGUAGES
from comments_service.web.bundle import bundled, bundled_assets
from comments_service.web.spoken import spoken

WIDGET = Path(__file__).resolve().parents[2] / "comments_service" / "widget"
WORDS = {name: (WIDGET / f"{name}.js").read_text("utf-8") for name in ("words", "posting-words", "reading-words")}
OTHERS = [code for code in LANGUAGES if code != "en"]
TELLS = """
import { words } from "./words.mjs";
import { postingWords } from "./posting-words.mjs";
import { readingWords } from "./reading-words.mjs";
const counted = [0, 1, 2, 3, 11, 22, 100].map((count) => readingWords.offered(count));
const keys = [words, postingWords, readingWords].map(Object.keys);
console.log(JSON.stringify([words.again, postingWords.replyTo("Ben ${x} `y`"), counted, keys]));
"""

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node.js here to run the script")


def told(words: dict[str, str], folder: Path) -> list[object]:
    for name, text in words.items():
        (folder / f"{name}.mjs").write_text(text)
    (folder / "tells.mjs").write_text(TELLS)
    ended = subprocess.run(["node", folder / "tells.mjs"], capture_output=True, text=True, check=True)
    return list(json.loads(ended.stdout))


@needs_node
@pytest.mark.parametrize(
    ("code", "again", "reply", "counted"),
    [
        (
            "fr",
            "Réessayer",
            "Répondre à Ben ${x} `y`",
            ["0 nouveau commentaire", "1 nouveau commentaire", "2 nouveaux commentaires", "3 nouveaux commentaires"],
        ),
        (
            "pl",
            "Spróbuj ponownie",
            "Odpowiedź dla: Ben ${x} `y`",
            ["0 nowych komentarzy", "1 nowy komentarz", "2 nowe komentarze", "3 nowe komentarze"],
        ),
        (
            "ar",
            "إعادة المحاولة",
            "الرد على Ben ${x} `y`",
            ["لا تعليقات جديدة", "تعليق جديد واحد", "تعليقان جديدان", "3 تعليقات جديدة"],
        ),
    ],
)
def test_words_are_said_in_the_forms_of_their_language(
    code: str, again: str, reply: str, counted: list[str], tmp_path: Path
) -> None:
    english = told(WORDS, tmp_path)
    said = told({name: spoken(text, LANGUAGES[code]) for name, text in WORDS.items()}, tmp_path)

    assert said[:2] == [again, reply]
    assert said[2][:4] == counted  # type: ignore[index]
    assert said[3] == english[3]


@needs_node
@pytest.mark.parametrize("code", OTHERS)
def test_each_language_has_a_script_that_runs_with_all_of_its_parts(code: str, tmp_path: Path) -> None:
    scripts = {name: one.bodies["plain"].decode() for name, one in bundled_assets(code).items()}
    module = tmp_path / "script.mjs"
    module.write_text(scripts[f"townhall.{code}.js"])

    assert subprocess.run(["node", "--check", module], capture_output=True, text=True, check=False).stderr == ""
    wanted = {name for script in scripts.values() for name in re.findall(r'import\("\./([^"]+)"\)', script)}
    assert wanted == {name for name in scripts if re.search(r"\.[0-9a-f]{16}\.js$", name)}
    assert all(f".{code}." in name for name in wanted)
    # A part takes what the widget has from the widget that is there: another would be a second one.
    taken = {name for script in scripts.values() for name in re.findall(r' from "\./([^"]+)"', script)}
    assert taken == {f"townhall.{code}.js"}
    assert bundled(f"townhall.{code}.js") is bundled_assets(code)[f"townhall.{code}.js"]


def test_a_language_that_we_do_not_speak_has_no_script() -> None:
    assert bundled("townhall.it.js") is None
