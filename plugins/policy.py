"""What a page of the site lets a browser do: a Content Security Policy in each page, and the same as headers for the
web server.

Loaded by Pelican. The tag in the page holds wherever the page is served from; the headers add what no tag may say (who
may frame it) and what is not about one page. Nothing inline is allowed, neither scripts nor styles.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican.plugins import signals

FILE = ".build/site-headers.conf"
OF_SEARCH = ".build/search-headers.conf"
# Beside the content as embargo.json is: a web server includes it, readers have no use for it.
_HEAD = "# Made by the build from pelicanconf.py. Include it where the web server serves {of}:\n"
_PAGES, _SEARCHES = "the site's pages", "the pages on which readers search"
_A_YEAR = 365 * 24 * 60 * 60


def policy(service: str = "", *, searches: bool = False) -> str:
    """What pages may do.

    Args:
        service: where the discussion service answers, if that is another origin than the pages'.
        searches: whether it is one on which readers search: WebAssembly reads the index, and runs nowhere else.
    """
    parts = urlsplit(service)
    also = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    runs = " 'wasm-unsafe-eval'" if searches else ""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{also}{runs}",
            f"style-src 'self'{also}",
            f"connect-src 'self'{also}",
            f"form-action 'self'{also}",
            "img-src 'self' data:",
            "worker-src 'self'",
            "media-src 'self'",
            "font-src 'self'",
            "base-uri 'none'",
            "require-trusted-types-for 'script'",
            # Where the service worker comes from is a script's address as well: theme/static/js/offline.js.
            "trusted-types townhall townhall-worker",
        )
    )


def headers(site: str, service: str = "", *, searches: bool = False) -> dict[str, str]:
    """All that the web server should say with each page.

    Args:
        site: the address of the site; over https, browsers are told to stay there.
        searches: whether it is for the pages on which readers search. What they look for is in their addresses, which
            no other page of the site learns.
    """
    said = {
        "Content-Security-Policy": f"{policy(service, searches=searches)}; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer" if searches else "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return said | ({"Strict-Transport-Security": f"max-age={_A_YEAR}"} if site.startswith("https://") else {})


def as_nginx(said: dict[str, str], of: str = _PAGES) -> str:
    """The headers as nginx reads them; `always`, so that error pages have them too."""
    return _HEAD.format(of=of) + "".join(f'add_header {name} "{value}" always;\n' for name, value in said.items())


def tell_templates(generator: Any) -> None:
    service = generator.settings["TOWNHALL_URL"]
    generator.context["content_policy"] = policy(service)
    generator.context["search_policy"] = policy(service, searches=True)


def write(pelican: Any) -> None:
    settings = pelican.settings
    for name, of, searches in ((FILE, _PAGES, False), (OF_SEARCH, _SEARCHES, True)):
        file = Path(settings["PATH"]).parent / name
        file.parent.mkdir(exist_ok=True)
        fresh = file.with_name(f"{file.name}.fresh")
        said = headers(settings["SITEURL"], settings["TOWNHALL_URL"], searches=searches)
        fresh.write_text(as_nginx(said, of), encoding="utf-8")
        fresh.replace(file)


def register() -> None:
    signals.generator_init.connect(tell_templates)
    signals.finalized.connect(write)
