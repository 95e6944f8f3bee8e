"""What a build kept of those before it never shows: whatever was edited, its site is that of a build from nothing.

The content, the theme and the settings are those of the demo company; each edit is one that somebody makes.
"""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from jinja2 import Template
from pelican import Pelican
from pelican.settings import read_settings

from plugins.front_matter import check_files
from tests.plugins.conftest import forget_receivers
from tests.support.snapshots import comment, thread, write

ROOT = Path(__file__).resolve().parents[2]
EDITS = 200
USUAL = 100  # the examples of a property, when it is no soak
START = datetime(2026, 11, 28, 12, tzinfo=UTC)


@dataclass
class Newsroom:
    """A copy of the newsroom, and what was done to it."""

    root: Path
    dice: random.Random
    settings: dict[str, Any] = field(default_factory=dict)
    now: datetime = START
    count: int = 0
    done: list[str] = field(default_factory=list)

    @property
    def texts(self) -> list[Path]:
        return sorted((self.root / "content").rglob("*.md"))

    def any_text(self) -> Path:
        return self.dice.choice(self.texts)

    def word(self) -> str:
        self.count += 1
        return f"word{self.count}"

    def do(self, edit: Callable[["Newsroom"], None]) -> None:
        """An edit, if it leaves something that can be built."""
        before = self.root / "before"
        shutil.copytree(self.root / "content", before)
        edit(self)
        if check_files(self.root / "content", now=self.now, timezone="Europe/London"):
            shutil.rmtree(self.root / "content")
            before.rename(self.root / "content")
        else:
            shutil.rmtree(before)
            self.done.append(edit.__name__)

    def build(self, into: str, kept: str) -> dict[str, bytes]:
        """The files of the site."""
        output = self.root / into
        shutil.rmtree(output, ignore_errors=True)
        override = {"OUTPUT_PATH": str(output), "KEPT": kept, "BUILD_TIME": self.now.isoformat(), **self.settings}
        try:
            Pelican(read_settings(str(self.root / "pelicanconf.py"), override=override)).run()
        finally:
            forget_receivers()
        return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def changed_key(newsroom: Newsroom, key: str, value: str) -> None:
    path = newsroom.any_text()
    text = path.read_text(encoding="utf-8")
    line = re.compile(rf"^{key}: .*$", re.MULTILINE)
    path.write_text(line.sub(f"{key}: {value}", text, count=1) if line.search(text) else f"{key}: {value}\n{text}")


def edit_words(newsroom: Newsroom) -> None:
    path = newsroom.any_text()
    path.write_text(f"{path.read_text(encoding='utf-8')}\nAnd {newsroom.word()}.\n", encoding="utf-8")


def edit_title(newsroom: Newsroom) -> None:
    changed_key(newsroom, "Title", f"On {newsroom.word()}")


def edit_summary(newsroom: Newsroom) -> None:
    changed_key(newsroom, "Summary", f"About *{newsroom.word()}*.")


def edit_tags(newsroom: Newsroom) -> None:
    changed_key(newsroom, "Tags", ", ".join(newsroom.dice.sample(["tips", "rota", "scanners", newsroom.word()], 2)))


def edit_authors(newsroom: Newsroom) -> None:
    changed_key(newsroom, "Authors", newsroom.dice.choice(["tom", "ben, noor", "ines"]))


def edit_date(newsroom: Newsroom) -> None:
    day = START + timedelta(days=newsroom.dice.randint(-200, 3))
    changed_key(newsroom, "Date", f"{day:%Y-%m-%d %H:%M}")


def edit_slug(newsroom: Newsroom) -> None:
    changed_key(newsroom, "Slug", newsroom.word())


def rename(newsroom: Newsroom) -> None:
    path = newsroom.any_text()
    path.rename(path.with_name(f"{newsroom.word()}.md"))


def delete(newsroom: Newsroom) -> None:
    newsroom.any_text().unlink()


def write_another(newsroom: Newsroom) -> None:
    name = newsroom.word()
    other = newsroom.any_text().relative_to(newsroom.root / "content").as_posix()
    (newsroom.root / "content" / "news" / f"{name}.md").write_text(
        f"Title: {name}\nDate: 2026-11-20 09:00\nAuthors: tom\nUid: {name}\nSummary: S.\nOwner: noor\nTags: tips\n\n"
        f"See [that]({{filename}}/{other}).\n"
    )


