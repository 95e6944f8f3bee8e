"""How long detectors take for 2,000 characters, and a whole screening for 10,000: honest text, then the worst found.

Run by `inv bench`, or `python benchmarks/screening_speed.py`. Prints milliseconds of processor time, the best of a few
runs each; the promises are 1 for a detector and 20 for a screening. A detector's time has the reading in it that all
detectors share, and whatever else it is the first to ask of it, as if it were the only one.
"""

import random
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
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
SEED = 3
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
    "repetition (of 5)": lambda text: repetition.find(read(text), [f"{number} {text}" for number in range(5)]),
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


def main() -> None:
    honest = full(" ".join(sentence for sentences in SENTENCES.values() for sentence in sentences), LONG)

    def whole(text: str) -> object:
        return screen(text, RULES, recent=[f"{number} {text}" for number in range(5)])

    whole(honest)
    print(f"{'ms':>7} {'worst':>7}  detector, {SHORT:,} characters (reading included)")
    for name, detector in DETECTORS.items():
        run = partial(cut_short, detector)
        spent, text = worst(run, hostile(SHORT))
        print(f"{best(run, honest[:SHORT]):7.2f} {spent:7.2f}  {name:<20} {text!r}")
    for length in (SHORT, LONG):
        spent, text = worst(whole, hostile(length))
        print(f"{best(whole, honest[:length]):7.2f} {spent:7.2f}  {f'screening, {length:,}':<20} {text!r}")


if __name__ == "__main__":
    main()
