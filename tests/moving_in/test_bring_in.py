"""What was said elsewhere becomes discussions here: in its place, at its time, under its name, once, and screened."""

import random
import shutil
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import anyio
import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from comments_service.audit.verify import verify
from comments_service.events import COMMENTS_MOVED_IN, Ledger
from comments_service.moving_in import spool
from comments_service.moving_in.elsewhere import Why
from comments_service.privacy.purge import purge
from comments_service.privacy.retention import read_retention
from comments_service.storage import cases, comments, connection, people, search
from tests.support.company import AMAL, DANA, NOON
from tests.support.exports import SAID_AT, Told
from tests.support.moving import Moving
from tests.support.talking import BLOCKED_SECRET, BLOCKED_WORDS, HELD_WORDS, Talk, everything, words_anywhere

pytestmark = pytest.mark.anyio
# Each takes three exports into two databases.
FEW = hypothesis.settings().max_examples // 8


async def said(*, newest_last: bool = True) -> list[Mapping[str, Any]]:
    """Every comment with its author and words, in order of time."""
    return await connection.fetch(
        "SELECT c.id, c.thread_id, c.parent_id, c.root_id, c.state, c.kind, c.created, p.name, p.origin, p.active,"
        " p.handle, r.body, r.html FROM comment c JOIN person p ON p.id = c.author_id"
        " LEFT JOIN revision r ON r.comment_id = c.id ORDER BY c.created, c.id"
    )


def later(number: int) -> Any:
    return SAID_AT + timedelta(minutes=number)


async def bodies() -> list[str]:
    return [one["body"] for one in await said()]


async def test_what_was_said_is_there_in_its_place_at_its_time_and_under_its_name(moving: Moving) -> None:
    report = await moving.takes(
        Told(1, "Who drives on Sunday?"),
        Told(2, "I do.", parent=1, name="Mary Poole", account="mary@old.example", at=later(1)),
        Told(3, "And I.", parent=2, at=later(2)),
    )

    first, second, third = await said()
    assert (report.read, report.taken, report.wait, report.known, report.people) == (3, 3, 0, 0, 2)
    assert [one["body"] for one in (first, second, third)] == ["Who drives on Sunday?", "I do.", "And I."]
    assert [str(one["parent_id"]) for one in (second, third)] == [str(first["id"]), str(second["id"])]
    assert {str(one["root_id"]) for one in (first, second, third)} == {str(first["id"])}
    assert {(one["thread_id"], one["state"], one["kind"]) for one in (first, third)} == {
        ("rota", "published", "comment")
    }
    assert comments.as_moment(second["created"]) == later(1)
    assert [one["name"] for one in (first, second, third)] == ["Peter Lane", "Mary Poole", "Peter Lane"]
    assert {(one["origin"], bool(one["active"])) for one in (first, second)} == {(moving.name, False)}


async def test_nothing_of_an_author_is_kept_but_the_name(moving: Moving) -> None:
    await moving.takes(Told(1), Told(2, name="peter.lane@old.example", at=later(1)))

    assert [one["name"] for one in await said()] == ["Peter Lane", "peter.lane"]
    assert await words_anywhere("old.example") == []
    assert await words_anywhere("203.0.113") == []


async def test_two_people_of_one_name_stay_two(moving: Moving) -> None:
    await moving.takes(Told(1), Told(2, account="another-peter@old.example", at=later(1)), Told(3, at=later(2)))

    one, other, again = [row["handle"] for row in await said()]
    assert one == again != other


async def test_taken_again_nothing_changes(moving: Moving) -> None:
    export = [Told(1), Told(2, HELD_WORDS, parent=1, at=later(1)), Told(3, "Thanks.", parent=2, at=later(2))]
    await moving.takes(*export)
    before = await everything()

    report = await moving.takes(*export)

    assert await everything() == before
    assert (report.taken, report.known, report.people) == (0, 3, 0)


async def test_a_later_export_goes_on_where_the_first_ended(moving: Moving) -> None:
    await moving.takes(Told(1))

    report = await moving.takes(Told(1), Told(2, "I do.", parent=1, at=later(1)))

    first, second = await said()
    assert (report.taken, report.known) == (1, 1)
    assert str(second["parent_id"]) == str(first["id"])


async def test_what_became_of_a_comment_here_stays_so(moving: Moving, talk: Talk) -> None:
    await moving.takes(Told(1))
    (taken,) = [await talk.now_of(UUID(str(one["id"]))) for one in await said()]
    await talk.decides(DANA, taken, "remove", reason="hurtful")

    await moving.takes(Told(1, "The new rota is a lie."))

    assert [(one["state"], one["body"]) for one in await said()] == [("removed", "The new rota works.")]


