"""Makes numbers, keys and passwords up as they are needed, so that no file holds anything that looks like one.

Used by the texts of this folder and by the tests of screening. The same seed makes the same.
"""

import re
import string
from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType

from stdnum import ean, iban, luhn
from stdnum.be import nn
from stdnum.de import idnr
from stdnum.es import dni
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.it import codicefiscale
from stdnum.nl import bsn
from stdnum.no import fodselsnummer
from stdnum.pl import pesel

Maker = Callable[[Random], str]
Style = Callable[[str], str]

_ISSUERS = {
    "visa": ("4", 16),
    "mastercard": ("53", 16),
    "amex": ("37", 15),
    "maestro": ("6759", 18),
    "jcb": ("3530", 16),
}
# How the domestic part of an account number is built: n digits, a letters; the registry of ISO 13616.
_ACCOUNTS = {
    "GB": "aaaannnnnnnnnnnnnn",
    "DE": "nnnnnnnnnnnnnnnnnn",
    "NL": "aaaannnnnnnnnn",
    "FR": "nnnnnnnnnnnnnnnnnnnnnnn",
    "PL": "nnnnnnnnnnnnnnnnnnnnnnnn",
    "BE": "nnnnnnnnnnnn",
    "MA": "nnnnnnnnnnnnnnnnnnnnnnnn",
}
_MIXED = string.ascii_letters + string.digits
_LETTERS = string.ascii_uppercase


def digits(dice: Random, count: int) -> str:
    return "".join(dice.choices(string.digits, k=count))


def mixed(dice: Random, count: int, alphabet: str = _MIXED) -> str:
    """Letters and digits, some of each."""
    return "".join(dice.choices(alphabet, k=count - 3)) + "aB7"[:3]


def card(dice: Random, issuer: str = "visa") -> str:
    prefix, length = _ISSUERS[issuer]
    number = prefix + digits(dice, length - len(prefix) - 1)
    return number + luhn.calc_check_digit(number)


def account(dice: Random, country: str = "NL") -> str:
    number = "".join(digits(dice, 1) if kind == "n" else dice.choice(_LETTERS) for kind in _ACCOUNTS[country])
    return country + iban.calc_check_digits(f"{country}00{number}") + number


def _until(is_valid: Callable[[str], bool], make: Callable[[], str]) -> str:
    """Tries until the check digits are right: how people's numbers are made is the states' affair."""
    while not is_valid(number := make()):
        pass
    return number


def _born(dice: Random) -> str:
    return f"{dice.randint(55, 99):02}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"


def _backwards(born: str) -> str:
    return born[4:] + born[2:4] + born[:2]


def _french(dice: Random) -> str:
    born = _born(dice)
    number = dice.choice("12") + born[:4] + f"{dice.randint(10, 95)}" + digits(dice, 6)
    return number + nir.calc_check_digits(number)


def _italian(dice: Random) -> str:
    letters = "".join(dice.choices("BCDFGLMNPRST", k=6))
    number = letters + f"{dice.randint(55, 99)}{dice.choice('ABCDEHLMPRST')}{dice.randint(10, 28)}" + "H501"
    return number + codicefiscale.calc_check_digit(number)


def _spanish(dice: Random) -> str:
    number = f"{dice.randint(10_000_000, 79_999_999)}"
    return number + dni.calc_check_digit(number)


def _spanish_foreigner(dice: Random) -> str:
    letter, number = dice.randint(0, 2), digits(dice, 7)
    return "XYZ"[letter] + number + dni.calc_check_digit(f"{letter}{number}")


def _swiss(dice: Random) -> str:
    number = "756" + digits(dice, 9)
    number += ean.calc_check_digit(number)
    return f"{number[:3]}.{number[3:7]}.{number[7:11]}.{number[11:]}"


def _box(dice: Random) -> str:
    number = "40" + digits(dice, 10)
    return number + ean.calc_check_digit(number)


def _pesel(dice: Random) -> str:
    number = _born(dice) + digits(dice, 4)
    return number + pesel.calc_check_digit(number)


