"""Who answers whom: by property, since no list of examples is long enough."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from comments_service.discussion.reply_tree import DEEPEST, Node, tree
from comments_service.records import Comment, Spoken
from tests.support.company import AMAL, NOON


def comment(number: int, parent: int | None, root: int, state: str = "published") -> Spoken:
    own, above = UUID(int=number), UUID(int=parent) if parent else None
    at = NOON + timedelta(seconds=number)
    return Spoken(Comment(own, "rota", above, UUID(int=root), AMAL.id, "comment", state, 1, 1, 1, at, None), AMAL, None)


def is_content(spoken: Spoken) -> bool:
    return spoken.comment.state == "published"


STATES = ("published", "published", "removed", "withdrawn", "held", "hidden")


def conversation(drawn: list[tuple[int, str]]) -> list[Spoken]:
    """Comments in order of time, each a root or an answer to an earlier one."""
    said: list[Spoken] = []
    for number, (to, state) in enumerate(drawn, start=1):
        parent = said[to % number - 1].comment if to % number else None
        said.append(comment(number, parent and parent.id.int, parent.root_id.int if parent else number, state))
    return said


conversations = st.lists(st.tuples(st.integers(0, 99), st.sampled_from(STATES)), max_size=25).map(conversation)
few = settings(max_examples=60)


def walk(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node.replies)


@few
@given(conversations)
def test_what_is_content_stands_there_exactly_once(said: list[Spoken]) -> None:
    shown = [node.spoken.comment.id for node in walk(tree(said, is_content=is_content))]

    assert len(shown) == len(set(shown))
    assert {one.comment.id for one in said if is_content(one)} <= set(shown)


@few
@given(conversations)
def test_what_is_not_content_stands_there_only_while_something_under_it_is(said: list[Spoken]) -> None:
    above: dict[UUID, UUID | None] = {one.comment.id: one.comment.parent_id for one in said}
    kept: set[UUID] = set()
    for one in filter(is_content, said):
        above_it: UUID | None = one.comment.id
        while above_it:
            kept.add(above_it)
            above_it = above[above_it]

    assert {node.spoken.comment.id for node in walk(tree(said, is_content=is_content))} == kept


@few
@given(conversations)
def test_nothing_is_deeper_than_a_phone_has_room_for(said: list[Spoken]) -> None:
    def check(nodes: list[Node], level: int) -> None:
        for node in nodes:
            assert node.level == level <= DEEPEST
            check(node.replies, level + 1)

    check(tree(said, is_content=is_content), 1)


@few
@given(conversations)
def test_everywhere_the_order_of_time_is_kept(said: list[Spoken]) -> None:
    def check(nodes: list[Node]) -> None:
        times = [node.spoken.comment.created for node in nodes]
        assert times == sorted(times)
        for node in nodes:
            check(node.replies)

    check(tree(said, is_content=is_content))


@few
@given(conversations)
def test_each_stands_under_what_it_answers_or_says_whom_it_answers(said: list[Spoken]) -> None:
    def check(nodes: list[Node], above: Node | None) -> None:
        for node in nodes:
            under = above.spoken.comment.id if above else None
            answered = node.answers.comment.id if node.answers else under
            assert node.spoken.comment.parent_id == answered or not_named(node)
            check(node.replies, node)

    def not_named(node: Node) -> bool:
        """What is gone is not named: who wrote it is nobody's business any more."""
        gone = {one.comment.id for one in said if not is_content(one)}
        return node.answers is None and node.level == DEEPEST and node.spoken.comment.parent_id in gone

    check(tree(said, is_content=is_content), None)


@few
@given(conversations)
def test_who_said_what_is_gone_is_not_named(said: list[Spoken]) -> None:
    answers = [node.answers for node in walk(tree(said, is_content=is_content)) if node.answers]

    assert all(is_content(one) for one in answers)


@few
@given(conversations, st.randoms(use_true_random=False))
def test_no_order_of_rows_is_too_much_for_it(said: list[Spoken], random: Random) -> None:
    """Clocks of two processes differ: an answer may be older than what it answers."""
    mixed = list(said)
    random.shuffle(mixed)
    nodes = tree(mixed, is_content=is_content)

    assert {node.spoken.comment.id for node in walk(nodes)} == {
        node.spoken.comment.id for node in walk(tree(said, is_content=is_content))
    }
    assert all(node.spoken.comment.parent_id is None for node in nodes)


def test_a_long_chain_of_answers_is_arranged() -> None:
    said = [comment(number, number - 1 or None, 1) for number in range(1, 3001)]
    shown = list(walk(tree(said, is_content=is_content)))

    assert [node.spoken for node in shown] == said
    assert {node.level for node in shown} == {1, 2, 3}
