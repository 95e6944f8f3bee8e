"""Where somebody is at the desk, and the addresses from there."""

from uuid import UUID

import pytest

from comments_service.web.desk.position import Position, position, position_of_form

ONE, TWO, CASE = UUID(int=1), UUID(int=2), UUID(int=3)


def test_an_address_of_the_list_leads_back_to_the_same_position() -> None:
    here = Position("reported", after=CASE)

    assert here.list_path == f"/admin/?queue=reported&after={CASE}"
    assert position({"queue": "reported", "after": str(CASE)}) == here


def test_an_opened_comment_keeps_the_page_of_the_list_and_says_what_was_decided() -> None:
    at = Position("held", after=CASE)

    assert at.item_path(ONE) == f"/admin/?queue=held&after={CASE}&item={ONE}#item-title"
    assert at.item_path(ONE, decided=TWO) == f"/admin/?queue=held&after={CASE}&item={ONE}&decided={TWO}#item-title"
    assert at.end_path(decided=TWO) == f"/admin/?queue=held&after={CASE}&decided={TWO}&end=1#done"


def test_without_a_queue_a_comment_is_opened_by_its_own_address() -> None:
    alone = position_of_form({"comment": str(ONE), "queue": ""})

    assert alone.item_path(ONE) == f"/admin/comments/{ONE}#item-title"
    assert alone.item_path(ONE, decided=ONE) == f"/admin/comments/{ONE}?decided={ONE}#item-title"


@pytest.mark.parametrize("name", ["", "nothing", "held&x=1", "HELD"])
def test_a_queue_that_is_none_is_all_of_them(name: str) -> None:
    assert position({"queue": name, "after": "none", "all": "yes"}) == Position("all")
