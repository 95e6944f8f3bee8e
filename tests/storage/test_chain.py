"""The hash of an event: computed as the docstring says, from all of its content and from the hash before it."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.records import Event
from comments_service.storage.chain import BEFORE_THE_FIRST, canonical, hash_after

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EVENT = Event("comment.decided", "rota", UUID(int=7), UUID(int=3), AT, {"reason": "hurtful", "action": "remove"})
FACTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def test_anybody_can_compute_it_from_the_description() -> None:
    content = (
        '{"at":"2026-11-23T12:00:00.000000Z","comment":"00000000-0000-0000-0000-000000000007",'
        '"facts":{"action":"remove","reason":"hurtful"},"kind":"comment.decided","number":1,'
        '"person":"00000000-0000-0000-0000-000000000003","thread":"rota"}'
    )

    assert hash_after(BEFORE_THE_FIRST, 1, EVENT) == hashlib.sha256(f"{'0' * 64}\n{content}".encode()).hexdigest()


@pytest.mark.parametrize(
    "other",
    [
        replace(EVENT, kind="comment.posted"), replace(EVENT, thread_uid=None), replace(EVENT, comment_id=None),
        replace(EVENT, person_id=UUID(int=4)), replace(EVENT, at=AT + timedelta(microseconds=1)),
        replace(EVENT, facts={**EVENT.facts, "reason": "off-topic"}), replace(EVENT, facts={}),
    ],
)  # fmt: skip
def test_whatever_is_different_makes_another_hash(other: Event) -> None:
    assert hash_after(BEFORE_THE_FIRST, 1, other) != hash_after(BEFORE_THE_FIRST, 1, EVENT)


def test_the_number_and_the_hash_before_are_part_of_it() -> None:
    one = hash_after(BEFORE_THE_FIRST, 1, EVENT)

    assert len({one, hash_after(BEFORE_THE_FIRST, 2, EVENT), hash_after(one, 1, EVENT)}) == 3


def test_the_same_moment_in_another_zone_is_the_same() -> None:
    there = replace(EVENT, at=AT.astimezone(timezone(timedelta(hours=9))))

    assert hash_after(BEFORE_THE_FIRST, 1, there) == hash_after(BEFORE_THE_FIRST, 1, EVENT)


@given(facts=st.dictionaries(st.text(), FACTS, max_size=4))
def test_what_a_database_gives_back_has_the_same_hash(facts: dict[str, Any]) -> None:
    """PostgreSQL orders the members of an object as it likes."""
    given_back = dict(reversed(json.loads(json.dumps(facts)).items()))
    try:
        before = hash_after(BEFORE_THE_FIRST, 1, replace(EVENT, facts=facts))
    except UnicodeEncodeError:  # half a surrogate pair, which no database keeps
        return

    assert hash_after(BEFORE_THE_FIRST, 1, replace(EVENT, facts=given_back)) == before


def test_a_tuple_and_a_number_for_a_name_are_as_the_database_gives_them_back() -> None:
    ours, theirs = {"changed": ("a", "b"), 10: 1, 9: 2}, {"9": 2, "10": 1, "changed": ["a", "b"]}
    one, other = (hash_after(BEFORE_THE_FIRST, 1, replace(EVENT, facts=facts)) for facts in (ours, theirs))  # type: ignore[arg-type]

    assert one == other


@pytest.mark.parametrize("fact", [0.5, 1.0, float("nan"), float("inf"), object(), {"deep": [0.1]}])
def test_what_cannot_be_written_the_same_everywhere_is_refused(fact: object) -> None:
    with pytest.raises(TypeError):
        hash_after(BEFORE_THE_FIRST, 1, replace(EVENT, facts={"fact": fact}))


def test_text_stands_as_it_is() -> None:
    """RFC 8785, section 3.2.2.2: only what JSON forbids to stand as it is, is escaped."""
    assert canonical({"b": "Łódź €\n", "a": '"'}) == '{"a":"\\"","b":"Łódź €\\n"}'
