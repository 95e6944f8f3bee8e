"""One frozen, validated Settings: the only reader of the environment.

__main__.py calls `read`; all else is handed it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from comments_service.languages import ENGLISH, LANGUAGES
from comments_service.mail_settings import Mail, problems_with_mail, read_mail
from comments_service.sign_in_settings import (
    SHORTEST_SECRET,
    OpenId,
    Proxy,
    is_address,
    problems_with_sign_in,
    read_openid,
    read_proxy,
)

DEVELOPMENT, PRODUCTION = "development", "production"
_DEVELOPMENT_SECRET = "for development only " * 2
_DEVELOPMENT_KEY = "anonymous in development only " * 2
# Two labels at least: "com" or "local" alone would let everything through, or nothing.
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])?")
_DURATION, _UNITS = re.compile(r"(\d{1,4})([mhd])"), {"m": "minutes", "h": "hours", "d": "days"}
_SHORTEST_SESSION, _LONGEST_SESSION = timedelta(minutes=5), timedelta(days=365)
_LONGEST_ROUND, _DAY = timedelta(hours=12), timedelta(days=1)
_USUAL_PORTS = {"http": 80, "https": 443}


class SettingsAreWrong(Exception):
    """The environment does not describe a service that may start.

    Args:
        problems: one sentence for each setting that is wrong, naming it and what would do.
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """How this service runs. Times are timedeltas, sizes are bytes unless said otherwise."""

    environment: str
    database_url: str
    secret: str
    public_url: str
    site_dir: Path | None
    customer_reference: str
    language: str = ENGLISH
    timezone: str = ""
    working_hours: str = ""
    holidays: str = ""
    targets: str = ""
    retention: str = ""
    limits: str = ""
    openid: OpenId | None = None
    proxy: Proxy | None = None
    mail: Mail | None = None
    allowed_hosts: tuple[str, ...] = ()
    internal_hosts: tuple[str, ...] = ()
    site_url: str = ""
    embed_origins: tuple[str, ...] = ()
    anonymity_keys: tuple[str, ...] = ()
    edit_window: timedelta = timedelta(minutes=15)
    letterbox_every: timedelta = timedelta(hours=1)
    session_idle: timedelta = timedelta(days=14)
    session_lifetime: timedelta = timedelta(days=30)
    page_of_roots: int = 50
    reports_that_hide: int = 3
    fragment_cache_bytes: int = 64 * 1024 * 1024
    most_live: int = 500
    most_desks: int = 100
    largest_body: int = 64 * 1024
    largest_manifest: int = 16 * 1024 * 1024

    @property
    def development(self) -> bool:
        """True on one's own machine, where plain http and made-up people will do."""
        return self.environment == DEVELOPMENT

    @property
    def demo_people(self) -> bool:
        """True where anybody may be anybody: in development, unless the company's own people sign in."""
        return self.development and not (self.openid or self.proxy)

    @property
    def base_path(self) -> str:
        """The path under which the service is mounted at its public address: "" or "/somewhere"."""
        return urlsplit(self.public_url).path.rstrip("/")

    @property
    def base(self) -> str:
        """What addresses of the service begin with in what it renders: its path, if only pages beside it show that."""
        return self.public_url.rstrip("/") if self.embed_origins else self.base_path

    @property
    def site(self) -> str:
        """What addresses of the site begin with: beside the service, unless it is said to be elsewhere."""
        url = self.site_url or self.public_url
        return urlsplit(url).path.rstrip("/") if self.site_origin == self.origin else url.rstrip("/")

    @property
    def whole_base(self) -> str:
        """What addresses of the service begin with where they are read on no page of ours: in a feed, in mail."""
        return self.public_url.rstrip("/")

    @property
    def whole_site(self) -> str:
        """What addresses of the site begin with there."""
        return (self.site_url or self.public_url).rstrip("/")

    @property
    def site_origin(self) -> str:
        """The origin of the site's pages."""
        return _origin(self.site_url or self.public_url)

    @property
    def origin(self) -> str:
        """Scheme, host and port of the public address, as browsers send it in Origin (RFC 6454, section 6.2)."""
        return _origin(self.public_url)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = "" if parts.port in (None, _USUAL_PORTS.get(parts.scheme)) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


