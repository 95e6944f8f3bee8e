"""The orders of a discussion and what can be chosen of it: by property, each branch once whatever the pages' size."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.ordering import CHOICES, LATEST, PERSONAL, SORTS, Branch, branches, ordered, page
from comments_service.discussion.outcomes import STAGES
from comments_service.records import Placed
from tests.support.company import NOON


def branch(number: int, *, seconds: int = 0, shown: bool = True, question: bool = False, **about: int) -> Branch:
    counted = {"helps": 0, "reactions": 0, "replies": 0, **about}
    is_official, stage = counted["helps"] > 0, ("", *STAGES)[number % 4]
    at = NOON + timedelta(seconds=seconds)
    return Branch(UUID(int=number), at, shown, question, is_official, **counted, latest=at, stage=stage)


few = st.integers(0, 2)
town = st.lists(st.tuples(few, st.booleans(), st.booleans(), few, few, few), max_size=20).map(
    lambda drawn: [
        branch(number, seconds=at, shown=shown, question=question, helps=helps, reactions=reactions, replies=replies)
        for number, (at, shown, question, helps, reactions, replies) in enumerate(drawn, start=1)
    ]
)


@given(town, st.sampled_from([*SORTS, LATEST]), st.sampled_from(["", *CHOICES, *PERSONAL]), st.integers(1, 7))
def test_pages_hold_each_branch_that_is_asked_for_once(found: list[Branch], sort: str, only: str, size: int) -> None:
    mine = {one.root for one in found if one.root.int % 3 == 0}
    seen: list[UUID] = []
    after = None
    while some := page(found, sort=sort, only=only, mine=mine, after=after, limit=size):
        seen += some
        after = some[-1]

    asked = {
        "": lambda one: one.root is not None,
        "questions": lambda one: one.is_question,
        "official": lambda one: one.is_official,
        "mine": lambda one: one.root in mine,
        "following": lambda one: one.root in mine,
        "unanswered": lambda one: one.replies == 0,
        **{stage: lambda one: one.stage == only for stage in STAGES},
    }[only]
    assert sorted(seen) == sorted(one.root for one in found if one.is_shown and asked(one))
    assert seen == page(found[::-1], sort=sort, only=only, mine=mine, after=None, limit=99)


@given(town, st.sampled_from([*SORTS, LATEST]), st.integers(1, 7))
def test_pages_about_one_part_hold_its_branches_in_the_same_order(found: list[Branch], sort: str, size: int) -> None:
    about = {one.root for one in found if one.root.int % 2}
    seen: list[UUID] = []
    while some := page(found, sort=sort, only="", mine=(), about=about, after=seen[-1] if seen else None, limit=size):
        seen += some

    everything = page(found, sort=sort, only="", mine=(), after=None, limit=99)
    assert seen == [root for root in everything if root in about]


@given(town, st.sampled_from([*SORTS, LATEST]), st.data())
def test_what_is_no_longer_shown_still_says_where_its_page_ended(
    found: list[Branch], sort: str, data: st.DataObject
) -> None:
    if not found:
        return
    gone = data.draw(st.sampled_from(found))
    in_order = [one.root for one in ordered(found, sort)]
    after = page(found, sort=sort, only="", mine=(), after=gone.root, limit=99)

    shown = {one.root for one in found if one.is_shown}
    assert after == [root for root in in_order[in_order.index(gone.root) + 1 :] if root in shown]


def test_what_helps_most_is_what_was_settled_then_what_was_liked_then_what_was_talked_about() -> None:
    found = [
        branch(1, replies=9),
        branch(2, reactions=3),
        branch(3, helps=1),
        branch(4, helps=1, reactions=1),
        branch(5),
    ]

    assert [one.root.int for one in ordered(found, "helpful")] == [4, 3, 2, 1, 5]


def test_questions_that_nobody_answered_come_before_all_else_that_nobody_did() -> None:
    found = [branch(1, replies=1, question=True), branch(2), branch(3, seconds=9, question=True), branch(4, replies=2)]

    assert [one.root.int for one in ordered(found, "unanswered")] == [3, 2, 1, 4]


@pytest.mark.parametrize("state", ["held", "removed", "withdrawn"])
def test_nothing_that_is_not_public_moves_a_branch(state: str) -> None:
    root = Placed(UUID(int=1), UUID(int=1), "comment", "published", NOON)
    below = Placed(UUID(int=2), UUID(int=1), "question", state, NOON)
    how = {"marks": {below.id: {"official", "endorsed"}}, "reactions": {below.id: 7}}

    assert branches([root, below], **how) == branches([root], **how)


def test_a_mark_on_an_answer_makes_its_branch_helpful_and_official() -> None:
    root = Placed(UUID(int=1), UUID(int=1), "question", "published", NOON)
    answer = Placed(UUID(int=2), UUID(int=1), "comment", "published", NOON)
    (found,) = branches([answer, root], marks={answer.id: ["official"], root.id: ["pinned"]}, reactions={root.id: 2})

    assert found == Branch(
        root.id, NOON, True, True, True, helps=1, reactions=2, replies=1, latest=NOON, stage="settled"
    )


def test_an_unknown_last_root_ends_the_list() -> None:
    assert page([branch(1)], sort="helpful", only="", mine=(), after=UUID(int=9), limit=9) == []
