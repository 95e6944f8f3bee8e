"""What handlers work with: made once by app.py, reached through the request. Nothing here is global."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

from jinja2 import Environment
from starlette.requests import Request

from comments_service.discussion.deadlines import Deadlines
from comments_service.discussion.fragments import Fragments
from comments_service.discussion.letterbox import next_round
from comments_service.discussion.limits import Limits
from comments_service.discussion.react import Presses
from comments_service.discussion.rule_book import RuleBook
from comments_service.events import Ledger
from comments_service.languages import Language
from comments_service.people import proxy, sign_in
from comments_service.people.anonymity import Anonymity
from comments_service.people.find import LookUps
from comments_service.people.openid.way import Way
from comments_service.people.roles import require_somebody
from comments_service.privacy.retention import Retention
from comments_service.records import Person, Session
from comments_service.settings import Settings
from comments_service.web import session_cookie
from comments_service.web.language import language_of, note_chosen
from comments_service.web.peer import peer_of
from comments_service.web.pulse import Pulse, Streams
from comments_service.web.security import FORM_TOKEN, require_same_person
from comments_service.web.templating import environment


@dataclass(frozen=True, slots=True)
class Context:
    """The collaborators of all handlers.

    Attributes:
        way: the way in through the company's provider, if there is one.
        edge: the way in through a proxy that knows who it lets through, if there is one.
        anonymity: the keys by which people speak without their names, if there are any.
        look_ups: how often each person has looked for names of late.
        presses: how often each person has reacted of late.
        pulse: beats with every change of a thread, in this process or another.
        streams: the discussions that are being followed live by way of this process.
        desks: the desks that listen by way of this process.
        hearing: whether this process hears of other processes' changes now; if not, copies must be checked.
        speaks: tells what is spoken to whoever asks: asked each time, since who that is may become known meanwhile.
        database_answers: whether the database can be reached.
        is_database_gone: whether an error means that it cannot.
    """

    settings: Settings
    ledger: Ledger
    fragments: Fragments
    rule_book: RuleBook
    deadlines: Deadlines
    retention: Retention
    limits: Limits
    pulse: Pulse
    streams: Streams
    desks: Streams
    way: Way | None
    edge: proxy.Edge | None
    anonymity: Anonymity | None
    look_ups: LookUps
    presses: Presses
    now: Callable[[], datetime]
    new_id: Callable[[], UUID]
    hearing: Callable[[], bool]
    speaks: Callable[[], Language]
    database_answers: Callable[[], Awaitable[bool]]
    is_database_gone: Callable[[BaseException], bool]

    @property
    def templates(self) -> Environment:
        """The templates in the language that is spoken."""
        return environment(base=self.settings.base, site=self.settings.site, code=self.speaks().code)

    def speaking(self, language: Language) -> "Context":
        """The same in a language."""
        return replace(self, speaks=lambda: language)

    @property
    def site_host(self) -> str:
        """The host whose links need not be shown as leading elsewhere."""
        return urlsplit(self.settings.public_url).hostname or ""

    @property
    def next_round(self) -> datetime:
        """When the letterbox is emptied next."""
        return next_round(self.now(), every=self.settings.letterbox_every)

    @property
    def known_elsewhere(self) -> bool:
        """Whether people sign in somewhere else, which would know them again as soon as they have signed out here."""
        return bool(self.way or self.edge)

    @property
    def lives(self) -> Mapping[str, timedelta]:
        """How long sessions live, as the actions about them take it."""
        return {"idle": self.settings.session_idle, "lifetime": self.settings.session_lifetime}


def context(request: Request) -> Context:
    """Return the collaborators of a request's application, speaking the language that the request asks for."""
    return replace(cast("Context", request.app.state.context), speaks=partial(language_of, request))


async def session_of(request: Request) -> Session | None:
    """Return the session that a request belongs to, looked up once a request.

    Raises:
        PersonHasChanged: it is another person's than the page was shown to, by the token that its script sends along.
            Raised once: whatever answers that is for the person who is signed in.
    """
    if not hasattr(request.state, "session"):
        request.state.session = session = await _recognised(request)
        if session:
            note_chosen(request, session.person)
        if session and (token := request.headers.get(FORM_TOKEN)):
            require_same_person(token, session, context(request).settings)
    return cast("Session | None", request.state.session)


async def person_of(request: Request) -> Person | None:
    """Return who is asking, if anybody is signed in."""
    session = await session_of(request)
    return session.person if session else None


async def somebody(request: Request) -> Person:
    """Return who is asking.

    Raises:
        SignInRequired: nobody is signed in.
    """
    return require_somebody(await person_of(request))


async def still_signed_in(request: Request) -> Person | None:
    """Return who is asking as they are now, if their session has not ended since: for what outlasts an answer."""
    ctx, session = context(request), await session_of(request)
    lives = await sign_in.still_lives(session.id, now=ctx.now(), **ctx.lives) if session else None
    return _knowing_theirs(lives, ctx).person if lives else None


def vouched_in(request: Request) -> proxy.Vouched | None:
    """Return whom the proxy at the edge let through, if it is the proxy that says so."""
    edge = context(request).edge
    return edge.vouched(request.headers.raw, peer=peer_of(request)) if edge else None


async def _recognised(request: Request) -> Session | None:
    ctx = context(request)
    token = request.cookies.get(session_cookie.name(ctx.settings))
    session = await sign_in.recognise(token, now=ctx.now(), **ctx.lives) if token else None
    if session and session.way == sign_in.PROXY and not await proxy.still_vouches(vouched_in(request), session):
        return None
    if session and token and (fresh := await sign_in.rotated(session, token, now=ctx.now())):
        session_cookie.bring(request, fresh, ctx.settings)
    return _knowing_theirs(session, ctx) if session else None


def _knowing_theirs(session: Session, ctx: Context) -> Session:
    """The session of somebody who recognises what they said without their name."""
    return replace(session, person=ctx.anonymity.known(session.person)) if ctx.anonymity else session