def read(environ: Mapping[str, str]) -> Settings:
    """Read the settings, all of them at once.

    Args:
        environ: usually os.environ; only names that start with TOWNHALL_ are looked at.

    Raises:
        SettingsAreWrong: naming every setting that is missing or wrong, and what would do.
    """
    settings = Settings(
        environment=environ.get("TOWNHALL_ENV", DEVELOPMENT),
        database_url=environ.get("TOWNHALL_DATABASE_URL", "sqlite://var/townhall.sqlite3"),
        secret=environ.get("TOWNHALL_SECRET", ""),
        public_url=environ.get("TOWNHALL_PUBLIC_URL", ""),
        site_dir=Path(environ["TOWNHALL_SITE_DIR"]) if environ.get("TOWNHALL_SITE_DIR") else None,
        customer_reference=environ.get("TOWNHALL_CUSTOMER_REFERENCE", ""),
        language=environ.get("TOWNHALL_LANGUAGE") or ENGLISH,
        timezone=environ.get("TOWNHALL_TIMEZONE", ""),
        working_hours=environ.get("TOWNHALL_WORKING_HOURS", ""),
        holidays=environ.get("TOWNHALL_HOLIDAYS", ""),
        targets=environ.get("TOWNHALL_TARGETS", ""),
        retention=environ.get("TOWNHALL_RETENTION", ""),
        limits=environ.get("TOWNHALL_LIMITS", ""),
        site_url=environ.get("TOWNHALL_SITE_URL", ""),
        embed_origins=_listed(environ.get("TOWNHALL_EMBED_ORIGINS", "")),
        anonymity_keys=_keys(environ.get("TOWNHALL_ANONYMITY_KEYS", "")),
        openid=read_openid(environ),
        proxy=read_proxy(environ),
        mail=read_mail(environ),
        allowed_hosts=_listed(environ.get("TOWNHALL_ALLOWED_HOSTS", "")),
        internal_hosts=_listed(environ.get("TOWNHALL_INTERNAL_HOSTS", "")),
        letterbox_every=_letterbox(environ),
        session_idle=_duration(environ.get("TOWNHALL_SESSION_IDLE") or "14d"),
        session_lifetime=_duration(environ.get("TOWNHALL_SESSION_LIFETIME") or "30d"),
    )
    problems = [*_problems_anywhere(settings), *(_problems_in_production(settings) if not settings.development else ())]
    if problems:
        raise SettingsAreWrong(problems)
    return _with_development_defaults(settings) if settings.development else settings


def _problems_anywhere(settings: Settings) -> list[str]:
    problems = problems_with_sign_in(settings.openid, settings.proxy, development=settings.development)
    if settings.environment not in (DEVELOPMENT, PRODUCTION):
        problems.append(f'TOWNHALL_ENV is "{settings.environment}". Allowed: {DEVELOPMENT}, {PRODUCTION}.')
    if not _is_database(settings.database_url):
        problems.append("TOWNHALL_DATABASE_URL must be sqlite://path/of/a/file or postgres://user@host:port/name.")
    if settings.public_url and not is_address(settings.public_url, schemes=("http", "https")):
        problems.append("TOWNHALL_PUBLIC_URL must be an http or https address, such as https://news.example.com.")
    if settings.site_dir and not settings.site_dir.is_dir():
        problems.append(f"TOWNHALL_SITE_DIR is {settings.site_dir}, which is not a folder. Build the site first.")
    if settings.site_url and not is_address(settings.site_url, schemes=("http", "https")):
        problems.append("TOWNHALL_SITE_URL must be the http or https address of the site’s pages.")
    if settings.language not in LANGUAGES:
        problems.append(f'TOWNHALL_LANGUAGE is "{settings.language}". Allowed: {", ".join(LANGUAGES)}.')
    problems += [
        *_problems_with_embedding(settings),
        *_problems_with_hosts(settings),
        *problems_with_mail(settings.mail),
    ]
    return [*problems, *_problems_with_letterbox(settings), *_problems_with_sessions(settings)]


def _problems_with_embedding(settings: Settings) -> list[str]:
    """Exact origins alone: whoever is let in may read and write in the name of whoever is signed in."""
    schemes = ("http", "https") if settings.development else ("https",)
    return [
        f"TOWNHALL_EMBED_ORIGINS has “{origin}”, which is no origin. Allowed: exact ones, as https://intranet.example.com."
        for origin in settings.embed_origins
        if "*" in origin or not is_address(origin, schemes=schemes) or _origin(origin) != origin
    ]


