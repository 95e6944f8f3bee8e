"""How long a build takes: Pelican's own with its default theme, and ours, from nothing and after one edit.

`BENCH_PAGES=5000 python -m benchmarks build_speed`. All in one run, each in a process of its own; processor time beside
the time by the clock, since these machines are shared.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

from benchmarks.measure import table

ROOT = Path(__file__).resolve().parents[1]
PAGES = int(os.environ.get("BENCH_PAGES", "1000"))
SEED = 5
# Pelican as it comes, with as many kinds of pages as ours: lists of topics, authors and months, and feeds.
PLAIN = """
PATH = "content"
SITENAME = "Plain"
SITEURL = ""
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
ARTICLE_PATHS = ["news"]
PAGE_PATHS = []
STATIC_PATHS = []
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
DEFAULT_PAGINATION = False
PLUGINS = []
"""
SYLLABLES = ["".join(pair) for pair in product("bdfgklmnprstvw", ["a", "e", "i", "o", "u", "an", "er", "in", "or"])]


def run() -> str:
    """Build a made-up site in each way, and return the table."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        make_site(site, PAGES)
        rows = [("Pelican, default theme, no plugins", *spent(site, "plain.py"))]
        rows.append(("ours, keeping nothing", *spent(site, "pelicanconf.py", "-e", 'KEPT=""')))
        rows.append(("ours, from nothing", *spent(site, "pelicanconf.py")))
        rows.append(("ours, nothing edited", *spent(site, "pelicanconf.py")))
        edited = site / "content" / "news" / f"page-{PAGES // 2}.md"
        edited.write_text(f"{edited.read_text(encoding='utf-8')}\nAnd a few words more.\n", encoding="utf-8")
        rows.append(("ours, one page edited", *spent(site, "pelicanconf.py")))
    first = rows[0]
    told = [(name, f"{clock:.1f}", f"{of_it:.1f}", f"{of_it / first[2]:.2f}") for name, clock, of_it in rows]
    head = ("build", "seconds", "of processors", "to Pelican's")
    return table(f"Building {PAGES:,} pages of some 700 words", head, told)


def spent(site: Path, settings: str, *more: str) -> tuple[float, float]:
    """Seconds by the clock, and of all processors."""
    command = [sys.executable, "-m", "pelican", "content", "-s", settings, "-o", "output", "--fatal", "errors", *more]
    begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=site, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - begun, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def make_site(site: Path, pages: int) -> None:
    """A newsroom of made-up words: so many pages of news, in sixty topics, by six people."""
    for name in ("theme", "plugins", "pelicanconf.py"):
        (site / name).symlink_to(ROOT / name)
    (site / "plain.py").write_text(PLAIN, encoding="utf-8")
    news = site / "content" / "news"
    news.mkdir(parents=True)
    for name in ("images", "people.toml"):
        (site / "content" / name).symlink_to(ROOT / "content" / name)
    dice = random.Random(SEED)
    words = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 3))) for _ in range(3_000)]
    for number in range(pages):
        (news / f"page-{number}.md").write_text(_page(dice, words, number), encoding="utf-8")


def _page(dice: random.Random, words: list[str], number: int) -> str:
    def sentence() -> str:
        return " ".join(dice.choices(words, k=dice.randint(8, 18))).capitalize() + "."

    def paragraph() -> str:
        return " ".join(sentence() for _ in range(dice.randint(3, 6)))

    front = {
        "Title": sentence()[:-1],
        "Date": f"{2020 + number % 6}-{1 + number % 12:02}-{1 + number % 28:02} 08:00",
        "Category": "News",
        "Tags": ", ".join(sorted(set(dice.choices(words[:60], k=3)))),
        "Authors": dice.choice(["tom", "ben", "noor", "ines", "dana", "amal"]),
        "Slug": f"page-{number}",
        "Uid": f"page-{number}",
        "Summary": sentence(),
        "Owner": "noor",
        "Prompt": f"{sentence()[:-1]}?",
    }
    body = [paragraph()]
    for _ in range(4):
        body += [f"## {sentence()[:-1]}", paragraph(), paragraph()]
    body.append("\n".join(f"- **{dice.choice(words)}** {sentence()}" for _ in range(4)))
    if number:
        body.append(f"See [{dice.choice(words)}]({{filename}}/news/page-{dice.randrange(number)}.md). {paragraph()}")
    return "".join(f"{key}: {value}\n" for key, value in front.items()) + "\n" + "\n\n".join(body) + "\n"
