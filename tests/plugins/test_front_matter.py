"""A wrong site is not built, and a right one gives its pages their front matter typed."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plugins.front_matter import ContentHasProblems, typed
from plugins.problems import BadValue

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = """
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "UTC"
SITEURL = "https://newsroom.example"
FEED_DOMAIN = SITEURL
PLUGINS = [f"plugins.{name}" for name in ("front_matter", "embargo", "bylines", "reading", "blocks", "threads")]
DELETE_OUTPUT_DIRECTORY = True
"""


def pelican(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """Build as a person would, from the folder's own pelicanconf.py."""
    (folder / "pelicanconf.py").write_text(f"import sys\n\nsys.path.append({str(ROOT)!r})\n{SETTINGS}")
    command = [sys.executable, "-m", "pelican", "--settings", "pelicanconf.py", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("options", [(), ("--fatal", "errors")])
def test_a_wrong_build_fails_and_tells_every_problem_on_a_line_of_its_own(site: Any, options: tuple[str, ...]) -> None:
    site.page("news/a.md", "![](/images/none.svg)", Moderation="reviewed")
    site.page("news/b.md", Owner="nobody", Coments="off")

    ended = pelican(site.root, *options)

    assert ended.returncode == 1
    assert ended.stderr.splitlines()[:-1] == site.problems()
    assert ended.stderr.splitlines()[-1] == "5 problems in the content. Nothing was built."
    assert (
        'content/news/a.md:4: Moderation: "reviewed" is not allowed. Allowed: screened, first, review.' in ended.stderr
    )
    assert "Traceback" not in ended.stdout + ended.stderr


def test_a_right_build_succeeds(site: Any) -> None:
    site.page("news/a.md")

    ended = pelican(site.root, "--fatal", "warnings")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert (site.root / "output" / "threads.json").is_file()


def test_a_refused_build_leaves_the_last_good_one_as_it_was(site: Any) -> None:
    site.page("news/a.md")
    before = site.build(EMBARGO=True).files()
    site.page("news/b.md", Comments="maybe")

    with pytest.raises(ContentHasProblems, match=r"^content/news/b\.md:4: Comments: "):
        site.build(EMBARGO=True)

    assert {path.relative_to(site.root / "output").as_posix() for path in (site.root / "output").rglob("*.*")} == before


def test_a_build_that_was_refused_works_again_once_the_mistake_is_put_right(site: Any) -> None:
    """As under autoreload: nothing of a refused build stays behind in the process."""
    site.page("news/a.md", Comments="maybe")
    with pytest.raises(ContentHasProblems):
        site.build()
    site.page("news/a.md", Comments="closed")

    assert site.build().page("news/a.md").comments == "closed"


def test_keys_become_typed_attributes(site: Any) -> None:
    site.page(
        "news/a.md",
        Kind="ideas",
        Anonymous="yes",
        Slow_mode="10m",
        Comments_close="2026-12-01",
        Responders="amal, dana",
        Pulse="Well? | Yes | No",
        Embargo_terms="Heron, Egret",
        Acknowledge="yes",
        Acknowledge_until="2026-12-02",
        Series="The rota",
    )

    page = site.build().page("news/a.md")

    assert (page.kind, page.anonymous, page.slow_mode, page.responders) == ("ideas", True, 600, ["amal", "dana"])
    assert (page.comments_close, page.closes) == (date(2026, 12, 1), date(2026, 12, 1))
    assert (page.acknowledge, page.acknowledge_until) == (True, date(2026, 12, 2))
    assert (page.pulse, page.embargo_terms, page.series) == (["Well?", "Yes", "No"], ["Heron", "Egret"], "The rota")


def test_what_is_not_said_has_its_default(site: Any) -> None:
    site.page("news/a.md")

    page = site.build().page("news/a.md")

    assert (page.uid, page.section, page.comments, page.moderation, page.kind) == (
        "a",
        "news",
        "open",
        "screened",
        "discussion",
    )
    assert (page.guidelines, page.anonymous, page.prompt, page.owner, page.closes) == (None, False, None, None, None)
    assert (list(page.responders), list(page.updates), page.course, page.lesson, page.module) == (
        [],
        [],
        None,
        None,
        None,
    )


def test_pages_have_their_front_matter_too(site: Any) -> None:
    site.page("pages/about.md", Comments="off", Owner="dana")

    page = site.build().page("pages/about.md")

    assert (page.uid, page.section, page.comments, page.owner) == ("about", "pages", "off", "dana")


@pytest.mark.parametrize("name", ["news/a.md", "news/2026/spring/a.md"])
def test_a_pages_section_is_its_folder_however_deep_it_lies(site: Any, name: str) -> None:
    site.page(name)

    built = site.build()

    assert (built.page(name).section, str(built.page(name).category)) == ("news", "News")
    assert {"news/a/index.html", "news/index.html"} <= built.files()


def test_a_bad_value_that_reaches_pelican_is_named() -> None:
    with pytest.raises(BadValue, match=r'Kind: "question" is not allowed'):
        typed({"kind": "question"})
