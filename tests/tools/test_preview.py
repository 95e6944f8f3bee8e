"""A preview shows what is to come, and says on each page that it is a preview."""

import re
from pathlib import Path

from tests.support import site


def test_every_page_of_a_preview_says_so_and_asks_to_be_left_out_of_searches(tmp_path: Path) -> None:
    (tmp_path / "content").symlink_to(site.ROOT / "content")
    built = site.build(tmp_path / "preview", "previewconf.py", content=tmp_path / "content")
    pages = {path: path.read_text() for path in built.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text()}

    assert len(pages) > 20
    assert [path for path, text in pages.items() if not re.search(r'name="robots" content="noindex', text)] == []
    assert [path for path, text in pages.items() if 'notice-preview" role="note"' not in text] == []
    assert (built / "news" / "half-year-results-short-version" / "index.html").is_file()
    assert not [path for path, text in pages.items() if 'name="townhall-worker"' in text or "live-reload" in text]
