"""Long branches: which replies stand open and which behind their number. By property, and by what must stand out."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.long_branches import STAND_OPEN, Run, runs
from comments_service.discussion.reply_tree import Node
from comments_service.records import Comment, Mark, Spoken
from tests.support.company import AMAL, NOON


def node(number: int, *replies: Node, state: str = "published", mark: str = "") -> Node:
    about = Comment(UUID(int=number), "rota", None, UUID(int=1), AMAL.id, "comment", state, 1, 1, 1, NOON, None)
    marks = [Mark(UUID(int=number), about.id, mark, {}, AMAL.id, AMAL.name, NOON)] if mark else []
    return Node(Spoken(about, AMAL, None), 2, marks=marks, replies=list(replies))


def collapsed(found: list[Run]) -> list[tuple[list[int], bool]]:
    return [([one.spoken.comment.id.int for one in run.nodes], run.is_collapsed) for run in found]


@given(st.lists(st.sampled_from(["", "", "", "", "endorsed", "official", "accuracy"]), max_size=20))
def test_every_reply_stands_there_once_in_order_and_what_matters_is_never_collapsed(marks: list[str]) -> None:
    found = runs([node(number, mark=mark) for number, mark in enumerate(marks)])

    assert [number for numbers, _ in collapsed(found) for number in numbers] == list(range(len(marks)))
    for numbers, is_collapsed in collapsed(found):
        if is_collapsed:
            assert len(numbers) >= 3
            assert min(numbers) >= STAND_OPEN
            assert {marks[number] for number in numbers} <= {"", "accuracy"}


@pytest.mark.parametrize(("replies", "in_it"), [(0, 0), (3, 0), (5, 0), (6, 3), (15, 12)])
def test_a_few_are_not_collapsed(replies: int, in_it: int) -> None:
    found = runs([node(number) for number in range(replies)])

    assert sum(run.count for run in found if run.is_collapsed) == in_it


def test_an_endorsed_answer_deep_below_keeps_its_reply_open() -> None:
    replies = [node(number) for number in range(1, 12)]
    replies[6] = node(7, node(20, node(21, mark="endorsed")))

    assert collapsed(runs(replies)) == [
        ([1, 2, 3], False),
        ([4, 5, 6], True),
        ([7], False),
        ([8, 9, 10, 11], True),
    ]


def test_the_number_counts_what_is_said_below_and_no_place_that_is_kept() -> None:
    replies = [node(number) for number in range(1, 7)]
    replies[4] = node(5, node(20), node(21), state="withdrawn")
    (_, last) = runs(replies)

    assert last.is_collapsed
    assert last.count == 4
    assert replace(last, nodes=last.nodes[:1]).count == 1