async def test_a_dry_run_says_the_same_and_writes_nothing(moving: Moving) -> None:
    export = [Told(1), Told(2, HELD_WORDS, at=later(1)), Told(3, BLOCKED_WORDS, at=later(2)), Told(4, state="deleted")]
    before = await everything()

    foreseen = await moving.takes(*export, dry_run=True)

    assert await everything() == before
    assert foreseen == await moving.takes(*export)


async def test_a_reply_may_stand_before_what_it_answers(moving: Moving) -> None:
    if moving.system == "isso":
        pytest.skip("a database has no order")
    await moving.takes(Told(3, "Third.", parent=2, at=later(3)), Told(2, "Second.", parent=1, at=later(2)), Told(1))

    first, second, third = await said()
    assert [str(one["parent_id"]) for one in (second, third)] == [str(first["id"]), str(second["id"])]


async def test_what_answered_something_that_is_not_taken_moves_up(moving: Moving) -> None:
    report = await moving.takes(
        Told(1), Told(2, parent=1, state="deleted"), Told(3, parent=2, at=later(3)), Told(4, parent=99, at=later(4))
    )

    first, third, fourth = await said()
    assert (str(third["parent_id"]), fourth["parent_id"]) == (str(first["id"]), None)
    assert (report.left, report.rehung) == ({Why.DELETED: 1}, 2)


async def test_what_answers_itself_is_not_taken(moving: Moving) -> None:
    report = await moving.takes(Told(1, parent=3), Told(2, parent=1), Told(3, parent=2), Told(4, parent=3), Told(5))

    assert len(await said()) == 1
    assert report.left == {Why.CIRCLE: 4}


async def test_a_long_row_of_answers_keeps_its_order(moving: Moving) -> None:
    row = [Told(n, f"Answer {n}.", parent=n - 1 if n > 1 else None, at=later(n)) for n in range(1, 1_301)]
    random.Random(5).shuffle(row)

    assert (await moving.takes(*row)).taken == 1_300
    rows = await said()
    assert [one["body"] for one in rows] == [f"Answer {n}." for n in range(1, 1_301)]
    assert [str(one["parent_id"]) for one in rows[1:]] == [str(one["id"]) for one in rows[:-1]]


async def test_what_may_not_be_stored_is_not_and_what_a_facilitator_would_look_at_waits(moving: Moving) -> None:
    report = await moving.takes(
        Told(1, HELD_WORDS), Told(2, BLOCKED_WORDS, at=later(1)), Told(3, "Ask plover about it.", at=later(2))
    )

    held, advised = await said()
    assert (held["state"], advised["state"]) == ("held", "held")
    (case,) = await cases.open_of(UUID(str(held["id"])))
    assert case.why == ["finding:watch_word"]
    assert (report.taken, report.wait, report.left) == (2, 2, {Why.BLOCKED: 1})
    assert await words_anywhere(BLOCKED_SECRET) == []


async def test_what_waited_there_waits_here(moving: Moving) -> None:
    if moving.system not in ("wordpress", "isso"):
        pytest.skip("its export has public comments alone")
    await moving.takes(Told(1, state="waits"))

    (waiting,) = await said()
    (case,) = await cases.open_of(UUID(str(waiting["id"])))
    assert (waiting["state"], case.why) == ("held", ["waited-elsewhere"])


async def test_spam_and_what_was_deleted_are_left_there(moving: Moving) -> None:
    states = ("deleted", "spam") if moving.system in ("disqus", "wordpress") else ("deleted",)

    report = await moving.takes(*(Told(n, state=state) for n, state in enumerate(states, start=1)))

    assert await said() == []
    assert report.left == {Why.DELETED: 1, **({Why.SPAM: 1} if "spam" in states else {})}


async def test_an_unknown_page_is_named_and_somebody_may_say_what_it_is_now(moving: Moving) -> None:
    comment = Told(1, page="https://old.example/2019/03/the-rota/?ref=mail")

    report = await moving.takes(comment)
    assert (report.left, report.no_page) == ({Why.NO_PAGE: 1}, {"https://old.example/2019/03/the-rota/": 1})

    assert (await moving.takes(comment, pages={"/2019/03/the-rota/": "rota"})).taken == 1


async def test_what_is_of_a_day_to_come_or_says_nothing_is_not_taken(moving: Moving) -> None:
    report = await moving.takes(Told(1, at=NOON + timedelta(days=1)), Told(2, "\u200b"), Told(3, "long " * 3_000))

    assert report.left == {Why.LATER: 1, Why.EMPTY: 1, Why.TOO_LONG: 1}


