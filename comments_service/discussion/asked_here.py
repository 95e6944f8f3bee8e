"""The questions of a page with what became of each: for the head of its discussion, and for whoever puts it away."""

from collections.abc import Sequence

from comments_service.discussion.marks import ACKNOWLEDGED, by_comment, by_kind
from comments_service.discussion.outcomes import OUTCOME
from comments_service.discussion.questions import Question, promised_days
from comments_service.discussion.thread_rules import SESSION, kind
from comments_service.records import Mark, Person, Thread
from comments_service.storage import people, questions
from comments_service.subjects import answer_for


def counts_questions(thread: Thread) -> bool:
    """Say whether the head of a discussion tells how its questions end: of a session, and where a promise is made."""
    return kind(thread) == SESSION or promised_days(thread.facts.get("response_promise")) is not None


async def asked_here(thread: Thread, marked: Sequence[Mark]) -> list[Question]:
    """Read them, in order of time.

    Args:
        marked: all marks in the thread.
    """
    about = {key: by_kind(some) for key, some in by_comment(marked).items()}
    nothing = by_kind(())
    found = await questions.in_thread(thread.uid, answer_for_page=answer_for(thread.facts))
    return [
        Question(
            one.id,
            one.asked,
            one.first,
            one.last,
            became=about.get(one.id, nothing)[OUTCOME],
            acknowledged=about.get(one.id, nothing)[ACKNOWLEDGED],
            needs_none=one.needs_none,
        )
        for one in found
    ]


async def answerers(thread: Thread) -> list[Person]:
    """Who answers on a page: its responders, or its owner where it names none. Whoever left does not."""
    named = thread.facts.get("responders") or answer_for(thread.facts)
    found = [await people.by_handle(handle) for handle in named]
    return [one for one in found if one is not None and one.active]
