"""What part of its page a comment is about: as a program and as a plain form send it, and as programs read it."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from comments_service.block_records import Asked
from comments_service.discussion.anchors import LONGEST_QUOTE, page_of
from comments_service.records import Spoken, Thread


class AnchorMade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What part of the page a comment is about: a block, and words of it; without these, as it begins."""

    block: Annotated[str, msgspec.Meta(extra_json_schema={"maxLength": 40})]
    quote: Annotated[str, msgspec.Meta(extra_json_schema={"maxLength": LONGEST_QUOTE})] = ""

    def asked(self) -> Asked:
        """The same, as the room takes it."""
        return Asked(self.block, self.quote)


def asked_in(fields: Mapping[str, str]) -> Asked | None:
    """What part of the page a plain form or an address names, if it names one."""
    return Asked(fields["block"], fields.get("quote", "")) if fields.get("block") else None


def anchor(spoken: Spoken, thread: Thread) -> dict[str, Any] | None:
    """What part of the page a comment is about, if it is about one; `block` is null where that is gone."""
    about = spoken.anchor
    if about is None:
        return None
    place = f"{page_of(about, thread)}#{about.block}" if about.block else None
    return {"block": about.block, "quote": about.quote, "earlier": about.earlier, "url": place}