async def test_nobody_is_called_by_a_name_that_was_somebody_elses_there(moving: Moving) -> None:
    await moving.takes(Told(1, "Ask @dana."))

    (one,) = await said()
    assert "Dana Reyes" not in one["html"]


async def test_whom_somebody_says_to_be_a_colleague_is_that_colleague(moving: Moving) -> None:
    if moving.system != "remark42":
        pytest.skip("these comments are by nobody who had signed in there")
    moving.colleagues = {"github_peter@old.example": AMAL}

    report = await moving.takes(Told(1), Told(2, account="mary@old.example", name="Mary", at=later(1)))

    assert [(one["name"], one["origin"]) for one in await said()] == [("Amal Haddad", ""), ("Mary", "Remark42")]
    assert report.people == 1


async def test_it_is_found_by_search_is_told_in_the_audit_and_moves_the_discussion(moving: Moving) -> None:
    await moving.takes(Told(1, "A heavy kestrel."), Told(2, HELD_WORDS, at=later(1)))

    (first, _) = await said()
    assert await search.find(search.Filters(terms=[search.Term(("kestrel",))]), after=None, limit=9) == [
        UUID(str(first["id"]))
    ]
    found = await everything()
    (event,) = [one for one in found["event"] if one["kind"] == COMMENTS_MOVED_IN]
    assert comments.as_json(event["facts"]) == {"source": moving.name, "comments": 2, "held": 1}
    assert (await verify()).broken is None
    assert [one["version"] for one in found["thread"] if one["uid"] == "rota"] == [2]
    assert found["notice"] == []


async def test_with_their_last_comment_they_go_as_well(moving: Moving) -> None:
    await moving.takes(Told(1))

    await purge(read_retention("discussion=12m"), ledger=Ledger(now=lambda: NOON), now=NOON)

    assert await said() == []
    assert [one.handle for one in await people.everybody() if one.origin] == []


async def test_of_two_with_one_id_the_same_is_taken_in_either_order(moving: Moving, talk: Talk) -> None:
    if moving.system == "isso":
        pytest.skip("a database has no two")
    twice = [Told(1, "One."), Told(1, "Another.")]

    report = await moving.takes(*twice)
    first = await bodies()
    await connection.execute("DELETE FROM revision")
    await connection.execute("DELETE FROM comment")
    await connection.execute("DELETE FROM comment_search")
    await moving.takes(*reversed(twice))

    assert (len(first), report.left) == (1, {Why.TWICE: 1})
    assert await bodies() == first


_COMMENTS = st.lists(
    st.builds(
        Told,
        key=st.integers(1, 12),
        body=st.sampled_from(["The new rota works.", HELD_WORDS, BLOCKED_WORDS, "", "*Never* [mind](x)", "\U0001f600"]),
        parent=st.none() | st.integers(1, 12),
        page=st.sampled_from(["/news/rota/", "https://old.example/news/rota", "/news/heard/", "/gone/"]),
        name=st.text(max_size=8),
        at=st.integers(0, 10_000).map(later),
        state=st.sampled_from(["public", "public", "deleted"]),
    ),
    max_size=12,
)


@pytest.mark.soak
@given(export=_COMMENTS, order=st.randoms(use_true_random=False))
@settings(
    max_examples=FEW,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_whatever_the_order_and_however_often_it_is_the_same(
    sqlite_town: Path, tmp_path: Path, export: Sequence[Told], order: random.Random
) -> None:
    shuffled = order.sample(export, len(export))

    async def taken(*exports: Sequence[Told]) -> Mapping[str, Any]:
        moving = Moving("remark42", tmp_path)
        async with connection.opened(f"sqlite://{shutil.copy(sqlite_town, tmp_path)}"):
            for one in exports:
                await moving.takes(*one)
            rows = await everything()
            waits = sorted(str(one["comment_id"]) for one in rows["moderation_case"])
            return {"said": await said(), "waits": waits, "people": rows["person"]}

    async def once_and_twice() -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        return await taken(export), await taken(shuffled, export)

    once, twice = anyio.run(once_and_twice)

    assert once == twice


async def test_interrupted_and_taken_again_it_is_as_if_it_had_not_been(
    moving: Moving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "_AT_ONCE", 2)
    export = [Told(n, f"Answer {n}.", parent=n // 2 or None, at=later(n)) for n in range(1, 10)]

    def stop(done: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await moving.takes(*export, told=stop)
    assert len(await said()) == 4

    report = await moving.takes(*export)

    rows = await said()
    assert (report.taken, report.known) == (5, 4)
    assert [one["body"] for one in rows] == [f"Answer {n}." for n in range(1, 10)]
    assert [str(one["parent_id"]) for one in rows[1:]] == [str(rows[n // 2 - 1]["id"]) for n in range(2, 10)]
