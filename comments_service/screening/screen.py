"""Screens a text: every detector reads it, the strictest finding decides. Called before a comment is stored or edited.

Advises; people decide. It keeps nothing, logs nothing, and knows no person, page or database.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from types import MappingProxyType

from comments_service.screening import (
    customer_reference,
    email_address,
    iban,
    internal_address,
    national_identifier,
    outside_link,
    payment_card,
    phone_number,
    repetition,
    secret,
    shouting,
)
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading, read
from comments_service.screening.watch_words import EmbargoTerm, Watched, WatchWord
from comments_service.screening.watch_words import find as find_watched

# Nobody reads more marks than this of one kind; a flood of them must not cost more either.
MOST_FINDINGS_OF_A_KIND = 20

# What one detector finds may look like something else to another: an account number holds a row of digits as long as
# a card's, and an address in the web may hold one that looks like mail.
_PARTS_OF = MappingProxyType({"iban": ("payment_card", "national_identifier"), "outside_link": ("email_address",)})

_DETECTORS: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    secret.find,
    payment_card.find,
    iban.find,
    national_identifier.find,
    email_address.find,
    phone_number.find,
    shouting.find,
)


@dataclass(frozen=True)
class Rules:
    """What a company adds to the detectors that everybody needs.

    Attributes:
        customer_reference: the format of its customer references (see `customer_reference.compiled`); "" for none.
        watch_words: words to advise on or hold for.
        embargo_terms: words of news that is not out yet.
        allowed_hosts: where links may lead without a word, the site's own host among them, and all hosts below these;
            where there are none, links are not looked at.
        internal_hosts: names of the company's own network, such as "corp.meridale.example", and all below them.

    Raises:
        FieldIsWrong: the format of references is not a safe one.
    """

    customer_reference: str = ""
    watch_words: tuple[WatchWord, ...] = ()
    embargo_terms: tuple[EmbargoTerm, ...] = ()
    allowed_hosts: tuple[str, ...] = ()
    internal_hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.customer_reference:
            customer_reference.compiled(self.customer_reference)

    @cached_property
    def watched(self) -> Watched:
        """Its watch words and embargo terms, ready to be looked for."""
        return Watched(self.watch_words, self.embargo_terms)


@dataclass(frozen=True, slots=True)
class Screening:
    """What was found, in the order of the text.

    Attributes:
        outcome: the strictest of the findings; PUBLISH where there are none.
        findings: each with its place in the text as it was given.
    """

    outcome: Outcome
    findings: tuple[Finding, ...]


def screen(body: str, rules: Rules, *, lang: str = "", recent: Sequence[str] = ()) -> Screening:
    """Everything found in a text. The same text and rules give the same answer.

    Args:
        lang: the language of the page it is for (BCP 47); some watch words are for one language only.
        recent: what its author said of late, the text itself not among it.
    """
    reading = read(body)
    kinds = [detector(reading) for detector in _DETECTORS]
    kinds.append(customer_reference.find(reading, rules.customer_reference))
    kinds.append(find_watched(reading, rules.watched, lang))
    kinds.append(internal_address.find(reading, rules.internal_hosts))
    kinds.append(outside_link.find(reading, rules.allowed_hosts, rules.internal_hosts))
    kinds.append(repetition.find(reading, recent))
    found = chain.from_iterable(islice(kind, MOST_FINDINGS_OF_A_KIND) for kind in kinds)
    findings = _without_covered(list(found))
    outcome = max((finding.outcome for finding in findings), default=Outcome.PUBLISH)
    return Screening(outcome, tuple(findings))


def _without_covered(findings: list[Finding]) -> list[Finding]:
    """What lies within something stricter, a mail address in a login, say, is not worth a second sentence."""
    kept = [finding for finding in findings if not any(_covers(other, finding) for other in findings)]
    return sorted(set(kept), key=lambda finding: (finding.start, finding.end, finding.detector))


def _covers(other: Finding, finding: Finding) -> bool:
    if other.start >= finding.end or finding.start >= other.end:
        return False
    if other.outcome > finding.outcome:
        return True
    is_within = other.start <= finding.start and finding.end <= other.end
    return is_within and finding.detector in _PARTS_OF.get(other.detector, ())
