"""A page of a thread as HTML, with nothing personal in it: one copy serves every reader.

Called by fragments.py and pages.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from jinja2 import Environment
from markupsafe import Markup

from comments_service.block_records import Anchor
from comments_service.discussion import ordering, thread_rules
from comments_service.discussion.anchors import beginning
from comments_service.discussion.answers import answers_first
from comments_service.discussion.asked_here import answerers, asked_here, counts_questions
from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.lifecycle import HIDDEN, PUBLISHED
from comments_service.discussion.marks import MOST_OFFICIAL_ON_TOP, OFFICIAL, by_comment, lifted
from comments_service.discussion.outcomes import OUTCOME
from comments_service.discussion.questions import ANSWERED, Kept, Question, ending, kept, promised_days, tally
from comments_service.discussion.reply_tree import Node, tree
from comments_service.discussion.topics import is_board
from comments_service.discussion.working_hours import WorkingHours
from comments_service.records import Mark, Person, Spoken, Summary, Thread
from comments_service.storage import (
    anchors,
    citations,
    comments,
    conversations,
    marks,
    page_texts,
    placed,
    reactions,
    summaries,
    threads,
)

# In a shorter discussion everything is seen at a glance.
_LONG = 6
# Where the composer goes: the same for all readers here, filled per person by the plain page and by the widget.
COMPOSER_SLOT = '<div class="th-slot" data-slot="composer"></div>'


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown of a thread at once. `lifted` is what stands at its top as well, on the first page; of official
    responses the newest, and `more_official` says how many others there are. `only`: which branches, "" for all.
    `summary`: what was heard in all of it, on the first page. `asked`: the comments about each part of the page.
    `about`: the part of the page whose branches these are, "" for all of it, and `part`: what stands there.
    `topic`: the only branch that it shows, where a board's topic is a page of its own.
    `covered`: that nothing of it is to be read before one has answered, and how many people said what is; or None.
    `ends`: how many of its questions end how, and `kept`: how the promise to answer is, by `answerers`; where told."""

    thread: Thread
    sort: str
    after: UUID | None
    nodes: Sequence[Node]
    next_after: UUID | None
    count: int
    is_open: bool
    today: date
    lifted: Sequence[Node] = ()
    more_official: int = 0
    only: str = ""
    summary: Summary | None = None
    asked: Mapping[str, Sequence[UUID]] = field(default_factory=dict)
    ends: Mapping[str, int] | None = None
    kept: Kept | None = None
    answerers: Sequence[Person] = ()
    about: str = ""
    part: Anchor | None = None
    topic: UUID | None = None
    covered: int | None = None

    @property
    def is_long(self) -> bool:
        """Whether it is worth choosing what to see of it."""
        return self.count >= _LONG or bool(self.only or self.about)

    def query(self, *, sort: str = "", only: str | None = None, after: UUID | None = None) -> str:
        """The query of a page of this thread, "?" and all: what is not named is as here, what is usual left out."""
        which = {"only": self.only if only is None else only, "about": self.about}
        parts = {"sort": sort or self.sort, **which, "after": after}
        told = urlencode({name: value for name, value in parts.items() if value and value != ordering.OLDEST})
        return f"?{told}" if told else ""


def is_content(spoken: Spoken) -> bool:
    """Say whether a comment is shown for itself; a hidden one is, as a line saying that it is being checked."""
    return spoken.comment.state in (PUBLISHED, HIDDEN)


async def thread(uid: str) -> Thread | None:
    """Find a thread by its page's uid."""
    return await threads.get(uid)


async def is_current(uid: str, version: int) -> bool:
    """Say whether a thread is still at a version, read past every copy."""
    return await threads.version(uid) == version


async def page_of(
    thread: Thread,
    *,
    sort: str,
    after: UUID | None,
    size: int,
    now: datetime,
    only: str = "",
    mine: Collection[UUID] = (),
    about: str = "",
    hours: WorkingHours = USUAL.hours,
    topic: UUID | None = None,
) -> Page:
    """Read what is shown of a thread at once.

    Args:
        sort: one of ordering.SORTS; it orders the roots, replies always stand in order of time. On a board, where
            something was said last comes first, and of what nobody has answered what waits longest.
        after: the last root of the page before.
        size: how many roots a page has.
        only: which branches: see ordering.page, which `mine` is for as well.
        about: the block of the page that they are about; "" for all of it.
        hours: when somebody is there to answer.
        topic: the root of the only branch to be read, if it is one.
    """
    marked, today = await marks.of_thread(thread.uid), now.date()
    questions = await asked_here(thread, marked) if counts_questions(thread) else []
    asked = await anchors.on_page(thread.uid)
    order = _on_a_board(only) if is_board(thread) else sort
    if topic:
        found = [topic]
    elif only or about or order not in (ordering.OLDEST, ordering.NEWEST):
        all_of_it = await _branches(thread, marked, questions, today=today)
        # Who asks about the page begins a branch: a reply is about what it answers.
        hanging = asked.get(about, ()) if about else None
        found = ordering.page(all_of_it, sort=order, only=only, mine=mine, about=hanging, after=after, limit=size + 1)
    else:
        found = await comments.roots(thread.uid, newest_first=order == ordering.NEWEST, after=after, limit=size + 1)
    shown = found[:size]
    whole = {} if after or only or about or topic else await _at_the_top(thread, marked)
    return Page(
        thread=thread,
        sort=sort,
        after=after,
        nodes=await _nodes(thread, shown, marked),
        next_after=shown[-1] if len(found) > size else None,
        count=(await comments.counts([thread.uid]))[thread.uid],
        is_open=thread_rules.is_open(thread, now=now),
        today=today,
        only=only,
        asked=asked,
        topic=topic,
        **(await _part(about, thread) if about else whole),
        **await _told_of(questions, thread, hours=hours, today=today),
    )


