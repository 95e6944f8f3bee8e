"""Searching all comments, whatever became of them: by words, person, page, state, days, and reason of removal.

What is looked for is recorded and logged nowhere. The desk's search page calls it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from comments_service.discussion.lifecycle import PURGED, REMOVED, STATES
from comments_service.languages import N_
from comments_service.moderation.marking import Piece, marked
from comments_service.moderation.reasons import REASONS
from comments_service.people.roles import require
from comments_service.records import Person, Spoken, Thread
from comments_service.refusals import FieldIsWrong
from comments_service.storage import comments, decisions, people, pseudonyms, search, threads
from comments_service.storage.folding import folded_words, words_in
from comments_service.storage.search import Filters, Term

PAGE = 25
FOUND_IN = tuple(state for state in STATES if state != PURGED)
LONGEST = 200  # characters of anything that is looked for
_EXCERPT, _LEAD = 280, 70
# The last word is taken for a beginning, from so many letters on: fewer begin half of all words.
_BEGINNING = 3
# In quotation marks, of whatever kind: as a phrase. One that is never closed ends with the text.
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+)')


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for, as they typed it; "" does not matter. `since` and `until` are days, both included."""

    words: str = ""
    person: str = ""
    page: str = ""
    state: str = ""
    reason: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A comment that was found: where its words fit, cut so that those looked for can be marked.

    `removed_for` is the code of the reason where it is removed now; "" where it is not.
    """

    spoken: Spoken
    thread: Thread
    pieces: Sequence[Piece]
    removed_for: str


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found, the newest first, and the comment after which the next page begins."""

    found: Sequence[Result]
    next_after: UUID | None = None


async def look_for(asked: Asked, *, by: Person | None, after: UUID | None = None) -> Results:
    """Find comments.

    Raises:
        SignInRequired, NotAllowed: this is for facilitators.
        FieldIsWrong: a state, reason or day that is none, or too long a text.
    """
    require(by, "moderate")
    terms, filters = terms_of(asked.words), await _filters(asked)
    if filters is None or (asked.words.strip() and not terms):
        return Results([])
    ids = await search.find(filters, after=after, limit=PAGE + 1)
    page = ids[:PAGE]
    return Results(await _results(page, terms), page[-1] if len(ids) > PAGE else None)


def terms_of(text: str) -> list[Term]:
    """Read what somebody typed: words, "phrases", and a last word that may be the beginning of one.

    Whatever is typed means something or nothing; no text is wrong.
    """
    terms, found = [], list(_QUOTED.finditer(text))
    for one in found:
        words = tuple(folded_words(one[1] if one[2] is None else one[2]))
        is_typed_last = one is found[-1] and one[2] is not None
        if words:
            terms.append(Term(words, goes_on=is_typed_last and len(words[-1]) >= _BEGINNING))
    return terms


async def _filters(asked: Asked) -> Filters | None:
    """What the database is asked, or None where nobody and no page is called that."""
    _require_known(asked)
    since, until = _day("since", asked.since), _day("until", asked.until)
    if since and until and until < since:
        raise FieldIsWrong("until", N_("The last day is before the first."))
    whose = await _whose(asked.person) if asked.person else None
    where = await threads.named(asked.page) if asked.page else None
    if whose == [] or where == []:
        return None
    return Filters(
        terms=terms_of(asked.words),
        people=whose,
        threads=where,
        state=asked.state or None,
        since=since,
        before=until + timedelta(days=1) if until else None,
        reason=asked.reason or None,
    )


async def _whose(text: str) -> list[UUID]:
    """The people of that name; or a pseudonym, by its handle alone."""
    pseudonym = await pseudonyms.by_handle(text)
    return [one.id for one in (pseudonym, *await people.named(text)) if one]


def _require_known(asked: Asked) -> None:
    for field, text in (("words", asked.words), ("person", asked.person), ("page", asked.page)):
        if len(text) > LONGEST:
            raise FieldIsWrong(field, N_("Look for at most %(longest)s characters.", longest=LONGEST))
    if asked.state and asked.state not in FOUND_IN:
        raise FieldIsWrong("state", N_("Choose one of the states in the list."), allowed=FOUND_IN)
    if asked.reason and asked.reason not in REASONS:
        raise FieldIsWrong("reason", N_("Choose one of the reasons in the list."), allowed=list(REASONS))


def _day(field: str, text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.combine(date.fromisoformat(text), time.min, UTC)
        return found + timedelta(days=1) - timedelta(days=1)  # the last day there is has none after it
    except (ValueError, OverflowError) as error:
        raise FieldIsWrong(field, N_("Write a day as year-month-day, such as 2026-11-23.")) from error


async def _results(ids: Sequence[UUID], terms: Sequence[Term]) -> list[Result]:
    spoken = await comments.spoken(ids, words="latest")
    about = await threads.some({one.comment.thread_uid for one in spoken.values()})
    removed = [key for key, one in spoken.items() if one.comment.state == REMOVED]
    decided = await decisions.latest(removed)
    return [
        Result(
            spoken=(one := spoken[key]),
            thread=about[one.comment.thread_uid],
            pieces=excerpt(one.revision.body if one.revision else "", terms),
            removed_for=(decided[key].reason or "") if key in decided else "",
        )
        for key in ids
    ]


def excerpt(body: str, terms: Sequence[Term]) -> list[Piece]:
    """The part of a text in which the first of some terms stands, with all of them marked."""
    spans = sorted(_stands(body, terms), key=lambda span: span["start"])
    first = spans[0]["start"] if spans else 0
    begin = body.rfind(" ", 0, first - _LEAD) + 1 if first > _LEAD else 0
    part = body[begin : begin + _EXCERPT]
    shifted = [{"start": one["start"] - begin, "end": one["end"] - begin} for one in spans]
    cut = begin + len(part) < len(body)
    return [*([Piece("… ", found=False)] * (begin > 0)), *marked(part, shifted), *([Piece("…", found=False)] * cut)]


def _stands(body: str, terms: Sequence[Term]) -> list[Mapping[str, int]]:
    words = list(words_in(body))
    spans: list[Mapping[str, int]] = []
    for term in terms:
        size = len(term.words)
        for at in range(len(words) - size + 1):
            run = words[at : at + size]
            if _fits([word.folded for word in run], term):
                spans.append({"start": run[0].start, "end": run[-1].end})
    return spans


def _fits(words: Sequence[str], term: Term) -> bool:
    last, wanted = words[-1], term.words[-1]
    return tuple(words[:-1]) == term.words[:-1] and (last.startswith(wanted) if term.goes_on else last == wanted)
