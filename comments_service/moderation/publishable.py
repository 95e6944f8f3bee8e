"""Whether words may be read by everybody at once, read by nobody before. Pure; for what is said at the desk."""

from functools import reduce

from comments_service.languages import N_
from comments_service.refusals import FieldIsWrong
from comments_service.screening.finding import Outcome
from comments_service.screening.screen import Rules, screen


def require_publishable(field: str, body: str, rules: Rules, *, lang: str) -> None:
    """Check that screening finds nothing in a text.

    Args:
        field: what it was typed into.
        lang: the language of the page.

    Raises:
        FieldIsWrong: it does; nothing is kept.
    """
    screening = screen(body, rules, lang=lang, recent=())
    if screening.outcome is not Outcome.PUBLISH:
        found = reduce(_then, dict.fromkeys(finding.message for finding in screening.findings))
        raise FieldIsWrong(field, N_("Say it otherwise, since everybody reads it at once. %(found)s", found=found))


def _then(one: str, another: str) -> str:
    return N_("%(one)s %(another)s", one=one, another=another)
