"""What a letter says of a decision, in plain sentences, for its text and its HTML alike. Pure; called by letters.py.

None of the comment's own words are in it: only what was decided, and what its author can do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from comments_service.block_records import Led
from comments_service.discussion.fate import Fate
from comments_service.discussion.lifecycle import HELD, HIDDEN, PUBLISHED, REMOVED
from comments_service.discussion.marks import due
from comments_service.discussion.outcomes import REASONS as REASONS_TO_DECLINE
from comments_service.discussion.outcomes import step, until
from comments_service.languages import N_
from comments_service.moderation.reasons import REASONS
from comments_service.notices.digest import Heard
from comments_service.notices.moving import Move
from comments_service.records import Comment, Decision, Mark, Spoken

# What a mail of what is new names at most: more is a list that nobody reads.
MOST_HEARD: Final = 10
_NOW: Final[Mapping[str, str]] = {
    PUBLISHED: "Everybody can see it.",
    HELD: "It waits for a facilitator again. Only you can see it.",
    HIDDEN: "It is hidden while a facilitator checks it. Only you can see it.",
    REMOVED: "It is removed. Only you can see it.",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What is said, in order: the subject, `lines`, the reason and message of the decision (which the templates add),
    `after`, and where each link leads, from where the service's addresses begin."""

    subject: str
    lines: tuple[str, ...]
    after: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


def of_reply(reply: Spoken) -> Said:
    """That somebody replied."""
    lines = ("Somebody replied to what you said:",)
    return Said(f"{reply.author.name} replied to you", lines, (), _to_answer(reply))


def of_correction(spoken: Spoken) -> Said:
    """That somebody says that something is wrong on a page that one owns."""
    lines = ("Somebody says that something is not right on a page that you answer for:",)
    links = (("Accept or decline it", f"/admin/corrections/{spoken.comment.id}"),)
    return Said(f"{spoken.author.name} suggests a correction", lines, (), links)


def of_waiting(spoken: Spoken) -> Said:
    """That a question in a course of which one is an expert has waited for a working day."""
    lines = ("A question in a course of which you are an expert has had no answer for a working day:",)
    links = (("Answer it", f"/t/{spoken.comment.thread_uid}?reply={spoken.comment.id}"),)
    return Said(f"{spoken.author.name} still waits for an answer", lines, (), links)


def of_accepting(decided: Mark, about: Comment) -> Said:
    """That one's correction was accepted."""
    lines = (f"{decided.by_name} has accepted your correction. It goes into the page when that is published next.",)
    return Said("Your correction was accepted", lines, (), (("See your comment", _place(about)),))


def of_taking_back(about: Comment) -> Said:
    """That it waits again, after it was accepted."""
    lines = ("That your correction was accepted has been taken back. It waits to be looked at again.",)
    return Said("Your correction waits again", lines, (), (("See your comment", _place(about)),))


def of_declining(reply: Spoken) -> Said:
    """That one's correction was declined, and why."""
    lines = ("The page stays as it is. This is why:",)
    return Said(f"{reply.author.name} declined your correction", lines, (), _to_answer(reply))


def of_move(move: Move) -> Said:
    """That what one shares has an answer, or that somebody is finding out."""
    asked = "A question that you share" if move.about.comment.kind == "question" else "An idea that you like"
    if move.answer:
        return Said(
            f"{asked} has an answer",
            (f"{asked} has an answer:",),
            (),
            (("Read it in its place", _place(move.answer.comment)),),
        )
    if move.step:
        return of_step(move.step, move.about.comment, asked)
    assert move.acknowledged, "or it is no move"
    on = due(move.acknowledged)
    line = f"{asked} is not forgotten: {move.acknowledged.named} is finding out, by {_spelled(on)}."
    links = (("See it in the discussion", _place(move.about.comment)),)
    return Said("Somebody is finding out what you ask as well", (line,), (), links)


def of_step(taken: Mark, about: Comment, what: str) -> Said:
    """That somebody said what becomes of something: to its author, or to whom shares it."""
    here = step(about.kind, str(taken.facts["step"])).words
    day = until(taken)
    lines = [f"{taken.by_name} says what becomes of it. {here}{f', until {_spelled(day)}' if day else ''}."]
    if reason := taken.facts.get("reason"):
        lines.append(f"{REASONS_TO_DECLINE[str(reason)]}.")
    links = (("See it in the discussion", _place(about)),)
    return Said(f"{what}: {here.lower()}", (*lines, str(taken.facts["text"])), (), links)


