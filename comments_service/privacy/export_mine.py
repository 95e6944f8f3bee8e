"""All that is kept of whoever asks, as one document, and nothing of anybody else: for programs, and to be read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from comments_service.discussion import unsealed
from comments_service.discussion.pulse_question import answered_by
from comments_service.discussion.told import told
from comments_service.discussion.unnamed import ids_anywhere
from comments_service.records import Decision, Person
from comments_service.storage import decisions, everything_of

# What each section is, for somebody who reads it.
IN_WORDS: Final[Mapping[str, str]] = {
    "person": "Who you are here",
    "comments": "What you said",
    "revisions": "The words of what you said, each version",
    "asked_about": "Which part of a page that was about",
    "letters": "What you did without your name and is still in the letterbox",
    "decisions": "What you were told of decisions about it",
    "appeals": "Your appeals",
    "reports": "What you reported",
    "reactions": "What you reacted to: nobody else is told that it was you",
    "sanctions": "When you were muted, or read first",
    "marks": "What you marked for everybody to see",
    "named_in_marks": "Where you are named: as who finds out, or who drafted",
    "identities": "Who you are at the company’s sign-in",
    "responses_drafted": "Official responses that you drafted for others",
    "responses_to_approve": "Official responses that were drafted for you",
    "summaries": "What you wrote of what was heard in a discussion",
    "decisions_made": "What you decided as a facilitator",
    "rules": "Rules of screening that you own",
    "receipts": "What you said that you have read",
    "progress": "What you completed and answered where you learn, and whether that was right at the first try",
    "pulses": "What you answered to the questions of pages: nobody else can see that it was you",
    "following": "The discussions that you follow",
    "topics_followed": "The topics of boards that you follow",
    "mailbox": "Where mail to you goes, and whether you want it about replies, decisions and what you share or follow",
    "notices": "Mail to you: what it was about, and when it was sent",
    "sessions": "Where you are signed in",
    "unsealed": "Where two people learned that you wrote something without your name",
    "did": "What was recorded of what you did",
    "happened": "What was recorded about you",
}
# What somebody has of what they said without their name: this is theirs alone to read, and does not say which it is.
_WITHOUT_A_NAME: Final = ("marks", "comments", "revisions", "asked_about", "letters", "appeals", "sanctions", "did")
LEFT_OUT: Final = tuple(dict.fromkeys(everything_of.LEFT_OUT.values()))


async def export_mine(person: Person, *, now: datetime) -> dict[str, Any]:
    """Return all that is kept of somebody, by section, and why the rest is not in it."""
    found: dict[str, Any] = {name: await everything_of.section(name, person.id) for name in everything_of.SECTIONS}
    found["person"] = found["person"][0]
    for pseudonym in (await ids_anywhere(person))[1:]:
        for name in _WITHOUT_A_NAME:
            found[name] += await everything_of.section(name, pseudonym)
    found["decisions"] = await _decisions(
        [UUID(one["id"]) for one in found["comments"] if one["state"] != "purged"], now
    )
    found["unsealed"] = await _unsealed(found["comments"], now)
    found["pulses"] = [
        {"thread_id": one.thread_uid, "question": one.question, "answer": one.choice}
        for one in await answered_by(person)
    ]
    found["happened"] = await everything_of.happened_to(person.id)
    return {
        "made": now.isoformat(),
        **{name: found[name] for name in IN_WORDS},
        "left_out": list(LEFT_OUT),
    }


async def _decisions(comment_ids: list[UUID], now: datetime) -> list[dict[str, Any]]:
    """What an author was told: no name of a facilitator, and nothing that is still fresh, silent or another's."""
    by_comment = await decisions.of_comments(comment_ids)
    return [_told(one) for some in by_comment.values() for one in told(some, now=now)]


async def _unsealed(said: list[dict[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """What an author may be told of that; their own name is in no row of it."""
    opened = await unsealed.told([UUID(one["id"]) for one in said], today=now.date())
    return [
        {"comment_id": str(one.comment_id), "at": one.answered.isoformat() if one.answered else "", "why": one.reason}
        for some in opened.values()
        for one in some
    ]


def _told(decision: Decision) -> dict[str, Any]:
    return {
        "comment_id": str(decision.comment_id),
        "action": decision.action,
        "reason": decision.reason,
        "message": decision.message,
        "marked": list(decision.marked),
        "at": decision.at.isoformat(),
    }
