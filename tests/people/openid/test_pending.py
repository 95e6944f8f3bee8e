"""A sign-in that has begun: its browser can keep it, and neither read it, change it, nor keep it for long."""

from datetime import timedelta

from comments_service.people.openid.pending import LIVES, Pending, opened, sealed
from comments_service.people.openid.seal import Seal
from tests.support.company import NOON

SECRET = "town " * 8
SEAL = Seal(SECRET, "pending")
PENDING = Pending("state", "nonce", "verifier", "/t/rota#composer")


def test_another_process_with_the_same_secret_opens_it() -> None:
    kept = sealed(PENDING, SEAL, now=NOON)

    assert opened(kept, Seal(SECRET, "pending"), now=NOON + LIVES) == PENDING
    assert "verifier" not in kept


def test_what_is_too_old_changed_or_sealed_for_something_else_is_nothing() -> None:
    kept = sealed(PENDING, SEAL, now=NOON)

    assert opened(kept, SEAL, now=NOON + LIVES + timedelta(seconds=1)) is None
    assert opened(kept[:-9] + ("B" if kept[-9] == "A" else "A") + kept[-8:], SEAL, now=NOON) is None
    assert opened(kept, Seal(SECRET, "hint"), now=NOON) is None
    assert opened(kept, Seal(SECRET[::-1], "pending"), now=NOON) is None
    assert [opened(other, SEAL, now=NOON) for other in ("", "x", "é", "gAAAAA")] == [None] * 4
