"""Values that a template would show alike have one digest, and others have another."""

import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from plugins.kept.digests import Digests, HasNoDigest

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Pair:
    one: object
    other: object


class Struct(msgspec.Struct, frozen=True):
    one: object


PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.dates() | st.datetimes()
VALUES = st.recursive(
    PLAIN | st.text().map(Markup),
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner)
        | st.dictionaries(st.text(), inner)
        | st.builds(Pair, inner, inner)
        | st.builds(Struct, inner)
    ),
)


def written(value: object) -> object:
    """The same value in a form that is equal only where all kinds are equal too."""
    if isinstance(value, list | tuple):
        return type(value).__name__, [written(one) for one in value]
    if isinstance(value, dict):
        return [(name, written(one)) for name, one in value.items()]
    if isinstance(value, Pair):
        return "Pair", written(value.one), written(value.other)
    if isinstance(value, Struct):
        return "Struct", written(value.one)
    return type(value).__name__, repr(value)


@given(VALUES, VALUES)
def test_two_values_have_one_digest_if_they_are_the_same(one: object, other: object) -> None:
    assert (Digests().of(one) == Digests().of(other)) == (written(one) == written(other))


@given(VALUES)
def test_a_value_keeps_its_digest(value: object) -> None:
    assert Digests().of([value, value]) == Digests().of([value, value])


def test_a_set_has_one_digest_in_whatever_order_python_has_it() -> None:
    script = "from plugins.kept.digests import Digests; print(Digests().of(set('abcdefghij')).hex())"
    told = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(told) == 1


@pytest.mark.parametrize("value", [object(), [object()], {"a": iter([])}, Pair(1, object()), given(VALUES)])
def test_what_cannot_be_told_from_another_has_none(value: object) -> None:
    with pytest.raises(HasNoDigest):
        Digests().of(value)


def test_a_function_is_known_by_its_name() -> None:
    assert Digests().of(written) == Digests().of(written) != Digests().of(test_a_moment_is_told_with_its_zone)


def test_a_moment_is_told_with_its_zone() -> None:
    moment = datetime(2026, 11, 28, 12, tzinfo=UTC)

    assert Digests().of(moment) != Digests().of(moment.replace(tzinfo=None))
