"""A bare Starlette route that answers with the bytes of a file: what reading can cost at best on the same server
and core."""

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def main(file: str, port: str) -> None:
    """Serve the bytes of a file at /constant."""
    body = Path(file).read_bytes()

    async def constant(_request: Request) -> Response:
        return Response(body, media_type="text/html")

    app = Starlette(routes=[Route("/constant", constant)])
    uvicorn.run(app, host="127.0.0.1", port=int(port), access_log=False, log_level="warning")


if __name__ == "__main__":
    main(*sys.argv[1:])
