"""Reading a comment's id from a form or a query: one way for all pages."""

from uuid import UUID

from comments_service.refusals import FieldIsWrong


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
        raise FieldIsWrong(field, "This is not a comment’s id.")
    return found
