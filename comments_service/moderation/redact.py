"""Redacting: words are taken out of a comment for good, from whatever it ever said and whatever was said about it.

The one thing at the desk that cannot be undone, for what must not be kept: a number, a name, a secret.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from comments_service.discussion import markup, wording
from comments_service.discussion.edit import ChangedMeanwhile, CommentIsUnknown
from comments_service.discussion.lifecycle import PURGED
from comments_service.discussion.marks import REDACTED
from comments_service.discussion.redaction import holds, moved, redacted
from comments_service.events import COMMENT_REDACTED, Change, Ledger
from comments_service.languages import N_
from comments_service.moderation.legal_hold import require_no_hold
from comments_service.moderation.marks.putting import put
from comments_service.moderation.reasons import REASONS
from comments_service.people.authorship import wrote
from comments_service.people.roles import require
from comments_service.records import Comment, Person
from comments_service.refusals import FieldIsWrong, NotAllowed
from comments_service.storage import comments, redaction, search, summaries

SHORTEST, LONGEST, MOST = 3, 2_000, 20


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is to go: these words, each wherever it stands, from this version of a comment, for a reason by code."""

    comment_id: UUID
    version: int
    words: Sequence[str]
    reason: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """The comment afterwards, in how many texts the words stood, and which others of the discussion hold them too."""

    comment: Comment
    places: int
    elsewhere: Sequence[UUID]


async def redact(
    asked: Redaction, *, by: Person | None, ledger: Ledger, site_host: str, new_id: Callable[[], UUID]
) -> Redacted:
    """Take words out of a comment for good; sent again, there is nothing left to take out, and that is said.

    Raises:
        SignInRequired, NotAllowed: only facilitators redact, and not what is their own.
        FieldIsWrong: a reason or words that are not allowed, or that are not in the comment.
        CommentIsUnknown, ChangedMeanwhile.
        HeldForLegal: it must be kept as it is for now.
    """
    facilitator = require(by, "moderate")
    words = _checked(asked)
    before = await comments.get(asked.comment_id)
    if before is None or before.state == PURGED:
        raise CommentIsUnknown
    if wrote(facilitator, before):
        raise NotAllowed(N_("This is your own comment. You can edit or withdraw it."))
    after = replace(before, version=asked.version + 1)
    async with ledger.change(before.thread_uid) as change:
        if not await comments.change(after):
            raise ChangedMeanwhile(before.version)
        await require_no_hold(before.id)
        places = await _take_out(words, after, site_host=site_host)
        if not places:
            raise FieldIsWrong("words", N_("These words are not in the comment: copy them as they stand there."))
        await _say_so(asked.reason, places, after, change=change, by=facilitator, new_id=new_id)
    await search.rebuild()
    await redaction.leave_no_trace()
    return Redacted(after, places, await _elsewhere(words, after))


def _checked(asked: Redaction) -> list[str]:
    if asked.reason not in REASONS:
        raise FieldIsWrong("reason", N_("Say why: its author is told."), allowed=list(REASONS))
    words = [one.strip() for one in asked.words if one.strip()]
    if not words or len(words) > MOST:
        raise FieldIsWrong(
            "words", N_("Give the words that are to go, each on a line of its own, %(most)s at most.", most=MOST)
        )
    if any(not SHORTEST <= len(one) <= LONGEST for one in words):
        raise FieldIsWrong(
            "words",
            N_(
                "Each needs %(shortest)s to %(longest)s characters, or too much would go.",
                shortest=SHORTEST,
                longest=format(LONGEST, ","),
            ),
        )
    return words


async def _take_out(words: Sequence[str], comment: Comment, *, site_host: str) -> int:
    """Take the words out of every text that belongs to a comment; return out of how many."""
    places = 0
    for revision in await redaction.revisions(comment.id):
        body = redacted(revision.body, words)
        if body == revision.body:
            continue
        places += 1
        after = replace(
            revision,
            body=body,
            html=await wording.rendered(body, site_host=site_host),
            markup_version=markup.MARKUP_VERSION,
            findings=moved(revision.findings, revision.body, words),
        )
        await redaction.rewrite(comment.id, after)
        if revision.number == comment.latest_number:
            await search.put(comment.id, body)
    places += await redaction.rewrite_around(comment.id, lambda text: redacted(text, words))
    return places + await _out_of_summaries(words, comment, site_host=site_host)


async def _out_of_summaries(words: Sequence[str], comment: Comment, *, site_host: str) -> int:
    """And out of what somebody wrote of the whole discussion, each version, since that stands in the page as well."""
    places = 0
    for summary in await summaries.history(comment.thread_uid):
        if (body := redacted(summary.body, words)) != summary.body:
            await summaries.rewrite(summary.id, body=body, html=await wording.rendered(body, site_host=site_host))
            places += 1
    return places


async def _say_so(
    reason: str, places: int, comment: Comment, *, change: Change, by: Person, new_id: Callable[[], UUID]
) -> None:
    """Readers see that something was taken out, and its author why."""
    await put(change, comment.id, REDACTED, by=by, new_id=new_id, facts={"reason": reason})
    change.record(COMMENT_REDACTED, comment=comment.id, person=by.id, reason=reason, places=places)


async def _elsewhere(words: Sequence[str], comment: Comment) -> list[UUID]:
    """Which other comments of the discussion hold the words too: those who quoted it, mostly."""
    others = await redaction.others_of_thread(comment.id, comment.thread_uid)
    return list(dict.fromkeys(one for one, body in others if holds(body, words)))
