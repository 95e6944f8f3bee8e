"""How long an export of 100,000 and of 1,000,000 comments takes to be brought in, and the memory that it needs at most.

Run by itself: `python benchmarks/moving_in.py [HOW MANY …] [--postgres URL]`. Each is a process of its own, as
operators start it, and what is told is the highest that the kernel saw of it (ru_maxrss), the interpreter included. The
comments are made up: 40 words on average, one in three answers another, on 1,000 pages, by 20,000 people.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORDS = (
    "the rota shift night pallet door cold truck team week hours swap plan works better than before we said so".split()
)
PAGES, PEOPLE = 1_000, 20_000
HEAD = '<?xml version="1.0"?><disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">\n'


def manifest(path: Path) -> None:
    """The pages that the comments are on."""
    about = {"lang": "en", "kind": "discussion", "comments": "open", "moderation": "screened", "category": "news"}
    threads = [{"uid": f"page-{n}", "url": f"/news/page-{n}/", "title": f"Page {n}", **about} for n in range(PAGES)]
    path.write_text(json.dumps({"site": {}, "threads": threads}))


def export(path: Path, count: int) -> None:
    """What Disqus would export: the answers anywhere, also before what they answer."""
    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for page in range(PAGES):
            file.write(f'<thread dsq:id="{page}"><link>https://old.example/news/page-{page}/</link></thread>\n')
        for number in range(count):
            # Of the same page, and with another remainder, so that none answers itself in a circle.
            parent = f'<parent dsq:id="{(number - number % 3 * PAGES) % count}"/>' if number % 3 == 1 else ""
            who = chance.randrange(PEOPLE)
            said = " ".join(chance.choices(WORDS, k=chance.randrange(10, 70)))
            file.write(
                f'<post dsq:id="{number}"><message><![CDATA[<p>{said} <b>{number}</b>.</p>]]></message>'
                f"<createdAt>2019-03-{number % 28 + 1:02}T{number % 24:02}:{number % 60:02}:00Z</createdAt>"
                f"<isDeleted>false</isDeleted><isSpam>false</isSpam><author><email>p{who}@old.example</email>"
                f"<name>Person {who}</name><isAnonymous>true</isAnonymous></author>"
                f'<thread dsq:id="{number % PAGES}"/>{parent}</post>\n'
            )
        file.write("</disqus>\n")


def measured(*arguments: str, **environment: str) -> tuple[float, float, float, str]:
    """Seconds on the clock and of the processor, megabytes at most, and what a command of the service said."""
    command = [sys.executable, "-m", "comments_service", *arguments]
    begun = time.monotonic()
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=out, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}: {said}")
    return time.monotonic() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--postgres", help="an empty database; SQLite if not given")
    options = parser.parse_args()
    print("| comments | export | | seconds | of processor | most memory |\n|---|---|---|---|---|---|")
    for count in options.counts:
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
            url = options.postgres or f"sqlite://{folder}/townhall.sqlite3"
            where = {"TOWNHALL_DATABASE_URL": url, "TMPDIR": folder}
            manifest(Path(folder) / "threads.json")
            export(Path(folder) / "export.xml", count)
            megabytes = (Path(folder) / "export.xml").stat().st_size / 2**20
            measured("migrate", **where)
            measured("sync", f"{folder}/threads.json", **where)
            for how in (["--dry-run"], [], []):
                took, spent, most, said = measured("import", "disqus", f"{folder}/export.xml", *how, **where)
                kind = "dry run" if how else "again" if " 0 taken" in said else url.partition(":")[0]
                about = f"{count:,} | {megabytes:,.0f} MB | {kind}"
                print(f"| {about} | {took:,.0f} | {spent:,.0f} | {most:,.0f} MB |", flush=True)


if __name__ == "__main__":
    main()
