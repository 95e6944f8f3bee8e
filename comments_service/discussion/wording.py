"""Turning what somebody typed into a revision: cleaned, screened, rendered. Shared by post, edit and preview."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from comments_service.discussion import markup
from comments_service.discussion.body import clean_body
from comments_service.languages import N_
from comments_service.records import Person, Revision
from comments_service.refusals import Refusal
from comments_service.screening import heat, mask
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import read
from comments_service.screening.screen import MOST_FINDINGS_OF_A_KIND, Rules, Screening, screen
from comments_service.storage import comments, people

# How much of what somebody said before is looked at, to see that they are not saying it again.
_OF_LATE, _MOST_OF_LATE = timedelta(days=1), 5
_NO_COMMENT = UUID(int=0)


class BodyIsBlocked(Refusal):
    """Screening found something that must not be stored: it was not, nor logged."""

    code = "body-is-blocked"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(N_("This cannot be posted as it is. Nothing was kept; your text is still yours to change."))
        self.findings = findings


class BodyNeedsAdvice(Refusal):
    """Screening found something its author should look at first: change it, or ask for it to be reviewed."""

    code = "body-needs-advice"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(N_("Please look at this before it is posted: change it, or ask a facilitator to review it."))
        self.findings = findings


class BodyIsHeated(Refusal):
    """It may be posted just as it is. Its author is asked once whether they mean it so; nothing of that is kept."""

    code = "body-is-heated"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(
            N_("Do you want to send it like this? Nobody has seen it, and nobody will know that we asked.")
        )
        self.findings = findings


def require_calm(as_sent: str) -> None:
    """Ask the author of heated words, once.

    Raises:
        BodyIsHeated: it sounds angry. Nobody else is told.
    """
    if heated := list(islice(heat.find(read(as_sent)), MOST_FINDINGS_OF_A_KIND)):
        raise BodyIsHeated(heated)


async def of_late(author_id: UUID, *, but: UUID, now: datetime) -> list[str]:
    """What somebody said of late by this id, apart from the comment that is to be screened."""
    return await comments.recent_texts(author_id, since=now - _OF_LATE, but=but, limit=_MOST_OF_LATE)


def screened(
    body: str, rules: Rules, *, as_sent: str, ask_review: bool, lang: str, recent: Sequence[str], nudge: bool = False
) -> Screening:
    """Screen a clean text.

    Args:
        as_sent: the text before it was cleaned: what its author is told points into that.
        ask_review: the author has seen the advice and wants a facilitator to look.
        lang: the language of the page.
        recent: what its author said `of_late`.
        nudge: whether its author is to be asked if it is heated; once they were, or where nobody could be, it is not.

    Raises:
        BodyIsBlocked: it may not be stored at all.
        BodyNeedsAdvice, BodyIsHeated: its author has not yet been asked.
    """
    screening = screen(body, rules, lang=lang, recent=recent)
    if screening.outcome is Outcome.BLOCK or (screening.outcome is Outcome.ADVISE and not ask_review):
        told = screen(as_sent, rules, lang=lang, recent=recent).findings or screening.findings
        raise BodyIsBlocked(told) if screening.outcome is Outcome.BLOCK else BodyNeedsAdvice(told)
    if nudge and not ask_review:
        require_calm(as_sent)
    return screening


async def foreseen(body: str, rules: Rules, *, lang: str, author: Person | None, now: datetime) -> Screening:
    """What screening would say of a text if its author posted it now.

    Raises:
        BodyIsEmpty, BodyIsTooLong, BodyIsUnreadable: see discussion/body.py.
    """
    recent = await of_late(author.id, but=_NO_COMMENT, now=now) if author else []
    return screen(cleaned(body), rules, lang=lang, recent=recent)


def masked(body: str, rules: Rules, *, lang: str) -> str:
    """Return a text as it was typed with bars over what it can do without; nothing of it is kept."""
    cleaned(body)
    return mask.masked(body, screen(body, rules, lang=lang, recent=()).findings)


def needs_review(screening: Screening) -> list[str]:
    """Why a text that may be stored must wait for a facilitator, by code; empty if it need not."""
    if screening.outcome is Outcome.HOLD:
        return sorted({f"finding:{finding.detector}" for finding in screening.findings})
    return ["asked-for-review"] if screening.outcome is Outcome.ADVISE else []


async def rendered(body: str, *, site_host: str) -> str:
    """Return a clean text as safe HTML, with mentions of people resolved to their names."""
    names: Mapping[str, str] = await people.names(markup.mentions(body))
    return markup.render(body, names=names, site_host=site_host)


async def revision(
    body: str,
    screening: Screening,
    *,
    number: int,
    now: datetime,
    site_host: str,
    names: Mapping[str, str] | None = None,
) -> Revision:
    """Return the revision of a clean and screened text.

    Args:
        names: who may be mentioned in it, by handle; None for everybody who is here.
    """
    html = markup.render(body, names=names, site_host=site_host) if names is not None else None
    return Revision(
        number=number,
        body=body,
        html=html if html is not None else await rendered(body, site_host=site_host),
        markup_version=markup.MARKUP_VERSION,
        findings=[_plain(finding) for finding in screening.findings],
        created=now,
    )


def cleaned(body: str) -> str:
    """Return the text as it will be kept.

    Raises:
        BodyIsEmpty, BodyIsTooLong, BodyIsUnreadable: see discussion/body.py.
    """
    return clean_body(body)


def _plain(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "outcome": finding.outcome.value}
