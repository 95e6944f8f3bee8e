"""The company's provider, as this service speaks to it: where people go, what a code is worth, whose word it is.

A collaborator, made by app.py. It knows tokens and addresses, and neither people nor browsers.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jws import JWSRegistry
from joserfc.jwt import Token

from comments_service.people.openid.documents import Documents, answering
from comments_service.people.openid.failures import SignInIsOver, TokenIsWrong
from comments_service.people.openid.pending import Pending
from comments_service.people.openid.tokens import Terms
from comments_service.sign_in_settings import OpenId

log = logging.getLogger(__name__)

_LONGEST_CODE: Final = 40  # characters
# Signatures that only the provider can make: never "none", never one by a secret that two sides know.
_ALGORITHMS: Final = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)


def note_refusal(error: str) -> None:
    """Tell whoever runs this service what the provider has against it: the code of it, if it is one (RFC 6749, 5.2)."""
    is_code = error.isascii() and error.replace("_", "").isalpha() and len(error) <= _LONGEST_CODE
    log.warning("the company's sign-in refused this service: %s", error if is_code else "?")


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What a code was exchanged for. The access token is used once, for what the ID token does not say, and dropped."""

    id_token: str
    access_token: str | None


class Provider:
    """One provider, and this service as its client."""

    def __init__(self, wanted: OpenId, *, callback: str, development: bool, now: Callable[[], datetime]) -> None:
        self.issuer = wanted.issuer
        self._wanted = wanted
        self._callback = callback
        self._now = now
        self._documents = Documents(wanted.issuer, development=development, now=now)

    async def way_in(self, pending: Pending, *, prompt: str = "") -> str:
        """Return where a browser goes to sign in (Core 1.0, section 3.1.2.1), with PKCE by SHA-256."""
        metadata = await self._documents.metadata()
        asked = {"nonce": pending.nonce, **({"prompt": prompt} if prompt else {})}
        async with self._client(metadata) as client:
            address, _ = client.create_authorization_url(
                metadata["authorization_endpoint"], state=pending.state, code_verifier=pending.verifier, **asked
            )
        return str(address)

    async def exchange(self, code: str, pending: Pending) -> Exchanged:
        """Exchange the code that a browser brought.

        Raises:
            SignInIsOver: the provider takes it no more: it was used, or took too long.
            ProviderIsUnreachable.
            TokenIsWrong: the answer has no ID token.
        """
        metadata = await self._documents.metadata()
        async with answering(), self._client(metadata) as client:
            try:
                token = await client.fetch_token(
                    metadata["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=pending.verifier,
                    redirect_uri=self._callback,
                )
            except OAuthError as error:
                if error.error == "invalid_grant":
                    raise SignInIsOver from error
                note_refusal(str(error.error))
                raise
        if not isinstance(token.get("id_token"), str):
            raise TokenIsWrong
        return Exchanged(token["id_token"], token.get("access_token"))

    async def signed(self, token: str) -> Token:
        """Return what a token says, if the provider signed it. A key that is new is looked for once.

        Raises:
            TokenIsWrong: it did not.
            ProviderIsUnreachable: its keys cannot be had.
        """
        claimed = (await self._documents.metadata()).get("id_token_signing_alg_values_supported", ["RS256"])
        registry = JWSRegistry(algorithms=sorted(_ALGORITHMS.intersection(claimed)), strict_check_header=False)
        try:
            try:
                return jwt.decode(token, await self._documents.keys(), registry=registry)
            except (InvalidKeyIdError, BadSignatureError):
                return jwt.decode(token, await self._documents.keys(looked_for=True), registry=registry)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise TokenIsWrong from error

    async def told_beside(self, exchanged: Exchanged, *, subject: str) -> Mapping[str, Any]:
        """Return what the provider says beside the ID token, about the same subject (Core 1.0, section 5.3.2).

        Raises:
            ProviderIsUnreachable.
            TokenIsWrong: it speaks of somebody else.
        """
        address = (await self._documents.metadata()).get("userinfo_endpoint")
        if not (address and exchanged.access_token):
            return {}
        told = await self._documents.get(address, bearer=exchanged.access_token)
        if told.get("sub") != subject:
            raise TokenIsWrong
        return told

    async def way_out(self, hint: str, *, back: str, state: str) -> str | None:
        """Return where a browser goes to sign out of the provider (RP-Initiated Logout 1.0); None if it has no such
        place."""
        metadata = await self._documents.metadata()
        if not (address := metadata.get("end_session_endpoint")):
            return None
        asked = {"client_id": self._wanted.client_id, "post_logout_redirect_uri": back, "state": state}
        if hint:
            asked["id_token_hint"] = hint
        return str(httpx2.URL(address).copy_merge_params(asked))

    async def names_itself(self) -> bool:
        """Say whether the provider puts its name beside every answer (RFC 9207), so that one without it is not its."""
        return bool((await self._documents.metadata()).get("authorization_response_iss_parameter_supported"))

    def terms(self) -> Terms:
        """What a token of this provider is held against now."""
        return Terms(self.issuer, self._wanted.client_id, self._now(), self._wanted.leeway)

    def _client(self, metadata: Mapping[str, Any]) -> AsyncOAuth2Client:
        takes = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return AsyncOAuth2Client(
            client_id=self._wanted.client_id,
            client_secret=self._wanted.client_secret,
            scope=self._wanted.scope,
            redirect_uri=self._callback,
            code_challenge_method="S256",
            token_endpoint_auth_method=(
                "client_secret_basic" if "client_secret_basic" in takes else "client_secret_post"
            ),
            **self._documents.manners,
        )
