"""Settings in, application out: the one place where the rooms meet, and where time and chance come from."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Lifespan

from comments_service.as_set import deadlines_of, limits_of, retention_of, rules_of
from comments_service.chores import chores_of
from comments_service.discussion.attention import Attention
from comments_service.discussion.closing_day import at_each_midnight
from comments_service.discussion.deadlines import Deadlines
from comments_service.discussion.fragments import Fragments
from comments_service.discussion.react import Presses
from comments_service.discussion.rule_book import RuleBook
from comments_service.events import Ledger
from comments_service.housekeeping import Chore, keep_house
from comments_service.ids import uuid7
from comments_service.languages import language
from comments_service.learning.progress import Completing
from comments_service.mailroom import delivery_of
from comments_service.notices.deliver import keep_delivering
from comments_service.notices.outbox import Outbox
from comments_service.people.anonymity import Anonymity
from comments_service.people.find import LookUps
from comments_service.people.openid.profile import MAIL, Mapped, MappingIsWrong, read_claims, read_groups
from comments_service.people.openid.provider import Provider
from comments_service.people.openid.seal import Seal
from comments_service.people.openid.way import Way
from comments_service.people.proxy import Edge, read_headers
from comments_service.postman import postman_of
from comments_service.refusals import Refusal
from comments_service.settings import Settings, SettingsAreWrong
from comments_service.storage import connection
from comments_service.storage.listening import Listener
from comments_service.web import problems
from comments_service.web.bundle import bundled, bundled_assets
from comments_service.web.context import Context
from comments_service.web.embedding import Embedding
from comments_service.web.headers import https_alone
from comments_service.web.pulse import Pulse, Streams
from comments_service.web.reader.fragments import FragmentDoor
from comments_service.web.routes import routes
from comments_service.web.security import Guard

T = TypeVar("T")


def clock() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


def new_id() -> UUID:
    """A new id that sorts after those made before it."""
    return uuid7(clock(), secrets.randbits(74))


def way_of(settings: Settings) -> Way | None:
    """The way in through the company's provider, if the settings name one. Nothing is fetched before somebody comes.

    Raises:
        SettingsAreWrong: naming each setting that says of claims or groups what they cannot mean.
    """
    wanted = settings.openid
    if wanted is None:
        return None
    problems: list[str] = []
    read: dict[str, Any] = {"claims": {}, "groups": None}
    for name, kind, text, reads in (
        ("TOWNHALL_OIDC_CLAIMS", "claims", wanted.claims, read_claims),
        ("TOWNHALL_OIDC_ROLES", "groups", wanted.roles, read_groups),
    ):
        try:
            read[kind] = reads(text)
        except MappingIsWrong as wrong:
            problems.append(f"{name} {wrong}")
    if problems:
        raise SettingsAreWrong(problems)
    callback = f"{settings.public_url.rstrip('/')}/auth/callback"
    return Way(
        name=wanted.name,
        provider=Provider(wanted, callback=callback, development=settings.development, now=clock),
        mapped=_as_mailed(Mapped(**read), settings),
        pending=Seal(settings.secret, "pending sign-in"),
        hints=Seal(settings.secret, "sign-out hint"),
        going=Seal(settings.secret, "after sign-out"),
    )


def edge_of(settings: Settings) -> Edge | None:
    """The way in through a proxy at the edge, if the settings name one.

    Raises:
        SettingsAreWrong: naming each setting that says of headers or groups what they cannot mean.
    """
    wanted = settings.proxy
    if wanted is None:
        return None
    problems: list[str] = []
    read: dict[str, Any] = {"headers": ("", "", {}), "groups": None}
    for name, kind, text, reads in (
        ("TOWNHALL_PROXY_HEADERS", "headers", wanted.headers, read_headers),
        ("TOWNHALL_PROXY_ROLES", "groups", wanted.roles, read_groups),
    ):
        try:
            read[kind] = reads(text)
        except MappingIsWrong as wrong:
            problems.append(f"{name} {wrong}")
    if problems:
        raise SettingsAreWrong(problems)
    person, secret, claims = read["headers"]
    mapped = _as_mailed(Mapped(claims, read["groups"]), settings)
    return Edge(wanted.networks, wanted.secret, person, secret, mapped)


def _as_mailed(mapped: Mapped, settings: Settings) -> Mapped:
    """What claims mean, without where mail goes where none is sent: then nothing is kept of that."""
    kept = {name: claim for name, claim in mapped.claims.items() if settings.mail or name != MAIL}
    return replace(mapped, claims=kept)


def anonymity_of(settings: Settings) -> Anonymity | None:
    """The keys by which people speak without their names, if the settings have any."""
    return Anonymity(settings.anonymity_keys) if settings.anonymity_keys else None


def make_ledger(*, deadlines: Deadlines, mails: bool, told: Sequence[Callable[[str], None]] = ()) -> Ledger:
    """The one write path, with all that follows from a change in its transaction.

    Args:
        mails: whether people are told by mail.
        told: who is told of a thread's change once it is committed.
    """
    ledger = Ledger(now=clock)
    ledger.keep_true(Attention(deadlines, new_id))
    ledger.keep_true(Completing(new_id))
    if mails:
        ledger.keep_true(Outbox(new_id, deadlines.hours))
    for listener in told:
        ledger.listen(listener)
    return ledger


def make_context(
    settings: Settings,
    *,
    deadlines: Deadlines,
    ledger: Ledger,
    listener: Listener,
    fragments: Fragments,
    pulse: Pulse,
) -> Context:
    """Put the collaborators of all handlers together."""
    limits = limits_of(settings)
    return Context(
        settings=settings,
        ledger=ledger,
        fragments=fragments,
        rule_book=RuleBook(rules_of(settings), now=clock),
        deadlines=deadlines,
        retention=retention_of(settings),
        limits=limits,
        pulse=pulse,
        streams=Streams(most=settings.most_live),
        desks=Streams(most=settings.most_desks),
        way=way_of(settings),
        edge=edge_of(settings),
        anonymity=anonymity_of(settings),
        look_ups=LookUps(),
        presses=Presses(limits.reactions),
        now=clock,
        new_id=new_id,
        hearing=lambda: listener.hearing,
        speaks=lambda: language(settings.language),
        database_answers=connection.answers,
        is_database_gone=connection.is_gone,
    )


def create_app(settings: Settings) -> ASGIApp:
    """Build the application. Nothing is opened until its lifespan begins."""
    fragments = Fragments(room=settings.fragment_cache_bytes)
    deadlines, pulse = deadlines_of(settings), Pulse()
    # Kept fragments are thrown away, live pages are woken.
    told = (fragments.forget, pulse.beat)
    ledger = make_ledger(deadlines=deadlines, mails=settings.mail is not None, told=told)
    listener = Listener(settings.database_url, changed=ledger.announce)
    app_context = make_context(
        settings, deadlines=deadlines, ledger=ledger, listener=listener, fragments=fragments, pulse=pulse
    )
    app = Starlette(
        routes=routes(settings),
        lifespan=_lifespan(listener, app_context),
        exception_handlers={
            Refusal: problems.answer,
            HTTPException: problems.answer_http_exception,
            **dict.fromkeys(connection.MAY_MEAN_GONE, problems.answer_database_error),
            Exception: problems.answer_unexpected,
        },
    )
    app.router.redirect_slashes = False
    guarded = Guard(app, settings=settings, refuse=problems.answer)
    door = FragmentDoor(guarded, fragments=fragments, hearing=lambda: listener.hearing, also=https_alone(settings))
    app.state.context = app_context
    bundled_assets()  # now, so that nobody waits for it
    app.state.asset = bundled
    app.state.door = door
    return Embedding(door, settings.embed_origins) if settings.embed_origins else door


def chores_in(ctx: Context) -> Sequence[Chore]:
    """What is done from time to time beside answering requests."""
    how: dict[str, Any] = {"deadlines": ctx.deadlines, "rule_book": ctx.rule_book, "now": clock, "new_id": new_id}
    postman = postman_of(ctx.settings, ctx.ledger, anonymity=ctx.anonymity, **how) if ctx.anonymity else None
    return chores_of(ctx.settings, ctx.ledger, retention=ctx.retention, postman=postman, now=clock)


def _lifespan(listener: Listener, ctx: Context) -> Lifespan[Starlette]:
    """While the application runs, the database is open, somebody minds what makes kept fragments old, tidies, and
    delivers."""
    delivery = delivery_of(ctx.settings, now=clock, new_id=new_id)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with connection.opened(ctx.settings.database_url):
            minding = [
                asyncio.create_task(listener.run()),
                asyncio.create_task(at_each_midnight(ctx.fragments.forget_all, now=clock)),
                asyncio.create_task(keep_house(chores_in(ctx), now=clock)),
                *([asyncio.create_task(keep_delivering(delivery))] if delivery else []),
            ]
            try:
                yield
            finally:
                for task in minding:
                    task.cancel()
                await asyncio.gather(*minding, return_exceptions=True)

    return lifespan
