"""The company's own rules of screening: written, rehearsed, turned on and ended by whoever may write rules.

A rule is never on by being written. None may hold what people may always say; the sentences that it would are shown.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from comments_service.discussion.rule_book import RuleBook, require_free_speech, watch_word, with_rules
from comments_service.events import RULE_ADDED, RULE_CHANGED, RULE_ENDED, RULE_TURNED_ON, Ledger
from comments_service.languages import N_
from comments_service.moderation.rule_form import LONGEST_LIFE, require_term, require_tongue, require_why
from comments_service.people.roles import may, require
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.rule_records import Rule
from comments_service.storage import embargo_terms, people, rules, threads

ON, WAITING, EXPIRED, ENDED = "on", "waiting", "expired", "ended"
EXPIRES_SOON = timedelta(days=14)
CHANGED_MEANWHILE = N_(
    "A colleague has changed this rule since you opened it, so nothing was done. This is what it is now."
)


class RuleIsUnknown(Refusal):
    """There is no such rule."""

    code = "rule-is-unknown"

    def __init__(self) -> None:
        super().__init__(N_("There is no such rule."))


class RuleIsOver(Refusal):
    """The rule has ended or expired, or is no longer what somebody saw who acts on it: nothing was done."""

    code = "rule-is-over"


@dataclass(frozen=True, slots=True)
class RuleWanted:
    """What somebody wants a rule to be. `owner` is a handle; `expires` is the day on which it stops."""

    term: str
    lang: str
    outcome: str
    why: str
    owner: str
    expires: date


def state_of(rule: Rule, *, now: datetime) -> str:
    """Whether a rule is on, waiting to be turned on, expired or ended."""
    if rule.ended is not None:
        return ENDED
    if rule.expires <= now:
        return EXPIRED
    return ON if rule.turned_on is not None else WAITING


def version_of(rule: Rule) -> str:
    """What a form brings along, so that nobody acts on a rule that is no longer the one they read or rehearsed."""
    seen = (*_looks_for(rule), rule.term, rule.why, rule.owner_id, rule.expires, rule.turned_on, rule.ended)
    return hashlib.sha256(repr([str(one) for one in seen]).encode()).hexdigest()[:16]


def days_left(rule: Rule, *, now: datetime) -> int:
    """In how many days a rule stops by itself, a part of a day being one."""
    return max(0, -((now - rule.expires) // timedelta(days=1)))


async def all_rules() -> list[Rule]:
    """Every rule there ever was, the newest first."""
    return await rules.all_rules()


async def rule_of(id: UUID) -> Rule:
    """Find a rule.

    Raises:
        RuleIsUnknown: there is none.
    """
    if (rule := await rules.get(id)) is None:
        raise RuleIsUnknown
    return rule


async def writers() -> list[Person]:
    """The people who may own a rule, by name."""
    return [one for one in await people.everybody() if may(one, "write-rules")]


async def add_rule(
    id: UUID, wanted: RuleWanted, *, by: Person | None, rule_book: RuleBook, ledger: Ledger, now: datetime
) -> Rule:
    """Write a rule. It waits until it is turned on. The same id again is the same rule.

    Raises:
        SignInRequired, NotAllowed; FieldIsWrong; RuleWouldSilence.
    """
    author = require(by, "write-rules")
    if (there := await rules.get(id)) is not None:
        return there
    rule = await _as_wanted(wanted, id=id, added=now, now=now)
    await _require_it_may_be(rule, rule_book=rule_book, now=now)
    async with ledger.note() as change:
        if await rules.add(rule):
            change.record(RULE_ADDED, person=author.id, rule=str(id), outcome=rule.outcome)
    return rule


async def change_rule(
    id: UUID,
    wanted: RuleWanted,
    *,
    seen: str | None = None,
    by: Person | None,
    rule_book: RuleBook,
    ledger: Ledger,
    now: datetime,
) -> Rule:
    """Change a rule. Once it was on, what it looks for stays: its figures would be those of another rule.

    Args:
        seen: its version when somebody read it; None for whatever it is now.

    Raises:
        SignInRequired, NotAllowed; RuleIsUnknown, RuleIsOver; FieldIsWrong; RuleWouldSilence.
    """
    author, before = require(by, "write-rules"), await rule_of(id)
    if before.ended is not None:
        raise RuleIsOver(N_("This rule has ended. Write a new one."))
    after = replace(await _as_wanted(wanted, id=id, added=before.added, now=now), turned_on=before.turned_on)
    changed = [
        name for name in ("term", "lang", "outcome", "why", "owner_id", "expires") if _differ(name, before, after)
    ]
    if not changed:
        return before
    _require_seen(before, seen)
    if before.turned_on and _looks_for(before) != _looks_for(after):
        raise FieldIsWrong(
            "term", N_("This rule has been on: end it, and write another that looks for something else.")
        )
    await _require_it_may_be(after, rule_book=rule_book, now=now)
    await _write(before, after, RULE_CHANGED, by=author, rule_book=rule_book, ledger=ledger, changed=changed)
    return after


async def turn_on(
    id: UUID, *, seen: str | None = None, by: Person | None, rule_book: RuleBook, ledger: Ledger, now: datetime
) -> Rule:
    """Let a rule look at what is posted from now on. Twice is once.

    Args:
        seen: its version when somebody read it; None for whatever it is now.

    Raises:
        SignInRequired, NotAllowed; RuleIsUnknown, RuleIsOver; RuleWouldSilence.
    """
    author, before = require(by, "write-rules"), await rule_of(id)
    state = state_of(before, now=now)
    if state == ON:
        return before
    if state != WAITING:
        expired = N_("This rule has expired. Write a new one.")
        raise RuleIsOver(expired if state == EXPIRED else N_("This rule has ended. Write a new one."))
    _require_seen(before, seen)
    after = replace(before, turned_on=now)
    await _require_it_may_be(after, rule_book=rule_book, now=now)
    about = {"outcome": after.outcome}
    await _write(before, after, RULE_TURNED_ON, by=author, rule_book=rule_book, ledger=ledger, **about)
    return after


async def end_rule(
    id: UUID, *, seen: str | None = None, by: Person | None, rule_book: RuleBook, ledger: Ledger, now: datetime
) -> Rule:
    """End a rule for good. Twice is once.

    Args:
        seen: its version when somebody read it; None for whatever it is now.

    Raises:
        SignInRequired, NotAllowed; RuleIsUnknown, RuleIsOver.
    """
    author, before = require(by, "write-rules"), await rule_of(id)
    if before.ended is not None:
        return before
    _require_seen(before, seen)
    after = replace(before, ended=now)
    await _write(before, after, RULE_ENDED, by=author, rule_book=rule_book, ledger=ledger)
    return after


async def names(codes: Collection[str]) -> dict[str, str]:
    """What facilitators call the rules behind findings (`Finding.rule`); codes that are no rule's are left out.

    The title of a page that is not out yet is among them: this is not for authors.
    """
    pages = {code: code.removeprefix("embargo:") for code in codes if code.startswith("embargo:")}
    words = {code for code in codes if code.startswith("word:")}
    titles = await embargo_terms.titles(list(pages.values()))
    titles |= {uid: one.title for uid, one in (await threads.some(set(pages.values()) - set(titles))).items()}
    known = {f"word:{rule.id}": rule for rule in (await rules.all_rules() if words else [])}
    named: dict[str, str] = {
        code: N_("Rule “%(term)s”, %(name)s", term=known[code].term, name=known[code].owner_name)
        for code in words
        if code in known
    }
    return named | {code: N_("Not out yet: %(title)s", title=titles.get(uid, uid)) for code, uid in pages.items()}


async def _as_wanted(wanted: RuleWanted, *, id: UUID, added: datetime, now: datetime) -> Rule:
    owner = await people.by_handle(wanted.owner)
    if owner is None or not may(owner, "write-rules"):
        raise FieldIsWrong("owner", N_("Choose who owns the rule: somebody who may write rules."))
    today = now.astimezone(UTC).date()
    if not today < wanted.expires <= today + LONGEST_LIFE:
        raise FieldIsWrong("expires", N_("A rule stops on a day from tomorrow on, and within twelve months."))
    return Rule(
        id=id,
        term=require_term(wanted.term),
        lang=require_tongue(wanted.lang),
        outcome=wanted.outcome,
        why=require_why(wanted.why),
        owner_id=owner.id,
        owner_name=owner.name,
        added=added,
        expires=datetime.combine(wanted.expires, time(), UTC),
    )


async def _require_it_may_be(rule: Rule, *, rule_book: RuleBook, now: datetime) -> None:
    """Return if there is no other rule like it, and people may still say what they may always say."""
    if rule.outcome not in ("advise", "hold"):
        raise FieldIsWrong("outcome", N_("A rule may advise or hold."), allowed=["advise", "hold"])
    watch_word(rule)
    for other in await rules.all_rules():
        if other.id != rule.id and state_of(other, now=now) in (ON, WAITING) and _looks_for(other) == _looks_for(rule):
            raise FieldIsWrong("term", N_("There is such a rule already. %(name)s owns it.", name=other.owner_name))
    message = N_(
        "Nothing was saved: “%(term)s” would hold what people may always say, such as talk of pay, hours, safety "
        "or their rights. Look for something more particular.",
        term=rule.term,
    )
    require_free_speech(with_rules(await rule_book.in_force(now), [rule]), message)


def _require_seen(rule: Rule, seen: str | None) -> None:
    if seen is not None and seen != version_of(rule):
        raise RuleIsOver(CHANGED_MEANWHILE)


def _looks_for(rule: Rule) -> tuple[str, str, str]:
    return rule.term.casefold(), rule.lang, rule.outcome


def _differ(name: str, before: Rule, after: Rule) -> bool:
    return bool(getattr(before, name) != getattr(after, name))


async def _write(
    before: Rule,
    after: Rule,
    kind: str,
    *,
    by: Person,
    rule_book: RuleBook,
    ledger: Ledger,
    **facts: Any,
) -> None:
    async with ledger.note() as change:
        if not await rules.change(before, after):
            raise RuleIsOver(CHANGED_MEANWHILE)
        change.record(kind, person=by.id, rule=str(after.id), **facts)
    rule_book.forget()
