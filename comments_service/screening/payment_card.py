"""Finds payment card numbers: 13 to 19 digits of a known issuer whose check digit is right (ISO/IEC 7812-1, Luhn).

A number in groups is tried from each group on, so that an amount or a date beside it does not hide it. Digits may be
spelled out ("four one one one").
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import accumulate, combinations

from stdnum import ean

from comments_service.screening import spelled_digits
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading

MESSAGE = (
    "This looks like a payment card number. It was not stored; take it out before you post, "
    "and pass card details on only where they belong, such as the payments desk."
)

_RUN = re.compile(r"(?<!\d)\d(?:(?:[ ./_-]{0,2}|[ _]?\*{1,3}[ _]?)\d){12,}")
# Groups as printed on cards are known by their sizes, whatever stands between them.
_PRINTED = re.compile(
    r"(?<!\d)\d{4}(?P<gap>[^\w]{1,4})(?:\d{4}(?P=gap)\d{4}(?P=gap)\d{4}|\d{6}(?P=gap)\d{5})(?!\d)", re.ASCII
)
_GROUP = re.compile(r"\d+")
_FEWEST, _MOST = 13, 19
# A row of so few groups has hardly a stretch as long as a card's, and is told from the lengths alone.
_FEW_EDGES = 8
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
# Zero for each digit that some number begins with.
_NO_BEGINNING = bytes.maketrans(
    b"0123456789", bytes([all(one[0] != digit for one in _LENGTHS) for digit in "0123456789"])
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
    for run in _RUN.finditer(reading.text):
        spans: list[tuple[int, int]] = []
        for first, last in _cards(_GROUP.findall(run[0])):
            spans = spans or [found.span() for found in _GROUP.finditer(reading.text, *run.span())]
            place = spans[first][0], spans[last][1]
            if not _is_something_else(reading.text, *place):
                yield place
    for printed in _PRINTED.finditer(reading.text):
        if _is_card(_NO_DIGIT.sub("", printed[0])):
            yield printed.span()
    for row in spelled_digits.runs(reading):
        yield from _spelled(row)


def _spelled(row: list[spelled_digits.Spoken]) -> Iterator[tuple[int, int]]:
    """The card numbers in a row; what has no word in it is read as it is written."""
    for first, last in _cards([digits for _start, _end, digits in row]):
        of_it = row[first : last + 1]
        if any(end - start > len(digits) for start, end, digits in of_it):
            yield of_it[0][0], of_it[-1][1]


def _is_something_else(text: str, start: int, end: int) -> bool:
    """Whether thirteen digits are a telephone number or what is on a box (GTIN); hardly a card still has so few."""
    number = _NO_DIGIT.sub("", text[start:end])
    return len(number) == _FEWEST and (text[start - 1 : start] == "+" or ean.is_valid(number))


def _cards(groups: list[str]) -> Iterator[tuple[int, int]]:
    """The card numbers in a row of groups, by the first and the last of each; none shares a digit with another."""
    edges = [0, *accumulate(map(len, groups))]
    free_from = 0
    for first, last in _numbers("".join(groups), edges):
        if first >= free_from:
            yield bisect_left(edges, first), bisect_left(edges, last) - 1
            free_from = last


def _numbers(digits: str, edges: list[int]) -> Iterator[tuple[int, int]]:
    """Each stretch from edge to edge that may be a card's, by where it begins and then the longest first.

    The sum of a stretch is right if the sums before it and up to its end are alike in their last digit. As one large
    number each, all stretches of a length are compared at once, and nearly none is left to look at.
    """
    lengths: Collection[int] = range(_FEWEST, min(_MOST, len(digits)) + 1)
    if len(edges) <= _FEW_EDGES:
        apart = {last - first for first, last in combinations(edges, 2)}
        lengths = [length for length in lengths if length in apart]
    if not lengths:
        return
    ending, other = _running_sums(digits)
    within = bytearray(b"\1" * (len(digits) + 1))
    for edge in edges:
        within[edge] = 0
    no_beginning = int.from_bytes(digits.encode().translate(_NO_BEGINNING) + b"\1", "big") | int.from_bytes(
        within, "big"
    )
    right: list[tuple[int, int]] = []
    for length in lengths:
        # The last digit is not doubled, the one before it is.
        beginning = other if length % 2 else ending
        count = len(digits) - length + 1
        wrong = int.from_bytes(beginning[:count], "big") ^ int.from_bytes(ending[length:], "big")
        wrong |= int.from_bytes(within[length:], "big") | no_beginning >> 8 * length
        right += [(found.start(), -length) for found in _ZERO.finditer(wrong.to_bytes(count, "big"))]
    for first, shorter in sorted(right):
        if -shorter in _lengths(digits[first : first + 4]):
            yield first, first - shorter


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
    ending, other = [0, *accumulate(even)], [0, *accumulate(odd)]
    ending[1::2], other[1::2] = other[1::2], ending[1::2]
    return bytes([summed % 10 for summed in ending]), bytes([summed % 10 for summed in other])
