"""How the rule pages say what the rooms know by code: detectors, outcomes, languages, figures. Pure; for templates."""

from collections.abc import Mapping
from typing import Final

from comments_service.languages import N_
from comments_service.moderation.rule_figures import Figures
from comments_service.rule_records import Hits

# In the order of the page: what each looks for, and what becomes of a comment in which it finds some.
DETECTORS: Final[Mapping[str, tuple[str, str]]] = {
    "secret": (N_("Passwords, keys and tokens"), "block"),
    "payment_card": (N_("Payment card numbers"), "block"),
    "iban": (N_("Bank account numbers"), "block"),
    "national_identifier": (N_("National identity numbers"), "block"),
    "embargo": (N_("Words of pages that are not out yet"), "hold"),
    "customer_reference": (N_("Customer references"), "hold"),
    "email_address": (N_("E-mail addresses"), "advise"),
    "phone_number": (N_("Telephone numbers"), "advise"),
    "internal_address": (N_("Internal hosts and file paths"), "advise"),
    "outside_link": (N_("Links to hosts that are not listed"), "advise"),
    "repetition": (N_("Saying the same again"), "advise"),
    "shouting": (N_("Shouting"), "advise"),
}
OUTCOMES: Final[Mapping[str, str]] = {
    "hold": N_("A facilitator looks first"),
    "advise": N_("Its author is asked first"),
    "block": N_("Never stored, so never counted"),
}
FORESEEN: Final[Mapping[str, str]] = {
    "publish": N_("It would be published at once."),
    "advise": N_("Its author would be asked to change it, or to send it to a facilitator."),
    "hold": N_("It would be held until a facilitator has looked at it."),
    "block": N_("It would not be taken, and nothing of it would be stored."),
}
LANGUAGES: Final[Mapping[str, str]] = {
    "": N_("All pages"),
    "en": N_("English pages"),
    "fr": N_("French pages"),
    "de": N_("German pages"),
    "nl": N_("Dutch pages"),
    "pl": N_("Polish pages"),
    "ar": N_("Arabic pages"),
    "es": N_("Spanish pages"),
}


def language(tag: str) -> str:
    """For the pages of which language a rule is."""
    return LANGUAGES.get(tag, N_("Pages in “%(language)s”", language=tag))


def approved_of(hits: Hits) -> str:
    """How much was approved after all."""
    return (
        N_("%(approved)s of %(decided)s approved after all", approved=hits.approved, decided=hits.decided)
        if hits.decided
        else N_("none decided yet")
    )


def doubt(figures: Figures) -> str:
    """What speaks against a rule, in a sentence; "" where nothing does."""
    hits = figures.doubted
    return (
        N_("%(approved)s of %(decided)s were approved after all.", approved=hits.approved, decided=hits.decided)
        if hits
        else ""
    )


def detector(code: str) -> str:
    """What a detector looks for; a rule's own code is said by its name elsewhere."""
    return DETECTORS[code][0] if code in DETECTORS else code.replace("_", " ").capitalize()
