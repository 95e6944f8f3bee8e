"""Reading what a client sends: JSON or a plain form, of a bounded size, refused before it is read where it says
too much."""

import re
from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import ClientDisconnect, Request

from comments_service.languages import N_
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.web import security
from comments_service.web.context import context, session_of

T = TypeVar("T")
_MOST_FIELDS = 40
# A form in which up to a hundred comments are selected.
MOST_FIELDS_OF_MANY = 240
_FIELD_NAMED = re.compile(r"(?:missing required|contains unknown) field `([^`]+)`")


class BodyIsTooLarge(Refusal):
    """More bytes than a request may have."""

    code = "body-is-too-large"


class BodyIsOfAnotherType(Refusal):
    """Not the content type that this address takes."""

    code = "wrong-content-type"


class BodyIsMalformed(Refusal):
    """Not readable as what it says it is."""

    code = "malformed"


class Fields(dict[str, str]):
    """The fields of a plain form, by name: the last of each. `every` has all of a name that stands there repeatedly."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self._pairs = pairs

    def every(self, name: str) -> list[str]:
        """All values of a field, in the order in which they stood."""
        return [value for named, value in self._pairs if named == name]


async def read_bytes(request: Request, *, largest: int) -> bytes:
    """Return the body.

    Raises:
        BodyIsTooLarge: by its Content-Length, before any of it is read; or once more than that has come.
        BodyIsMalformed: the client went away.
    """
    said = request.headers.get("content-length", "")
    if said.isdigit() and int(said) > largest:
        raise _too_large(largest)
    chunks, size = [], 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > largest:
                raise _too_large(largest)
            chunks.append(chunk)
    except ClientDisconnect as gone:
        raise BodyIsMalformed(N_("This ended before all of it had come.")) from gone
    return b"".join(chunks)


async def read_json(request: Request, kind: type[T], *, largest: int | None = None) -> T:
    """Return the JSON body as a value of a type.

    Raises:
        BodyIsOfAnotherType, BodyIsTooLarge, BodyIsMalformed: it is not JSON.
        FieldIsWrong: it is, and a field of it is not as it must be.
    """
    if _content_type(request) != "application/json":
        raise BodyIsOfAnotherType(N_("Send JSON, as application/json."), accepts=["application/json"])
    body = await read_bytes(request, largest=largest or context(request).settings.largest_body)
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        raise _field_is_wrong(str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BodyIsMalformed(N_("This is not JSON.")) from error


async def read_form(request: Request, *, most: int = _MOST_FIELDS) -> Fields:
    """Return the fields of a plain form.

    Args:
        most: how many fields it may have.

    Raises:
        BodyIsOfAnotherType, BodyIsTooLarge, BodyIsMalformed.
        FormTokenIsWrong, PersonHasChanged: somebody is signed in, and the form does not carry their session's token.
    """
    fields = await read_open_form(request, most=most)
    await require_form_token(request)
    return fields


async def require_form_token(request: Request) -> None:
    """Check the token of the form that was read from this request.

    Raises:
        FormTokenIsWrong, PersonHasChanged: somebody is signed in, and the form does not carry their session's token.
    """
    if session := await session_of(request):
        token = sent_form(request).get("_token", "")
        security.require_form_token(token, session, context(request).settings)


async def read_open_form(request: Request, *, most: int = _MOST_FIELDS) -> Fields:
    """Return the fields of a form that needs no token, such as signing in; its origin was checked all the same."""
    if not is_form(request):
        raise BodyIsOfAnotherType(N_("Send a plain form."), accepts=["application/x-www-form-urlencoded"])
    body = await read_bytes(request, largest=context(request).settings.largest_body)
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=most, errors="strict")
    except (ValueError, UnicodeDecodeError) as error:
        raise BodyIsMalformed(N_("This form cannot be read.")) from error
    fields = Fields(pairs)
    # Whatever goes wrong from here on, the page that says so can show what was typed.
    request.state.form = fields
    return fields


def sent_form(request: Request) -> dict[str, str]:
    """Return the fields of the form that was read from this request, for a page that must not lose them."""
    form: dict[str, str] = getattr(request.state, "form", {})
    return form


def is_form(request: Request) -> bool:
    """Say whether the client sends a plain form."""
    return _content_type(request) == "application/x-www-form-urlencoded"


def is_json(request: Request) -> bool:
    """Say whether the client sends JSON."""
    return _content_type(request) == "application/json"


def _field_is_wrong(message: str) -> FieldIsWrong:
    """Say which field msgspec's message is about: it names a place in the JSON, and which field is missing there."""
    what, _, place = message.partition(" - at `$")
    named = _FIELD_NAMED.search(what)
    path = [place.strip("`.")] if place else []
    return FieldIsWrong(".".join([*path, named[1]] if named else path) or "body", f"{what}.")


def _content_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _too_large(largest: int) -> BodyIsTooLarge:
    return BodyIsTooLarge(N_("Send at most %(most)s KB.", most=largest // 1024), limit=largest)
