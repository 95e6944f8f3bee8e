"""How long `inv check --quick` takes for 1,000 articles of about 600 words, and what each part of it takes.

Run by `inv bench`, or `python benchmarks/content_check.py [ARTICLES]`. Promised: under 5 seconds for 1,000. Every page
links to a part of another, shows a picture and has a sentence that is too long; one page keeps words until its day.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import table
from plugins.front_matter import errors_of, read_site
from plugins.image_weight import check_image_weight
from plugins.plain_words import check_words
from tools.check import check_files

ROUNDS = 5
LANGS = ("en", "fr", "de", "nl", "pl")
PEOPLE = '[tom]\nname = "Tom"\ntitle = "Editor"\nsite = "Leeds"\ndepartment = "Communications"\nroles = ["author"]\n'
SENTENCE = "The pallet waits at the door until somebody has read its label and written down how cold it is. "
LONG = "word " * 45 + "end. "


def write_site(content: Path, articles: int) -> None:
    """A content folder of that many articles."""
    for folder in ("news", "images"):
        (content / folder).mkdir(parents=True)
    (content / "people.toml").write_text(PEOPLE)
    words = "\n".join(f'"word{number} too many" = "fewer"' for number in range(100))
    (content / "jargon.toml").write_text("\n".join(f"[{lang}]\n{words}" for lang in LANGS))
    (content / "images" / "hall.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"></svg>')
    for number in range(articles):
        (content / "news" / f"page-{number}.md").write_text(_article(number, articles))
    later = "Title: Later\nDate: 2999-01-01\nSummary: S\nEmbargo_terms: Project Heron, hall C\n\nWords.\n"
    (content / "news" / "later.md").write_text(later)


def _article(number: int, articles: int) -> str:
    front = f"Title: Page {number}\nDate: 2026-01-01\nSummary: What it says.\nSlug: page-{number}\nAuthors: tom\n"
    paragraphs = [SENTENCE * 6 for _ in range(5)]
    link = f"See [the part](/news/page-{(number + 1) % articles}/#part-2), **and** so on. {LONG}"
    picture = "![Frost on a rack]({static}/images/hall.svg)"
    body = "\n\n".join(["## Part 1", *paragraphs[:2], picture, "## Part 2", link, *paragraphs[2:]])
    return f"{front}\n{body}\n"


def seconds(what: Callable[[], object]) -> tuple[float, float]:
    """The medians of a few rounds: on the clock, and of the processor."""
    taken = []
    for _ in range(ROUNDS):
        begun, of_processor = time.perf_counter(), time.process_time()
        what()
        taken.append((time.perf_counter() - begun, time.process_time() - of_processor))
    return statistics.median(clock for clock, _ in taken), statistics.median(spent for _, spent in taken)


def main(articles: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        write_site(content, articles)
        found = check_files(content, timezone="UTC", default_lang="en")
        hints = sum(problem.level == "hint" for problem in found)
        assert hints == len(found) == articles, found[:3]
        rows = [
            ("all of it", seconds(lambda: check_files(content, timezone="UTC", default_lang="en"))),
            ("reading the files", seconds(lambda: read_site(content))),
            ("reading, and what stops a build", seconds(lambda: errors_of(read_site(content)))),
            ("reading, and hints at words", seconds(lambda: check_words(read_site(content)))),
            ("reading, and weights", seconds(lambda: check_image_weight(read_site(content)))),
        ]
    lines = [(name, f"{clock:.2f}", f"{spent:.2f}") for name, (clock, spent) in rows]
    print(table(f"Checking {articles:,} articles", ("part", "seconds", "of processor"), lines))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
