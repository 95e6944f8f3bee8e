"""The composer and one's own comments as HTML: the same for the plain page and for the widget, which asks for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote
from uuid import UUID

from comments_service.block_records import Asked
from comments_service.discussion import rendering, thread_rules
from comments_service.discussion.kinds import KINDS, taken
from comments_service.discussion.my_view import Mine, MyView
from comments_service.discussion.pace import pace, spell
from comments_service.discussion.pulse_question import pulse_of
from comments_service.discussion.reply_tree import Node
from comments_service.discussion.topics import is_board
from comments_service.learning.receipts import asked
from comments_service.records import Session, Spoken, Thread
from comments_service.refusals import Refusal
from comments_service.screening.mask import can_be_masked
from comments_service.web import payloads
from comments_service.web.context import Context
from comments_service.web.security import form_token

# How long somebody keeps heated words before they look at them again; the widget counts the same.
COOLING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Begun:
    """What a composer begins with: a text, whom it answers, which comment it edits, and what was wrong with it.

    `preview`: the text as it would be shown. `until`: when its author wants to look at it again. `unnamed`: whether
    without their name; None is as usual. `kind`: what it is to be; "" is as usual. `about`: the part of the page
    that it asks about. `similar`: what was asked before, ready to be shown. `title`: of a topic, which is asked for
    where one begins; then `body` is what stands below it. `topic`: the one on whose page it stands.
    """

    body: str = ""
    id: UUID | None = None
    reply_to: Spoken | None = None
    editing: UUID | None = None
    official: bool = False
    unnamed: bool | None = None
    kind: str = ""
    problem: Refusal | None = None
    is_masked: bool = False
    preview: str = ""
    until: datetime | None = None
    about: Asked | None = None
    similar: str = ""
    title: str = ""
    topic: UUID | None = None

    @property
    def messages(self) -> Sequence[str]:
        """What was wrong, in sentences."""
        if self.problem is None:
            return []
        findings = getattr(self.problem, "findings", [])
        return [self.problem.message, *dict.fromkeys(one.message for one in findings)]

    @property
    def words(self) -> str:
        """All that was written."""
        return f"{self.title}\n\n{self.body}".strip()

    @property
    def other_person(self) -> bool:
        """Whether it was begun by somebody else than who is signed in now."""
        return self.problem is not None and self.problem.code == "person-has-changed"

    @property
    def may_mask(self) -> bool:
        """Whether what was found can be blacked out."""
        return any(can_be_masked(one) for one in getattr(self.problem, "findings", []))

    @property
    def is_heated(self) -> bool:
        """Whether its author may post it just as it is, or sleep on it for ten minutes."""
        return self.problem is not None and self.problem.code == "body-is-heated"

    @property
    def may_ask_review(self) -> bool:
        """Whether the author may send it as it is, for a facilitator to look at."""
        return self.problem is not None and self.problem.code == "body-needs-advice"


def sign_in_address(ctx: Context, next_page: str) -> str:
    """Where to sign in and come back from."""
    return f"{ctx.settings.base_path}/auth/login?next={quote(next_page)}"


def composer_html(
    thread: Thread,
    view: MyView,
    session: Session | None,
    *,
    ctx: Context,
    next_page: str,
    shown: str = "",
    begun: Begun | None = None,
) -> str:
    """Render the composer: a form for who may comment, a way in for who is not signed in, a notice where it is closed.

    Args:
        next_page: where signing in leads back to.
        shown: the query of what is shown around it, which the form leads back to.
        begun: what the form begins with; a new comment if None.
    """
    started = begun or Begun()
    edited = next((one for one in view.mine if one.spoken.comment.id == started.editing), None)
    return ctx.templates.get_template("composer.html").render(
        thread=thread,
        view=view,
        token=form_token(session, ctx.settings) if session else "",
        sign_in=sign_in_address(ctx, next_page),
        shown=shown,
        begun=started,
        returned=edited.fate.returned if edited else None,
        titled=is_board(thread) and not started.reply_to and (not started.editing or started.editing == started.topic),
        id=started.id or ctx.new_id(),
        kinds={one: KINDS[one] for one in taken(thread_rules.kind(thread))},
        pace=spell(pace(thread)) if pace(thread) else "",
    )


async def slot_html(thread: Thread, view: MyView, session: Session | None, *, ctx: Context, next_page: str) -> str:
    """Render what the widget puts above the comments: what the page asks of this person, a composer that is new, and
    whether they follow the discussion. For a topic of a board, which is begun on a page of its own, the way there."""
    if is_board(thread) and view.may_comment:
        composer = ctx.templates.get_template("begin_topic.html").render(thread=thread)
    else:
        composer = composer_html(thread, view, session, ctx=ctx, next_page=next_page)
    skipping = skip_html(thread, view, session, ctx=ctx, next_page=next_page)
    following = following_html(thread, view, session, ctx=ctx)
    return await asked_html(thread, session, ctx=ctx) + composer + skipping + following


async def asked_html(thread: Thread, session: Session | None, *, ctx: Context) -> str:
    """Render what the page asks this person: to say that they have read it, and its closed question; "" for nothing."""
    if session is None:
        return ""
    about = {"thread": thread, "token": form_token(session, ctx.settings)}
    asks = await asked(thread, session.person, today=ctx.now().date())
    pulse = await pulse_of(thread, session.person, now=ctx.now())
    receipt = ctx.templates.get_template("receipt.html").render(asked=asks, **about) if asks else ""
    return receipt + (ctx.templates.get_template("pulse.html").render(pulse=pulse, **about) if pulse else "")


def following_html(
    thread: Thread, view: MyView, session: Session | None, *, ctx: Context, topic: UUID | None = None
) -> str:
    """Render what follows this discussion, or this topic of it, or stops that; "" for who is not signed in."""
    if session is None:
        return ""
    token = form_token(session, ctx.settings)
    return ctx.templates.get_template("following.html").render(thread=thread, view=view, token=token, topic=topic)


def skip_html(thread: Thread, view: MyView, session: Session | None, *, ctx: Context, next_page: str) -> str:
    """Render the way to read what others say without answering first; "" for who may read it."""
    if not view.covered:
        return ""
    told = {"token": form_token(session, ctx.settings) if session else "", "sign_in": sign_in_address(ctx, next_page)}
    return ctx.templates.get_template("skip.html").render(thread=thread, view=view, **told)


def own_comment_html(one: Mine, thread: Thread, wait: str | None, *, ctx: Context, anchor: str = "comment-") -> str:
    """Render one of my comments as only I see it: with its state, why it waits, what was decided, what I may do.

    Args:
        wait: how long things usually wait, in words.
        anchor: what its ids begin with; another than usual on a page that shows the comment in its place as well.
    """
    return rendering.one_comment(
        Node(one.spoken, level=1, marks=one.marks, reactions=one.reactions, solution=one.solution),
        templates=ctx.templates,
        mine=one,
        thread=thread,
        wait=wait,
        why=payloads.why(one),
        anchor=anchor,
        open=thread_rules.is_open(thread, now=ctx.now()),
        today=ctx.now().date(),
    )
