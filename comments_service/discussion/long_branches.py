"""Of many replies to one comment the first stand open, and the rest behind their number. Pure; used by templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from comments_service.discussion.lifecycle import HIDDEN, PUBLISHED
from comments_service.discussion.marks import ENDORSED, LIFTING, SOLVED
from comments_service.discussion.reply_tree import Node

STAND_OPEN = 3
# Fewer are not worth a press.
FEWEST_COLLAPSED = 3
# What nobody should have to look for: a reply that is one of these, or leads to one, stands open wherever it is.
_STAND_OUT = frozenset({*LIFTING, ENDORSED, SOLVED})


@dataclass(frozen=True, slots=True)
class Run:
    """Replies that follow each other, and whether they are behind their number."""

    nodes: Sequence[Node]
    is_collapsed: bool

    @property
    def count(self) -> int:
        """How many comments that is, with all that stands under them; places that are kept are none."""
        return sum(_said(node) for node in self.nodes)


def runs(replies: Sequence[Node]) -> list[Run]:
    """Divide the replies to a comment into runs, in the order given; all of them together are all replies."""
    standing = [place < STAND_OPEN or _stands_out(node) for place, node in enumerate(replies)]
    parts = [[place for place, _ in part] for _, part in groupby(enumerate(standing), key=lambda one: one[1])]
    collapsed = {place for part in parts if not standing[part[0]] and len(part) >= FEWEST_COLLAPSED for place in part}
    divided = groupby(enumerate(replies), key=lambda one: one[0] in collapsed)
    return [Run([node for _, node in part], is_collapsed) for is_collapsed, part in divided]


def _stands_out(node: Node) -> bool:
    return any(mark.kind in _STAND_OUT for mark in node.marks) or any(map(_stands_out, node.replies))


def _said(node: Node) -> int:
    return (node.spoken.comment.state in (PUBLISHED, HIDDEN)) + sum(map(_said, node.replies))
