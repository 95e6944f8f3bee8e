"""The shapes that programs rely on: what comments, decisions and personal views look like as JSON, and the words
for why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from comments_service.block_records import Led
from comments_service.discussion.body import MAX_RAW_CHARACTERS
from comments_service.discussion.fate import Fate
from comments_service.discussion.kinds import KINDS
from comments_service.discussion.letterbox import WAITING
from comments_service.discussion.lifecycle import DECISIONS, PUBLISHED
from comments_service.discussion.marks import ACKNOWLEDGED, OFFICIAL, REDACTED
from comments_service.discussion.my_view import Mine
from comments_service.discussion.react import Reacted
from comments_service.discussion.report import LONGEST_DETAIL
from comments_service.discussion.report import REASONS as REPORTED_FOR
from comments_service.discussion.unnamed import UNNAMED, shown_since
from comments_service.languages import N_, Sentence
from comments_service.moderation.appeal import LONGEST_APPEAL
from comments_service.moderation.reasons import REASONS
from comments_service.moderation.said import LONGEST_MESSAGE, MOST_MARKED
from comments_service.people.roles import CASE_ROLES, badges
from comments_service.records import Comment, Decision, Mark, Person, Spoken, Thread
from comments_service.screening.finding import Finding
from comments_service.screening.mask import can_be_masked
from comments_service.subjects import subjects_of
from comments_service.web.anchors import AnchorMade, anchor

# Why something waits, for its author. A finding brings its own sentence, which never confirms what is not public.
WHY: dict[str, str] = {
    "page-is-reviewed": N_("On this page every comment is read by a facilitator first."),
    "first-comment": N_("Your first comment is read by a facilitator before it appears."),
    "author-is-reviewed": N_("For a time a facilitator reads what you say before it appears."),
    "asked-for-review": N_("You asked a facilitator to look at it."),
    WAITING: N_("What is done without a name lies in a letterbox until the time at which it is emptied."),
    UNNAMED: N_("What is said without a name is read by a facilitator before it appears."),
    "reported": N_("Somebody asked a facilitator to check it."),
    "returned": N_("You have changed it, and a facilitator reads it again."),
    "being-read": N_("A facilitator is looking at it now."),
    "somebody-is-asked": N_("It takes longer than usual: somebody who knows more about this is being asked."),
}

# How many decisions one request may bring.
MOST_AT_ONCE = 100
# As many as a column can hold: a number beyond that was never a comment's version.
Version = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]


def _said(**about: Any) -> msgspec.Meta:
    """What the document says of a field. Whether it is so, the room decides that it is for, in words for a person."""
    return msgspec.Meta(extra_json_schema=about)


# What is more than that once it is cleaned is refused as well.
Words = Annotated[str, _said(minLength=1, maxLength=MAX_RAW_CHARACTERS)]


class Draft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client sends to post a comment."""

    thread: str
    body: Words
    parent: UUID | None = None
    kind: Annotated[str | None, _said(enum=[*KINDS, None])] = None
    review: bool = False
    official: bool = False
    cooled: bool = False
    anonymous: Annotated[bool, _said(description="Without one’s name, where the page allows it")] = False
    guidelines: Annotated[str, _said(maxLength=20, description="The version that stood above it, if one did")] = ""
    anchor: AnchorMade | None = None


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client sends to edit a comment."""

    body: Words
    review: bool = False
    cooled: bool = False


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text to be shown as it would look."""

    body: Words


