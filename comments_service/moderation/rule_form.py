"""What may stand in the fields of a rule. Pure."""

import re
from datetime import timedelta

from comments_service.languages import N_
from comments_service.refusals import FieldIsWrong

LONGEST_TERM, LONGEST_WHY = 120, 500
LONGEST_LIFE = timedelta(days=366)
_LANGUAGE = re.compile(r"(?:[a-z]{2,3}(?:-[a-z0-9]{2,8})*)?")
_LONGEST_LANGUAGE = 16


def require_term(text: str) -> str:
    """Return the words to look for, with single spaces.

    Raises:
        FieldIsWrong: there are none, or too many, or some that nobody can see.
    """
    term = " ".join(text.split())
    if not term or len(term) > LONGEST_TERM or not term.isprintable():
        raise FieldIsWrong(
            "term",
            N_("Say what to look for: a word or a few, of at most %(longest)s characters.", longest=LONGEST_TERM),
        )
    return term


def require_tongue(tag: str) -> str:
    """Return the language of the pages that the rule is for; "" is for all.

    Raises:
        FieldIsWrong: it is no language.
    """
    if len(tag) > _LONGEST_LANGUAGE or not _LANGUAGE.fullmatch(tag):
        raise FieldIsWrong("lang", N_("Choose a language, or all of them."))
    return tag


def require_why(text: str) -> str:
    """Return why there is this rule.

    Raises:
        FieldIsWrong: nobody could tell, or nobody would read it.
    """
    why = " ".join(text.split())
    if not why or len(why) > LONGEST_WHY or not why.isprintable():
        raise FieldIsWrong(
            "why",
            N_("Say why, in at most %(longest)s characters: colleagues must be able to judge it.", longest=LONGEST_WHY),
        )
    return why
