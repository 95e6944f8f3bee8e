"""Two newsrooms in which two people answered a page's question the other way round: whatever anybody else can fetch is
the same in both, facilitators, human resources and administrators included, and so is the audit."""

from pathlib import Path

import pytest

from comments_service.ids import uuid7
from tests.support.company import NOON
from tests.support.newsroom import Newsroom, compared, fetched, newsroom

SAID = uuid7(NOON, 1)
OTHERS = ("dana", "eli", "ines", "noor", "hanna", "lotte")


def answer(room: Newsroom, who: str, choice: str) -> None:
    sent = {"question": "Is it well lit?", "choice": choice}
    assert room.people[who].put("/api/v1/threads/confide/pulse", json=sent).status_code == 200


def happen(room: Newsroom, amal: str, ben: str) -> None:
    """All the same, but for which of two says which: six answer, so that one is not counted yet."""
    assert room.put("eli", SAID, "The new lamps are up.").status_code == 201
    for who, choice in (
        ("amal", amal),
        ("ben", ben),
        ("dana", "Yes"),
        ("ines", "No"),
        ("hanna", "Yes"),
        ("noor", "No"),
    ):
        answer(room, who, choice)


def test_what_anybody_else_can_fetch_is_the_same_whoever_answered_what(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worlds, own = [], []
    for number, (amal, ben) in enumerate((("Yes", "No"), ("No", "Yes"))):
        with newsroom(sqlite_template, tmp_path / str(number), monkeypatch) as room:
            happen(room, amal, ben)
            worlds.append({who: compared(fetched(room, who, str(SAID))) for who in OTHERS})
            own.append(room.people["amal"].get("/api/v1/me/export").json()["pulses"])

    for who in OTHERS:
        for (address, one), (_, other) in zip(*(world[who] for world in worlds), strict=True):
            assert one == other, (who, address)
    # Or the comparison would pass where nobody could tell anything.
    assert [one[0]["answer"] for one in own] == ["Yes", "No"]
