"""Finds payment card numbers: 13 to 19 digits of a known issuer whose check digit is right (ISO/IEC 7812-1, Luhn).

A number in groups is tried from each group on, so that an amount or a date beside it does not hide it. Digits may be
spelled out ("four one one one").
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, chain

from comments_service.languages import N_
from comments_service.screening import spelled_digits
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading

MESSAGE = N_(
    "This looks like a payment card number. It was not stored; take it out before you post, "
    "and pass card details on only where they belong, such as the payments desk."
)

# Patterns begin with a digit, and only then ask what stands before it: so all else is passed over at once.
_RUN = re.compile(r"\d(?<!\d\d)(?:(?:[ ./_-]{0,2}+|[ _]?+\*{1,3}+[ _]?+)\d){12,}+")
# Groups as printed on cards are known by their sizes, whatever stands between them.
_PRINTED = re.compile(
    r"\d(?<!\d\d)\d{3}(?P<gap>[^\w]{1,4})(?:\d{4}(?P=gap)\d{4}(?P=gap)\d{4}|\d{6}(?P=gap)\d{5})(?!\d)", re.ASCII
)
_GROUP = re.compile(r"\d+")
_FEWEST, _MOST = 13, 19
_NO_DIGIT = re.compile(r"\D+")
# Issuer ranges and the lengths they use. A check digit alone is right for one number in ten: parcels, meters, orders.
_ISSUERS: tuple[tuple[range, tuple[int, ...]], ...] = (
    (range(4, 5), (13, 16, 19)),  # Visa
    (range(51, 56), (16,)),  # Mastercard
    (range(2221, 2721), (16,)),  # Mastercard
    (range(34, 35), (15,)),  # American Express
    (range(37, 38), (15,)),  # American Express
    (range(6011, 6012), (16, 17, 18, 19)),  # Discover
    (range(644, 660), (16, 17, 18, 19)),  # Discover, RuPay
    (range(3528, 3590), (16, 17, 18, 19)),  # JCB
    (range(300, 306), (14, 16, 17, 18, 19)),  # Diners Club
    (range(36, 37), (14, 15, 16, 17, 18, 19)),  # Diners Club
    (range(38, 40), (14, 16, 17, 18, 19)),  # Diners Club
    (range(62, 63), (16, 17, 18, 19)),  # UnionPay
    (range(5018, 5019), tuple(range(13, 20))),  # Maestro
    (range(5020, 5021), tuple(range(13, 20))),  # Maestro
    (range(5038, 5039), tuple(range(13, 20))),  # Maestro
    (range(5893, 5894), tuple(range(13, 20))),  # Maestro
    (range(6304, 6305), tuple(range(13, 20))),  # Maestro
    (range(6759, 6764), tuple(range(13, 20))),  # Maestro
    (range(2200, 2205), (16, 17, 18, 19)),  # Mir
    (range(9792, 9793), (16,)),  # Troy
)
_LENGTHS = {str(prefix): lengths for prefixes, lengths in _ISSUERS for prefix in prefixes}
# Tables for bytes: what a digit is worth, and what a value is when doubled.
_VALUES = bytes.maketrans(b"0123456789", bytes(range(10)))
_DOUBLED = bytes.maketrans(bytes(range(10)), bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
# Not zero for each digit that no number begins with.
_NO_BEGINNING = bytes.maketrans(
    b"0123456789", bytes([0x20 * all(one[0] != digit for one in _LENGTHS) for digit in "0123456789"])
)
_ZERO = re.compile(b"\0")


def find(reading: Reading) -> Iterator[Finding]:
    """Each card number, with its separators."""
    seen: set[tuple[int, int]] = set()
    for place in _places(reading):
        if place not in seen:
            seen.add(place)
            yield Finding("payment_card", Outcome.BLOCK, MESSAGE, *reading.span(*place))


def _places(reading: Reading) -> Iterator[tuple[int, int]]:
    yield from _in_digits(reading.text)
    for printed in _PRINTED.finditer(reading.text):
        if _is_card(_NO_DIGIT.sub("", printed[0])):
            yield printed.span()
    yield from _spelled(list(spelled_digits.runs(reading)))


def _in_digits(text: str) -> Iterator[tuple[int, int]]:
    runs = list(_RUN.finditer(text))
    rows = [_GROUP.findall(run[0]) for run in runs]
    looked_at, places = -1, list[tuple[int, int]]()
    for at, first, last in _cards(rows):
        if _is_on_a_box("".join(rows[at][first : last + 1])):
            continue
        if at != looked_at:
            looked_at, places = at, [group.span() for group in _GROUP.finditer(text, *runs[at].span())]
        start, end = places[first][0], places[last][1]
        if not _is_of_a_telephone(text, start, end):
            yield start, end


def _spelled(rows: list[list[spelled_digits.Spoken]]) -> Iterator[tuple[int, int]]:
    """The card numbers in rows; what has no word in it is read as it is written."""
    for at, first, last in _cards([[digits for _start, _end, digits in row] for row in rows]):
        of_it = rows[at][first : last + 1]
        if any(end - start > len(digits) for start, end, digits in of_it):
            yield of_it[0][0], of_it[-1][1]


def _is_on_a_box(number: str) -> bool:
    """Whether thirteen digits are what is on a box (GTIN). The library's own check of it takes ten times as long."""
    values = number.encode().translate(_VALUES)
    return len(values) == _FEWEST and (sum(values[::2]) + 3 * sum(values[1::2])) % 10 == 0


