"""The demo company moves in through the same actions as everybody else: all of it or nothing, and once."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from comments_service.company import Company, read_company
from comments_service.ids import uuid7
from comments_service.moderation.rules import all_rules, days_left, state_of
from comments_service.refusals import FieldIsWrong
from comments_service.seed import seed_company
from comments_service.storage import comments, decisions, people
from tests.support.company import BEN, NOON
from tests.support.talking import RULES, Talk, everything

pytestmark = pytest.mark.anyio
PEOPLE = {
    "amal": {"name": "Amal Haddad", "title": "Warehouse operative", "site": "Casablanca", "department": "Warehouse"},
    "ben": {"name": "Ben Carter", "site": "Leeds", "department": "Transport"},
    "dana": {"name": "Dana Reyes", "site": "Leeds", "roles": ["facilitator"]},
}
CONVERSATION = """
[[comment]]
key = "answer"
thread = "rota"
by = "ben"
parent = "question"
at = 2026-11-20T10:30:00+01:00
body = "I do."

[[comment]]
key = "question"
thread = "rota"
by = "amal"
at = 2026-11-20T09:00:00Z
body = "Who drives on Sunday?"
edited = { at = 2026-11-20T09:05:00Z, body = "Who drives on Sunday morning?" }
reports = [{ by = "ben", at = 2026-11-20T12:00:00Z, reason = "other", detail = "Asked twice." }]

[[comment]]
key = "held"
thread = "incident"
by = "amal"
at = 2026-11-20T11:00:00Z
body = "What happened in hall 3?"
decision = { by = "dana", at = 2026-11-20T11:10:00Z, action = "remove", reason = "duplicate" }

[[comment]]
key = "regretted"
thread = "rota"
by = "ben"
at = 2026-11-20T13:00:00Z
withdrawn = 2026-11-20T13:05:00Z
body = "Never mind."
"""


def new_ids() -> Any:
    made = iter(range(1, 10_000))
    return lambda: uuid7(NOON, next(made) << 40)


@pytest.fixture
def talk(database: str) -> Talk:
    return Talk()


@pytest.fixture
def company(tmp_path: Path) -> Company:
    (tmp_path / "people.toml").write_text("")
    (tmp_path / "conversation.toml").write_text(CONVERSATION)
    return Company(PEOPLE, read_company(tmp_path / "people.toml", tmp_path / "conversation.toml").said)


async def test_everything_is_said_at_its_time_and_in_its_place(talk: Talk, company: Company) -> None:
    assert await seed_company(company, rules=RULES, new_id=new_ids(), now=lambda: NOON, secret="k") == 4
    rows = {row["state"]: row for row in (await everything())["comment"] if row["thread_id"] == "incident"}
    (question,) = await comments.roots("rota", newest_first=False, after=None, limit=9)
    branch = await comments.branches([question])

    assert [(one.author.name, one.revision.body) for one in branch if one.revision] == [
        ("Amal Haddad", "Who drives on Sunday morning?"),
        ("Ben Carter", "I do."),
    ]
    assert [one.comment.created for one in branch] == [
        datetime.fromisoformat("2026-11-20T09:00:00Z"), datetime.fromisoformat("2026-11-20T09:30:00Z"),
    ]  # fmt: skip
    removed = rows["removed"]
    (decision,) = (await decisions.latest([UUID(str(removed["id"]))])).values()
    assert (decision.by_name, decision.reason) == ("Dana Reyes", "duplicate")


async def test_moving_in_twice_is_moving_in_once_and_brings_people_up_to_date(talk: Talk, company: Company) -> None:
    await seed_company(company, rules=RULES, new_id=new_ids(), now=lambda: NOON, secret="k")
    before = (await everything())["comment"]
    promoted = Company({**PEOPLE, "ben": {**PEOPLE["ben"], "title": "Lead driver"}}, company.said)

    assert await seed_company(promoted, rules=RULES, new_id=new_ids(), now=lambda: NOON, secret="k") == 0
    assert (await everything())["comment"] == before
    ben = await people.by_handle("ben")
    assert ben is not None
    assert (ben.id, ben.title) == (BEN.id, "Lead driver")


async def test_nobody_moves_in_where_people_talk_already(talk: Talk, company: Company) -> None:
    await talk.says(BEN)

    assert await seed_company(company, rules=RULES, new_id=new_ids(), now=lambda: NOON, secret="k") == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"thread": "no-such-page"}, {"by": "nobody"}, {"parent": "nothing"}, {"body": " "}, {"kind": "poem"},
        {"decision": {"by": "ben", "at": NOON, "action": "remove", "reason": "hurtful"}},
        {"reports": [{"by": "nobody", "at": NOON, "reason": "other"}]},
    ],
    ids=lambda wrong: next(iter(wrong)),
)  # fmt: skip
async def test_a_conversation_that_cannot_have_been_leaves_nothing_behind(
    talk: Talk, company: Company, wrong: dict[str, Any]
) -> None:
    broken = {"key": "broken", "thread": "rota", "by": "amal", "at": NOON, "body": "Hello.", **wrong}
    before = await everything()

    with pytest.raises(FieldIsWrong, match="broken"):
        await seed_company(
            Company(PEOPLE, [*company.said, broken]), rules=RULES, new_id=new_ids(), now=lambda: NOON, secret="k"
        )

    assert await everything() == before


RULES_FILE = Path(__file__).parents[1] / "content" / "rules.toml"


async def test_its_rules_move_in_each_as_old_as_it_is(talk: Talk, company: Company, tmp_path: Path) -> None:
    rules = read_company(tmp_path / "people.toml", tmp_path / "conversation.toml", RULES_FILE).rules
    owners = {**PEOPLE, "eli": {"name": "Eli Brandt", "roles": ["facilitator"]}}
    await seed_company(
        Company(owners, company.said, rules), rules=RULES, new_id=new_ids(), now=lambda: NOON, secret="k"
    )

    states = {rule.term: state_of(rule, now=NOON) for rule in await all_rules()}
    assert states == {
        "Halvorsen contract": "on",
        "idiot*": "on",
        "crétin*": "on",
        "Nordhavn*": "waiting",
        "tablet pilot": "expired",
    }
    assert [days_left(rule, now=NOON) for rule in await all_rules() if rule.term == "idiot*"] == [10]


@pytest.mark.parametrize("wrong", [{"term": "salary"}, {"owner": "amal"}, {"owner": "nobody"}, {"outcome": "block"}])
async def test_a_rule_that_cannot_have_been_leaves_nothing_behind(
    talk: Talk, company: Company, wrong: dict[str, str]
) -> None:
    looks = {"term": "egret", "lang": "", "outcome": "hold", "why": "A test.", "owner": "dana"}
    rule = {**looks, "added_days_ago": 9, "expires_in_days": 9, **wrong}
    before = await everything()

    with pytest.raises(FieldIsWrong, match="The rule"):
        await seed_company(
            Company(PEOPLE, company.said, [rule]), rules=RULES, new_id=new_ids(), now=lambda: NOON, secret="k"
        )

    assert await everything() == before


@pytest.mark.parametrize(
    "text",
    [
        "[[comment",
        '[[comment]]\nkey = "a"',
        '[[comment]]\nkey = "a"\nat = 2026-11-20T09:00:00',
        '[[comment]]\nkey = "a"\nat = 7',
    ],
)
async def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "people.toml").write_text("")
    (tmp_path / "conversation.toml").write_text(text)

    with pytest.raises(FieldIsWrong, match=r"conversation\.toml"):
        read_company(tmp_path / "people.toml", tmp_path / "conversation.toml")
