"""On their own page, its owner and responders may what elsewhere needs a role; never more than that."""

import pytest

from comments_service.discussion.page_people import looks_after, may_here, require_here
from comments_service.people.roles import PERMISSIONS, may
from comments_service.records import Thread
from comments_service.refusals import NotAllowed, SignInRequired
from tests.support.company import AMAL, BEN, CAST, TOM, entry


def page(**about: object) -> Thread:
    facts = entry("rota", **about)
    return Thread("rota", "/", "Rota", "en", facts, 1, archived=False)


THEIRS = page(owner="tom", responders=["ben"])


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_who_is_named_on_a_page_may_there_what_answering_needs(permission: str) -> None:
    answering = {
        *("respond", "endorse", "note-accuracy", "acknowledge", "summarise", "correct", "decide-ideas"),
        "see-completion",
    }
    assert may_here(BEN, permission, THEIRS) == (permission in answering)
    assert not may_here(BEN, permission, page())
    assert not may_here(None, permission, THEIRS)
    for person in CAST:
        assert may_here(person, permission, page()) == may(person, permission)


def test_a_refusal_says_for_whom_it_is() -> None:
    with pytest.raises(NotAllowed, match="people named on the page"):
        require_here(AMAL, "endorse", THEIRS)
    with pytest.raises(SignInRequired):
        require_here(None, "endorse", THEIRS)
    assert require_here(TOM, "endorse", THEIRS) == TOM


def test_only_who_may_do_something_there_looks_after_a_page() -> None:
    assert [person.handle for person in CAST if looks_after(person, page())] == ["dana", "eli", "ines", "priya", "tom"]
    assert looks_after(BEN, THEIRS)
    assert not looks_after(None, THEIRS)
