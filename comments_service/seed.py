"""Bringing in the demo company: its people, and what they said, through the same actions that anybody's browser
uses."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from comments_service.company import Company, in_order, misshapen
from comments_service.discussion.attention import FIRST, Attention
from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.edit import edit
from comments_service.discussion.outcomes import OUTCOME, step_of
from comments_service.discussion.post import Draft, post
from comments_service.discussion.pulse_question import answer_pulse
from comments_service.discussion.react import react
from comments_service.discussion.report import report
from comments_service.discussion.rule_book import RuleBook
from comments_service.discussion.withdraw import withdraw
from comments_service.events import Ledger
from comments_service.moderation.appeal import appeal
from comments_service.moderation.corrections.accept import accept
from comments_service.moderation.decide import Verdict, decide
from comments_service.moderation.marks.acknowledge import acknowledge
from comments_service.moderation.marks.endorse import endorse
from comments_service.moderation.marks.feature import feature
from comments_service.moderation.marks.note_accuracy import Note, note_accuracy
from comments_service.moderation.marks.pin import pin
from comments_service.moderation.marks.putting import on
from comments_service.moderation.outcomes.take_step import Wanted as WantedStep
from comments_service.moderation.outcomes.take_step import take_step
from comments_service.moderation.responses.answer_draft import approve_draft
from comments_service.moderation.responses.draft_response import Wanted, draft_response
from comments_service.moderation.responses.respond import respond
from comments_service.moderation.rules import RuleWanted, add_rule, turn_on
from comments_service.moderation.settle_case import settle_case
from comments_service.moderation.summarise import Written, summarise
from comments_service.people.anonymity import Anonymity
from comments_service.people.bring_up_to_date import bring_up_to_date
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.screening.screen import Rules
from comments_service.storage import comments, people, threads
from comments_service.storage.connection import transaction


class _Past:
    """A clock that is set to when each thing happened."""

    def __init__(self) -> None:
        self.now = datetime.min.replace(tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


async def seed_company(
    company: Company,
    *,
    rules: Rules,
    new_id: Callable[[], UUID],
    now: Callable[[], datetime],
    secret: str,
    anonymity: Anonymity | None = None,
) -> int:
    """Bring the company in, and return how many comments it said; 0 if anything was ever said here.

    People are brought up to date each time. All of it moves in or nothing does.

    Args:
        anonymity: what seals those who left their names out.

    Raises:
        FieldIsWrong: something in the conversation cannot have been; it is named by its key.
    """
    async with transaction():
        who = [_person(handle, about, new_id()) for handle, about in company.people.items()]
        await bring_up_to_date(who, ledger=Ledger(now=now), secret=secret)
        if await threads.uids_with_comments():
            return 0
        known = [anonymity.known(one) if anonymity else one for one in await people.everybody()]
        seeder = _Seeder({one.handle: one for one in known}, rules, new_id, anonymity)
        for at, act, one in in_order(company.said):
            await seeder.act(at, act, one)
        for rule in company.rules:
            await seeder.rule(rule, now())
        return len(seeder.ids)


def _person(handle: str, about: Mapping[str, Any], id: UUID) -> Person:
    name, title, site, department = (str(about.get(one, "")) for one in ("name", "title", "site", "department"))
    return Person(id, handle, name, title, site, department, tuple(about.get("roles", [])), about.get("active", True))


class _Seeder:
    """Lets things happen again, each at its time."""

    def __init__(
        self, known: Mapping[str, Person], rules: Rules, new_id: Callable[[], UUID], anonymity: Anonymity | None
    ) -> None:
        self.ids: dict[str, UUID] = {}
        self.drafts: dict[str, UUID] = {}
        self._people = known
        self._rules = rules
        self._anonymity = anonymity
        self._deadlines = USUAL
        self._new_id = new_id
        self._clock = _Past()
        self._ledger = Ledger(now=self._clock)
        self._ledger.keep_true(Attention(self._deadlines, new_id))

    async def act(self, at: datetime, act: str, one: dict[str, Any]) -> None:
        """Let one thing happen at its time.

        Raises:
            FieldIsWrong: with the comment's key in front of the reason.
        """
        self._clock.now = at
        try:
            await getattr(self, act)(one)
        except Refusal as refusal:
            raise FieldIsWrong(str(one.get("key")), f"{one.get('key')}, {act}: {refusal.message}") from refusal
        except KeyError as missing:
            raise FieldIsWrong(str(one.get("key")), f"{one.get('key')}, {act}: there is no {missing}.") from missing
        except (TypeError, AttributeError, ValueError) as wrong:
            raise misshapen(one) from wrong

    async def rule(self, one: Mapping[str, Any], today: datetime) -> None:
        """Somebody writes a rule, and turns it on if it was.

        Raises:
            FieldIsWrong: with the rule's term in front of the reason.
        """
        try:
            await self._rule(one, today)
        except Refusal as refusal:
            raise FieldIsWrong("rule", f"The rule {one.get('term')}: {refusal.message}") from refusal
        except KeyError as missing:
            raise FieldIsWrong("rule", f"The rule {one.get('term')}: there is no {missing}.") from missing

    async def _rule(self, one: Mapping[str, Any], today: datetime) -> None:
        looks = {name: str(one[name]) for name in ("term", "lang", "outcome", "why", "owner")}
        wanted = RuleWanted(**looks, expires=today.date() + timedelta(days=one["expires_in_days"]))
        by = self._people[wanted.owner]
        how: dict[str, Any] = {"by": by, "ledger": self._ledger, "rule_book": RuleBook(self._rules, now=self._clock)}
        self._clock.now = today - timedelta(days=one["added_days_ago"])
        rule = await add_rule(self._new_id(), wanted, now=self._clock.now, **how)
        if "on_days_ago" in one:
            self._clock.now = today - timedelta(days=one["on_days_ago"])
            await turn_on(rule.id, now=self._clock.now, **how)

    async def post(self, one: dict[str, Any]) -> None:
        """Somebody says something; what screening only advises on is sent to review."""
        parent = self.ids[one["parent"]] if "parent" in one else None
        unnamed = bool(one.get("unnamed"))
        # What a page of the demo cites has the id that it cites.
        own = UUID(one["id"]) if "id" in one else self._new_id()
        draft = Draft(own, one["thread"], one["body"], parent, one.get("kind"), ask_review=True, unnamed=unnamed)
        speak = respond if one.get("official") else partial(post, anonymity=self._anonymity)
        posted = await speak(draft, by=self._people[one["by"]], **self._writing())
        self.ids[one["key"]] = posted.spoken.comment.id

    async def draft(self, one: dict[str, Any]) -> None:
        """Somebody drafts an official response for somebody."""
        self.drafts[one["key"]] = self._new_id()
        parent = self.ids[one["parent"]] if "parent" in one else None
        wanted = Wanted(self.drafts[one["key"]], one["thread"], one["speaker"], one["body"], parent)
        how: dict[str, Any] = {"ledger": self._ledger, "rules": self._rules, "now": self._clock.now}
        await draft_response(wanted, by=self._people[one["by"]], **how)

    async def approve(self, one: dict[str, Any]) -> None:
        """Whom it was drafted for approves it as it is."""
        draft, by = self.drafts[one["key"]], self._people[one["speaker"]]
        await approve_draft(draft, one["body"], by=by, ask_review=True, **self._writing())
        self.ids[one["key"]] = draft

    async def mark(self, one: dict[str, Any]) -> None:
        """Somebody says something about a comment for everybody to see."""
        comment = self.ids[one["key"]]
        how: dict[str, Any] = {"by": self._people[one["by"]], "ledger": self._ledger, "new_id": self._new_id}
        match one["kind"]:
            case "accuracy":
                await note_accuracy(comment, Note(one["status"], one["source"], one.get("text", "")), **how)
            case "acknowledged":
                await acknowledge(comment, one["owner"], one["due"].isoformat(), today=self._clock.now.date(), **how)
            case "outcome":
                await self._step(comment, one, **how)
            case "correction":
                await accept(comment, one["text"], rules=self._rules, today=self._clock.now.date(), **how)
            case kind:
                await {"pinned": pin, "featured": feature, "endorsed": endorse}[kind](comment, **how)

    async def _step(self, comment: UUID, one: dict[str, Any], **how: Any) -> None:
        before = step_of(await on(comment, OUTCOME))
        other = str(self.ids[one["of"]]) if "of" in one else ""
        day = one["until"].isoformat() if "until" in one else ""
        wanted = WantedStep(one["step"], before, one["text"], one.get("reason", ""), other, day)
        await take_step(comment, wanted, rules=self._rules, today=self._clock.now.date(), **how)

    async def answer(self, one: dict[str, Any]) -> None:
        """Some people answer the closed question of a page, where answers can be kept apart from people."""
        for handle in one["by"] if self._anonymity else ():
            how: dict[str, Any] = {"by": self._people[handle], "ledger": self._ledger, "now": self._clock.now}
            await answer_pulse(one["thread"], one["asked"], one["choice"], **how)

    async def summary(self, one: dict[str, Any]) -> None:
        """Who answers for a page sums its discussion up."""
        how: dict[str, Any] = {"by": self._people[one["by"]], "ledger": self._ledger, "rules": self._rules}
        await summarise(Written(self._new_id(), one["thread"], one["body"].strip(), 0), site_host="", **how)

    async def edit(self, one: dict[str, Any]) -> None:
        """Its author changes it."""
        person, body = self._people[one["by"]], one["edited"]["body"]
        how = self._writing()
        await edit(self.ids[one["key"]], body, by=person, ask_review=True, window=timedelta(days=365), **how)

    async def decide(self, one: dict[str, Any]) -> None:
        """A facilitator decides about it as it is then."""
        said, comment = one["decision"], await comments.get(self.ids[one["key"]])
        assert comment is not None, "it was posted before"
        words = (said.get("message", ""), said.get("note", ""), said.get("to"), said.get("marked", ()))
        verdict = Verdict(comment.id, comment.version, said["action"], said.get("reason"), *words)
        by = self._people[said["by"]]
        await decide(verdict, by=by, **self._deciding())

    async def report(self, one: dict[str, Any]) -> None:
        """Somebody reports it."""
        made = one["report"]
        await report(
            self.ids[one["key"]],
            reason=made["reason"],
            detail=made.get("detail", ""),
            by=self._people[made["by"]],
            hides_at=3,
            **self._deciding(),
        )

    async def react(self, one: dict[str, Any]) -> None:
        """Others react to it."""
        for name, handles in one["reactions"].items():
            for handle in handles:
                by, about = self._people[handle], self.ids[one["key"]]
                await react(about, name, by=by, ledger=self._ledger, now=self._clock.now)

    async def appeal(self, one: dict[str, Any]) -> None:
        """Its author asks another facilitator to look."""
        by = self._people[one["by"]]
        await appeal(self.ids[one["key"]], one["appeal"]["words"], by=by, **self._deciding())

    async def settle(self, one: dict[str, Any]) -> None:
        """A facilitator says that somebody's first comment needs no answer."""
        by = self._people[one["settled"]["by"]]
        await settle_case(self.ids[one["key"]], FIRST, by=by, ledger=self._ledger)

    async def withdraw(self, one: dict[str, Any]) -> None:
        """Its author takes it back."""
        by = self._people[one["by"]]
        await withdraw(self.ids[one["key"]], by=by, ledger=self._ledger, now=self._clock.now)

    def _writing(self) -> dict[str, Any]:
        return {**self._deciding(), "rules": self._rules, "site_host": ""}

    def _deciding(self) -> dict[str, Any]:
        how = {"ledger": self._ledger, "deadlines": self._deadlines}
        return {**how, "new_id": self._new_id, "now": self._clock.now}
