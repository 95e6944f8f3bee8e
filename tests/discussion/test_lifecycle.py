"""The life of a comment: the table alone, and whatever a few people do to a few comments in any order."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from comments_service.discussion import rendering
from comments_service.discussion.lifecycle import (
    DECISIONS,
    HELD,
    HIDDEN,
    MOVES,
    PUBLISHED,
    PURGED,
    REMOVED,
    STATES,
    WITHDRAWN,
    MoveIsImpossible,
    decisions_on,
    move,
)
from comments_service.records import Comment, Person
from comments_service.refusals import Refusal
from comments_service.storage import comments, connection, threads
from comments_service.web.templating import environment
from tests.conftest import move_in
from tests.support.company import AMAL, BEN, DANA, ELI, INES, NOOR
from tests.support.talking import HELD_WORDS, Talk, everything

ACTIONS = (*DECISIONS, "withdraw", "appeal", "reports")


@pytest.mark.parametrize(("state", "action"), list(product(STATES, ACTIONS)))
def test_a_move_leads_where_the_table_says_or_is_impossible(state: str, action: str) -> None:
    if (state, action) in MOVES:
        assert move(state, action) == MOVES[state, action]
        return
    with pytest.raises(MoveIsImpossible) as refused:
        move(state, action)
    assert set(refused.value.facts["possible"]) == {name for at, name in MOVES if at == state}


def test_withdrawn_is_final_and_removed_ends_only_by_undo_or_on_appeal() -> None:
    assert [action for state, action in MOVES if state == WITHDRAWN] == []
    assert {action: end for (state, action), end in MOVES.items() if state == REMOVED and end != REMOVED} == {
        "approve": PUBLISHED
    }
    assert "approve" not in decisions_on(REMOVED, decided_before=True, has_open_case=True)
    assert "approve" in decisions_on(REMOVED, decided_before=False, has_open_case=True, appeal_is_open=True)


def test_every_state_can_be_reached_but_held_which_is_where_some_begin() -> None:
    # Nobody moves a comment to where time brings it: see privacy/purge.py.
    assert {end for (start, _), end in MOVES.items() if start != end} == set(STATES) - {HELD, PURGED}


def test_only_the_author_and_readers_have_moves_that_are_no_decision() -> None:
    assert {action for _, action in MOVES} - set(DECISIONS) == {"withdraw", "appeal", "reports"}


@pytest.mark.parametrize(
    ("state", "open", "offered"),
    [
        (HELD, ["case"], ["approve", "remove", "return", "escalate"]),
        (PUBLISHED, ["case"], ["approve", "remove", "hide", "escalate"]),
        (PUBLISHED, ["case", "edit"], ["approve", "remove", "return", "hide", "escalate"]),
        (PUBLISHED, [], ["remove", "hide", "escalate"]),
        (HIDDEN, ["case"], ["remove", "return", "restore", "escalate"]),
        (HIDDEN, ["case", "edit"], ["approve", "remove", "return", "restore", "escalate"]),
        (REMOVED, [], ["escalate"]),
        (REMOVED, ["case", "appeal"], ["approve", "remove", "escalate"]),
        (WITHDRAWN, [], []),
    ],
)
def test_what_is_offered_can_be_done(state: str, open: list[str], offered: list[str]) -> None:
    how = {"has_open_case": "case" in open, "edit_waits": "edit" in open, "appeal_is_open": "appeal" in open}
    undo = [] if state == WITHDRAWN else ["undo"]

    assert decisions_on(state, decided_before=False, **how) == offered
    assert decisions_on(state, decided_before=True, **how) == offered + undo
    assert all((state, action) in MOVES for action in offered)


# --- in any order -------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(["Nights are quieter.", "Who drives on Sunday?", HELD_WORDS])
NUMBERS, BEHIND = st.integers(0, 99), st.sampled_from([0, 0, 0, 1])
PAGES, READERS = ("rota", "incident"), (AMAL, BEN, INES, NOOR, ELI)
LEGAL = {(start, end) for (start, _), end in MOVES.items() if start != end}
# Undo goes back along a decision: these are the ways forward that a decision can take, reversed.
UNDONE = {(end, start) for (start, action), end in MOVES.items() if action in DECISIONS and start != end}


class Conversation(RuleBasedStateMachine):
    """A few people say, change, report, decide about and take back things, through the real actions."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp())
        shutil.copy(self.template, self._folder / "townhall.sqlite3")
        self._runner = asyncio.Runner()
        self.talk = Talk()
        self.said: list[Comment] = []
        self._templates = environment(base="", site="")

    @initialize()
    def opens(self) -> None:
        url = f"sqlite://{self._folder / 'townhall.sqlite3'}?synchronous=OFF"
        self._open = connection.opened(url)
        self._runner.run(self._open.__aenter__())
        self._runner.run(move_in())

    def teardown(self) -> None:
        self._runner.run(self._open.__aexit__(None, None, None))
        self._runner.close()
        shutil.rmtree(self._folder)

    def _tries(self, action: Coroutine[Any, Any, object]) -> None:
        """Let something happen, or be refused; what is refused must change nothing."""
        self.talk.later(seconds=1)
        before = self._runner.run(everything())
        try:
            self._runner.run(action)
        except Refusal:
            assert self._runner.run(everything()) == before
        after = {row["id"]: row["state"] for row in self._runner.run(everything())["comment"]}
        for row in before["comment"]:
            move_made = (row["state"], after[row["id"]])
            assert move_made[0] == move_made[1] or move_made in LEGAL | UNDONE

    def _one(self, number: int) -> Comment:
        return self.said[number % len(self.said)]

    @rule(by=st.sampled_from([AMAL, BEN]), body=WORDS, to=st.none() | NUMBERS, thread=st.sampled_from(PAGES))
    def says(self, by: Person, body: str, to: int | None, thread: str) -> None:
        async def say() -> None:
            parent = self._one(to) if to is not None and self.said else None
            self.said.append(await self.talk.says(by, body, thread=parent.thread_uid if parent else thread, to=parent))

        self._tries(say())

    @rule(number=NUMBERS, body=WORDS)
    def edits(self, number: int, body: str) -> None:
        if self.said:
            said = self._one(number)
            self._tries(self.talk.edits(AMAL if said.author_id == AMAL.id else BEN, said, body))

    @rule(number=NUMBERS)
    def withdraws(self, number: int) -> None:
        if self.said:
            said = self._one(number)
            self._tries(self.talk.withdraws(AMAL if said.author_id == AMAL.id else BEN, said))

    @rule(number=NUMBERS, by=st.sampled_from(READERS), reason=st.sampled_from(["hurtful", "confidential"]))
    def reports(self, number: int, by: Person, reason: str) -> None:
        if self.said:
            self._tries(self.talk.reports(by, self._one(number), reason))

    @rule(number=NUMBERS, by=st.sampled_from([DANA, ELI, BEN]), action=st.sampled_from(DECISIONS), behind=BEHIND)
    def decides(self, number: int, by: Person, action: str, behind: int) -> None:
        if self.said:
            said = self._one(number)

            async def decide() -> None:
                version = max(1, (await self.talk.now_of(said)).version - behind)
                words = {"reason": "off-topic", "to": "legal", "note": "Please look."}
                await self.talk.decides(by, said, action, version=version, **words)

            self._tries(decide())

    @rule(number=NUMBERS)
    def appeals(self, number: int) -> None:
        if self.said:
            said = self._one(number)
            self.talk.later(seconds=10)
            self._tries(self.talk.appeals(AMAL if said.author_id == AMAL.id else BEN, said))

    @invariant()
    def nothing_contradicts(self) -> None:
        if self.said:
            self._runner.run(self._check())

    async def _check(self) -> None:
        rows = await everything()
        states = {row["id"]: row["state"] for row in rows["comment"]}
        for page in PAGES:
            recount = [row for row in rows["comment"] if row["thread_id"] == page and row["state"] == PUBLISHED]
            assert await comments.counts([page]) == {page: len(recount)}
            await self._check_fragment(page, rows)
        judged = [(row["comment_id"], row["judged_version"]) for row in rows["decision"]]
        assert len(judged) == len(set(judged))
        still_open = [row for row in rows["moderation_case"] if row["closed"] is None]
        open_cases = [row["comment_id"] for row in still_open]
        for row in rows["comment"]:
            waits = row["state"] in (HELD, PUBLISHED) and row["latest_number"] != row["public_number"]
            assert row["state"] != HELD or row["public_number"] is None
            assert not waits or row["id"] in open_cases, "words that wait are in the queue"
        appealed = [row["comment_id"] for row in still_open if row["kind"] == "appeal"]
        assert all(states[one] == REMOVED for one in appealed)
        assert all(states[one] not in (WITHDRAWN, REMOVED) for one in open_cases if one not in appealed)
        at_roles = {row["comment_id"] for row in rows["sealed_case"] if row["closed"] is None}
        for row in still_open:
            assert row["waits_for"] != "legal" or row["comment_id"] in at_roles, "a role was asked"

    async def _check_fragment(self, page: str, rows: Mapping[str, list[Mapping[str, object]]]) -> None:
        thread = await threads.get(page)
        assert thread is not None
        shown = await rendering.page_of(thread, sort="oldest", after=None, size=99, now=self.talk.now)
        html = rendering.fragment(shown, templates=self._templates)
        for row in rows["comment"]:
            if row["thread_id"] == page:
                is_shown = f'<article id="comment-{row["id"]}" class="th-comment th-comment--{row["state"]}"' in html
                assert is_shown or row["state"] not in (PUBLISHED, HIDDEN)
        assert html.count('class="th-comment__body"') == shown.count


def test_whatever_people_do_in_whatever_order(sqlite_template: Path) -> None:
    class Here(Conversation):
        template = sqlite_template

    how = settings(max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Here, settings=how)
