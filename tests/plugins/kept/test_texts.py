"""Markdown that is remembered is what Pelican's own reader makes of it, front matter and all."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.readers import MarkdownReader
from pelican.settings import read_settings

from plugins.kept import texts
from plugins.kept.store import Store, close_all
from plugins.kept.texts import KeepingReader, Renderer, fill

ROOT = Path(__file__).resolve().parents[3]
LINES = st.lists(st.text() | st.sampled_from(["", "Title: One", "Summary: *a*", "    more", "---", "# H", "[^1]: x"]))


def settings(**changed: Any) -> Any:
    return read_settings(str(ROOT / "pelicanconf.py"), override={"KEPT": "", **changed})


def read_by(reader: type, path: Path) -> tuple[str, str]:
    html, front_matter = reader(settings()).read(str(path))
    return html, repr(sorted(front_matter.items()))


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.md")), ids=lambda path: path.stem)
def test_each_page_of_the_demo_is_read_as_pelican_reads_it(path: Path) -> None:
    assert read_by(KeepingReader, path) == read_by(MarkdownReader, path)


@given(LINES)
def test_any_text_is_read_as_pelican_reads_it(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.md"
    path.write_text("\n".join(lines), encoding="utf-8", errors="replace")

    assert read_by(KeepingReader, path) == read_by(MarkdownReader, path)


def test_many_new_texts_are_worked_out_on_all_processors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content" / "news").mkdir(parents=True)
    for number in range(120):
        (tmp_path / "content" / "news" / f"{number}.md").write_text(f"Title: T\n\nText {number}, by itself.\n")
    wanted = settings(PATH=str(tmp_path / "content"), KEPT="kept")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})
    own = os.getpid()
    monkeypatch.setattr(texts, "_begin", lambda renderer: texts._renderers.append(Counting(renderer, own)))
    store = Store(tmp_path / "kept")

    fill(store, wanted)

    renderer = Renderer(wanted)
    for number in range(120):
        text = f"Title: T\n\nText {number}, by itself.\n"
        assert store.get(renderer.digest(text)) == renderer.render(text)
    store.close()
    close_all()


class Counting:
    """A renderer that refuses to work in the process that asks."""

    def __init__(self, renderer: Renderer, asking: int) -> None:
        self.digest = renderer.digest
        self._renderer = renderer
        self._asking = asking

    def render(self, text: str) -> str:
        assert os.getpid() != self._asking
        return self._renderer.render(text)
