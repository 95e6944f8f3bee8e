"""How the rule pages say what the rooms know by code: detectors, outcomes, languages, figures. Pure; for templates."""

from collections.abc import Mapping
from typing import Final

from comments_service.moderation.rule_figures import Figures
from comments_service.rule_records import Hits

# In the order of the page: what each looks for, and what becomes of a comment in which it finds some.
DETECTORS: Final[Mapping[str, tuple[str, str]]] = {
    "secret": ("Passwords, keys and tokens", "block"),
    "payment_card": ("Payment card numbers", "block"),
    "iban": ("Bank account numbers", "block"),
    "national_identifier": ("National identity numbers", "block"),
    "embargo": ("Words of pages that are not out yet", "hold"),
    "customer_reference": ("Customer references", "hold"),
    "email_address": ("E-mail addresses", "advise"),
    "phone_number": ("Telephone numbers", "advise"),
    "internal_address": ("Internal hosts and file paths", "advise"),
    "outside_link": ("Links to hosts that are not listed", "advise"),
    "repetition": ("Saying the same again", "advise"),
    "shouting": ("Shouting", "advise"),
}
OUTCOMES: Final[Mapping[str, str]] = {
    "hold": "A facilitator looks first",
    "advise": "Its author is asked first",
    "block": "Never stored, so never counted",
}
FORESEEN: Final[Mapping[str, str]] = {
    "publish": "It would be published at once.",
    "advise": "Its author would be asked to change it, or to send it to a facilitator.",
    "hold": "It would be held until a facilitator has looked at it.",
    "block": "It would not be taken, and nothing of it would be stored.",
}
LANGUAGES: Final[Mapping[str, str]] = {
    "": "All pages",
    "en": "English pages",
    "fr": "French pages",
    "de": "German pages",
    "nl": "Dutch pages",
    "pl": "Polish pages",
    "ar": "Arabic pages",
    "es": "Spanish pages",
}


def language(tag: str) -> str:
    """For the pages of which language a rule is."""
    return LANGUAGES.get(tag, f"Pages in “{tag}”")


def approved_of(hits: Hits) -> str:
    """How much was approved after all."""
    return f"{hits.approved} of {hits.decided} approved after all" if hits.decided else "none decided yet"


def doubt(figures: Figures) -> str:
    """What speaks against a rule, in a sentence; "" where nothing does."""
    hits = figures.doubted
    return f"{hits.approved} of {hits.decided} were approved after all." if hits else ""


def detector(code: str) -> str:
    """What a detector looks for; a rule's own code is said by its name elsewhere."""
    return DETECTORS[code][0] if code in DETECTORS else code.replace("_", " ").capitalize()
