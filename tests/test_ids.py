"""Ids that sort by the time they were made (RFC 9562, section 5.7)."""

from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from comments_service.ids import uuid7

FIRST, LAST = datetime.fromisoformat("1970-01-01"), datetime.fromisoformat("9999-01-01")
MOMENTS = st.datetimes(min_value=FIRST, max_value=LAST, timezones=st.just(UTC))
BITS = st.integers(0, 2**80)


def test_the_example_of_the_standard() -> None:
    """RFC 9562, appendix A.6."""
    at = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    randomness = 0xCC3 << 62 | 0x18C4DC0C0C07398F

    assert uuid7(at, randomness) == UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")


@given(MOMENTS, BITS)
def test_each_is_of_version_7_and_of_the_usual_variant(at: datetime, randomness: int) -> None:
    id = uuid7(at, randomness)  # noqa: A001 (the field's word)

    assert (id.version, id.variant) == (7, RFC_4122)


@given(MOMENTS, BITS)
def test_its_first_48_bits_are_the_milliseconds_since_1970(at: datetime, randomness: int) -> None:
    milliseconds = (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)

    assert uuid7(at, randomness).int >> 80 == milliseconds


@given(MOMENTS, MOMENTS, BITS, BITS)
def test_later_ones_sort_after_earlier_ones(one: datetime, other: datetime, bits: int, more: int) -> None:
    earlier, later = sorted([one, other])

    assert uuid7(earlier, bits) < uuid7(later + timedelta(milliseconds=1), more)


@given(BITS, BITS)
def test_those_of_one_moment_differ_by_chance_alone(bits: int, more: int) -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)

    assert (uuid7(at, bits) == uuid7(at, more)) == (bits % 2**74 == more % 2**74)
