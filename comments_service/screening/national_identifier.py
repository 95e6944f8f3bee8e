"""Finds the numbers that states give to people: right shape and check digits, and a word beside those that need one.

A check that one number in a hundred passes by chance is not enough in a company full of parcels and orders: such a
number counts only where a word near it says what it is. And the number of a thing is nobody's.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache
from operator import mul

from stdnum import ean, luhn
from stdnum.de import idnr
from stdnum.es import dni
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.it import codicefiscale
from stdnum.nl import bsn
from stdnum.no import fodselsnummer

from comments_service.languages import N_
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading

MESSAGE = N_(
    "This looks like a personal identification number. It was not stored; take it out before you post, "
    "and pass such numbers on only where they belong, such as payroll."
)

_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_NIE_LETTER = str.maketrans("XYZ", "012")
_GAPS = {ord(gap): None for gap in " ./+-"}
_PESEL_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
_NEAR = 40
_GAPS_BETWEEN_PAIRS = 4  # AA 11 11 11 A
# What is all zeros and ones is an example, or a default.
_FEWEST_DIFFERENT = 2

# How a number is written, in small letters, and whose it may then be.
_WRITTEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "eleven": (r"\d{11}", ("de_idnr", "pl_pesel", "be_nn", "no_fnr")),
    "six_five": (r"\d{6}[ -]\d{5}", ("pl_pesel", "no_fnr")),
    "two_threes": (r"\d\d(?:[ /]\d{3}){3}", ("de_idnr",)),
    "belgian": (r"\d\d[. ]\d\d[. ]\d\d[ -]\d{3}[. -]\d\d", ("be_nn",)),
    "french": (r"\d(?:[ .]?\d\d){2}[ .]?(?:\d\d|2[ab])(?:[ .]?\d{3}){2}[ .-]?\d\d", ("fr_nir",)),
    "swiss": (r"756\.\d{4}\.\d{4}\.\d\d", ("ch_ahv",)),
    "swedish": (r"\d{6}(?:\d\d)?[+-]\d{4}", ("se_pnr",)),
    "ten": (r"\d{3}[ -]?\d{3}[ -]?\d{4}", ("gb_nhs",)),
    "nine": (r"\d{3}[ .]?\d{3}[ .]?\d{3}|\d{4}\.\d\d\.\d{3}", ("nl_bsn",)),
    "spanish": (r"\d{8}[ -]?[a-z]", ("es_dni",)),
    "foreign": (r"[xyz][ -]?\d{7}[ -]?[a-z]", ("es_nie",)),
    "italian": (r"[a-z]{6} ?[\dl-np-v]{2} ?[a-ehlmprst][\dl-np-v]{2} ?[a-z][\dl-np-v]{3} ?[a-z]", ("it_cf",)),
    "british": (
        r"[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z](?: \d\d \d\d \d\d [a-d]| ?\d{6} ?[a-d])",
        ("gb_nino",),
    ),
}
# What the digits themselves must look like, mostly because some are a day of birth.
_FORMS = {
    "fr_nir": re.compile(r"[1278]\d\d(?:0[1-9]|1[0-2]|[2-9]\d)"),
    "de_idnr": re.compile(r"[1-9]"),
    "pl_pesel": re.compile(rf"\d\d(?:[02][1-9]|[13][0-2]){_DAY}"),
    "be_nn": re.compile(r"\d\d(?:[024]\d|[135][0-2])[0-3]"),
    "no_fnr": re.compile(r"[0-7]\d(?:[048]\d|[159][0-2])"),
    "se_pnr": re.compile(rf"(?:19|20)?\d\d(?:0[1-9]|1[0-2]){_DAY}\d{{4}}$"),
}
_CHECKS: dict[str, Callable[[str], bool]] = {
    "fr_nir": lambda number: nir.calc_check_digits(number[:13]) == number[13:],
    # Of the first ten digits exactly one stands twice or three times: quickly told, and most others fail it.
    "de_idnr": lambda number: len(set(number[:10])) in {8, 9} and idnr.is_valid(number),
    # The library's own check of it takes twice as long, and every row of eleven digits may come to it.
    "pl_pesel": lambda number: sum(map(mul, map(int, number), _PESEL_WEIGHTS)) % 10 == 0,
    # Who was born since 2000 has a 2 before the number when it is checked.
    "be_nn": lambda number: int(number[9:]) in {97 - int(number[:9]) % 97, 97 - int("2" + number[:9]) % 97},
    "no_fnr": lambda number: fodselsnummer.calc_check_digit1(number) == number[9] and fodselsnummer.is_valid(number),
    "ch_ahv": ean.is_valid,
    "se_pnr": lambda number: luhn.is_valid(number[-10:]),
    "gb_nhs": lambda number: nhs.checksum(number) == 0,
    "nl_bsn": lambda number: bsn.checksum(number) == 0,
    "es_dni": lambda number: dni.calc_check_digit(number[:8]) == number[8],
    "it_cf": lambda number: codicefiscale.calc_check_digit(number[:15]) == number[15],
    "es_nie": lambda number: dni.calc_check_digit(number[:8].translate(_NIE_LETTER)) == number[8],
    "gb_nino": lambda _number: True,
}
_NAMES = {
    "gb_nhs": re.compile(r"\bnhs\b"),
    "nl_bsn": re.compile(r"\b(?:bsn|burger ?service ?nummer|sofi(?:-?nummer)?|persoonsnummer|citizen service number)"),
    "es_dni": re.compile(r"\b(?:dni|nif|d\.n\.i|n\.i\.f|documento|identidad|identity|id card|identifica\w+)\b"),
    "gb_nino": re.compile(r"\b(?:nino|ni (?:number|no)|nat(?:ional|\.)? ins(?:urance)?)\b"),
}
# The same wherever they stand in a word, as one does that is cut off at the edge of what is near.
_MAYBE_NAMES = {kind: re.compile("(?=" + name.pattern.replace(r"\b", "") + ")") for kind, name in _NAMES.items()}

# For each way to write a number the kinds that it may be, with what each must look like and how it is checked.
_TESTS = {
    name: tuple((kind, _FORMS.get(kind), _CHECKS[kind]) for kind in kinds) for name, (_form, kinds) in _WRITTEN.items()
}

# What stands right before the number of a thing. One row of eleven digits in sixty would pass for somebody's otherwise.
_THING = re.compile(
    r"(?<!\w)(?:parcel|order|air ?waybill|awb|tracking|consignment|shipment|container|pallet|batch|article|item|meter"
    r"|invoice|ticket|serial|gtin|ean|sku|paket|sendung|bestell|auftrag|artikel|charge|rechnung|zähler|liefer|colis"
    r"|commande|palette|lot|facture|envoi|pakket|zending|bestelling|factuur|paczk|zamówi|przesył|faktur|palet|parti"
    r"|(?:ال)?طرد|(?:ال)?طلب|(?:ال)?شحنة)\w*(?:[^\w\n]{1,3}[^\W\d]{1,8}){0,2}[^\w\n]{0,3}$"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Each number that identifies a person."""
    names = _Names(reading.lowered)
    for found in _pattern().finditer(reading.lowered):
        if _is_somebodys(found, names):
            yield Finding("national_identifier", Outcome.BLOCK, MESSAGE, *reading.span(found.start(), found.end()))


