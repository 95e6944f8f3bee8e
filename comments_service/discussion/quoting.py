"""What somebody said, as the beginning of an answer to it: its Markdown as a quote. Pure; called by the plain page."""

import re
from typing import Final

# Of many words only the first: the rest stands above.
_LONGEST: Final = 600
_LAST_WORD: Final = re.compile(r"\s\S*\Z")


def quoted(body: str) -> str:
    """Return the words of a comment as a quote, without what it quotes itself, and a line to go on from."""
    own = "\n".join(line for line in body.split("\n") if not line.lstrip().startswith(">")).strip()
    text = own or body
    if len(text) > _LONGEST:
        text = f"{_LAST_WORD.sub('', text[:_LONGEST])} …"
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) + "\n\n"
