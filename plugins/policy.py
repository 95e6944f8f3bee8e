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
# Beside the content as embargo.json is: a web server includes it, readers have no use for it.
_HEAD = "# Made by the build from pelicanconf.py. Include it where the web server serves the site's pages:\n"
_A_YEAR = 365 * 24 * 60 * 60


def policy(service: str = "") -> str:
    """What pages may do.

    Args:
        service: where the discussion service answers, if that is another origin than the pages'.
    """
    parts = urlsplit(service)
    also = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{also}",
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


def headers(site: str, service: str = "") -> dict[str, str]:
    """All that the web server should say with each page.

    Args:
        site: the address of the site; over https, browsers are told to stay there.
    """
    said = {
        "Content-Security-Policy": f"{policy(service)}; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return said | ({"Strict-Transport-Security": f"max-age={_A_YEAR}"} if site.startswith("https://") else {})


def as_nginx(said: dict[str, str]) -> str:
    """The headers as nginx reads them; `always`, so that error pages have them too."""
    return _HEAD + "".join(f'add_header {name} "{value}" always;\n' for name, value in said.items())


def tell_templates(generator: Any) -> None:
    generator.context["content_policy"] = policy(generator.settings["TOWNHALL_URL"])


def write(pelican: Any) -> None:
    settings = pelican.settings
    file = Path(settings["PATH"]).parent / FILE
    file.parent.mkdir(exist_ok=True)
    fresh = file.with_name(f"{file.name}.fresh")
    fresh.write_text(as_nginx(headers(settings["SITEURL"], settings["TOWNHALL_URL"])), encoding="utf-8")
    fresh.replace(file)


def register() -> None:
    signals.generator_init.connect(tell_templates)
    signals.finalized.connect(write)