async def covered(thread: Thread, *, sort: str, now: datetime) -> Page:
    """The page of a discussion for who is to answer first: that there is something, and not a word of it."""
    return Page(
        thread=thread,
        sort=sort,
        after=None,
        nodes=(),
        next_after=None,
        count=(await comments.counts([thread.uid]))[thread.uid],
        is_open=thread_rules.is_open(thread, now=now),
        today=now.date(),
        covered=await conversations.speakers(thread.uid),
    )


async def _nodes(thread: Thread, shown: Sequence[UUID], marked: Sequence[Mark]) -> list[Node]:
    """The branches under some roots, in their order."""
    said, reacted = await comments.branches(shown), await reactions.in_branches(shown)
    steps, led = by_comment(await _steps(thread, marked)), await citations.in_thread(thread.uid)
    roots = tree(said, is_content=is_content, marks=by_comment(marked), reactions=reacted, steps=steps, led=led)
    return sorted(answers_first(roots, marked), key=lambda node: shown.index(node.spoken.comment.id))


def _on_a_board(only: str) -> str:
    return ordering.OLDEST if only == ordering.UNANSWERED else ordering.LATEST


async def _part(about: str, thread: Thread) -> dict[str, Any]:
    """What stands in a block of the page now, as a comment that asked about all of it would have it."""
    here = next((block for block in await page_texts.of_thread(thread.uid) if block.id == about), None)
    part = Anchor(here.lang, here.id, beginning(here.words), earlier=False) if here else None
    return {"about": about, "part": part}


async def _told_of(
    questions: Sequence[Question], thread: Thread, *, hours: WorkingHours, today: date
) -> dict[str, Any]:
    """What the head of a discussion tells of its questions: how they end, and how the promise to answer is kept."""
    if not counts_questions(thread):
        return {}
    days = promised_days(thread.facts.get("response_promise"))
    return {
        "ends": tally(questions, today=today),
        "kept": kept(questions, days, hours=hours, today=today) if days else None,
        "answerers": await answerers(thread),
    }


async def _steps(thread: Thread, marked: Sequence[Mark]) -> Sequence[Mark]:
    """What became of what was said in it. Mostly nothing did yet, and then nothing is read."""
    if not any(mark.kind == OUTCOME for mark in marked):
        return ()
    return await marks.ever_in_thread(thread.uid, OUTCOME)


async def _branches(
    thread: Thread, marked: Sequence[Mark], questions: Sequence[Question], *, today: date
) -> list[ordering.Branch]:
    standing = {mark.comment_id: mark for mark in marked if mark.kind == OUTCOME}
    kinds = {about: {mark.kind for mark in each} for about, each in by_comment(marked).items()}
    reacted = await reactions.in_thread(thread.uid)
    where = await placed.in_thread(thread.uid)
    ends = {one.id for one in questions if ending(one, today=today) == ANSWERED}
    answered = ends if counts_questions(thread) else None
    return ordering.branches(where, marks=kinds, reactions=reacted, standing=standing, answered=answered, today=today)


async def _at_the_top(thread: Thread, marked: Sequence[Mark]) -> dict[str, Any]:
    """What stands above all of a discussion, where it begins."""
    on_top = await _lifted(marked)
    official = [node for node in on_top if _is_official(node)]
    return {
        "lifted": [node for node in on_top if node not in official[MOST_OFFICIAL_ON_TOP:]],
        "more_official": len(official[MOST_OFFICIAL_ON_TOP:]),
        "summary": (await summaries.current([thread.uid])).get(thread.uid),
    }


async def _lifted(marked: Sequence[Mark]) -> list[Node]:
    """The comments that marks bring to the top, as far as everybody sees them."""
    ids = lifted(marked)
    found = await comments.spoken(ids, words="public")
    about = by_comment(marked)
    return [Node(found[one], 1, marks=about[one]) for one in ids if found[one].comment.state == PUBLISHED]


def _is_official(node: Node) -> bool:
    return any(mark.kind == OFFICIAL for mark in node.marks)


def fragment(page: Page, *, templates: Environment) -> str:
    """Render a page of a thread as the HTML that the widget inserts and the plain page shows."""
    slot = Markup(COMPOSER_SLOT)  # noqa: S704 (a constant)
    name = "topic.html" if page.topic else "topics.html" if is_board(page.thread) else "discussion.html"
    return templates.get_template(name).render(page=page, composer_slot=slot)


def one_comment(node: Node, *, templates: Environment, **about: object) -> str:
    """Render a single comment by the same template that lists use.

    Args:
        about: what only its author is told: see templates/comment.html.
    """
    return templates.get_template("one_comment.html").render(node=node, **about)


def with_composer(fragment_html: str, composer: str) -> str:
    """Put a composer into a fragment's slot."""
    return fragment_html.replace(COMPOSER_SLOT, f'<div class="th-slot" data-slot="composer">{composer}</div>', 1)
