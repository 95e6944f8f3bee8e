"""The usual words of a reason are the same for its author, in whichever language a facilitator saw them."""

import pytest

from comments_service.languages import LANGUAGES, Language
from comments_service.moderation.reasons import REASONS, kept


@pytest.mark.parametrize("speaks", LANGUAGES.values(), ids=lambda speaks: speaks.code)
@pytest.mark.parametrize("reason", REASONS)
def test_usual_words_are_kept_as_such_whoever_sent_them(reason: str, speaks: Language) -> None:
    usual = REASONS[reason].message

    assert kept(speaks.say(usual), reason) == kept("", reason) == usual


def test_words_of_somebodys_own_stay_as_they_are() -> None:
    usual = LANGUAGES["de"].say(REASONS["off-topic"].message)

    assert kept(f"{usual} Bitte im Forum.", "off-topic") == f"{usual} Bitte im Forum."
    assert kept(usual, "hurtful") == usual
