"""What front matter says about a discussion: until when it is open, and that nobody invents one."""

from datetime import UTC, datetime

import pytest

from comments_service.discussion import thread_rules
from comments_service.discussion.kinds import kind_of
from comments_service.records import Thread
from comments_service.refusals import FieldIsWrong
from tests.support.company import NOON, entry


def thread(*, archived: bool = False, **about: object) -> Thread:
    return Thread("rota", "/", "Rota", "en", entry("rota", **about), 0, archived)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2026, 11, 15, 12, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 16, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 16, 23, 59, 59, 999999, tzinfo=UTC), True),
        (datetime(2026, 11, 17, 0, 0, tzinfo=UTC), False),
    ],
)
def test_a_discussion_is_open_until_its_closing_day_ends(moment: datetime, is_open: bool) -> None:
    assert thread_rules.is_open(thread(closes="2026-11-16"), now=moment) == is_open


def test_without_a_closing_day_it_stays_open() -> None:
    assert thread_rules.is_open(thread(), now=NOON.replace(year=2126))
    assert thread_rules.closes(thread()) is None


def test_a_closed_or_archived_discussion_takes_nothing_new_and_can_be_read() -> None:
    for shut in (thread(comments="closed"), thread(archived=True)):
        with pytest.raises(thread_rules.ThreadIsClosed):
            thread_rules.require_open(shut, "rota", now=NOON)
        assert thread_rules.require_known(shut, "rota") is shut


def test_nobody_can_invent_a_discussion() -> None:
    with pytest.raises(thread_rules.ThreadIsUnknown) as refused:
        thread_rules.require_open(None, "x" * 500, now=NOON)

    assert refused.value.facts == {"thread": "x" * 100}


@pytest.mark.parametrize(
    ("thread_kind", "asked", "is_reply", "kind"),
    [
        ("discussion", None, False, "comment"), ("discussion", "question", False, "question"),
        ("questions", None, False, "question"), ("ama", None, False, "question"), ("ama", None, True, "comment"),
        ("ideas", None, False, "idea"), ("ideas", "comment", False, "comment"), ("board", "idea", False, "idea"),
    ],
)  # fmt: skip
def test_what_a_comment_is_depends_on_the_page(thread_kind: str, asked: str | None, is_reply: bool, kind: str) -> None:
    assert kind_of(asked, thread_kind=thread_kind, is_reply=is_reply) == kind


def test_a_kind_that_the_page_does_not_take_is_refused_and_those_it_takes_are_named() -> None:
    with pytest.raises(FieldIsWrong) as refused:
        kind_of("idea", thread_kind="discussion", is_reply=False)

    assert refused.value.facts == {"allowed": ["comment", "question", "tip", "correction"]}
