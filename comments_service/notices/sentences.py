"""What a letter says of a decision, in plain sentences, for its text and its HTML alike. Pure; called by letters.py.

None of the comment's own words are in it: only what was decided, and what its author can do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from comments_service.block_records import Led
from comments_service.discussion.fate import Fate
from comments_service.discussion.lifecycle import HELD, HIDDEN, PUBLISHED, REMOVED
from comments_service.discussion.marks import due
from comments_service.discussion.outcomes import REASONS as REASONS_TO_DECLINE
from comments_service.discussion.outcomes import step, until
from comments_service.languages import N_, Inner, Language, N_many, NearDay, Sentence
from comments_service.moderation.reasons import REASONS
from comments_service.notices.digest import Heard
from comments_service.notices.moving import Move
from comments_service.records import Comment, Decision, Mark, Spoken

# What a mail of what is new names at most: more is a list that nobody reads.
MOST_HEARD: Final = 10
_NOW: Final[Mapping[str, str]] = {
    PUBLISHED: N_("Everybody can see it."),
    HELD: N_("It waits for a facilitator again. Only you can see it."),
    HIDDEN: N_("It is hidden while a facilitator checks it. Only you can see it."),
    REMOVED: N_("It is removed. Only you can see it."),
}
# Who sees what was given back to its author.
_STILL_SEEN: Final = {HELD: N_("Only you can see it."), PUBLISHED: N_("Others still see your earlier words.")}
_APPEAL_READ: Final = N_("Another facilitator read your appeal")
# That what one shares has an answer, by whether it is a question: the subject, and the line above the answer.
_ANSWERED: Final = {
    True: (N_("A question that you share has an answer"), N_("A question that you share has an answer:")),
    False: (N_("An idea that you like has an answer"), N_("An idea that you like has an answer:")),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What is said, in order: the subject, `lines`, the reason and message of the decision (which the templates add),
    `after`, and where each link leads, from where the service's addresses begin. What is no
    Sentence somebody wrote."""

    subject: str
    lines: tuple[str, ...]
    after: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


def in_language(said: Said, speaks: Language) -> Said:
    """The same in a language, but for what somebody wrote."""
    return Said(
        speaks.throughout(said.subject),
        tuple(speaks.throughout(list(said.lines))),
        tuple(speaks.throughout(list(said.after))),
        tuple((speaks.throughout(label), path) for label, path in said.links),
    )


def of_reply(reply: Spoken) -> Said:
    """That somebody replied."""
    lines = (N_("Somebody replied to what you said:"),)
    return Said(N_("%(name)s replied to you", name=reply.author.name), lines, (), _to_answer(reply))


def of_correction(spoken: Spoken) -> Said:
    """That somebody says that something is wrong on a page that one owns."""
    lines = (N_("Somebody says that something is not right on a page that you answer for:"),)
    links = ((N_("Accept or decline it"), f"/admin/corrections/{spoken.comment.id}"),)
    return Said(N_("%(name)s suggests a correction", name=spoken.author.name), lines, (), links)


def of_waiting(spoken: Spoken) -> Said:
    """That a question in a course of which one is an expert has waited for a working day."""
    lines = (N_("A question in a course of which you are an expert has had no answer for a working day:"),)
    links = ((N_("Answer it"), f"/t/{spoken.comment.thread_uid}?reply={spoken.comment.id}"),)
    return Said(N_("%(name)s still waits for an answer", name=spoken.author.name), lines, (), links)


def of_accepting(decided: Mark, about: Comment) -> Said:
    """That one's correction was accepted."""
    accepted = N_(
        "%(name)s has accepted your correction. It goes into the page when that is published next.",
        name=decided.by_name,
    )
    return Said(N_("Your correction was accepted"), (accepted,), (), ((N_("See your comment"), _place(about)),))


def of_taking_back(about: Comment) -> Said:
    """That it waits again, after it was accepted."""
    lines = (N_("That your correction was accepted has been taken back. It waits to be looked at again."),)
    return Said(N_("Your correction waits again"), lines, (), ((N_("See your comment"), _place(about)),))


def of_declining(reply: Spoken) -> Said:
    """That one's correction was declined, and why."""
    lines = (N_("The page stays as it is. This is why:"),)
    return Said(N_("%(name)s declined your correction", name=reply.author.name), lines, (), _to_answer(reply))


def of_move(move: Move) -> Said:
    """That what one shares has an answer, or that somebody is finding out."""
    is_question = move.about.comment.kind == "question"
    if move.answer:
        subject, line = _ANSWERED[is_question]
        return Said(subject, (line,), (), ((N_("Read it in its place"), _place(move.answer.comment)),))
    if move.step:
        asked = N_("A question that you share") if is_question else N_("An idea that you like")
        return of_step(move.step, move.about.comment, asked)
    assert move.acknowledged, "or it is no move"
    line = N_(
        "A question that you share is not forgotten: %(name)s is finding out, by %(day)s.",
        name=move.acknowledged.named,
        day=NearDay.of(due(move.acknowledged)),
    )
    links = ((N_("See it in the discussion"), _place(move.about.comment)),)
    return Said(N_("Somebody is finding out what you ask as well"), (line,), (), links)


