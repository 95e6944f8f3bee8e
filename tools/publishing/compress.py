"""Lays a .gz and a .br beside each text of a site, so that a web server need not compress anything while it serves."""

import gzip
from pathlib import Path

import brotli

from tools.publishing.words_in import TEXTS

WORTH_IT = 512  # bytes: below that a header costs more than is saved
_QUALITY = 9  # of brotli: 11 saves 3 % more and takes fifteen times as long


def compress(site: Path) -> int:
    """Compress what is smaller for it; returns how many files were."""
    count = 0
    for path in sorted(site.rglob("*")):
        if path.suffix in TEXTS and path.is_file() and path.stat().st_size >= WORTH_IT:
            body = path.read_bytes()
            smaller = {".gz": gzip.compress(body, 9, mtime=0), ".br": brotli.compress(body, quality=_QUALITY)}
            for suffix, packed in smaller.items():
                path.with_name(path.name + suffix).write_bytes(packed)
            count += 1
    return count
