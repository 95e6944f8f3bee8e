"""All that is kept of one person, by what it is: what they may have, and why the rest is not in it.

A test walks every column that leads to a person and demands that it is in one of the two lists.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from comments_service.storage.connection import fetch
from comments_service.storage.values import as_json, as_moment


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of thing, and the columns that lead from it to its person.

    Attributes:
        columns: what is given, as SQL; nothing in it is another person's name, id or words.
        of: the tables, and which of their rows.
    """

    columns: Sequence[str]
    of: str
    covers: Sequence[str]


SECTIONS: Final[Mapping[str, Section]] = {
    "person": Section(
        (
            "id",
            "handle",
            "name",
            "title",
            "site",
            "department",
            "level",
            "roles",
            "active",
            "guidelines_seen",
            "origin",
            "language",
        ),
        "person WHERE id = ?",
        (),
    ),
    "comments": Section(
        ("id", "thread_id", "parent_id", "kind", "state", "created", "edited"),
        "comment WHERE author_id = ? ORDER BY created, id",
        ("comment.author_id",),
    ),
    # Words that a legal hold alone keeps are not among them: see docs/OPERATING.md.
    "revisions": Section(
        ("r.comment_id", "r.number", "r.body", "r.created", "r.findings"),
        "revision r JOIN comment c ON c.id = r.comment_id WHERE c.author_id = ? AND c.state <> 'purged'"
        " ORDER BY r.created, r.number",
        (),
    ),
    "asked_about": Section(
        ("a.comment_id", "a.quote"),
        "anchor a JOIN comment c ON c.id = a.comment_id WHERE c.author_id = ? AND c.state <> 'purged'"
        " ORDER BY c.created, c.id",
        (),
    ),
    "letters": Section(
        ("comment_id", "thread_id", "action", "body", "quote", "due", "problem"),
        "letter WHERE author_id = ? ORDER BY number",
        ("letter.author_id",),
    ),
    "appeals": Section(
        ("a.comment_id", "a.words", "a.at"),
        "appeal a JOIN comment c ON c.id = a.comment_id WHERE c.author_id = ? AND c.state <> 'purged' ORDER BY a.at",
        (),
    ),
    "reports": Section(
        ("comment_id", "reason", "detail", "at"), "report WHERE by_id = ? ORDER BY at", ("report.by_id",)
    ),
    "reactions": Section(
        ("comment_id", "name AS reaction"),
        "reaction WHERE person_id = ? ORDER BY comment_id, name",
        ("reaction.person_id",),
    ),
    "sanctions": Section(
        ("kind", "reason", "at", "until", "ended"),
        "sanction WHERE person_id = ? ORDER BY at",
        ("sanction.person_id",),
    ),
    "marks": Section(
        ("comment_id", "kind", "facts", "at", "ended"), "mark WHERE by_id = ? ORDER BY at", ("mark.by_id",)
    ),
    "named_in_marks": Section(
        ("comment_id", "kind", "at", "ended"), "mark WHERE named_id = ? ORDER BY at", ("mark.named_id",)
    ),
    "responses_drafted": Section(
        ("thread_id", "parent_id", "body", "at", "state", "decided"),
        "official_draft WHERE by_id = ? ORDER BY at",
        ("official_draft.by_id",),
    ),
    "responses_to_approve": Section(
        ("thread_id", "parent_id", "body", "at", "state", "decided", "answer"),
        "official_draft WHERE speaker_id = ? ORDER BY at",
        ("official_draft.speaker_id",),
    ),
    "summaries": Section(
        ("thread_id", "number", "body", "at"), "summary WHERE by_id = ? ORDER BY at, number", ("summary.by_id",)
    ),
    "decisions_made": Section(
        ("comment_id", "action", "reason", "at"), "decision WHERE by_id = ? ORDER BY at", ("decision.by_id",)
    ),
    "rules": Section(
        ("term", "why", "added", "expires", "turned_on", "ended"),
        "rule WHERE owner_id = ? ORDER BY added",
        ("rule.owner_id",),
    ),
    "sessions": Section(
        ("created", "seen", "way"), "session WHERE person_id = ? ORDER BY created", ("session.person_id",)
    ),
    "identities": Section(
        ("issuer", "subject", "created"), "identity WHERE person_id = ? ORDER BY created", ("identity.person_id",)
    ),
    "receipts": Section(
        ("thread_id", "day"), "receipt WHERE person_id = ? ORDER BY day, thread_id", ("receipt.person_id",)
    ),
    "progress": Section(
        ("thread_id", "step", "item", "right_first", "day"),
        "progress WHERE person_id = ? ORDER BY day, thread_id, step, item",
        ("progress.person_id",),
    ),
    "following": Section(("thread_id",), "following WHERE person_id = ? ORDER BY thread_id", ("following.person_id",)),
    "topics_followed": Section(
        ("topic_id",), "topic_following WHERE person_id = ? ORDER BY topic_id", ("topic_following.person_id",)
    ),
    "mailbox": Section(
        ("address", "replies", "decisions", "followed"), "mailbox WHERE person_id = ?", ("mailbox.person_id",)
    ),
    "notices": Section(
        ("kind", "made", "settled", "outcome"), "notice WHERE to_id = ? ORDER BY made, id", ("notice.to_id",)
    ),
    "did": Section(
        ("number", "kind", "thread_uid", "comment_id", "at"),
        "event WHERE person_id = ? ORDER BY number",
        ("event.person_id",),
    ),
}
LEFT_OUT: Final[Mapping[str, str]] = {
    "claim.person_id": "that you look at a comment at the desk, for a minute and a half",
    "decision.by_id, its words": "what you wrote to or about somebody else beside a decision is about them",
    "note.by_id": "notes of facilitators are about what somebody else said",
    "sanction.by_id": "what you decided about somebody else is about them; that you did is among what you did",
    "sanction.ended_by_id": "what you ended for somebody else is about them; that you did is among what you did",
    "mark.ended_by_id": "a mark that you ended was somebody’s; that you did is among what you did",
    "sealed_case.by_id": "sealed cases are about what somebody else said, and are for the role that they were told to",
    "sealed_case.closed_by_id": "sealed cases are about what somebody else said",
    "sealed_note.by_id": "sealed cases are about what somebody else said",
    "pseudonym.person_id": "whose a pseudonym is, is sealed; what you said without your name is among what you said",
    "unsealing.by_id": "that you asked who wrote a comment is about what somebody else said",
    "unsealing.answered_by_id": "what you answered there is about what somebody else said",
    "legal_hold.person_id": "whether the law asks to keep something is for human resources or legal to say: ask them",
    "legal_hold.by_id": "legal holds are about what somebody else said",
    "legal_hold.ended_by_id": "legal holds are about what somebody else said",
}
# Everything that happened to somebody, by which of an event's facts are theirs; who did it is not.
_ABOUT_THEM: Final = ("before", "after", "sanction", "until", "sessions")
_MOMENTS: Final = frozenset(
    {
        "created",
        "edited",
        "at",
        "until",
        "ended",
        "decided",
        "seen",
        "added",
        "expires",
        "turned_on",
        "made",
        "settled",
        "due",
    }
)
_SWITCHES: Final = frozenset({"active", "replies", "decisions", "followed", "right_first"})
_JSON: Final = frozenset({"roles", "findings", "facts"})


async def section(name: str, person_id: UUID) -> list[dict[str, Any]]:
    """All rows of a section that are somebody's, as plain values that JSON can hold."""
    about = SECTIONS[name]
    rows = await fetch(f"SELECT {', '.join(about.columns)} FROM {about.of}", person_id)
    return [{column: _plain(column, value) for column, value in row.items()} for row in rows]


async def happened_to(person_id: UUID) -> list[dict[str, Any]]:
    """What was recorded about somebody, by whomever: changed roles, sanctions."""
    rows = await fetch(
        "SELECT number, kind, at, facts FROM event WHERE kind LIKE 'person.%' OR kind LIKE 'session.%' ORDER BY number"
    )
    found = [(row, as_json(row["facts"])) for row in rows]
    return [
        {"number": row["number"], "kind": row["kind"], "at": _plain("at", row["at"])}
        | {name: facts[name] for name in _ABOUT_THEM if name in facts}
        for row, facts in found
        if facts.get("about") == str(person_id)
    ]


def _plain(column: str, value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return bool(value) if column in _SWITCHES and value is not None else value
    if column in _JSON:
        return as_json(value)
    return as_moment(value).isoformat() if column in _MOMENTS else str(value)