def _duration(text: str) -> timedelta:
    """Read "30m", "12h" or "14d"; what is none of these is no time at all, and refused as too short."""
    match = _DURATION.fullmatch(text.strip())
    return timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else timedelta()


def _letterbox(environ: Mapping[str, str]) -> timedelta:
    """In development nobody wants to wait for an hour, unless they say so."""
    usual = "1m" if environ.get("TOWNHALL_ENV", DEVELOPMENT) == DEVELOPMENT else "1h"
    return _duration(environ.get("TOWNHALL_LETTERBOX") or usual)


def _problems_with_letterbox(settings: Settings) -> list[str]:
    shortest = timedelta(minutes=1 if settings.development else 10)
    every = settings.letterbox_every
    if shortest <= every <= _LONGEST_ROUND and not _DAY % every:
        return []
    return ["TOWNHALL_LETTERBOX must be between 10m and 12h and go into a day without a rest, such as 30m, 1h or 4h."]


def _problems_with_sessions(settings: Settings) -> list[str]:
    lives = {"TOWNHALL_SESSION_IDLE": settings.session_idle, "TOWNHALL_SESSION_LIFETIME": settings.session_lifetime}
    return [
        f"{name} must be between 5m and 365d: a number of minutes, hours or days, such as 30m, 12h or 14d."
        for name, lived in lives.items()
        if not _SHORTEST_SESSION <= lived <= _LONGEST_SESSION
    ]


def _listed(text: str) -> tuple[str, ...]:
    return tuple(host.strip().lower() for host in text.split(",") if host.strip())


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in text.split(",") if key.strip())


def _problems_with_anonymity(settings: Settings) -> list[str]:
    """In development anything that is a key will do; the secret never does, for whoever has one would have both."""
    keys, name = settings.anonymity_keys, "TOWNHALL_ANONYMITY_KEYS"
    problems = []
    if any(len(key) < SHORTEST_SECRET for key in keys):
        problems.append(f"{name} needs at least {SHORTEST_SECRET} random characters in each key, with commas between.")
    if settings.secret and settings.secret in keys:
        problems.append(f"{name} must not be TOWNHALL_SECRET: make another, and keep them apart.")
    if not settings.development and _DEVELOPMENT_KEY in keys:
        problems.append(f"{name} is the one that everybody has: make your own.")
    return problems


def _problems_with_hosts(settings: Settings) -> list[str]:
    listed = {"TOWNHALL_ALLOWED_HOSTS": settings.allowed_hosts, "TOWNHALL_INTERNAL_HOSTS": settings.internal_hosts}
    return [
        f"{name} has “{host}”, which is no host. Allowed: names with commas between them, as example.com, example.org."
        for name, hosts in listed.items()
        for host in hosts
        if not _HOST.fullmatch(host)
    ]


def _is_database(url: str) -> bool:
    try:
        parts = urlsplit(url)
        has_port = parts.port != 0
    except ValueError:
        return False
    if parts.scheme == "sqlite":
        return url.startswith("sqlite://") and bool(parts.netloc + parts.path)
    return parts.scheme in ("postgres", "postgresql") and bool(parts.hostname) and has_port


def _problems_in_production(settings: Settings) -> list[str]:
    problems = []
    if len(settings.secret) < SHORTEST_SECRET or settings.secret == _DEVELOPMENT_SECRET:
        problems.append(f"TOWNHALL_SECRET needs at least {SHORTEST_SECRET} random characters in production.")
    if not is_address(settings.public_url, schemes=("https",)):
        problems.append("TOWNHALL_PUBLIC_URL must be the https address that readers use, in production.")
    return problems


def _with_development_defaults(settings: Settings) -> Settings:
    return replace(
        settings,
        secret=settings.secret or _DEVELOPMENT_SECRET,
        anonymity_keys=settings.anonymity_keys or (_DEVELOPMENT_KEY,),
        public_url=settings.public_url or "http://127.0.0.1:8000",
        customer_reference=settings.customer_reference or r"\bMCC-\d{6}\b",
    )
