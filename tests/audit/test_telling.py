"""The sentences: one for each kind of event, and none that fails for want of a fact."""

import pytest

from comments_service import events
from comments_service.audit.parts import KINDS
from comments_service.audit.telling import NEVER_SHOWN, SENTENCES, Told, tell


def test_every_kind_of_event_has_a_sentence() -> None:
    assert set(KINDS) == set(SENTENCES)
    assert not set(KINDS) & set(NEVER_SHOWN)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("facts", [{}, {"unknown": [1, None, {"a": True}]}])
def test_a_sentence_can_be_said_of_whatever_stands_in_the_database(kind: str, facts: dict[str, object]) -> None:
    assert tell(kind, facts).did


def test_codes_are_told_as_words() -> None:
    told = tell(events.COMMENT_DECIDED, {"action": "remove", "reason": "personal-data"})

    assert told == Told("removed", "a comment", "reason: personal data")
    assert tell(events.COMMENT_DECIDED, {"action": "escalate", "to": "hr"}).more == "to human resources"
    assert tell(events.ROLES_CHANGED, {"before": [], "after": ["hr", "author"]}).more == (
        "before: none; after: human resources and author"
    )
    assert tell(
        events.ROLES_CHANGED, {"before": ["expert"], "after": ["expert:food-safety", "works-council"]}
    ).more == ("before: expert; after: expert in food safety and works council")
    assert tell(events.SEALED_CASE_READ, {"role": "safety"}).more == "for health and safety"
    assert tell(events.RULE_TURNED_ON, {"outcome": "hold"}).more == "a facilitator looks first"
    assert tell(events.RULE_CHANGED, {"changed": ["why", "owner_id"]}).more == "why, who owns it"
    assert tell(events.COMMENT_POSTED, {"state": "held", "why": ["finding:payment_card"]}).more == "held: payment card"


def test_a_mark_is_told_as_what_was_done_and_names_nobody_by_their_id() -> None:
    facts = {"mark": "acknowledged", "due": "2026-12-03", "named": "01a21c23-2fe0-7c96-a462-482422224aa8"}
    told = tell(events.COMMENT_MARKED, facts)

    assert told == Told("said who is finding out the answer to", "a comment", "an answer by 3 December 2026")


@pytest.mark.parametrize(
    ("seconds", "pace"), [(600, "one comment a person in 10 minutes"), (0, "no limit"), (None, "as its page says")]
)
def test_a_pace_is_told_in_the_unit_that_says_most(seconds: int | None, pace: str) -> None:
    assert tell(events.THREAD_SLOWED, {"seconds": seconds}).more == pace


def test_a_kind_that_nobody_knows_is_told_all_the_same() -> None:
    told = tell("weather.changed", {"to": "light-rain", "from": ["sun", "wind"]})

    assert (told.did, told.more) == ("recorded “weather changed”", "to light rain, from sun and wind")


def test_days_are_told_as_people_write_them() -> None:
    assert tell(events.HOLD_PLACED, {"review": "2027-02-25"}).more == "to be looked at again on 25 February 2027"
    assert (
        tell(events.SANCTIONED, {"sanction": "mute", "until": "2026-12-04T00:00:00+00:00"}).more
        == "until 4 December 2026"
    )
    assert tell(events.SANCTIONED, {"until": "some day"}).more == "until some day"