class TextForThread(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text to be screened as if it were posted."""

    body: Words
    thread: str | None = None


class ReportMade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client sends to report a comment."""

    reason: Annotated[str, _said(enum=list(REPORTED_FOR))]
    detail: Annotated[str, _said(maxLength=LONGEST_DETAIL)] = ""


class VerdictGiven(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a facilitator's client sends for one comment. What is wrong with one is in its own result."""

    comment: UUID
    version: Version
    action: Annotated[str, _said(description=f"One of {', '.join(DECISIONS)}")]
    reason: Annotated[str | None, _said(description=f"One of {', '.join(REASONS)}")] = None
    message: Annotated[str, _said(description=f"To its author, up to {LONGEST_MESSAGE} characters")] = ""
    note: Annotated[str, _said(description=f"To facilitators, up to {LONGEST_MESSAGE} characters")] = ""
    to: Annotated[str | None, _said(description=f"Escalated to {', '.join(CASE_ROLES)}")] = None
    marked: Annotated[list[str], _said(description=f"Words to change, {MOST_MARKED} places at most")] = []


Verdicts = Annotated[list[VerdictGiven], _said(minItems=1, maxItems=MOST_AT_ONCE)]


class SolutionGiven(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client sends to say which reply solved a question."""

    answer: UUID


class AppealMade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client sends to appeal against the removal of a comment."""

    words: Annotated[str, _said(minLength=1, maxLength=LONGEST_APPEAL)]


class DemoSignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which of the demo people signs in."""

    person: str


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a comment: how many public replies, what was said about it, how many reacted how, which
    reply solved it."""

    replies: int = 0
    marks: Sequence[Mark] = ()
    reactions: Mapping[str, int] = field(default_factory=dict)
    solution: Spoken | None = None
    led: Sequence[Led] = ()


def comment(spoken: Spoken, thread: Thread, around: Around) -> dict[str, Any]:
    """A comment as JSON. One that is not published says nothing of its words or author."""
    about = spoken.comment
    is_public = about.state == PUBLISHED and spoken.revision is not None
    return {
        "id": str(about.id),
        "thread": about.thread_uid,
        "parent": str(about.parent_id) if about.parent_id else None,
        "kind": about.kind,
        "state": about.state,
        "version": about.version,
        "author": author(spoken.author, thread) if is_public else None,
        "body": spoken.revision.body if is_public and spoken.revision else None,
        "html": spoken.revision.html if is_public and spoken.revision else None,
        "created": iso(shown_since(about.created, spoken.author)),
        "edited": iso(shown_since(spoken.edited, spoken.author)) if spoken.edited and is_public else None,
        "reactions": dict(around.reactions) if is_public else {},
        "marks": [mark(one) for one in around.marks if one.kind != REDACTED] if is_public else [],
        "anchor": anchor(spoken, thread) if is_public else None,
        "solution": str(around.solution.comment.id) if is_public and around.solution else None,
        "led_to": [{"url": one.url, "title": one.title} for one in around.led] if is_public else [],
        "replies": around.replies,
    }


def own_comment(spoken: Spoken, thread: Thread, around: Around) -> dict[str, Any]:
    """A comment as its author sees it, with its latest words whatever its state."""
    said = spoken.revision
    words = {"body": said.body, "html": said.html, "anchor": anchor(spoken, thread)} if said else {}
    return {**comment(spoken, thread, around), "author": author(spoken.author, thread), **words}


def mark(one: Mark) -> dict[str, Any]:
    """What was said about a comment for everybody to see: who finds out, or drafted it, is named by what they do."""
    named = {ACKNOWLEDGED: {"owner": one.named}, OFFICIAL: {"drafted_by": one.named}}.get(one.kind, {})
    return {"kind": one.kind, "by": one.by_name, "at": iso(one.at), **one.facts, **named}


def author(person: Person, thread: Thread | None = None) -> dict[str, Any]:
    """Who says something, as everybody may know; in a thread, with what they are in it."""
    return {
        "name": person.name,
        "site": person.site,
        "department": person.department,
        "badges": badges(person, subjects_of(thread.facts) if thread else None),
    }


def finding(one: Finding) -> dict[str, Any]:
    """A finding of screening, with its place in the text (code points), and whether the text can do without it."""
    place = {"start": one.start, "end": one.end, "mask": can_be_masked(one)}
    return {"detector": one.detector, "message": one.message, **place}


def mine(one: Mine, *, html: str) -> dict[str, Any]:
    """One of my comments: its state, why it waits, what was decided, what I may do."""
    about = one.spoken.comment
    return {
        "id": str(about.id),
        "parent": str(about.parent_id) if about.parent_id else None,
        "state": one.fate.state,
        "version": about.version,
        "why": why(one),
        "anonymous": one.spoken.author.unnamed,
        "ahead": one.fate.ahead,
        "can": list(one.can),
        "editable_until": iso(one.editable_until),
        "body": one.spoken.revision.body if one.spoken.revision else "",
        "html": html,
        "returned": one.fate.returned is not None,
        "decisions": [decision(each) for each in one.fate.told],
        **({"decision": decision(one.decision)} if one.decision else {}),
        **({"appeal": appeal(one.fate)} if one.fate.appeal else {}),
        **letter(one),
    }


def letter(one: Mine) -> dict[str, Any]:
    """What of mine nobody else knows of before the letterbox is emptied, or why it could not be taken then."""
    put = one.letter
    if put is None:
        return {}
    return {"letter": {"action": put.action, "body": put.body, "due": iso(put.due), "problem": put.problem or None}}


def decision(one: Decision) -> dict[str, Any]:
    """A decision about a comment of mine: which, why, where that is written, and what I can do."""
    reason = REASONS[one.reason] if one.reason else None
    return {
        "action": one.action,
        "reason": one.reason,
        # The usual words are a sentence of ours, said in its author's language; others stay as typed.
        "message": reason.message if reason and one.message == reason.message else one.message,
        "marked": list(one.marked),
        "guideline": reason.guideline if reason else None,
        "next": reason.next if reason and one.action == "remove" else None,
        "at": iso(one.at),
    }


def appeal(about: Fate) -> dict[str, Any]:
    """How my appeal stands: `outcome` is null until another facilitator has answered."""
    assert about.appeal is not None, "asked only where there is one"
    answer = about.answer
    return {
        "words": about.appeal.words,
        "at": iso(about.appeal.at),
        "due": iso(about.appeal_due) if about.appeal_due else None,
        "outcome": {"approve": "upheld", "remove": "declined"}[answer.action] if answer else None,
    }


def why(one: Mine) -> list[str]:
    """Why a comment of mine waits, in sentences."""
    findings = one.spoken.revision.findings if one.spoken.revision else []
    return why_in_words(one.why_waiting, [str(found["message"]) for found in findings])


def why_in_words(codes: Sequence[str], messages: Sequence[str]) -> list[str]:
    """Turn the causes of waiting into sentences.

    Args:
        codes: as in a case's `why`.
        messages: what the findings themselves say.
    """
    sentences = [WHY[code] for code in codes if code in WHY]
    return (
        [*sentences, *map(Sentence, dict.fromkeys(messages))]
        if any(code.startswith("finding:") for code in codes)
        else sentences
    )


def reacted(one: Reacted) -> dict[str, Any]:
    """How the reactions to a comment stand, and which are mine."""
    return {"comment": str(one.comment_id), "reactions": dict(one.counts), "mine": list(one.mine)}


def state_of(about: Comment) -> dict[str, Any]:
    """The little that is said of a comment after it was changed."""
    return {"id": str(about.id), "state": about.state, "version": about.version}


def iso(at: datetime) -> str:
    """A time as everybody reads it: ISO 8601, UTC."""
    return at.isoformat().replace("+00:00", "Z")
