"""What the rooms know by code, in words."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from comments_service.discussion.lifecycle import DECISIONS
from comments_service.languages import LANGUAGES
from comments_service.moderation.queue import QUEUES
from comments_service.records import Case
from comments_service.storage.cases import QUEUE_OF
from comments_service.web.desk import wording
from comments_service.web.desk.wording import due_in_words, why_briefly
from tests.support.company import NOON


def case(kind: str = "hold", *why: str, due: timedelta = timedelta()) -> Case:
    return Case(UUID(int=1), UUID(int=2), kind, why, NOON, NOON + due)


def waiting_for(somebody: str) -> Case:
    return replace(case("report", "reported"), waits_for=somebody)


def test_every_queue_kind_and_decision_has_its_words() -> None:
    assert set(wording.QUEUE_TITLES) == set(QUEUES)
    assert set(wording.KINDS) == set(QUEUE_OF)
    assert set(wording.DONE) == set(wording.DID) == set(DECISIONS)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=4), "due in 4 hours"),
        (timedelta(hours=3, minutes=40), "due in 4 hours"),
        (timedelta(minutes=119, seconds=50), "due in 2 hours"),
        (timedelta(minutes=3), "due in 3 minutes"),
        (timedelta(), "due in less than a minute"),
        (timedelta(minutes=-5), "5 minutes overdue"),
        (timedelta(days=-3), "3 days overdue"),
    ],
)
def test_the_time_that_is_left_is_said_to_the_nearest(left: timedelta, words: str) -> None:
    assert due_in_words(case(due=left), NOON) == words


@pytest.mark.parametrize(
    ("about", "words"),
    [
        (case("hold", "finding:customer_reference"), "Customer reference"),
        (case("hold", "page-is-reviewed", "finding:phone_number"), "Page is reviewed, phone number"),
        (case("edit", "finding:watch_word", "finding:watch_word"), "Edited: watch word"),
        (case("report", "reported"), "2 reports"),
        (case("question"), "No answer yet"),
        (case("hold"), "Held"),
        (waiting_for("author"), "With its author"),
        (waiting_for("hr"), "With Human resources"),
    ],
)
def test_a_row_says_why_in_a_few_words(about: Case, words: str) -> None:
    assert why_briefly(about, 2, LANGUAGES["en"]) == words
