"""What people write beside a comment (why they report it, what a decision says): short, and text. Pure."""

import re

from comments_service.languages import N_
from comments_service.refusals import FieldIsWrong

# No database keeps a NUL, and no encoding half a surrogate pair; a program sends them, a keyboard does not.
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def require_remark(field: str, text: str, *, longest: int) -> None:
    """Check a remark.

    Args:
        field: its name as the client sent it.
        longest: how many characters it may have.

    Raises:
        FieldIsWrong: it is too long, or not text.
    """
    if len(text) > longest:
        raise FieldIsWrong(field, N_("Keep it under %(longest)s characters.", longest=format(longest, ",")))
    if _NOT_TEXT.search(text):
        raise FieldIsWrong(field, N_("It holds characters that cannot be kept. Type it again, please."))
