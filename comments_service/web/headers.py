"""What every answer tells browsers to keep to: where scripts may come from, who may frame a page, what may be loaded.

Follows Content Security Policy Level 3, Trusted Types, RFC 6797 (HSTS) and the Fetch Standard (CORP). The pages of the
site have a policy of their own, which the build writes (plugins/policy.py).
"""

from collections.abc import Mapping
from typing import Final

from comments_service.settings import Settings

# The one place where text becomes markup is a policy of this name: widget/nodes.js.
TRUSTED_TYPES: Final = "townhall"
_A_YEAR: Final = 365 * 24 * 60 * 60

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        f"trusted-types {TRUSTED_TYPES}",
    )
)
HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": POLICY,
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
    if not settings.public_url.startswith("https://"):
        return HEADERS
    return {**HEADERS, "strict-transport-security": f"max-age={_A_YEAR}"}