def _is_of_a_telephone(text: str, start: int, end: int) -> bool:
    """Whether thirteen digits are a telephone's; hardly a card still has so few."""
    return text[start - 1 : start] == "+" and sum(map(str.isdecimal, text[start:end])) == _FEWEST


def _cards(rows: list[list[str]]) -> Iterator[tuple[int, int, int]]:
    """The card numbers in rows of groups, by row and the first and the last group of it; none shares a digit."""
    if not rows:
        return
    edges = list(accumulate(map(len, chain.from_iterable(rows)), initial=0))
    openings = list(accumulate(map(len, rows), initial=0))
    free_from = 0
    for first, last in _numbers(rows, edges):
        if first >= free_from:
            group = bisect_left(edges, first)
            at = bisect_right(openings, group) - 1
            yield at, group - openings[at], bisect_left(edges, last) - 1 - openings[at]
            free_from = last


def _numbers(rows: list[list[str]], edges: list[int]) -> Iterator[tuple[int, int]]:
    """Each stretch from edge to edge in one row that may be a card's, by where it begins and then the longest first.

    The sum of a stretch is right if the sums before it and up to its end are alike in their last digit. As one large
    number each, all stretches of a length in all rows are compared at once, and nearly none is left to look at.
    """
    digits = "".join(chain.from_iterable(rows))
    ending, begun = _marked(digits, rows, edges)
    right: list[tuple[int, int]] = []
    for length in range(_FEWEST, min(_MOST, len(digits)) + 1):
        count = len(digits) - length + 1
        wrong = _large(begun[length % 2][:count]) ^ _large(ending[length:])
        right += [(found.start(), -length) for found in _ZERO.finditer(wrong.to_bytes(count, "big"))]
    for first, shorter in sorted(right):
        if -shorter in _lengths(digits[first : first + 4]):
            yield first, first - shorter


def _marked(digits: str, rows: list[list[str]], edges: list[int]) -> tuple[bytes, tuple[bytes, bytes]]:
    """For each place what a number that ends there has, and what one of even and one of odd length that begins there
    must have as well: the sum up to it, the row, and bits that only one of both has where none may end or begin.
    """
    no_edge = bytearray(b"\x10" * (len(digits) + 1))
    for edge in edges:
        no_edge[edge] = 0
    # Two bits are enough for rows: no number is as long as three.
    row = b"".join([bytes((at % 4 << 6,)) * sum(map(len, groups)) for at, groups in enumerate(rows)])
    ends = _large(no_edge) | _large(b"\0" + row)
    begins = _large(no_edge) << 1 | _large(digits.encode().translate(_NO_BEGINNING) + b"\x20") | _large(row + b"\0")
    # The last digit is not doubled, the one before it is.
    even, odd = map(_large, _running_sums(digits))
    return _places_of(even | ends, digits), (_places_of(even | begins, digits), _places_of(odd | begins, digits))


def _large(several: bytes | bytearray) -> int:
    """All of them as one number, to be compared with others at once."""
    return int.from_bytes(several, "big")


def _places_of(large: int, digits: str) -> bytes:
    return large.to_bytes(len(digits) + 1, "big")


@lru_cache(maxsize=1_000)
def _lengths(prefix: str) -> tuple[int, ...]:
    """The lengths of numbers that begin so, the longest first."""
    for width in (4, 3, 2, 1):
        lengths = _LENGTHS.get(prefix[:width])
        if lengths is not None:
            return tuple(sorted(lengths, reverse=True))
    return ()


def _is_card(digits: str) -> bool:
    """Whether all of these digits are one number."""
    values = digits.encode().translate(_VALUES)
    summed = sum(values[-1::-2]) + sum(values[-2::-2].translate(_DOUBLED))
    return summed % 10 == 0 and len(digits) in _lengths(digits[:4])


def _running_sums(digits: str) -> tuple[bytes, bytes]:
    """The last digit of the sum up to each place: for a number that ends there, and for one that ends a digit on."""
    even = bytearray(digits.encode().translate(_VALUES))
    odd = even.copy()
    even[::2] = even[::2].translate(_DOUBLED)
    odd[1::2] = odd[1::2].translate(_DOUBLED)
    ending, other = bytearray(_summed(even)), bytearray(_summed(odd))
    ending[1::2], other[1::2] = other[1::2], ending[1::2]
    return bytes(ending), bytes(other)


def _summed(values: bytearray) -> bytes:
    """The last digit of the sum of no value, one, two and so on; all are added at once, as in a large number each.

    To each place comes what the place before has, then what the second before it has, the fourth, the eighth.
    """
    places = len(values) + 1
    ones = int.from_bytes(b"\1" * places, "little")
    within = ones * 255
    summed = int.from_bytes(b"\0" + values, "little")
    distance = 1
    while distance < places:
        summed += summed << 8 * distance & within
        # A place that has come to ten or more has its fifth bit set by six more.
        summed -= (summed + 6 * ones >> 4 & ones) * 10
        distance *= 2
    return summed.to_bytes(places, "little")
