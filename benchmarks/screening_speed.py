"""How long detectors take for 2,000 characters, and a whole screening for 10,000: honest text, then the worst found.

Run by `inv bench`, or `python benchmarks/screening_speed.py [SEED ...]`; each seed mixes other texts at random. Prints
milliseconds of processor time, the best of a few runs; promised are 1 and 20. A detector's has the reading in it, as if
it were the only one; repetition is asked of five texts as long, of which the last alone is the same.
"""

import random
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from comments_service.screening import (
    customer_reference,
    email_address,
    heat,
    iban,
    internal_address,
    national_identifier,
    outside_link,
    payment_card,
    phone_number,
    repetition,
    secret,
    shouting,
    watch_words,
)
from comments_service.screening.finding import Finding
from comments_service.screening.protected_topics import SENTENCES
from comments_service.screening.reading import read
from comments_service.screening.screen import MOST_FINDINGS_OF_A_KIND, Rules, screen
from comments_service.screening.watch_words import EmbargoTerm, WatchWord

RUNS, AGAIN = 9, 3
SEED, MIXED_SEEDS, MIXES = 3, (11,), 250
SHORT, LONG = 2_000, 10_000
PATTERN = r"MCC-?\d{5,6}"
TERMS = [*(f"word{number} heron" for number in range(480)), "a b c d e f", "a a a a b"]
STARS = [*(f"heron{number}*" for number in range(6)), *(f"*gate{number}" for number in range(6)), "*wader*", "*aba*"]
WORDS = tuple(WatchWord(term) for term in (*TERMS, *STARS))
HOSTS, INSIDE = ("meridale.example", "news.example"), ("corp.meridale.example",)
RULES = Rules(
    customer_reference=PATTERN,
    watch_words=WORDS,
    embargo_terms=(EmbargoTerm("Project Heron", "a1"),),
    allowed_hosts=HOSTS,
    internal_hosts=INSIDE,
)
Detector = Callable[[str], Iterator[Finding]]
DETECTORS: dict[str, Detector] = {
    "(the reading alone)": lambda text: customer_reference.find(read(text), ""),
    "secret": lambda text: secret.find(read(text)),
    "payment_card": lambda text: payment_card.find(read(text)),
    "iban": lambda text: iban.find(read(text)),
    "national_identifier": lambda text: national_identifier.find(read(text)),
    "email_address": lambda text: email_address.find(read(text)),
    "phone_number": lambda text: phone_number.find(read(text)),
    "customer_reference": lambda text: customer_reference.find(read(text), PATTERN),
    "internal_address": lambda text: internal_address.find(read(text), INSIDE),
    "outside_link": lambda text: outside_link.find(read(text), HOSTS, INSIDE),
    "heat (asks the author)": lambda text: heat.find(read(text)),
    "shouting": lambda text: shouting.find(read(text)),
    "repetition (of 5)": lambda text: repetition.find(read(text), said_before(text)),
    "watch_words (500)": lambda text: watch_words.find(read(text), RULES.watched),
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
    "41,_",
    "four_",
    "four_one_1_",
    "85073003329_",
    "36_574_261_809_",
    "1_85_05_78_006_084_36_",
    "bsn_111222334_",
    "X1234567A_",
    "a.local_",
    "a.local.",
    "10.0.0.1_",
    "10.0.0.1_ip_",
    "\\\\a\\b",
    "C:\\a_b\\",
    "/etc/a_",
    "~/",
    "http://a.b_",
    "https://a@",
    "www.",
    "](//",
    "A_",
    "AB_",
    "AAAAAA_",
    "A-",
    "h_e_r_o_n__",
    "h.3.r.0.n_",
    "h3ron_",
    "he-ron_",
    "he*",
    "$a_",
    "aа_",
    "hеron_",
    "heron3_",
    "agate3_",
    "abaaba",
    "ß_",
    "tel_",
    "tel_601_",
    "password_for_a_",
    "4111,_",
    "İ_",
    "you_are_",
    "idiot_",
    "“idiot_",
    "you_are_a_stupid_",
    "!!!_",
    "?!",
    "herо_",
    "password_is_",
    "word1_______heron_______",
    "h.3.r.0.n_______word1_______",
    "½",
    "㌔",
    "ﷺ",
    "ᅡ",
    "ﬁ",
    "wοж",
    "ρ۴ŉ",
    "four_one_1_1_85_05_78_006_084_36_",
    "one7.123-45-6789-𝟙",
    "4111_1111_1111_1111_",
    "sk-07_",
    "4111word1_",
    "12345678Z_",
    "10.0.0.1_four_",
    "a_b_+1",
    "%@a_",
    "](//",
    "ǆ́",
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
    # A table of numbers of which none is like another, and words of which none is.
    yield full(" ".join(str(dice.randrange(10**10, 10**11)) for _ in range(length // 12)), length)
    yield full(" ".join(f"heron{dice.randrange(10**5)}gate" for _ in range(length // 15)), length)


def mixed(length: int, seed: int) -> Iterator[str]:
    """A few of the pieces each, one after the other again and again or in any order."""
    dice = random.Random(seed)
    for _ in range(MIXES):
        some = [unit.replace("_", " ") for unit in dice.sample(UNITS, dice.randint(2, 4))]
        yield full("".join(some if dice.random() < 0.5 else dice.choices(some, k=length)), length)


def said_before(text: str) -> list[str]:
    """Four texts of which half is the same, and one that is the same but for a word."""
    half = len(text) // 2
    return [*(f"{number} {text[:half]} {'zq ' * (half // 3)}" for number in range(4)), f"4 {text}"]


def cut_short(detector: Detector, text: str) -> None:
    """Runs a detector as a screening does, which takes so many findings and no more."""
    deque(islice(detector(text), MOST_FINDINGS_OF_A_KIND), maxlen=0)


def best(run: Callable[[str], object], text: str) -> float:
    spent = []
    for _ in range(RUNS):
        began = time.process_time()
        run(text)
        spent.append(time.process_time() - began)
    return min(spent) * 1_000


def worst(run: Callable[[str], object], texts: Iterator[str]) -> tuple[float, str]:
    """The slowest text. Those that seem slowest are measured again later: perhaps the machine was busy with others."""
    spent = {text: best(run, text) for text in texts}
    for _ in range(AGAIN):
        for text in sorted(spent, key=spent.__getitem__)[-10:]:
            spent[text] = min(spent[text], best(run, text))
    text = max(spent, key=spent.__getitem__)
    return spent[text], text[:24]


def alone(text: str) -> object:
    return screen(text, RULES)


def after_five(text: str) -> object:
    return screen(text, RULES, recent=said_before(text))


def rows() -> Iterator[tuple[str, int, Callable[[str], object]]]:
    """What is measured: its name, for how long a text, and how it is run."""
    for name, detector in DETECTORS.items():
        yield name, SHORT, partial(cut_short, detector)
    yield f"screening, {SHORT:,}", SHORT, alone
    yield f"screening, {LONG:,}", LONG, alone
    yield f"{LONG:,} and five as long", LONG, after_five


def main() -> None:
    honest = full(" ".join(sentence for sentences in SENTENCES.values() for sentence in sentences), LONG)
    seeds = [int(seed) for seed in sys.argv[1:]] or MIXED_SEEDS
    after_five(honest)
    print(f"ms for honest text, the worst made to be slow, the worst of {MIXES} mixed at random (seeds {seeds})")
    print(f"{'honest':>7} {'worst':>7} {'mixed':>7}  detector, {SHORT:,} characters (reading included)")
    for name, length, run in rows():
        spent, text = worst(run, hostile(length))
        mix, other = worst(run, chain.from_iterable(mixed(length, seed) for seed in seeds))
        print(f"{best(run, honest[:length]):7.2f} {spent:7.2f} {mix:7.2f}  {name:<20} {text!r} {other!r}")


if __name__ == "__main__":
    main()
