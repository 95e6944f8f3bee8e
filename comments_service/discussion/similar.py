"""Finding what was asked before, with its answers, for somebody who is asking: nothing but what everybody may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from comments_service.discussion.alike import asked_in, nearest, stems_of
from comments_service.discussion.marks import ENDORSED, OFFICIAL, SOLVED
from comments_service.discussion.post_first import may_read_others
from comments_service.discussion.react import SAME_HERE, why_not
from comments_service.discussion.solve import replies_to
from comments_service.languages import N_
from comments_service.people.authorship import wrote
from comments_service.records import Comment, Mark, Person, Spoken, Thread
from comments_service.storage import comments, marks, reactions, search, threads
from comments_service.storage.folding import folded_words

MOST: Final = 3
# Among so many, the database's own choice of what has most of the words, the nearest are looked for.
_AMONG: Final = 60
# What answers a question for everybody, in the order in which it stands under it.
_ANSWERS: Final = {OFFICIAL: N_("Official response"), SOLVED: N_("Answer"), ENDORSED: N_("Endorsed answer")}


@dataclass(frozen=True, slots=True)
class Similar:
    """A question that was asked before.

    Attributes:
        answer: what answers it, if anything does, and `answered_as` which kind of answer that is.
        replies: how many public replies it has.
        same: how many said that they ask the same.
        is_mine: whether whoever asks now wrote it; `said_same`: whether they said already that they ask the same.
        may_say_same: whether they may.
    """

    question: Spoken
    thread: Thread
    answer: Spoken | None
    answered_as: str
    replies: int
    same: int
    is_mine: bool
    said_same: bool
    may_say_same: bool


async def similar(text: str, *, by: Person, now: datetime) -> list[Similar]:
    """Return the questions that ask for the same as a text, at most three, the nearest first."""
    stems = stems_of(folded_words(asked_in(text)))
    ids = await search.questions_with(stems, limit=_AMONG) if stems else []
    found = await comments.spoken(ids, words="public")
    said = {key: folded_words(one.revision.body) for key in ids if (one := found.get(key)) and one.revision}
    pages = await threads.some({found[key].comment.thread_uid for key in said})
    readable = {uid for uid, page in pages.items() if await may_read_others(page, by)}
    said = {key: words for key, words in said.items() if found[key].comment.thread_uid in readable}
    near = [found[key] for key in nearest(stems, said)[:MOST]]
    return [await _similar(one, pages[one.comment.thread_uid], by=by, now=now) for one in near]


async def _similar(question: Spoken, thread: Thread, *, by: Person, now: datetime) -> Similar:
    asked = question.comment
    replies = await replies_to(asked)
    answer, answered_as = await _answer(asked, replies)
    return Similar(
        question,
        thread,
        answer,
        answered_as,
        replies=len(replies),
        same=(await reactions.of_comments([asked.id])).get(asked.id, {}).get(SAME_HERE, 0),
        is_mine=wrote(by, asked),
        said_same=SAME_HERE in await reactions.of_person_on(asked.id, person_id=by.id),
        may_say_same=await why_not(asked, by=by, now=now) is None,
    )


async def _answer(question: Comment, replies: Sequence[Spoken]) -> tuple[Spoken | None, str]:
    marked = await marks.of_comments([one.comment.id for one in replies])
    for kind, words in _ANSWERS.items():
        for reply in replies:
            if any(_answers(mark, kind, question) for mark in marked.get(reply.comment.id, ())):
                return reply, words
    return None, ""


def _answers(mark: Mark, kind: str, question: Comment) -> bool:
    return mark.kind == kind and (kind != SOLVED or mark.facts["question"] == str(question.id))
