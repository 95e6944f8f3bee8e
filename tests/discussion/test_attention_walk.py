"""Whatever happens in whatever order, what waits for an answer is what the rows say should: recomputed here from
everything that was said, independently of how the service keeps it."""

import json
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest

from comments_service.moderation.marks.end import end_mark
from comments_service.moderation.marks.endorse import endorse
from comments_service.moderation.settle_case import settle_case
from comments_service.records import Comment
from comments_service.refusals import Refusal
from comments_service.storage import connection
from tests.support.company import AMAL, BEN, CAST, DANA, ELI, INES, PRIYA, TOM
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio
STEPS = 120
SPEAKERS = (AMAL, BEN, INES, PRIYA, DANA, TOM)
ANSWER_FOR = {"rota": set(), "answered": {"tom", "ben"}}
ANSWERERS = {"leader", "expert", "facilitator"}
AT_HOME = ANSWERERS | {"author"}


class Walk:
    """One random thing after another; what is refused did not happen."""

    def __init__(self, talk: Talk, seed: int) -> None:
        self.talk = talk
        self.chance = random.Random(seed)
        self.said: list[Comment] = []
        self.steps: dict[str, Callable[[], Awaitable[object]]] = {
            "asks": self.asks,
            "says": self.says,
            "replies": self.replies,
            "edits": lambda: talk.edits(self.author(one := self.one()), one, self.words()),
            "withdraws": lambda: talk.withdraws(self.author(one := self.one()), one),
            "reports": lambda: talk.reports(self.chance.choice(SPEAKERS), self.one(), "personal-data"),
            "decides": self.decides,
            "settles": lambda: settle_case(
                self.one().id, self.chance.choice(["question", "first"]), by=DANA, ledger=talk.ledger
            ),
            "endorses": lambda: endorse(self.one().id, by=INES, ledger=talk.ledger, new_id=talk.new_id),
            "takes back": lambda: end_mark(self.one().id, "endorsed", by=INES, ledger=talk.ledger),
        }

    def one(self) -> Comment:
        return self.chance.choice(self.said[-8:])

    def words(self) -> str:
        return self.chance.choice([HELD_WORDS, "Better for me.", "Not for me."])

    def author(self, comment: Comment) -> Any:
        return next(person for person in CAST if person.id == comment.author_id)

    async def asks(self) -> None:
        by, thread = self.chance.choice(SPEAKERS), self.chance.choice(sorted(ANSWER_FOR))
        self.said.append(await self.talk.says(by, self.words(), kind="question", thread=thread))

    async def says(self) -> None:
        self.said.append(await self.talk.says(self.chance.choice(SPEAKERS), self.words()))

    async def replies(self) -> None:
        to = self.one()
        by = self.chance.choice(SPEAKERS)
        self.said.append(await self.talk.says(by, self.words(), to=to, thread=to.thread_uid))

    async def decides(self) -> None:
        action = self.chance.choice(["approve", "remove", "hide", "restore", "undo"])
        reason = {"reason": "off-topic"} if action == "remove" else {}
        await self.talk.decides(self.chance.choice([DANA, ELI]), self.one(), action, **reason)

    async def step(self) -> str:
        self.talk.later(seconds=self.chance.randrange(1, 40))
        name = self.chance.choice([*self.steps, "replies", "replies", "decides", "asks"]) if self.said else "asks"
        with suppress(Refusal):
            await self.steps[name]()
        return name


async def should_wait() -> set[tuple[str, str]]:
    """Which comments should wait for which answer, by all that was said; what was settled by hand is asked no more."""
    rows = await connection.fetch(
        "SELECT c.*, p.handle, p.roles FROM comment c JOIN person p ON p.id = c.author_id ORDER BY c.created, c.id"
    )
    answers = {
        str(row["comment_id"])
        for row in await connection.fetch("SELECT comment_id FROM mark WHERE kind = 'endorsed' AND ended IS NULL")
    }
    settled = await connection.fetch("SELECT comment_id, kind FROM moderation_case WHERE outcome = 'settled'")
    done = {(str(row["comment_id"]), row["kind"]) for row in settled}
    found, seen = set(), set()
    for row in rows:
        key, author = str(row["id"]), str(row["author_id"])
        is_first = author not in seen
        seen.add(author)
        if row["state"] != "published":
            continue
        others = [
            one
            for one in rows
            if str(one["parent_id"]) == key and one["state"] == "published" and str(one["author_id"]) != author
        ]
        if row["kind"] == "question" and not any(_answers(one, row["thread_id"], answers) for one in others):
            found.add((key, "question"))
        if is_first and not others and not AT_HOME & _roles(row):
            found.add((key, "first"))
    return found - done


def _answers(reply: dict[str, Any], thread: str, endorsed: set[str]) -> bool:
    return bool(str(reply["id"]) in endorsed or reply["handle"] in ANSWER_FOR[thread] or ANSWERERS & _roles(reply))


def _roles(row: dict[str, Any]) -> set[str]:
    return set(json.loads(row["roles"]) if isinstance(row["roles"], str) else row["roles"])


async def waits() -> list[tuple[str, str]]:
    rows = await connection.fetch(
        "SELECT comment_id, kind FROM moderation_case WHERE kind IN ('question', 'first') AND closed IS NULL"
    )
    return [(str(row["comment_id"]), row["kind"]) for row in rows]


@pytest.mark.parametrize("seed", range(4))
async def test_after_any_sequence_what_waits_is_what_should_and_once_each(talk: Talk, seed: int) -> None:
    walk, happened = Walk(talk, seed), []
    for _ in range(STEPS):
        happened.append(await walk.step())

        found = await waits()
        assert sorted(found) == sorted(await should_wait()), f"seed {seed}: {happened}"
    outcomes = await connection.fetch(
        "SELECT DISTINCT outcome FROM moderation_case WHERE kind IN ('question', 'first')"
    )
    assert {"answered", "removed"} & {row["outcome"] for row in outcomes}, "too little happened to show anything"
