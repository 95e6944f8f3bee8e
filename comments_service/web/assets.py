"""What browsers fetch from the service: the widget and the look of its pages, compressed once and tagged by content."""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

import brotli
from starlette.requests import Request
from starlette.responses import Response

from comments_service.web.problems import NotFound

_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file to be sent, in its encodings."""

    media_type: str
    plain: bytes
    gzip: bytes
    brotli: bytes
    etag: str


def asset(name: str, text: str) -> Asset:
    """Compress a text as far as it goes: it is done once, and sent often."""
    body = text.encode()
    return Asset(
        media_type=_TYPES[Path(name).suffix],
        plain=body,
        gzip=gzip.compress(body, 9, mtime=0),
        brotli=brotli.compress(body, quality=11),
        etag=hashlib.blake2b(body, digest_size=12).hexdigest(),
    )


async def show_asset(request: Request) -> Response:
    """Send an asset; asked about again each time, so that a new version is there at once."""
    found: Asset | None = request.app.state.assets.get(request.path_params["name"])
    if found is None:
        raise NotFound("There is no such file.")
    headers = {"cache-control": "no-cache", "etag": f'"{found.etag}"', "vary": "Accept-Encoding"}
    # The widget may be embedded by a page of another origin.
    headers |= {"cross-origin-resource-policy": "cross-origin", "access-control-allow-origin": "*"}
    if found.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    accepted = request.headers.get("accept-encoding", "")
    if "br" in accepted:
        return Response(found.brotli, headers={**headers, "content-encoding": "br"}, media_type=found.media_type)
    if "gzip" in accepted:
        return Response(found.gzip, headers={**headers, "content-encoding": "gzip"}, media_type=found.media_type)
    return Response(found.plain, headers=headers, media_type=found.media_type)