class _Names:
    """Where in a text anything stands that may say what a number is; looked for once, as many numbers may ask."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[str, list[int]] = {}

    def has(self, kind: str, start: int, end: int) -> bool:
        """Whether anything of that kind begins there."""
        if kind not in self._places:
            self._places[kind] = [found.start() for found in _MAYBE_NAMES[kind].finditer(self._text)]
        places = self._places[kind]
        return bisect_left(places, start) < bisect_left(places, end)


def _is_somebodys(found: re.Match[str], names: _Names) -> bool:
    number = found[0].translate(_GAPS).upper()
    for kind, form, is_right in _TESTS[found.lastgroup or ""]:
        is_one = (form is None or form.match(number)) and is_right(number) and len(set(number)) > _FEWEST_DIFFERENT
        if is_one and _is_named(kind, found, names):
            return True
    return False


def _is_named(kind: str, found: re.Match[str], names: _Names) -> bool:
    """Whether a word near it says what it is, or none need do so; no word says that it is a thing's."""
    needs_none = kind not in _NAMES or (kind == "gb_nino" and found[0].count(" ") == _GAPS_BETWEEN_PAIRS)
    if not needs_none and not names.has(kind, found.start() - _NEAR, found.end() + _NEAR):
        return False
    before = found.string[max(0, found.start() - _NEAR) : found.start()]
    if found[0].isdigit() and _THING.search(before):
        return False
    if needs_none:
        return True
    around = before + " " + found.string[found.end() : found.end() + _NEAR]
    return _NAMES[kind].search(around) is not None


@cache
def _pattern() -> re.Pattern[str]:
    each = "|".join(f"(?P<{name}>{written})" for name, (written, _kinds) in _WRITTEN.items())
    # What none of them begins with is told before each is tried.
    return re.compile(rf"(?<![\w#+])(?=\d(?:\d|[ .]\d\d)|[a-z])(?<!\d[.,:/-])(?:{each})(?!\w|[.,:/-]\d)")
