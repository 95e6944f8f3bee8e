"""The sentences: one for each kind of event, and none that fails for want of a fact."""

import pytest

from comments_service import events
from comments_service.audit.telling import NEVER_SHOWN, SENTENCES, Told, tell
from comments_service.audit.trail import KINDS


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


def test_a_kind_that_nobody_knows_is_told_all_the_same() -> None:
    told = tell("weather.changed", {"to": "light-rain", "from": ["sun", "wind"]})

    assert (told.did, told.more) == ("recorded “weather changed”", "to light rain, from sun and wind")
