"""What answers a question stands first under it, and the question says which reply solved it. Pure; for rendering."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.marks import ENDORSED, OFFICIAL, SOLVED
from comments_service.discussion.reply_tree import Node
from comments_service.records import Mark

QUESTION: Final = "question"
# Under a question these come first, in this order; the rest stands in order of time.
_FIRST: Final = (OFFICIAL, SOLVED, ENDORSED)


def solutions(marks: Sequence[Mark]) -> dict[UUID, UUID]:
    """Which comment solved which question, by the question."""
    return {UUID(str(mark.facts["question"])): mark.comment_id for mark in marks if mark.kind == SOLVED}


def answers_first(roots: Sequence[Node], marks: Sequence[Mark]) -> list[Node]:
    """Put what answers a question first under it, and give each question the reply that solved it.

    Args:
        marks: all of the thread.
    """
    nodes = {node.spoken.comment.id: node for node in _all(roots)}
    solved = solutions(marks)
    for about, node in nodes.items():
        if node.spoken.comment.kind != QUESTION:
            continue
        node.replies.sort(key=_rank)
        answer = nodes.get(solved[about]) if about in solved else None
        node.solution = answer.spoken if answer and answer.spoken.comment.state == PUBLISHED else None
    return list(roots)


def _rank(reply: Node) -> int:
    kinds = {mark.kind for mark in reply.marks} if reply.spoken.comment.state == PUBLISHED else set()
    return next((place for place, kind in enumerate(_FIRST) if kind in kinds), len(_FIRST))


def _all(nodes: Sequence[Node]) -> list[Node]:
    return [found for node in nodes for found in (node, *_all(node.replies))]
