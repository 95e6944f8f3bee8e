"""Nobody can work out a figure that is not shown: not by subtracting, not by knowing how it was decided."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.insight.suppression import FEWEST, Group, Shown, suppressed

COMPANIES = st.lists(
    st.integers(1, 60).flatmap(lambda people: st.tuples(st.just(people), st.integers(0, people))), max_size=8
)


def company(figures: Sequence[tuple[int, int]]) -> list[Group]:
    return [Group(f"group {number}", people, counted) for number, (people, counted) in enumerate(figures)]


@given(COMPANIES)
def test_no_small_figure_is_shown_and_none_can_be_had_by_subtracting(figures: list[tuple[int, int]]) -> None:
    groups = company(figures)
    shown = suppressed(groups)
    hidden = [group for group in groups if shown.counted[group.name] is None]

    assert [group for group in groups if group.counted < FEWEST and group not in hidden] == []
    assert all(shown.counted[group.name] == group.counted for group in groups if group not in hidden)
    if shown.total is None:
        assert hidden
        return
    # What those that are hidden are together can be had; it must leave each of them more than one figure.
    rest = shown.total - sum(figure or 0 for figure in shown.counted.values())
    for group in hidden:
        others = sum(one.people for one in hidden) - group.people
        assert max(0, rest - others) < min(group.people, rest)


@given(COMPANIES, st.randoms())
def test_the_order_of_the_groups_does_not_matter(figures: list[tuple[int, int]], chance: object) -> None:
    groups = company(figures)
    turned = list(reversed(groups))

    assert suppressed(turned) == Shown(suppressed(groups).total, dict(suppressed(groups).counted))


@pytest.mark.parametrize("fewest", [2, 3, 4])
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_in_every_small_company_there_can_be_each_hidden_figure_could_be_another(size: int, fewest: int) -> None:
    """Somebody who knows the rule, how many people there are, and all that is shown, goes through all that can be."""
    most = 5 if size < 4 else 4
    for people in combinations_with_replacement(range(1, most + 1), size):
        could_be: dict[tuple[object, ...], list[tuple[int, ...]]] = defaultdict(list)
        for counted in product(*(range(one + 1) for one in people)):
            shown = suppressed(company(list(zip(people, counted, strict=True))), fewest=fewest)
            could_be[shown.total, *shown.counted.values()].append(counted)
        for (_total, *figures), worlds in could_be.items():
            for place, figure in enumerate(figures):
                assert figure is not None or len({world[place] for world in worlds}) > 1, (people, figures, worlds)


def test_a_lone_small_figure_takes_the_next_smallest_with_it() -> None:
    shown = suppressed([Group("Leeds", 40, 3), Group("Rotterdam", 50, 9), Group("Casablanca", 80, 30)])

    assert shown == Shown(42, {"Leeds": None, "Rotterdam": None, "Casablanca": 30})


def test_where_nothing_is_small_everything_is_shown_and_of_nobody_nothing_is_said() -> None:
    assert suppressed([Group("Leeds", 40, 8), Group("Closed", 0, 0)]) == Shown(8, {"Leeds": 8})
    assert suppressed([]) == Shown(0, {})


def test_where_all_are_silent_not_even_that_is_told() -> None:
    assert suppressed([Group("Leeds", 40, 0), Group("Rotterdam", 50, 0)]) == Shown(
        None, {"Leeds": None, "Rotterdam": None}
    )
