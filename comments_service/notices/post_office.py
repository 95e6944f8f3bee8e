"""Handing mail to the company's server: sealed by TLS with its certificate checked, one connection for several.

Of an error only its kind and its code are told: a server's own words can hold somebody's address.
"""

from contextlib import suppress
from email.message import EmailMessage
from types import TracebackType
from typing import Final, Self

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from comments_service.mail_settings import Mail

_PATIENCE: Final = 15.0  # seconds that a server may take to answer
_FOR_GOOD: Final = 500  # codes from here on (RFC 5321, section 4.2.1)


class NotNow(Exception):
    """It could not be handed over, and another time may do."""


class Never(Exception):
    """The server will not take this, however often it is asked."""


class PostOffice:
    """A connection to the server, made when the first message is posted.

    Args:
        mail: which server, and from whom.
        name: by which name this machine greets it.
    """

    def __init__(self, mail: Mail, *, name: str) -> None:
        self._mail = mail
        self._name = name
        self._client: SMTP | None = None
        self._closed_because = ""

    async def __aenter__(self) -> Self:
        """Begin."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Say goodbye, if anything was said."""
        if self._client and self._client.is_connected:
            # What was handed over was handed over, whether the server says goodbye or not.
            with suppress(SMTPException, OSError, TimeoutError):
                await self._client.quit()

    async def post(self, message: EmailMessage, *, to: str) -> None:
        """Hand a message over.

        Raises:
            NotNow, Never: with the kind of error as their message.
        """
        client = await self._connected()
        try:
            # As bytes: the client would put the headers together anew, and in its own way.
            await client.sendmail(self._mail.from_address, [to], message.as_bytes())
        except (SMTPRecipientsRefused, SMTPRecipientRefused, SMTPDataError) as error:
            codes = _codes(error)
            raise (Never if codes and min(codes) >= _FOR_GOOD else NotNow)(_told(error, codes)) from error
        except (SMTPException, OSError, TimeoutError) as error:
            self._closed_because = _told(error, _codes(error))
            raise NotNow(self._closed_because) from error

    async def _connected(self) -> SMTP:
        # A server that does not answer is not asked again for each of many.
        if self._closed_because:
            raise NotNow(self._closed_because)
        if self._client is None:
            client = self._new_client()
            try:
                await client.connect()
            except (SMTPException, OSError, TimeoutError) as error:
                client.close()
                self._closed_because = _told(error, _codes(error))
                raise NotNow(self._closed_because) from error
            self._client = client
        return self._client

    def _new_client(self) -> SMTP:
        mail = self._mail
        return SMTP(
            hostname=mail.host,
            port=mail.port,
            local_hostname=self._name,
            timeout=_PATIENCE,
            use_tls=mail.from_first_byte,
            # True, and not None: a server that offers no STARTTLS, or somebody between who took the offer out, gets
            # neither the password nor the mail.
            start_tls=mail.sealed and not mail.from_first_byte,
            username=mail.user or None,
            password=mail.password or None,
        )


def _codes(error: BaseException) -> list[int]:
    if isinstance(error, SMTPRecipientsRefused):
        return [one.code for one in error.recipients]
    return [error.code] if isinstance(error, SMTPResponseException) else []


def _told(error: BaseException, codes: list[int]) -> str:
    return " ".join([type(error).__name__, *map(str, codes)])
