"""Reading a comment's id, and which version of it was judged, from a form or a query: one way for all pages."""

import re
from collections.abc import Mapping
from uuid import UUID

from comments_service.languages import N_
from comments_service.refusals import FieldIsWrong

_IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_LONGEST_VERSION = 9  # digits; more than a comment will ever have


def optional_id(text: str | None) -> UUID | None:
    """Return the id, or None if the text is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def required_id(text: str, field: str) -> UUID:
    """Return the id.

    Raises:
        FieldIsWrong: the text is none; `field` is where it stood.
    """
    if (found := optional_id(text)) is None:
        raise FieldIsWrong(field, N_("This is not a comment’s id."))
    return found


def comment_in(text: str, field: str) -> UUID:
    """Return the id of a comment from its id or its address: there it is the last that is one.

    Raises:
        FieldIsWrong: there is none; `field` is where it stood.
    """
    found = _IDS.findall(text)
    return required_id(found[-1] if found else text.strip(), field)


def version_of(fields: Mapping[str, str]) -> int:
    """Return the version that a form was made for.

    Raises:
        FieldIsWrong: it does not say.
    """
    version = fields.get("version", "")
    if not version.isdecimal() or len(version) > _LONGEST_VERSION:
        raise FieldIsWrong("version", N_("Say which version of the comment you judged."))
    return int(version)
