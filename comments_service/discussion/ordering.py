"""In which order the branches of a discussion stand, and which of them are asked for. Pure; used by rendering.

All of it follows from what every reader sees: nothing that waits, and nobody's own, moves a branch.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from comments_service.discussion.lifecycle import HIDDEN, PUBLISHED
from comments_service.discussion.marks import ENDORSED, OFFICIAL, SOLVED
from comments_service.discussion.outcomes import QUESTION, SETTLED, STAGES, has_steps, needs_answer, stage, step_of
from comments_service.records import Mark, Placed

OLDEST, NEWEST, HELPFUL, UNANSWERED = "oldest", "newest", "helpful", "unanswered"
SORTS = (OLDEST, NEWEST, HELPFUL, UNANSWERED)
# How the topics of a board stand, where nobody asks for an order: where something was said last comes first.
LATEST = "latest"
# Which branches: everybody's choices, and one that is personal, so that no kept copy is made of it.
QUESTIONS, OFFICIALLY_ANSWERED, MINE = "questions", "official", "mine"
# What one follows, as personal as one's own.
FOLLOWED = "following"
PERSONAL = (MINE, FOLLOWED)
CHOICES = (QUESTIONS, OFFICIALLY_ANSWERED, UNANSWERED, *STAGES)
_HELPS = frozenset({OFFICIAL, ENDORSED, SOLVED})
_NOTHING_BECAME: Mapping[UUID, Mark] = {}


@dataclass(frozen=True, slots=True)
class Branch:
    """A root, and what everybody can tell of its branch. `helps`: how many official and endorsed comments are in it,
    and answers that solved a question. `stage`: where its root leaves whoever reads, if it is a question or an idea.
    `latest`: when what is shown of it was said last."""

    root: UUID
    created: datetime
    is_shown: bool
    is_question: bool
    is_official: bool
    helps: int
    reactions: int
    replies: int
    latest: datetime
    stage: str = ""


def branches(
    placed: Iterable[Placed],
    *,
    marks: Mapping[UUID, Collection[str]],
    reactions: Mapping[UUID, int],
    standing: Mapping[UUID, Mark] = _NOTHING_BECAME,
    answered: Collection[UUID] | None = None,
    today: date = date.min,
) -> list[Branch]:
    """Gather the comments of a discussion into its branches.

    Args:
        marks: the kinds of the marks on each comment.
        reactions: how many reactions each comment has.
        standing: what somebody said becomes of a comment, by its id.
        answered: questions that have an answer, where it is known whose replies are; None where what helps is one.
        today: tells which promises are over.
    """
    roots: list[Placed] = []
    said: dict[UUID, list[Placed]] = {}
    for one in placed:
        if one.id == one.root_id:
            roots.append(one)
        if one.state in (PUBLISHED, HIDDEN):
            said.setdefault(one.root_id, []).append(one)
    found = [_branch(root, said.get(root.id, ()), marks, reactions) for root in roots]
    return [_staged(one, root, standing.get(root.id), answered, today) for root, one in zip(roots, found, strict=True)]


def _staged(
    branch: Branch, root: Placed, became: Mark | None, answered: Collection[UUID] | None, today: date
) -> Branch:
    if root.state != PUBLISHED or not has_steps(root.kind):
        return branch
    has_answer = branch.helps if answered is None else root.id in answered
    is_settled = root.kind == QUESTION and has_answer and needs_answer(step_of(became)) is None
    return replace(branch, stage=SETTLED if is_settled else stage(root.kind, became, today=today))


def _branch(
    root: Placed, said: Sequence[Placed], marks: Mapping[UUID, Collection[str]], reactions: Mapping[UUID, int]
) -> Branch:
    public = [one for one in said if one.state == PUBLISHED]
    kinds = [set(marks.get(one.id, ())) for one in public]
    return Branch(
        root=root.id,
        created=root.created,
        is_shown=bool(said),
        is_question=any(one.kind == "question" for one in public),
        is_official=any(OFFICIAL in kind for kind in kinds),
        helps=sum(bool(kind & _HELPS) for kind in kinds),
        reactions=sum(reactions.get(one.id, 0) for one in public),
        replies=sum(one.id != root.id for one in public),
        latest=max([root.created, *(one.created for one in said)]),
    )


def ordered(found: Iterable[Branch], sort: str) -> list[Branch]:
    """Put branches in order; no two are ever equal, so the order is the same everywhere."""
    if sort == LATEST:
        return sorted(found, key=lambda one: (one.latest, str(one.root)), reverse=True)
    in_time = sorted(found, key=lambda one: (one.created, str(one.root)), reverse=sort == NEWEST)
    if sort == HELPFUL:
        return sorted(in_time, key=lambda one: (-one.helps, -one.reactions, -one.replies))
    if sort == UNANSWERED:
        # Questions that nobody has answered, then whatever nobody has answered, then the rest.
        return sorted(in_time, key=lambda one: (one.replies > 0, not one.is_question))
    return in_time


def page(
    found: Iterable[Branch],
    *,
    sort: str,
    only: str,
    mine: Collection[UUID],
    after: UUID | None,
    limit: int,
    about: Collection[UUID] | None = None,
) -> list[UUID]:
    """A page of the roots that are shown, in order.

    Args:
        only: one of CHOICES, or of PERSONAL; "" for all.
        mine: the roots of the branches in which the reader spoke; or that they follow, where it is those.
        after: the last root of the page before, whatever has become of it; None for the first page.
        limit: how many at most.
        about: the roots that are about one part of the page; None for all.
    """
    in_order = ordered(found, sort)
    if after is not None:
        begins = next((place for place, one in enumerate(in_order, start=1) if one.root == after), len(in_order))
        in_order = in_order[begins:]
    wanted = [one.root for one in in_order if one.is_shown and _is_asked_for(one, only, mine)]
    return [root for root in wanted if about is None or root in about][:limit]


def _is_asked_for(one: Branch, only: str, mine: Collection[UUID]) -> bool:
    match only:
        case "questions":
            return one.is_question
        case "official":
            return one.is_official
        case "mine" | "following":
            return one.root in mine
        case "unanswered":
            return one.replies == 0
        case _ if only in STAGES:
            return one.stage == only
    return True
