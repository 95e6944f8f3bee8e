"""The built site, served beside the service at one origin: for development; a web server does it in production."""

import re
from collections.abc import Mapping
from os import PathLike, stat_result
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_METHODS = ("GET", "HEAD")
_NOT_THE_SITES = ("api/", "admin/api/")
# plugins/search.py: one for each language.
_SEARCHES = re.compile(r"/(?:[A-Za-z-]+/)?search/(?:index\.html)?")


class Site(StaticFiles):
    """Static files that are asked about each time, so that a rebuilt page shows at once.

    Args:
        folder: what the build wrote.
        headers: what is said with each of them.
        search_headers: what is said instead with the pages on which readers search.
    """

    def __init__(self, folder: Path, headers: Mapping[str, str], search_headers: Mapping[str, str]) -> None:
        super().__init__(directory=folder, html=True)
        self._headers = headers
        self._search_headers = search_headers

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with a page; what the service keeps for itself and does not have is a problem, not the site's 404."""
        if path.startswith(_NOT_THE_SITES):
            raise HTTPException(404)
        if scope["method"] not in _METHODS:
            raise HTTPException(405, headers={"Allow": ", ".join(_METHODS)})
        return await super().get_response(path, scope)

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Answer with a file, or with 304 if the browser has it."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["cache-control"] = "no-cache"
        searches = _SEARCHES.fullmatch(scope["path"])
        response.headers.update(self._search_headers if searches else self._headers)
        return response
