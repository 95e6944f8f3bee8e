"""What browsers fetch from the service: the widget and the look of its pages, compressed once and tagged by content."""

import asyncio
import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import brotli
from starlette.requests import Request
from starlette.responses import Response

from comments_service.languages import N_
from comments_service.web.codings import Coding, coding_for
from comments_service.web.problems import NotFound

# A name with its version in it (bundle.py) is never of anything else: it need not be asked about again.
_VERSIONED = re.compile(r"\.[0-9a-f]{16}\.js$")
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file to be sent: its type, and its bytes and strong entity tag (RFC 9110, section 8.8.3) in each encoding."""

    media_type: str
    bodies: Mapping[Coding, bytes]
    tags: Mapping[Coding, str]


@lru_cache(maxsize=256)
def asset(name: str, text: str) -> Asset:
    """Compress a text as far as it goes: it is done once a process, and sent often."""
    body = text.encode()
    tag = hashlib.blake2b(body, digest_size=12).hexdigest()
    return Asset(
        media_type=_TYPES[Path(name).suffix],
        bodies={"plain": body, "gzip": gzip.compress(body, 9, mtime=0), "br": brotli.compress(body, quality=11)},
        tags={"plain": f'"{tag}"', "gzip": f'"{tag}-gzip"', "br": f'"{tag}-br"'},
    )


async def show_asset(request: Request) -> Response:
    """Send an asset; asked about again each time, so that a new version is there at once, unless its name has it."""
    name = request.path_params["name"]
    # In a thread: the first who asks for a language has its scripts put together, and nobody else waits for that.
    found: Asset | None = await asyncio.to_thread(request.app.state.asset, name)
    if found is None:
        raise NotFound(N_("There is no such file."))
    coding = coding_for(request.headers.get("accept-encoding", "").encode())
    kept = "public, max-age=31536000, immutable" if _VERSIONED.search(name) else "no-cache"
    headers = {"cache-control": kept, "etag": found.tags[coding], "vary": "Accept-Encoding"}
    # The widget may be embedded by a page of another origin.
    headers |= {"cross-origin-resource-policy": "cross-origin", "access-control-allow-origin": "*"}
    asked = request.headers.get("if-none-match", "")
    if found.tags[coding] in asked or asked == "*":
        return Response(status_code=304, headers=headers)
    if coding != "plain":
        headers["content-encoding"] = coding
    return Response(found.bodies[coding], headers=headers, media_type=found.media_type)