def of_change(pages: Sequence[Led], about: Comment) -> Said:
    """That pages say that what somebody said led to a change."""
    lines = [N_("“%(title)s” says what changed because of what you said.", title=page.title) for page in pages]
    links = ((N_("See it in the discussion"), _place(about)),)
    return Said(N_("What you said led to a change"), tuple(lines), (), links)


def _spelled(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B}"


def of_followed(new: Sequence[Heard]) -> Said:
    """That something is new in discussions that one follows."""
    links = [(f"{one.thread.title}: {_how_many(one)}", f"/t/{one.thread.uid}?sort=newest") for one in new[:MOST_HEARD]]
    left = len(new) - len(links)
    more = (f"And in {left} more.",) if left else ()
    lines = ("This is new in what you follow.",)
    return Said("New in what you follow", lines, more, (*links, ("All that you follow", "/me/following")))


def _how_many(one: Heard) -> str:
    said = f"{one.count} new {'comment' if one.count == 1 else 'comments'}"
    return f"{said}, {one.official} of them official" if one.official else said


def of_mention(spoken: Spoken) -> Said:
    """That somebody was called by name."""
    return Said(f"{spoken.author.name} mentioned you", ("Somebody mentioned you:",), (), _to_answer(spoken))


def _to_answer(spoken: Spoken) -> tuple[tuple[str, str], ...]:
    here = f"/t/{spoken.comment.thread_uid}"
    return (
        ("Read it in the discussion", f"{here}?comment={spoken.comment.id}"),
        ("Reply", f"{here}?reply={spoken.comment.id}#composer"),
    )


def of_decision(decision: Decision, about: Comment, become: Fate) -> Said:
    """That something was decided, and what has become of the comment by it."""
    say = {"approve": _approved, "remove": _removed, "return": _returned, "undo": _taken_back}
    return say[decision.action](decision, about, become)


def _approved(decision: Decision, about: Comment, become: Fate) -> Said:
    see = (("See it in the discussion", _place(about)),)
    if become.answer == decision:
        line = "Another facilitator read your appeal, and everybody sees your comment again."
        return Said("Another facilitator read your appeal", (line,), (), see)
    what = "your change to a comment" if decision.from_state == PUBLISHED else "your comment"
    return Said(f"Everybody can see {what} now", (f"A facilitator read {what}. Everybody can see it now.",), (), see)


def _removed(decision: Decision, about: Comment, become: Fate) -> Said:
    next_step = (REASONS[decision.reason].next,) if decision.reason else ()
    links = [("See it, as only you can", _own_place(about))]
    if become.answer == decision:
        line = "Another facilitator read your appeal, and your comment stays removed. Only you can see it."
        return Said("Another facilitator read your appeal", (line,), next_step, tuple(links))
    if become.may_appeal:
        links.append(("Ask another facilitator to look, once", f"{_page(about)}/comments/{about.id}/appeal"))
    line = "A facilitator removed your comment. Only you can see it now."
    return Said("Your comment was removed", (line,), next_step, tuple(links))


def _returned(_decision: Decision, about: Comment, _become: Fate) -> Said:
    lines = ["A facilitator read your comment, and asks you for other words."]
    lines += {HELD: ["Only you can see it."], PUBLISHED: ["Others still see your earlier words."]}.get(about.state, [])
    after = ("Change it and send it: it keeps its place in line. Or withdraw it.",)
    links = (("Change your comment", f"{_page(about)}?edit={about.id}#composer"),)
    return Said("A facilitator asks you for other words", tuple(lines), after, links)


def _taken_back(_decision: Decision, about: Comment, _become: Fate) -> Said:
    lines = ("A facilitator took back an earlier decision about your comment.", _NOW[about.state])
    place = _place(about) if about.state == PUBLISHED else _own_place(about)
    return Said("A decision about your comment was taken back", lines, (), (("See your comment", place),))


def _page(about: Comment) -> str:
    return f"/t/{about.thread_uid}"


def _place(about: Comment) -> str:
    return f"{_page(about)}?comment={about.id}"


def _own_place(about: Comment) -> str:
    """Where its author alone finds it, once they are signed in: see web/reader/pages.py."""
    return f"{_page(about)}#{'comment' if about.state == HELD else 'own'}-{about.id}"
