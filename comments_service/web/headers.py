"""What every answer tells browsers to keep to: where scripts may come from, who may frame a page, what may be loaded.

Follows Content Security Policy Level 3, Trusted Types, RFC 6797 (HSTS) and the Fetch Standard (CORP). The pages of the
site have a policy of their own, which the build writes (plugins/policy.py).
"""

from collections.abc import Mapping, Sequence
from typing import Final

from comments_service.settings import Settings

# The one place where text becomes markup is a policy of this name: widget/nodes.js.
TRUSTED_TYPES: Final = "townhall"
# What is for one person alone is kept nowhere.
PRIVATE: Final = {"cache-control": "private, no-store"}
_A_YEAR: Final = 365 * 24 * 60 * 60


def policy(
    *, looks: Sequence[str] = (), leads: Sequence[str] = (), of_site: bool = False, searches: bool = False
) -> str:
    """What a page may do.

    Args:
        looks: the site, if it has an origin of its own: pages here have its look.
        of_site: whether it is one of the site's: these play sound and moving pictures, and bring a service worker.
        searches: whether readers search on it: WebAssembly reads the index, and runs nowhere else.
        leads: whose pages a form may lead back to, as after signing in.
    """
    also, back = "".join(f" {one}" for one in looks), "".join(f" {one}" for one in leads)
    runs = " 'wasm-unsafe-eval'" if searches else ""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{also}{runs}",
            f"style-src 'self'{also}",
            f"img-src 'self' data:{also}",
            "connect-src 'self'",
            f"font-src 'self'{also}",
            *(["media-src 'self'", "worker-src 'self'"] if of_site else []),
            f"form-action 'self'{back}",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            f"trusted-types {TRUSTED_TYPES}{' townhall-worker' if of_site else ''}",
        )
    )


HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": policy(),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}


def headers_of(settings: Settings) -> Mapping[str, str]:
    """The headers of this service's answers. Over https, where every production is, browsers are told to stay there:
    this host alone, for what else the company runs below its name is not ours to decide."""
    elsewhere = [settings.site_origin] if settings.site_origin != settings.origin else []
    said = {
        **HEADERS,
        "content-security-policy": policy(looks=elsewhere, leads=[*settings.embed_origins, *elsewhere]),
    }
    return {**said, **https_alone(settings)}


def https_alone(settings: Settings) -> Mapping[str, str]:
    """What keeps browsers to https, where we are there."""
    return {"strict-transport-security": f"max-age={_A_YEAR}"} if settings.public_url.startswith("https://") else {}


def headers_of_site(settings: Settings) -> Mapping[str, str]:
    """The same for pages of the site, where the service serves them itself, as in development."""
    return {**headers_of(settings), "content-security-policy": policy(of_site=True)}


def headers_of_search(settings: Settings) -> Mapping[str, str]:
    """The same for the pages on which readers search; what was asked is in their addresses, which no other learns."""
    said = {"content-security-policy": policy(of_site=True, searches=True), "referrer-policy": "no-referrer"}
    return {**headers_of(settings), **said}
