"""The two documents that a provider publishes: what it can do (Discovery 1.0), and the keys that it signs with.

Kept for an hour. A key that nobody knows is looked for at once, but no more often than every few seconds: anybody may
send a token that names one.
"""

import asyncio
import json
import logging
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.base_client import OAuthError
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from comments_service.people.openid.failures import ProviderIsUnreachable

log = logging.getLogger(__name__)

_KEPT_FOR: Final = timedelta(hours=1)
LOOKED_FOR_EVERY: Final = timedelta(seconds=5)
_PATIENCE: Final = 8  # seconds for one exchange with the provider, all in all
_LARGEST: Final = 1024 * 1024  # bytes of a document
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_NEEDED: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_OFFERED: Final = ("userinfo_endpoint", "end_session_endpoint")


def is_safe(address: object, *, development: bool) -> bool:
    """Say whether an address may be spoken to: https, or plain http on this machine in development."""
    if not isinstance(address, str):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_here = development and parts.scheme == "http" and parts.hostname in _LOOPBACK
    return bool(parts.hostname) and (parts.scheme == "https" or is_here)


@asynccontextmanager
async def answering() -> AsyncIterator[None]:
    """Give an exchange with the provider so long and no longer, and call every way in which it can fail by one name.

    Raises:
        ProviderIsUnreachable.
    """
    try:
        async with asyncio.timeout(_PATIENCE):
            yield
    except (httpx2.HTTPError, httpx2.InvalidURL, OAuthError, OSError, ValueError, JoseError) as error:
        # The kind of error only: a message can hold an address with a code in it.
        log.warning("the company's sign-in cannot be reached: %s", type(error).__name__)
        raise ProviderIsUnreachable from error


@dataclass(frozen=True, slots=True)
class _Kept:
    value: Any
    since: datetime


class Documents:
    """Fetches and keeps the documents of one provider. One fetch at a time: whoever comes meanwhile gets the same."""

    def __init__(self, issuer: str, *, development: bool, now: Callable[[], datetime]) -> None:
        self.issuer = issuer
        self._development = development
        self._now = now
        self._tls = ssl.create_default_context()
        self._metadata: _Kept | None = None
        self._keys: _Kept | None = None
        self._one_at_a_time = asyncio.Lock()

    @property
    def manners(self) -> dict[str, Any]:
        """How every request to the provider is made: never led elsewhere, never waiting for long."""
        return {"verify": self._tls, "timeout": _PATIENCE, "follow_redirects": False}

    async def metadata(self) -> Mapping[str, Any]:
        """Return what the provider can do.

        Raises:
            ProviderIsUnreachable: it does not say, or says it of another issuer, or names an address that is not safe.
        """
        async with self._one_at_a_time:
            if not self._is_fresh(self._metadata, _KEPT_FOR):
                found = await self.get(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
                async with answering():
                    self._require_sound(found)
                self._metadata = _Kept(found, self._now())
            assert self._metadata
            return dict(self._metadata.value)

    async def keys(self, *, looked_for: bool = False) -> KeySet:
        """Return the keys that the provider signs with.

        Args:
            looked_for: what is known will not do: ask again, unless somebody just has.

        Raises:
            ProviderIsUnreachable.
        """
        address = (await self.metadata())["jwks_uri"]
        async with self._one_at_a_time:
            if not self._is_fresh(self._keys, LOOKED_FOR_EVERY if looked_for else _KEPT_FOR):
                found = await self.get(address)
                async with answering():
                    self._keys = _Kept(KeySet.import_key_set(found), self._now())  # type: ignore[arg-type]
            assert self._keys
            keys: KeySet = self._keys.value
            return keys

    async def get(self, address: str, *, bearer: str = "") -> dict[str, Any]:
        """Return a JSON object of the provider's."""
        headers = {"accept": "application/json", **({"authorization": f"Bearer {bearer}"} if bearer else {})}
        async with answering(), httpx2.AsyncClient(**self.manners) as client:
            async with client.stream("GET", address, headers=headers) as answer:
                if answer.status_code != httpx2.codes.OK:
                    raise ValueError("not an answer")
                read = bytearray()
                async for chunk in answer.aiter_bytes():
                    read += chunk
                    if len(read) > _LARGEST:
                        raise ValueError("more than a document")
            found = json.loads(read)
            if not isinstance(found, dict):
                raise ValueError("not an object")  # noqa: TRY004 (all that is not a document is one kind of wrong)
            return found

    def _require_sound(self, found: Mapping[str, Any]) -> None:
        # The issuer must be the very one that was asked, or its tokens could speak for another (Discovery 1.0, 4.3).
        named = [found.get(name) for name in _NEEDED] + [found[name] for name in _OFFERED if name in found]
        is_sound = all(is_safe(one, development=self._development) for one in named)
        if found.get("issuer") != self.issuer or not is_sound:
            raise ValueError("not a provider")

    def _is_fresh(self, kept: _Kept | None, age: timedelta) -> bool:
        return kept is not None and abs(self._now() - kept.since) < age
