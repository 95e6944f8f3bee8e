"""How long detectors take for 2,000 characters, and a whole screening for 10,000: honest text, then the worst found.

Run by `inv bench`, or `python benchmarks/screening_speed.py`. Prints milliseconds of processor time, the best of a few
runs each; the promises are 1 for a detector and 20 for a screening.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from comments_service.screening import (
    customer_reference,
    email_address,
    iban,
    payment_card,
    phone_number,
    secret,
    watch_words,
)
from comments_service.screening.protected_topics import SENTENCES
from comments_service.screening.reading import read
from comments_service.screening.screen import Rules, screen
from comments_service.screening.watch_words import EmbargoTerm, WatchWord

RUNS = 5
SEED = 3
SHORT, LONG = 2_000, 10_000
PATTERN = r"MCC-?\d{5,6}"
TERMS = [*(f"word{number} heron" for number in range(498)), "a b c d e f", "a a a a b"]
WORDS = tuple(WatchWord(term) for term in TERMS)
RULES = Rules(customer_reference=PATTERN, watch_words=WORDS, embargo_terms=(EmbargoTerm("Project Heron", "a1"),))
DETECTORS: dict[str, Callable[[str], object]] = {
    "reading": read,
    "secret": lambda text: list(secret.find(read(text))),
    "payment_card": lambda text: list(payment_card.find(read(text))),
    "iban": lambda text: list(iban.find(read(text))),
    "email_address": lambda text: list(email_address.find(read(text))),
    "phone_number": lambda text: list(phone_number.find(read(text))),
    "customer_reference": lambda text: list(customer_reference.find(read(text), PATTERN)),
    "watch_words (500)": lambda text: list(watch_words.find(read(text), WORDS)),
}
UNITS = [
    "4",
    "41",
    "4111",
    "٤١١١_",
    "GB82",
    "GB82WEST",
    "gb",
    "a@",
    "a@a.",
    "a@a.a.",
    ".",
    "%@",
    "0",
    "07",
    "07_",
    "0612_34_",
    "+1",
    "+44_7700_",
    "(0",
    "06.12.",
    "eyJ",
    "eyJ-",
    "eyJaaaaaaaa.",
    "-----BEGIN_PRIVATE_KEY-----",
    "-----BEGIN_",
    "password",
    "password:",
    "password:_",
    "pwd=x",
    "secret_",
    "token:_",
    "mot_de_passe_",
    "a://",
    "a://b:c",
    "https://a:b",
    "bearer_",
    "sk-",
    "ghp_",
    "xoxb-1-",
    "MCC",
    "MCC-",
    "MCC-1",
    "a",
    "a_",
    "a_b_",
    "word1_",
    "_",
    "é",
    "\u200b",
    "ａ",
    "pin:_",
    "pin_12345",
    "AKIA",
]


def full(text: str, length: int) -> str:
    return (text * (length // len(text) + 1))[:length]


def hostile(length: int) -> Iterator[str]:
    dice = random.Random(SEED)
    for unit in UNITS:
        yield full(unit.replace("_", " "), length)
        yield full(unit.replace("_", " ") + " ", length)
    for _ in range(30):
        some = [unit.replace("_", " ") for unit in dice.sample(UNITS, 3)]
        yield full("".join(dice.choices(some, k=length)), length)
        yield "".join(dice.choices("0123456789 -./+()", k=length))


def best(run: Callable[[str], object], text: str) -> float:
    spent = []
    for _ in range(RUNS):
        began = time.process_time()
        run(text)
        spent.append(time.process_time() - began)
    return min(spent) * 1_000


def worst(run: Callable[[str], object], texts: Iterator[str]) -> tuple[float, str]:
    return max((best(run, text), text[:24]) for text in texts)


def main() -> None:
    honest = full(" ".join(sentence for sentences in SENTENCES.values() for sentence in sentences), LONG)
    whole = partial(screen, rules=RULES)
    whole(honest)
    print(f"{'ms':>7} {'worst':>7}  detector, {SHORT:,} characters (reading included)")
    for name, detector in DETECTORS.items():
        spent, text = worst(detector, hostile(SHORT))
        print(f"{best(detector, honest[:SHORT]):7.2f} {spent:7.2f}  {name:<20} {text!r}")
    for length in (SHORT, LONG):
        spent, text = worst(whole, hostile(length))
        print(f"{best(whole, honest[:length]):7.2f} {spent:7.2f}  {f'screening, {length:,}':<20} {text!r}")


if __name__ == "__main__":
    main()