def edit_template(newsroom: Newsroom) -> None:
    path = newsroom.dice.choice(sorted((newsroom.root / "theme" / "templates").glob("*.html")))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("</p>", f" {newsroom.word()}</p>", 1), encoding="utf-8")


def edit_translation(newsroom: Newsroom) -> None:
    path = newsroom.dice.choice(sorted((newsroom.root / "theme" / "locale").rglob("*.po")))
    said = newsroom.dice.choice(re.findall(r'^msgstr "([^"%]+)"$', path.read_text(encoding="utf-8"), re.MULTILINE))
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{said}"', f'"{said} {newsroom.word()}"', 1))


def edit_person(newsroom: Newsroom) -> None:
    path = newsroom.root / "content" / "people.toml"
    names = re.findall(r'^name = "(.*)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    name = newsroom.dice.choice(names)
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{name}"', f'"{name} {newsroom.word()}"', 1))


def edit_picture(newsroom: Newsroom) -> None:
    path = newsroom.dice.choice(sorted((newsroom.root / "content" / "images").glob("*.svg")))
    size = f'viewBox="0 0 {newsroom.dice.randint(100, 900)} 400"'
    path.write_text(re.sub(r'viewBox="[^"]*"', size, path.read_text(encoding="utf-8"), count=1), encoding="utf-8")


def say_something(newsroom: Newsroom) -> None:
    uid = newsroom.dice.choice(["new-scanners", "robot-vacuum", "half-year-results"])
    write(newsroom.root / "snapshot", thread(uid, comment(html=f"<p>{newsroom.word()}</p>")))


def let_time_pass(newsroom: Newsroom) -> None:
    newsroom.now += timedelta(days=newsroom.dice.randint(1, 40))


def edit_setting(newsroom: Newsroom) -> None:
    newsroom.settings[newsroom.dice.choice(["SITENAME", "SITESUBTITLE", "COMPANY"])] = newsroom.word()


def move_the_site(newsroom: Newsroom) -> None:
    newsroom.settings["SITEURL"] = f"https://{newsroom.word()}.example"


EVERY_KIND: list[Callable[[Newsroom], None]] = [
    edit_words,
    edit_title,
    edit_summary,
    edit_tags,
    edit_authors,
    edit_date,
    edit_slug,
    rename,
    delete,
    write_another,
    edit_template,
    edit_translation,
    edit_person,
    edit_picture,
    say_something,
    let_time_pass,
    edit_setting,
    move_the_site,
]


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pelicanconf.py", tmp_path)
    yield Newsroom(tmp_path, random.Random(7))
    forget_receivers()


@pytest.mark.soak
def test_after_any_edit_the_site_is_that_of_a_build_from_nothing(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In a soak one after the other; else several of different kinds at once, so that each kind is tried.
    is_soak = hypothesis.settings().max_examples > USUAL
    kinds = newsroom.dice.choices(EVERY_KIND, k=EDITS) if is_soak else newsroom.dice.sample(EVERY_KIND, len(EVERY_KIND))
    at_once = 1 if is_soak else 6
    for start in range(0, len(kinds), at_once):
        for edit in kinds[start : start + at_once]:
            newsroom.do(edit)

        remembered, whole = newsroom.build("output", ".build/kept.sqlite3"), newsroom.build("from-nothing", "")

        assert remembered.keys() == whole.keys()
        assert [name for name, page in whole.items() if remembered[name] != page] == [], newsroom.done[-at_once:]
    assert len(newsroom.done) > len(kinds) / 2
    rendered: list[str] = []
    render = Template.render

    def note(template: Template, *given: Any, **named: Any) -> str:
        rendered.append(str(template.name))
        return render(template, *given, **named)

    monkeypatch.setattr(Template, "render", note)
    newsroom.build("output", ".build/kept.sqlite3")
    # A quiz is rendered before the page it stands in, by a plugin that keeps nothing.
    assert set(rendered) <= {"quiz.html"}, "A build after which nothing was edited has nothing to render."
