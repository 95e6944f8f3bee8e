"""`inv bench`: run every benchmark and print its table; `python -m benchmarks reading_speed` runs one."""

import importlib
import os
import platform
import shutil
import subprocess
import sys

MEASURED = (
    *("reading_speed", "posting_speed", "queue_speed", "start_and_memory", "page_weight"),
    *("build_speed", "lighthouse", "in_the_browser"),
)
# These print their own tables, and take no other server to compare with.
TIMED = (
    "benchmarks/hostile_markdown.py",
    "benchmarks/screening_speed.py",
    "benchmarks/screening_quality.py",
    "benchmarks/content_check.py",
)


def main(names: list[str]) -> None:
    """Run the named benchmarks, or all."""
    if not shutil.which("wrk"):
        raise SystemExit("The load comes from wrk, which is not installed: apt-get install wrk.")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores; each figure is the median of rounds in turn.\n")
    for name in names or MEASURED:
        print(importlib.import_module(f"benchmarks.{name}").run(), flush=True)
    if not names:
        for script in TIMED:
            subprocess.run([sys.executable, script], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
