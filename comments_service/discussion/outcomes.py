"""What becomes of an idea, of a question and of a rumour, step by step: three tables, and one rule for all of them.

Pure. A step is a mark (`records.Mark`) of the kind OUTCOME: the one that is on a comment says where it stands, those
that were ended how it got there. `answered` is no step of a question: an answer is a reply, and is seen by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.languages import N_, Sentence
from comments_service.records import Mark

OUTCOME: Final = "outcome"
# The three tables. A question is a rumour from the step `checking` on.
IDEA, QUESTION, RUMOUR = "idea", "question", "rumour"
OPEN: Final = "open"
# Where that leaves whoever reads: for counts, for choosing what to see, and for the colour.
WAITS, UNDER_WAY, SETTLED = "open", "under-way", "settled"
STAGES: Final = (WAITS, UNDER_WAY, SETTLED)
# What a step needs beside its note.
REASON, OTHER, UNTIL = "reason", "of", "until"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: how it is called, where it leaves whoever reads, what it needs, and to which steps it leads."""

    words: Sentence
    stage: str
    to: tuple[str, ...]
    needs: str = ""


TABLES: Final[Mapping[str, Mapping[str, Step]]] = {
    IDEA: {
        "open": Step(N_("Open"), WAITS, ("under-review", "declined", "duplicate")),
        "under-review": Step(N_("Under review"), UNDER_WAY, ("planned", "declined", "duplicate")),
        "planned": Step(N_("Planned"), UNDER_WAY, ("started", "under-review", "declined", "duplicate")),
        "started": Step(N_("Started"), UNDER_WAY, ("done", "planned", "declined", "duplicate")),
        # A slip must not stand for ever: what turns out not to be done is under way again.
        "done": Step(N_("Done"), SETTLED, ("started",)),
        "declined": Step(N_("Declined"), SETTLED, ("open",), REASON),
        "duplicate": Step(N_("The same as another idea"), SETTLED, ("open",), OTHER),
    },
    QUESTION: {
        "open": Step(N_("Open"), WAITS, ("later", "merged", "declined", "checking")),
        "later": Step(N_("Not yet"), UNDER_WAY, ("later", "merged", "declined"), UNTIL),
        "merged": Step(N_("Joined with another question"), SETTLED, ("open",), OTHER),
        "declined": Step(N_("Declined"), SETTLED, ("open",), REASON),
    },
    RUMOUR: {
        "checking": Step(N_("We are finding out"), UNDER_WAY, ("true", "not-true", "partly", "unsaid", "open")),
        "true": Step(N_("True"), SETTLED, ("not-true", "partly")),
        "not-true": Step(N_("Not true"), SETTLED, ("true", "partly")),
        "partly": Step(N_("Partly true"), SETTLED, ("true", "not-true")),
        "unsaid": Step(N_("We cannot say yet"), UNDER_WAY, ("true", "not-true", "partly", "unsaid"), UNTIL),
    },
}
REASONS: Final[Mapping[str, str]] = {
    "not-possible": N_("It is not possible"),
    "not-now": N_("Not now: other things come first"),
    "cost": N_("It costs more than it brings"),
    "law-or-safety": N_("A law or somebody’s safety stands against it"),
    "another-way": N_("We do it in another way"),
    "not-ours-to-say": N_("It is not ours to say"),
}


def table_of(kind: str, step: str) -> Mapping[str, Step]:
    """The table that something follows.

    Args:
        kind: of the comment, which must be a question or an idea.
        step: where it stands.
    """
    if kind == QUESTION and step in TABLES[RUMOUR]:
        return TABLES[RUMOUR]
    return TABLES[kind]


def has_steps(kind: str) -> bool:
    """Say whether anything can become of a comment of this kind in steps."""
    return kind in (IDEA, QUESTION)


def permission(kind: str) -> str:
    """What somebody must be allowed to do, to say what becomes of a comment of this kind."""
    return "decide-ideas" if kind == IDEA else "acknowledge"


def possible(kind: str, step: str) -> Mapping[str, Step]:
    """The steps that can follow, in the order in which a form offers them. Pages, forms and actions read this alone."""
    return {one: _any(kind, one) for one in table_of(kind, step)[step].to}


def require_possible(kind: str, before: str, after: str) -> Step:
    """Return the step that is wanted.

    Raises:
        MoveIsImpossible: it does not follow from the one before; the message says what does.
    """
    can = possible(kind, before)
    if after not in can:
        named = ", ".join(can)
        raise MoveIsImpossible(
            N_("It is at: %(step)s. What can follow: %(named)s.", step=step(kind, before).words, named=named),
            possible=list(can),
        )
    return can[after]


def step(kind: str, name: str) -> Step:
    """The step of a name."""
    return table_of(kind, name)[name]


def step_of(mark: Mark | None) -> str:
    """Where something stands, by the mark that is on it, if one is."""
    return str(mark.facts["step"]) if mark else OPEN


def until(mark: Mark) -> date | None:
    """The day by which a step promises the next."""
    return date.fromisoformat(str(mark.facts[UNTIL])) if UNTIL in mark.facts else None


def is_over(mark: Mark, *, today: date) -> bool:
    """Say whether that day has passed, so that it is open again. Never stored: a day ends by itself."""
    day = until(mark)
    return day is not None and day < today


def stage(kind: str, mark: Mark | None, *, today: date) -> str:
    """Where that leaves whoever reads: one of STAGES."""
    if mark is None or is_over(mark, today=today):
        return WAITS
    return step(kind, step_of(mark)).stage


def needs_answer(name: str) -> bool | None:
    """Say whether a question at a step still waits for whoever answers; None where its replies decide that."""
    if step(QUESTION, name).stage == SETTLED:
        return False
    return True if name in TABLES[RUMOUR] else None


def _any(kind: str, name: str) -> Step:
    """A step by its name, of the table that it leads into."""
    return next(table[name] for table in _tables(kind) if name in table)


def _tables(kind: str) -> Sequence[Mapping[str, Step]]:
    return (TABLES[QUESTION], TABLES[RUMOUR]) if kind == QUESTION else (TABLES[kind],)