def of_step(taken: Mark, about: Comment, what: str) -> Said:
    """That somebody said what becomes of something: to its author, or to whom shares it."""
    here, day = step(about.kind, str(taken.facts["step"])).words, until(taken)
    facts: dict[str, Any] = {"name": taken.by_name, "step": here}
    if day:
        facts["day"] = NearDay.of(day)
        lines: list[str] = [N_("%(name)s says what becomes of it. %(step)s, until %(day)s.", **facts)]
    else:
        lines = [N_("%(name)s says what becomes of it. %(step)s.", **facts)]
    if reason := taken.facts.get("reason"):
        lines.append(N_("Why: %(reason)s.", reason=REASONS_TO_DECLINE[str(reason)]))
    links = ((N_("See it in the discussion"), _place(about)),)
    return Said(N_("%(what)s: %(step)s", what=what, step=Inner(here)), (*lines, str(taken.facts["text"])), (), links)


def of_change(pages: Sequence[Led], about: Comment) -> Said:
    """That pages say that what somebody said led to a change."""
    lines = [N_("“%(title)s” says what changed because of what you said.", title=page.title) for page in pages]
    links = ((N_("See it in the discussion"), _place(about)),)
    return Said(N_("What you said led to a change"), tuple(lines), (), links)


def of_followed(new: Sequence[Heard]) -> Said:
    """That something is new in discussions that one follows."""
    links: list[tuple[str, str]] = [(_how_many(one), f"/t/{one.thread.uid}?sort=newest") for one in new[:MOST_HEARD]]
    left = len(new) - len(links)
    more = (N_many("And in %(count)s more.", "And in %(count)s more.", count=left),) if left else ()
    lines = (N_("This is new in what you follow."),)
    return Said(N_("New in what you follow"), lines, more, (*links, (N_("All that you follow"), "/me/following")))


def _how_many(one: Heard) -> Sentence:
    about: dict[str, Any] = {"page": one.thread.title, "count": one.count}
    if not one.official:
        return N_many("%(page)s: %(count)s new comment", "%(page)s: %(count)s new comments", **about)
    return N_many(
        "%(page)s: %(count)s new comment, %(official)s of them official",
        "%(page)s: %(count)s new comments, %(official)s of them official",
        official=one.official,
        **about,
    )


def of_mention(spoken: Spoken) -> Said:
    """That somebody was called by name."""
    return Said(
        N_("%(name)s mentioned you", name=spoken.author.name),
        (N_("Somebody mentioned you:"),),
        (),
        _to_answer(spoken),
    )


def _to_answer(spoken: Spoken) -> tuple[tuple[str, str], ...]:
    here = f"/t/{spoken.comment.thread_uid}"
    return (
        (N_("Read it in the discussion"), f"{here}?comment={spoken.comment.id}"),
        (N_("Reply"), f"{here}?reply={spoken.comment.id}#composer"),
    )


def of_decision(decision: Decision, about: Comment, become: Fate) -> Said:
    """That something was decided, and what has become of the comment by it."""
    say = {"approve": _approved, "remove": _removed, "return": _returned, "undo": _taken_back}
    return say[decision.action](decision, about, become)


def _approved(decision: Decision, about: Comment, become: Fate) -> Said:
    see = ((N_("See it in the discussion"), _place(about)),)
    if become.answer == decision:
        line = N_("Another facilitator read your appeal, and everybody sees your comment again.")
        return Said(_APPEAL_READ, (line,), (), see)
    if decision.from_state == PUBLISHED:
        line = N_("A facilitator read your change to a comment. Everybody can see it now.")
        return Said(N_("Everybody can see your change to a comment now"), (line,), (), see)
    line = N_("A facilitator read your comment. Everybody can see it now.")
    return Said(N_("Everybody can see your comment now"), (line,), (), see)


def _removed(decision: Decision, about: Comment, become: Fate) -> Said:
    next_step = (REASONS[decision.reason].next,) if decision.reason else ()
    links = [(N_("See it, as only you can"), _own_place(about))]
    if become.answer == decision:
        line = N_("Another facilitator read your appeal, and your comment stays removed. Only you can see it.")
        return Said(_APPEAL_READ, (line,), next_step, tuple(links))
    if become.may_appeal:
        links.append((N_("Ask another facilitator to look, once"), f"{_page(about)}/comments/{about.id}/appeal"))
    line = N_("A facilitator removed your comment. Only you can see it now.")
    return Said(N_("Your comment was removed"), (line,), next_step, tuple(links))


def _returned(_decision: Decision, about: Comment, _become: Fate) -> Said:
    lines = [N_("A facilitator read your comment, and asks you for other words.")]
    lines += [_STILL_SEEN[about.state]] if about.state in _STILL_SEEN else []
    after = (N_("Change it and send it: it keeps its place in line. Or withdraw it."),)
    links = ((N_("Change your comment"), f"{_page(about)}?edit={about.id}#composer"),)
    return Said(N_("A facilitator asks you for other words"), tuple(lines), after, links)


def _taken_back(_decision: Decision, about: Comment, _become: Fate) -> Said:
    lines = (N_("A facilitator took back an earlier decision about your comment."), _NOW[about.state])
    place = _place(about) if about.state == PUBLISHED else _own_place(about)
    return Said(N_("A decision about your comment was taken back"), lines, (), ((N_("See your comment"), place),))


def _page(about: Comment) -> str:
    return f"/t/{about.thread_uid}"


def _place(about: Comment) -> str:
    return f"{_page(about)}?comment={about.id}"


def _own_place(about: Comment) -> str:
    """Where its author alone finds it, once they are signed in: see web/reader/pages.py."""
    return f"{_page(about)}#{'comment' if about.state == HELD else 'own'}-{about.id}"
