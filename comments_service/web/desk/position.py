"""Where somebody is at the desk: in which queue, on which page of it, and the addresses from there. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from comments_service.moderation.queue import QUEUES
from comments_service.web.comment_ids import optional_id

_USUAL = "all"
# Leads to the opened comment's heading, and gives it the focus.
_AT_ITEM = "#item-title"


@dataclass(frozen=True, slots=True)
class Position:
    """A page of a queue; without a queue, a comment opened by its own address.

    Attributes:
        after: the last case of the page before.
        all_picked: whether every comment of the page is selected.
    """

    queue: str
    after: UUID | None = None
    all_picked: bool = False

    @property
    def list_path(self) -> str:
        """The address of the list, with nothing opened."""
        return f"/admin/?queue={self.queue or _USUAL}" + (f"&after={self.after}" if self.after else "")

    def item_path(self, comment_id: UUID, *, decided: UUID | None = None) -> str:
        """The address of an opened comment, saying what was decided just before."""
        said = f"decided={decided}" if decided else ""
        if not self.queue:
            return f"/admin/comments/{comment_id}{'?' if said else ''}{said}{_AT_ITEM}"
        return f"{self.list_path}&item={comment_id}{'&' if said else ''}{said}{_AT_ITEM}"

    def end_path(self, *, decided: UUID) -> str:
        """The address of the list when nothing is left to open in it."""
        return f"{self.list_path}&decided={decided}&end=1#done"


def position(about: Mapping[str, str]) -> Position:
    """Read a position from a query or a form; what is not there is the whole of what waits."""
    name = about.get("queue", _USUAL)
    return Position(
        queue=name if name in QUEUES else _USUAL,
        after=optional_id(about.get("after")),
        all_picked=about.get("all") == "1",
    )


def position_of_form(fields: Mapping[str, str]) -> Position:
    """Read a position from a form that may stand on a comment's own page, where there is no queue."""
    return position(fields) if fields.get("queue") else Position(queue="")
