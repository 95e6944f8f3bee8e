"""Who answers whom: comments in order of time become branches of at most three levels. Pure; used by rendering."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from comments_service.block_records import Led
from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.records import Mark, Spoken

# Deeper answers stand in the third level and say whom they answer: on a phone a fourth indent leaves no room for words.
DEEPEST = 3
_NO_MARKS: Mapping[UUID, Sequence[Mark]] = {}
_NOWHERE: Mapping[UUID, Sequence[Led]] = {}
_NO_REACTIONS: Mapping[UUID, Mapping[str, int]] = {}


@dataclass(slots=True)
class Node:
    """A comment and what stands under it.

    `answers` is whom it replies to, where that is not the one it stands under. Nobody is named whose words are gone.
    `solution`: of a question, the reply that its asker said solved it. `steps`: what became of it, the oldest first.
    `led`: the pages that say that it led to a change.
    """

    spoken: Spoken
    level: int
    answers: Spoken | None = None
    marks: Sequence[Mark] = ()
    reactions: Mapping[str, int] = field(default_factory=dict)
    solution: Spoken | None = None
    steps: Sequence[Mark] = ()
    led: Sequence[Led] = ()
    replies: "list[Node]" = field(default_factory=list)


def tree(
    comments: Sequence[Spoken],
    *,
    is_content: Callable[[Spoken], bool],
    marks: Mapping[UUID, Sequence[Mark]] = _NO_MARKS,
    reactions: Mapping[UUID, Mapping[str, int]] = _NO_REACTIONS,
    steps: Mapping[UUID, Sequence[Mark]] = _NO_MARKS,
    led: Mapping[UUID, Sequence[Led]] = _NOWHERE,
) -> list[Node]:
    """Arrange comments under each other.

    Args:
        comments: all of some branches, in order of time.
        is_content: whether a comment is shown for itself; one that is not keeps its place only while something under
        it is.
        marks: what was said about them for everybody to see, by comment.
        reactions: how many of each there are, by comment.
        steps: what became of them, by comment, the oldest first.
        led: which pages say that they led to a change, by comment.

    Returns:
        The roots, in the order given, each with its replies in the order given.
    """
    roots: list[Node] = []
    placed: dict[UUID, Node] = {}
    above: dict[UUID, Node] = {}
    parents_first = _parents_first(comments)
    for spoken in parents_first:
        parent = placed.get(spoken.comment.parent_id) if spoken.comment.parent_id else None
        if parent is None:
            node = Node(spoken, level=1)
            roots.append(node)
        else:
            under = above[parent.spoken.comment.id] if parent.level == DEEPEST else parent
            is_named = under is not parent and parent.spoken.comment.state == PUBLISHED
            node = Node(spoken, level=under.level + 1, answers=parent.spoken if is_named else None)
            under.replies.append(node)
            above[spoken.comment.id] = under
        node.marks, node.reactions = marks.get(spoken.comment.id, ()), reactions.get(spoken.comment.id, {})
        node.steps, node.led = steps.get(spoken.comment.id, ()), led.get(spoken.comment.id, ())
        placed[spoken.comment.id] = node
    answered = _answered_by_content(parents_first, is_content)
    return [node for root in roots for node in _pruned(root, answered)]


def _parents_first(comments: Sequence[Spoken]) -> list[Spoken]:
    """The same comments, an answer that is older than what it answers after it: clocks of two processes differ."""
    late: set[UUID | None] = {spoken.comment.id for spoken in comments}
    waiting: dict[UUID | None, list[Spoken]] = {}
    ordered: list[Spoken] = []
    for spoken in comments:
        if spoken.comment.parent_id in late:
            waiting.setdefault(spoken.comment.parent_id, []).append(spoken)
            continue
        ready = [spoken]
        while ready:
            placed = ready.pop()
            ordered.append(placed)
            late.discard(placed.comment.id)
            ready += reversed(waiting.pop(placed.comment.id, []))
    return ordered


def _answered_by_content(comments: Sequence[Spoken], is_content: Callable[[Spoken], bool]) -> set[UUID]:
    """The ids of comments that are content, or that something which is content answers, directly or through others."""
    kept: set[UUID] = set()
    for spoken in reversed(comments):
        comment = spoken.comment
        if is_content(spoken):
            kept.add(comment.id)
        if comment.id in kept and comment.parent_id:
            kept.add(comment.parent_id)
    return kept


def _pruned(node: Node, kept: set[UUID]) -> list[Node]:
    node.replies = [reply for child in node.replies for reply in _pruned(child, kept)]
    return [node] if node.spoken.comment.id in kept else []