MAKERS: Mapping[str, Callable[..., str]] = MappingProxyType(
    {
        "card": card,
        "iban": account,
        "digits": lambda dice, count="9": digits(dice, int(count)),
        "gtin": _box,
        "nir": _french,
        "idnr": lambda dice: _until(idnr.is_valid, lambda: f"{dice.randint(1, 9)}{digits(dice, 10)}"),
        "bsn": lambda dice: _until(bsn.is_valid, lambda: digits(dice, 9)),
        "pesel": _pesel,
        "nn": lambda dice: _until(nn.is_valid, lambda: _born(dice) + digits(dice, 5)),
        "nhs": lambda dice: _until(nhs.is_valid, lambda: digits(dice, 10)),
        "nino": lambda dice: f"J{dice.choice('GHJKLMN')}{digits(dice, 6)}{dice.choice('ABCD')}",
        "dni": _spanish,
        "nie": _spanish_foreigner,
        "cf": _italian,
        "ahv": _swiss,
        "fnr": lambda dice: _until(fodselsnummer.is_valid, lambda: _backwards(_born(dice)) + digits(dice, 5)),
        "amazon": lambda dice: "AK" + "IA" + "".join(dice.choices(_LETTERS + "234567", k=16)),
        "github": lambda dice: "gh" + "p_" + mixed(dice, 36),
        "gitlab": lambda dice: "gl" + "pat-" + mixed(dice, 20),
        "slack": lambda dice: "xo" + "xb-" + digits(dice, 12) + "-" + mixed(dice, 24),
        "stripe": lambda dice: "sk" + "_live_" + mixed(dice, 24),
        "google": lambda dice: "AI" + "za" + mixed(dice, 35),
        "jwt": lambda dice: ".".join(["ey" + "J" + mixed(dice, 20), "ey" + "J" + mixed(dice, 40), mixed(dice, 30)]),
        "bearer": lambda dice: "Bea" + "rer " + mixed(dice, 32),
        "password": lambda dice: dice.choice(("Winter", "Truck", "Depot", "Zima")) + digits(dice, 4) + "!",
        "pin": lambda dice: digits(dice, 4),
        "privatekey": lambda dice: "-" * 5 + "BEGIN " + "RSA PRIV" + "ATE KEY" + "-" * 5 + "\n" + mixed(dice, 64),
    }
)

_WORDS = {
    "en": "zero one two three four five six seven eight nine",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun",
    "nl": "nul een twee drie vier vijf zes zeven acht negen",
    "pl": "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    "ar": "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة",
}
_LOOK_ALIKE = str.maketrans("aeopcxyABEKMHOPCTX", "аеорсхуАВЕКМНОРСТХ")


def _fours(text: str, gap: str) -> str:
    return gap.join(text[place : place + 4] for place in range(0, len(text), 4))


def _in_words(number: str, language: str) -> str:
    words = _WORDS[language].split()
    return _fours_of_words([words[int(digit)] for digit in number])


def _fours_of_words(words: list[str]) -> str:
    return " - ".join(" ".join(words[place : place + 4]) for place in range(0, len(words), 4))


STYLES: Mapping[str, Callable[..., str]] = MappingProxyType(
    {
        "fours": lambda text: _fours(text, " "),
        "dashes": lambda text: _fours(text, "-"),
        "dots": lambda text: _fours(text, "."),
        "slashes": lambda text: _fours(text, "/"),
        "commas": lambda text: _fours(text, ", "),
        "bold": lambda text: _fours(text, "**"),
        "single": " ".join,
        "hidden": "\u200b".join,
        "lower": str.lower,
        "wide": lambda text: "".join(chr(ord(one) + 0xFEE0) if one != " " else "\u3000" for one in text),
        "arabic": lambda text: text.translate(str.maketrans(string.digits, "٠١٢٣٤٥٦٧٨٩")),
        "cyrillic": lambda text: text.translate(_LOOK_ALIKE),
        "pairs": lambda text: " ".join((text[:2], text[2:4], text[4:6], text[6:8], text[8:])),
        "tax": lambda text: " ".join((text[:2], text[2:5], text[5:8], text[8:])),
        "belgian": lambda text: f"{text[:2]}.{text[2:4]}.{text[4:6]}-{text[6:9]}.{text[9:]}",
        "french": lambda text: " ".join((text[0], text[1:3], text[3:5], text[5:7], text[7:10], text[10:13], text[13:])),
        "threes": lambda text: " ".join((text[:3], text[3:6], text[6:])),
        "words": _in_words,
        "wrong": lambda text: text[:-1] + str((int(text[-1]) + 1) % 10),
    }
)
_PLACE = re.compile(r"\{(\w+)(?::(\w+))?((?:\|[\w:]+)*)\}")


def filled(template: str) -> str:
    """A text with something made up for each `{card}`, `{iban:DE|fours}`: what it is, of which kind, in which style.

    Every place of every template gets its own, and the same each time.
    """
    dice = Random(template)

    def make(place: re.Match[str]) -> str:
        name, kind, styles = place.groups()
        text = MAKERS[name](dice, *([kind] if kind else []))
        for style, _colon, of in (style.partition(":") for style in styles.split("|")[1:]):
            text = STYLES[style](text, *([of] if of else []))
        return text

    return _PLACE.sub(make, template)
